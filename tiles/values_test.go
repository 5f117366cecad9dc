package tiles

import (
	"math"
	"testing"

	"github.com/paulmach/orb/maptile"
)

// pixelCentre gives a pixel's centre by way of EPSG:3857 metres and the Gudermannian function,
// not as the code does.
func pixelCentre(t maptile.Tile, size, row, col int) (lat, lon float64) {
	const radius = 6378137.0
	half := math.Pi * radius
	pixel := 2 * half / math.Pow(2, float64(t.Z)) / float64(size)
	east := -half + pixel*(float64(t.X)*float64(size)+float64(col)+0.5)
	north := half - pixel*(float64(t.Y)*float64(size)+float64(row)+0.5)
	return (2*math.Atan(math.Exp(north/radius)) - math.Pi/2) / degree, east / radius / degree
}

// turn180 brings a longitude into [-180, 180).
func turn180(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }

// TestValuesAreWhereTheyBelong draws fields that are linear between nodes, so that interpolation
// must give their very values at each pixel's centre.
func TestValuesAreWhereTheyBelong(t *testing.T) {
	f := func(lat, lon []float64, size int, tiles ...maptile.Tile) {
		t.Helper()
		first := lon[0]
		global := lon[len(lon)-1]-first > 342
		value := func(y, x float64) float64 {
			if global { // bent at nodes alone: where the grid begins and half a turn on
				y = math.Max(lat[len(lat)-1], math.Min(lat[0], y))
				return y + 0.5*math.Abs(turn180(x-first))
			}
			return y + 0.5*(x-first-360*math.Floor((x-first+1e-9)/360))
		}
		field := on(t, "temperature_2m", lat, lon, value)
		got := make([]float32, size*size)
		for _, tile := range tiles {
			if err := Values(t.Context(), field, tile, size, got); err != nil {
				t.Fatal(err)
			}
			for i, v := range got {
				y, x := pixelCentre(tile, size, i/size, i%size)
				want := value(y, x)
				east := x - first - 360*math.Floor((x-first)/360)
				if !global && (y > lat[0] || y < lat[len(lat)-1] || east > lon[len(lon)-1]-first) {
					want = math.NaN()
				}
				if !(math.Abs(float64(v)-want) < 2e-4) && !(v != v && want != want) {
					t.Fatalf("grid from %g, tile %v, pixel %d (%.6f, %.6f): %v, want %v", first, tile, i, y, x, v, want)
				}
			}
		}
	}
	world := []maptile.Tile{
		maptile.New(0, 0, 0), maptile.New(1, 0, 1), maptile.New(0, 3, 2), maptile.New(7, 3, 3),
		maptile.New(15, 0, 5), maptile.New(16, 31, 5), maptile.New(0, 12, 5), maptile.New(855, 418, 10),
		maptile.New(4194303, 2097151, 22), maptile.New(2097152, 2097152, 22),
	}
	f(axis(90, -0.5, 361), axis(0, 0.5, 720), 256, world...)
	f(axis(90, -0.5, 361), axis(0, 0.5, 720), 512, world[:3]...)
	f(axis(90, -1, 181), axis(-180, 1, 360), 256, world...)
	f(axis(89, -2, 90), axis(1, 2, 180), 256, world...)                       // no nodes at the poles, none at 0
	f(axis(75, -15, 11), axis(-179.5, 15, 24), 256, world...)                 // the caps beyond ±75
	f([]float64{88, 60, 31, 30, 7, -40, -89}, axis(0, 10, 36), 256, world...) // uneven rows

	f(axis(55, -0.25, 41), axis(100, 0.25, 61), 256, maptile.New(0, 0, 0), maptile.New(6, 2, 3), maptile.New(25, 11, 5))
	f(axis(20, -1, 41), axis(165, 1, 31), 256, maptile.New(0, 0, 0), maptile.New(15, 7, 4), maptile.New(0, 8, 4)) // over the date line
	f(axis(60, -0.5, 61), axis(-10, 0.5, 41), 256, maptile.New(0, 0, 0), maptile.New(15, 10, 5), maptile.New(16, 10, 5))
	f(axis(60, -0.5, 61), axis(350, 0.5, 41), 256, maptile.New(0, 0, 0), maptile.New(3, 2, 3), maptile.New(4, 2, 3)) // over 0°
	f(axis(40, -1, 81), axis(100, 1, 341), 256, maptile.New(0, 0, 0), maptile.New(1, 0, 1), maptile.New(0, 0, 1))    // all but 80° to 100°
	f([]float64{50, 49.5, 47, 40}, []float64{100, 101, 104, 110}, 256, maptile.New(25, 11, 5), maptile.New(26, 11, 5))
}

func TestValuesReadsLittle(t *testing.T) {
	f := func(lat, lon []float64, tile maptile.Tile, windows, atMost int) {
		t.Helper()
		field := on(t, "temperature_2m", lat, lon, func(_, _ float64) float64 { return 280 })
		field.read = new(windowLog)
		if err := Values(t.Context(), field, tile, Size, make([]float32, Size*Size)); err != nil {
			t.Fatal(err)
		}
		nodes := 0
		for _, w := range *field.read {
			nodes += w.Size()
		}
		if len(*field.read) != windows || nodes > atMost {
			t.Errorf("tile %v read %d nodes in %d windows, want %d in %d", tile, nodes, len(*field.read), atMost, windows)
		}
	}
	lat, lon := axis(90, -0.5, 361), axis(0, 0.5, 720)
	f(lat, lon, maptile.New(0, 0, 0), 1, 341*720) // each column once
	f(lat, lon, maptile.New(15, 11, 5), 1, 20*24)
	f(lat, lon, maptile.New(0, 0, 22), 1, 4)
	date := axis(165, 1, 31)
	f(axis(20, -1, 41), date, maptile.New(0, 0, 0), 2, 41*32) // both halves want the column at 180
	f(axis(20, -1, 41), date, maptile.New(2, 1, 2), 0, 0)
	f(axis(20, -1, 41), date, maptile.New(15, 0, 4), 0, 0)
}

func TestValuesLeavesOutWhatIsMissing(t *testing.T) {
	lat, lon := axis(40, -1, 31), axis(90, 1, 31)
	field := on(t, "temperature_2m", lat, lon, func(y, x float64) float64 {
		if y == 30 && x == 100 {
			return math.NaN()
		}
		return 280
	})
	tile := maptile.New(24, 13, 5)
	got := make([]float32, Size*Size)
	if err := Values(t.Context(), field, tile, Size, got); err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		y, x := pixelCentre(tile, Size, i/Size, i%Size)
		missing := math.Abs(y-30) < 1 && math.Abs(x-100) < 1
		if (v != v) != missing || (v == v && v != 280) {
			t.Fatalf("%v at %.4f, %.4f beside a missing node at 30, 100", v, y, x)
		}
	}
}

func TestValuesIgnoresCornersWithoutWeight(t *testing.T) {
	// Pixel centres of this tile lie on the columns of the grid, so every other column has no weight.
	tile := maptile.New(4, 3, 3)
	lat := axis(40, -0.5, 61)
	var lon []float64
	for c := range Size {
		_, x := pixelCentre(tile, Size, 0, c)
		lon = append(lon, x)
	}
	field := on(t, "temperature_2m", lat, lon, func(_, x float64) float64 {
		if x == lon[100] {
			return math.NaN()
		}
		return 280
	})
	got := make([]float32, Size*Size)
	if err := Values(t.Context(), field, tile, Size, got); err != nil {
		t.Fatal(err)
	}
	for c := range Size {
		if v := got[100*Size+c]; (v != v) != (c == 100) {
			t.Errorf("column %d is %v; column 100 alone is missing", c, v)
		}
	}
}
