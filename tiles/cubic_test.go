package tiles

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// TestCubicAgainstNumpy compares with testdata/catmullrom.py.
func TestCubicAgainstNumpy(t *testing.T) {
	f := func(variable, nodes, name string, lat, lon []float64, tile maptile.Tile, tolerance float64, holes int) {
		t.Helper()
		g, err := forecast.NewGrid(lat, lon)
		if err != nil {
			t.Fatal(err)
		}
		field := memory{layer: layer(t, variable), grid: g, values: readFloats(t, "gdal-"+nodes+"-nodes")}
		for i := range field.values {
			if holes > 0 && i%holes == 0 {
				field.values[i] = float32(math.NaN())
			}
		}
		got := make([]float32, Size*Size)
		if err := Cubic.Values(t.Context(), field, tile, Size, got); err != nil {
			t.Fatal(err)
		}
		const every, third = 4, 2
		want := readFloats(t, "cubic-"+name)
		worst, compared := 0.0, 0
		for i, w := range want {
			v := got[(i/(Size/every)*every+third)*Size+i%(Size/every)*every+third]
			if (v != v) != (w != w) {
				t.Fatalf("%s: pixel %d is %v, numpy has %v", name, i, v, w)
			}
			if v == v {
				compared++
				worst = math.Max(worst, math.Abs(float64(v-w)))
			}
		}
		t.Logf("%s: %d pixels differ by %.2g at most", name, compared, worst)
		if worst > tolerance || compared < len(want)/20 {
			t.Errorf("%s: %d pixels differ by up to %g, more than %g", name, compared, worst, tolerance)
		}
	}
	gustLat, gustLon := axis(45, -0.25, 101), axis(100, 0.25, 141)
	f("wind_gusts", "gusts", "gusts-inside", gustLat, gustLon, maptile.New(51, 25, 6), 1e-5, 0)
	f("wind_gusts", "gusts", "gusts-deep", gustLat, gustLon, maptile.New(410, 206, 9), 1e-5, 0)
	f("wind_gusts", "gusts", "gusts-corner", gustLat, gustLon, maptile.New(49, 28, 6), 1e-5, 0)
	f("wind_gusts", "gusts", "gusts-holes", gustLat, gustLon, maptile.New(205, 103, 8), 1e-5, 53)
	seaLat, seaLon := axis(60, -0.4, 76), axis(170, 0.4, 51)
	f("pressure_msl", "pressure", "pressure-west-of-180", seaLat, seaLon, maptile.New(31, 11, 5), 0.04, 0)
	f("pressure_msl", "pressure", "pressure-east-of-180", seaLat, seaLon, maptile.New(0, 11, 5), 0.04, 0)
	windLat, windLon := axis(87, -6, 30), axis(0, 6, 60)
	f("wind_u_component_10m", "wind", "wind-seam", windLat, windLon, maptile.New(15, 11, 5), 1e-5, 0)
	f("wind_u_component_10m", "wind", "wind-world", windLat, windLon, maptile.New(1, 1, 2), 1e-5, 0)
}

// TestKernelsAgree holds what all kernels share: the same pixels are missing bilinearly and
// cubically, nearest values are values of nodes, and bounded quantities stay within theirs.
func TestKernelsAgree(t *testing.T) {
	f := func(name string, lat, lon []float64, tiles ...maptile.Tile) {
		t.Helper()
		field := on(t, name, lat, lon, func(lat, lon float64) float64 {
			v := math.Max(0, 20*math.Sin(lat*7)*math.Cos(lon*5))
			if math.Mod(math.Abs(lat*31+lon*17), 11) < 1 {
				return math.NaN()
			}
			return v
		})
		nodes := map[float32]bool{}
		for _, v := range field.values {
			nodes[v] = true
		}
		var linear, cubic, nearest [Size * Size]float32
		for _, tile := range tiles {
			for kernel, dst := range map[Kernel][]float32{Bilinear: linear[:], Cubic: cubic[:], Nearest: nearest[:]} {
				if err := kernel.Values(t.Context(), field, tile, Size, dst); err != nil {
					t.Fatalf("%s %v %v: %v", name, tile, kernel, err)
				}
			}
			seen := 0
			for i := range linear {
				if (linear[i] != linear[i]) != (cubic[i] != cubic[i]) {
					t.Fatalf("%s %v: pixel %d is %v bilinearly, %v cubically", name, tile, i, linear[i], cubic[i])
				}
				if cubic[i] < 0 || cubic[i] > 20 {
					t.Fatalf("%s %v: pixel %d overshoots to %v", name, tile, i, cubic[i])
				}
				if v := nearest[i]; v == v {
					seen++
					if !nodes[v] {
						t.Fatalf("%s %v: pixel %d is %v, which no node is", name, tile, i, v)
					}
				}
			}
			if seen == 0 {
				t.Errorf("%s %v: nothing is on it", name, tile)
			}
		}
	}
	f("precipitation", axis(90, -2, 91), axis(0, 2, 180), maptile.New(0, 0, 0), maptile.New(0, 0, 2), maptile.New(7, 3, 3), maptile.New(0, 3, 3))
	f("precipitation", axis(89, -2, 90), axis(-179, 2, 180), maptile.New(0, 0, 0), maptile.New(3, 1, 2), maptile.New(128, 80, 8), maptile.New(127, 80, 8))
	f("precipitation", axis(50, -1, 41), axis(150, 1, 61), maptile.New(0, 0, 0), maptile.New(7, 3, 3), maptile.New(0, 3, 3))
	f("wind_gusts", []float64{60, 58, 53, 51, 44}, []float64{10, 11, 14, 16, 20, 26}, maptile.New(8, 5, 4), maptile.New(33, 20, 6))
}

func TestNearestIsTheNearest(t *testing.T) {
	field := on(t, "temperature_2m", axis(60, -1, 41), axis(0, 1, 361)[:360], func(lat, lon float64) float64 { return 200 + lon/4 + lat/100 })
	got := make([]float32, Size*Size)
	tile := maptile.New(0, 6, 4)
	if err := Nearest.Values(t.Context(), field, tile, Size, got); err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		lat, lon := pixelCentre(tile, Size, i/Size, i%Size)
		east := math.Mod(math.Round(lon)+360, 360)
		want := float32(200 + east/4 + math.Round(lat)/100)
		if math.Abs(lat-math.Floor(lat)-0.5) < 1e-6 || math.Abs(lon-math.Floor(lon)-0.5) < 1e-6 {
			continue
		}
		if v != want {
			t.Fatalf("pixel %d at %g, %g is %g, want %g", i, lat, lon, v, want)
		}
	}
}

func TestParseKernel(t *testing.T) {
	f := func(name string, want Kernel) {
		t.Helper()
		if got, err := ParseKernel(name); err != nil || got != want {
			t.Errorf("%q is %v, %v", name, got, err)
		}
	}
	f("", Bilinear)
	f("bilinear", Bilinear)
	f("nearest", Nearest)
	f("cubic", Cubic)
	if _, err := ParseKernel("lanczos"); forecast.KindOf(err) != forecast.Invalid || err == nil {
		t.Errorf("lanczos: %v", err)
	}
}

// TestNearestAgainstGDAL compares with gdalwarp -r near.
func TestNearestAgainstGDAL(t *testing.T) {
	field := on(t, "wind_gusts", axis(45, -0.25, 101), axis(100, 0.25, 141), func(_, _ float64) float64 { return 0 })
	field.values = readFloats(t, "gdal-gusts-nodes")
	got := make([]float32, Size*Size)
	if err := Nearest.Values(t.Context(), field, maptile.New(51, 25, 6), Size, got); err != nil {
		t.Fatal(err)
	}
	const every, third = 4, 2
	for i, want := range readFloats(t, "gdal-gusts-nearest") {
		if v := got[(i/(Size/every)*every+third)*Size+i%(Size/every)*every+third]; v != want {
			t.Fatalf("pixel %d is %g, GDAL has %g", i, v, want)
		}
	}
}
