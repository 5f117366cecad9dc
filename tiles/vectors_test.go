package tiles

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// TestIsolinesAreWhereTheyBelong draws fields whose lines are parallels and meridians.
func TestIsolinesAreWhereTheyBelong(t *testing.T) {
	f := func(tile maptile.Tile, interval float64, value func(lat, lon float64) float64, wanted func(value float64) (y, x float64)) {
		t.Helper()
		field := on(t, "wind_u_component_10m", axis(90, -1, 181), axis(0, 1, 360), value)
		lines := drawVectors(t, Vectors{Interval: interval}, field, tile)[isolineLayer]
		world := math.Exp2(float64(tile.Z))
		points := 0
		for _, feature := range lines.features {
			lat, lon := wanted(feature.properties["value"].(float64))
			for _, part := range feature.parts {
				for _, p := range part {
					points++
					if lat == lat {
						y := (1 - math.Asinh(math.Tan(lat*degree))/math.Pi) / 2 * world
						if d := (y-float64(tile.Y))*extent - float64(p.y); math.Abs(d) > 1.5 {
							t.Fatalf("%v: the line of %v is %g units away at %v", tile, feature.properties, d, p)
						}
					} else if d := ((lon+180)/360*world-float64(tile.X))*extent - float64(p.x); math.Abs(d) > 0.6 {
						t.Fatalf("%v: the line of %v is %g units away at %v", tile, feature.properties, d, p)
					}
				}
			}
		}
		if points < 4 { // a straight line has two
			t.Errorf("%v: only %d points", tile, points)
		}
	}
	nan := math.NaN()
	byLat := func(lat, _ float64) float64 { return lat }
	atLat := func(v float64) (y, x float64) { return v, nan }
	f(maptile.New(3, 2, 3), 5, byLat, atLat)
	f(maptile.New(26, 12, 5), 2, byLat, atLat)
	f(maptile.New(214, 104, 8), 0.4, byLat, atLat) // cubic, between nodes
	byLon := func(_, lon float64) float64 { return lon }
	atLon := func(v float64) (y, x float64) { return nan, v }
	f(maptile.New(5, 3, 3), 5, byLon, atLon)
	f(maptile.New(156, 100, 8), 0.4, byLon, atLon)
}

// border gives where lines cross the tile's eastern (4096) or western (0) border, by value.
func border(l readLayer, x int32) map[float64][]float64 {
	out := map[float64][]float64{}
	for _, f := range l.features {
		v := f.properties["value"].(float64)
		for _, part := range f.parts {
			for i := 1; i < len(part); i++ {
				a, b := part[i-1], part[i]
				if (a.x < x) == (b.x < x) {
					continue
				}
				y := float64(a.y) + float64(b.y-a.y)*float64(x-a.x)/float64(b.x-a.x)
				out[v] = append(out[v], y)
			}
		}
		slices.Sort(out[v])
	}
	return out
}

// TestIsolinesGoOn compares where lines leave a tile and where they enter the next, also across the
// date line.
func TestIsolinesGoOn(t *testing.T) {
	f := func(field forecast.Field, a, b maptile.Tile) {
		t.Helper()
		lines := Vectors{}
		if a.Z > 7 {
			lines.Interval = 0.2
		}
		west := border(drawVectors(t, lines, field, a)[isolineLayer], extent)
		east := border(drawVectors(t, lines, field, b)[isolineLayer], 0)
		crossings := 0
		for v, ys := range west {
			if len(ys) != len(east[v]) {
				t.Fatalf("%v, %v: %d lines of %g leave, %d enter", a, b, len(ys), v, len(east[v]))
			}
			for i := range ys {
				crossings++
				if math.Abs(ys[i]-east[v][i]) > 1e-9 {
					t.Errorf("%v, %v: the line of %g leaves at %g and enters at %g", a, b, v, ys[i], east[v][i])
				}
			}
		}
		if crossings == 0 || len(west) != len(east) {
			t.Errorf("%v, %v: %d crossings, %d and %d values", a, b, crossings, len(west), len(east))
		}
	}
	pressure := weather(t, "pressure_msl", 101300, 1500)
	f(pressure, maptile.New(6, 3, 3), maptile.New(7, 3, 3))
	f(pressure, maptile.New(7, 2, 3), maptile.New(0, 2, 3))
	f(pressure, maptile.New(0, 0, 1), maptile.New(1, 0, 1))
	f(pressure, maptile.New(0, 0, 0), maptile.New(0, 0, 0))
	f(pressure, maptile.New(51, 25, 6), maptile.New(52, 25, 6))
	f(weather(t, "temperature_2m", 283, 12), maptile.New(213, 104, 8), maptile.New(214, 104, 8))
}

// area gives twice the area that a polygon feature covers, in units.
func area(parts [][]point) (sum int64) {
	for _, p := range parts {
		sum += newRing(p).area
	}
	return sum
}

// TestIsobandsTileThePlane checks the bands of rough fields with holes: together they cover every cell
// whose corners have values, once; and random points lie in the band of their value.
func TestIsobandsTileThePlane(t *testing.T) {
	f := func(field memory, tile maptile.Tile, interval float64) {
		t.Helper()
		bands := drawVectors(t, Vectors{Layers: []string{isobandLayer}, Interval: interval}, field, tile)[isobandLayer]
		var l lattice
		l.values = make([]float32, latticeWidth*latticeWidth)
		if err := sampleLattice(t.Context(), field, latticeOf(tile), l.values); err != nil {
			t.Fatal(err)
		}
		l.classify(0)
		cells := int64(0)
		for r := range int32(latticeWidth - 1) {
			for c := range int32(latticeWidth - 1) {
				if l.whole(r, c) {
					cells++
				}
			}
		}
		var total int64
		for _, b := range bands.features {
			if b.kind != mvtPolygon {
				t.Fatalf("a band of kind %d", b.kind)
			}
			total += area(b.parts)
			if newRing(b.parts[0]).area < 0 {
				t.Errorf("%v: band %v begins with a hole", tile, b.properties)
			}
		}
		want := 2 * cells * latticeUnits * latticeUnits
		if d := math.Abs(float64(total-want)) / float64(want); cells == 0 || d > 1e-4 {
			t.Errorf("%v: bands cover %d, the cells with values %d (%.2g off)", tile, total, want, d)
		}
		rng := rand.New(rand.NewPCG(5, 6))
		wrong, asked := 0, 0
		for range 600 {
			r, c := rng.Int32N(latticeWidth-1), rng.Int32N(latticeWidth-1)
			if !l.whole(r, c) {
				continue
			}
			// Near the node, where what the cell's other corners are hardly matters.
			node := r*latticeWidth + c
			p := nodePoint(node)
			p.x, p.y = p.x+1, p.y+1
			v := float64(l.values[node])
			var held []map[string]any
			for _, b := range bands.features {
				odd := false
				for _, part := range b.parts {
					odd = odd != newRing(part).around(p)
				}
				if odd {
					held = append(held, b.properties)
				}
			}
			asked++
			from, to := math.Inf(-1), math.Inf(1)
			if len(held) == 1 {
				if x, ok := held[0]["from"].(float64); ok {
					from = x
				}
				if x, ok := held[0]["to"].(float64); ok {
					to = x
				}
			}
			slack := 0.05 * interval
			if len(held) > 1 || len(held) == 1 && (v < from-slack || v > to+slack) || len(held) == 0 {
				wrong++
			}
		}
		if asked < 100 || wrong > asked/100 {
			t.Errorf("%v: %d of %d points lie in a band that is not theirs", tile, wrong, asked)
		}
	}
	pressure := weather(t, "pressure_msl", 101300, 1500)
	f(pressure, maptile.New(6, 3, 3), 400)
	f(pressure, maptile.New(0, 0, 0), 400)
	f(pressure, maptile.New(51, 25, 6), 100)
	holes := weather(t, "temperature_2m", 283, 12)
	rng := rand.New(rand.NewPCG(7, 8))
	for i := range holes.values {
		if rng.IntN(9) == 0 {
			holes.values[i] = float32(math.NaN())
		}
	}
	f(holes, maptile.New(51, 25, 6), 1)
	f(holes, maptile.New(214, 104, 8), 0.5)
	saddles := on(t, "temperature_2m", axis(90, -0.25, 721), axis(0, 0.25, 1440), func(lat, lon float64) float64 {
		return 280 + 10*float64((int(lat*4)+int(lon*4))%2)
	})
	f(saddles, maptile.New(51, 25, 6), 3)
}

// TestSaddles draws both saddles with either middle: no line may cross another.
func TestSaddles(t *testing.T) {
	f := func(high int, middle float32, want [][2]int8) {
		t.Helper()
		d := &drawing{}
		d.values = make([]float32, latticeWidth*latticeWidth)
		for i, node := range corners(0) {
			d.values[node] = -1
			if high>>i&1 == 1 {
				d.values[node] = 1
			}
			d.values[node] += middle
		}
		d.levels = []float32{0}
		d.classify(0)
		pieces, n := d.crossings(0, 0)
		if !slices.Equal(pieces[:n], want) {
			t.Errorf("corners %04b with the middle %g: %v, want %v", high, middle, pieces[:n], want)
		}
	}
	f(5, -0.5, [][2]int8{{3, 0}, {1, 2}})
	f(5, 0.5, [][2]int8{{1, 0}, {3, 2}})
	f(10, -0.5, [][2]int8{{0, 1}, {2, 3}})
	f(10, 0.5, [][2]int8{{0, 3}, {2, 1}})
	f(1, 0, [][2]int8{{3, 0}})
	f(14, 0, [][2]int8{{0, 3}})
	f(3, 0, [][2]int8{{3, 1}})
	f(15, 0, nil)
}

func TestLevels(t *testing.T) {
	f := func(name string, interval float64, low, high float32, around bool, want ...string) {
		t.Helper()
		s, err := ScaleOf(layer(t, name))
		if err != nil {
			t.Fatal(err)
		}
		l, err := levelsOf(layer(t, name), interval, s)
		if err != nil {
			t.Fatal(err)
		}
		l.within(low, high, around, nil)
		var got []string
		for k := range l.values {
			text := l.shown(k)
			if l.major(k) {
				text += "!"
			}
			got = append(got, text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s every %g from %g to %g: %q, want %q", name, interval, low, high, got, want)
		}
	}
	f("pressure_msl", 0, 99500, 100900, false, "996", "1000!", "1004", "1008")
	f("pressure_msl", 250, 99500, 100100, false, "995", "997.5", "1000!")
	f("temperature_2m", 0, 270, 277, false, "-2", "0!", "2")
	f("temperature_850hPa", 0, 268, 279, false, "-4", "0!", "4")
	f("geopotential_height_500hPa", 0, 5700, 5900, true, "5640", "5700!", "5760", "5820", "5880", "5940")
	f("precipitation", 0, 0, 5, false, "0.1", "0.5", "1", "2.5", "5", "10", "25", "50", "100", "250")
	f("wind_10m", 0, 0.1, 12, false, "5", "10")
}

// TestEveryLayerHasLevels holds that the intervals in palettes.json leave room between lines.
func TestEveryLayerHasLevels(t *testing.T) {
	for _, v := range forecast.Variables() {
		for _, level := range []forecast.Level{{}, forecast.PressureLevel(1000), forecast.PressureLevel(500), forecast.PressureLevel(50), forecast.PressureLevel(1)} {
			l := forecast.Layer{Variable: v, Level: level}
			s, err := ScaleOf(l)
			if err != nil {
				t.Fatal(err)
			}
			levels, err := levelsOf(l, 0, s)
			if v.Shape == forecast.Direction {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			first, last := s.ends()
			if n := len(levels.within(float32(first), float32(last), false, nil)); n < 3 || n > 160 {
				t.Errorf("%s has %d lines", l.Name(), n)
			}
		}
	}
}

func TestArrows(t *testing.T) {
	u := on(t, "wind_u_component_10m", axis(90, -1, 181), axis(0, 1, 360), func(lat, _ float64) float64 { return -10 })
	v := on(t, "wind_v_component_10m", axis(90, -1, 181), axis(0, 1, 360), func(lat, lon float64) float64 {
		if lat < -40 {
			return math.NaN()
		}
		return 10
	})
	field := vector{u, v}
	f := func(spacing float64, tile maptile.Tile, want int) {
		t.Helper()
		l := drawVectors(t, Vectors{Spacing: spacing}, field, tile)[arrowLayer]
		if len(l.features) != want {
			t.Errorf("%v: %d arrows, want %d", tile, len(l.features), want)
		}
		seen := map[point]bool{}
		for _, a := range l.features {
			p := a.parts[0][0]
			if seen[p] || p.x <= 0 || p.x >= extent || p.y <= 0 || p.y >= extent {
				t.Errorf("an arrow at %v", p)
			}
			seen[p] = true
			// From the south-east, 14.1 m/s, 27.5 knots.
			if a.properties["speed"] != 14.1 || a.properties["direction"] != 135. || a.properties["barb"] != 25. {
				t.Errorf("arrow %v", a.properties)
			}
		}
	}
	f(0, maptile.New(6, 3, 3), 64)
	f(16, maptile.New(6, 3, 3), 256)
	f(128, maptile.New(6, 3, 3), 4)
	f(64, maptile.New(6, 6, 3), 0)
}

// TestCentres looks for one deep low and one high on all tiles of some zooms: each must be found
// once, where it is, with its value.
func TestCentres(t *testing.T) {
	f := func(lowLat, lowLon, highLat, highLon float64, z int) {
		t.Helper()
		bump := func(lat, lon, y, x float64) float64 {
			dx := turn180(lon-x) * math.Cos(y*degree)
			return math.Exp(-(dx*dx + (lat-y)*(lat-y)) / 60)
		}
		field := on(t, "pressure_msl", axis(90, -0.5, 361), axis(0, 0.5, 720), func(lat, lon float64) float64 {
			return 101300 - 4000*bump(lat, lon, lowLat, lowLon) + 2500*bump(lat, lon, highLat, highLon)
		})
		got := map[string]int{}
		for x := range 1 << z {
			for y := range 1 << z {
				tile := maptile.New(uint32(x), uint32(y), maptile.Zoom(z))
				for _, c := range drawVectors(t, Vectors{Layers: []string{centreLayer}}, field, tile)[centreLayer].features {
					kind := c.properties["type"].(string)
					got[kind]++
					lat, lon, value := lowLat, lowLon, "973"
					if kind == "H" {
						lat, lon, value = highLat, highLon, "1038"
					}
					want := tilePoints{tile: tile}.tilePoint(lat, lon, lon)
					p := c.parts[0][0]
					slack := int32(0)
					if z > 3 { // nodes are further apart than points: the place is a point
						slack = extent / centreSamples
					}
					world := int32(extent) << z
					if dx := (p.x - want.x + world/2 + world) % world; dx < world/2-slack || dx > world/2+slack || p.y < want.y-slack || p.y > want.y+slack {
						t.Errorf("zoom %d: %s is at %v of %v, want %v", z, kind, p, tile, want)
					}
					if min(p.x, p.y) < 0 || max(p.x, p.y) >= extent {
						t.Errorf("zoom %d: %s at %v is not on its tile", z, kind, p)
					}
					if c.properties["label"] != value {
						t.Errorf("zoom %d: %s is labelled %v, want %s", z, kind, c.properties["label"], value)
					}
				}
			}
		}
		if got["H"] != 1 || got["L"] != 1 {
			t.Errorf("zoom %d: found %v", z, got)
		}
	}
	for z := range 5 {
		f(50, 20, 35, -60, z)
		f(45, 180, -30, 0, z) // on borders of tiles
		f(0, 90, 66.5, -179.5, z)
	}
}

func TestVectorsRefuse(t *testing.T) {
	f := func(name string, v Vectors, part string) {
		t.Helper()
		field := on(t, name, axis(40, -1, 31), axis(90, 1, 31), func(_, _ float64) float64 { return 1 })
		_, _, err := v.MVT(t.Context(), field, maptile.New(0, 0, 0))
		if err == nil || forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), part) {
			t.Errorf("%s %+v: %v; want kind Invalid with %q", name, v, err, part)
		}
	}
	f("temperature_2m", Vectors{Layers: []string{"fronts"}}, "ask for isobands, isolines, arrows, centres")
	f("temperature_2m", Vectors{Layers: []string{arrowLayer}}, "wind_10m")
	f("temperature_2m", Vectors{Interval: 1e-9}, "at least 0.2")
	f("wind_direction_10m", Vectors{}, "direction")
	f("temperature_2m", Vectors{Spacing: 3}, "16, 32, 64 or 128")
	f("temperature_2m", Vectors{Style: Style{Name: "gaudy"}}, "there is no style")
}

// TestEmptyVectors draws a tile that the grid does not reach, and one of a level field.
func TestEmptyVectors(t *testing.T) {
	field := on(t, "temperature_2m", axis(40, -1, 31), axis(90, 1, 31), func(_, _ float64) float64 { return 280 })
	all := Vectors{Layers: []string{isolineLayer, centreLayer}}
	if got := drawVectors(t, all, field, maptile.New(0, 0, 4)); len(got) != 0 {
		t.Errorf("off the grid: %v", got)
	}
	if got := drawVectors(t, all, field, maptile.New(24, 13, 5)); len(got) != 0 {
		t.Errorf("on a level field: %v", got)
	}
}
