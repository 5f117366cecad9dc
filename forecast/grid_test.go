package forecast

import (
	"math"
	"testing"
)

func spaced(n int, first, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = first + float64(i)*step
	}
	return out
}

func mustGrid(t testing.TB, lat, lon []float64) *Grid {
	t.Helper()
	g, err := NewGrid(lat, lon)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLocateLon(t *testing.T) {
	f := func(lon []float64, at float64, index int, fraction float64, ok bool) {
		t.Helper()
		g := mustGrid(t, []float64{1, 0}, lon)
		i, x, found := g.LocateLon(at)
		if found != ok || ok && (i != index || math.Abs(x-fraction) > 1e-6) {
			t.Errorf("%g on %g…%g: %d + %g, %v; want %d + %g, %v", at, lon[0], lon[len(lon)-1], i, x, found, index, fraction, ok)
		}
	}
	global := spaced(1440, 0, 0.25)
	f(global, 0, 0, 0, true)
	f(global, 359.75, 1439, 0, true)
	f(global, 359.875, 1439, 0.5, true) // across the seam
	f(global, -0.0625, 1439, 0.75, true)
	f(global, 360, 0, 0, true)
	f(global, -180, 720, 0, true)
	f(global, 180, 720, 0, true)
	f(global, 540.125, 720, 0.5, true)
	half := spaced(480, -180, 0.75)
	f(half, 179.6, 479, 0.4666667, true)
	f(half, -180.375, 479, 0.5, true)
	odd := spaced(180, 1, 2)
	f(odd, 0, 179, 0.5, true)
	region := spaced(41, 0, 0.25)
	f(region, 10, 40, 0, true)
	f(region, 10.001, 0, 0, false)
	f(region, -0.001, 0, 0, false)
	f(region, 370, 40, 0, true)
	berlin := spaced(3, 13.1, 0.25)
	f(berlin, float64(float32(13.6)), 2, 0, true)
	f(berlin, 13.0999985, 0, 0, true) // as a file keeps it
	dateLine := spaced(41, 175, 0.25)
	f(dateLine, -179, 24, 0, true)
	f(dateLine, -175, 40, 0, true)
	f(dateLine, 174.9, 0, 0, false)
	west := spaced(41, -5, 0.25)
	f(west, 355.125, 0, 0.5, true)
	f(west, 5, 40, 0, true)
}

func TestLocateLat(t *testing.T) {
	f := func(lat []float64, periodic bool, at float64, index int, fraction float64, ok bool) {
		t.Helper()
		lon := spaced(10, 0, 1)
		if periodic {
			lon = spaced(360, 0, 1)
		}
		g := mustGrid(t, lat, lon)
		i, y, found := g.LocateLat(at)
		if found != ok || ok && (i != index || math.Abs(y-fraction) > 1e-6) {
			t.Errorf("%g: %d + %g, %v; want %d + %g, %v", at, i, y, found, index, fraction, ok)
		}
	}
	pole := spaced(721, 90, -0.25)
	f(pole, true, 90, 0, 0, true)
	f(pole, true, -90, 720, 0, true)
	f(pole, true, 39.8, 200, 0.8, true)
	f(pole, true, 90.1, 0, 0, false)
	centred := spaced(720, 89.875, -0.25)
	f(centred, true, 90, 0, 0, true) // the cap beyond the last row
	f(centred, true, -89.9, 719, 0, true)
	f(centred, false, 90, 0, 0, false) // but not of a region
	tropics := spaced(18, 4.5, -0.55)
	f(tropics, true, 5, 0, 0, false)
	uneven := []float64{80, 70, 55, 50}
	f(uneven, false, 70, 1, 0, true)
	f(uneven, false, 60, 1, 10.0/15, true)
	f(uneven, false, 50, 3, 0, true)
	f(uneven, false, 49.99, 0, 0, false)
	f(uneven, false, math.NaN(), 0, 0, false)
}

func TestBadAxes(t *testing.T) {
	f := func(name string, lat, lon []float64) {
		t.Helper()
		if _, err := NewGrid(lat, lon); KindOf(err) != Invalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := []float64{0, 1, 2}
	f("no rows", nil, good)
	f("rows from south to north", []float64{0, 1}, good)
	f("columns from east to west", []float64{1, 0}, []float64{1, 0})
	f("a repeated row", []float64{2, 1, 1, 0}, good)
	f("a row out of order", []float64{3, 1, 2, 0}, good)
	f("NaN", []float64{1, math.NaN()}, good)
	f("beyond the pole", []float64{91, 90}, good)
	f("more than once round", []float64{1, 0}, spaced(361, 0, 1))
}

func TestDecimalCoordinates(t *testing.T) {
	lon := make([]float64, 900)
	for i := range lon {
		lon[i] = float64(float32(i) * 0.4)
	}
	g := mustGrid(t, []float64{1, 0}, lon)
	if v := g.X.Values()[899]; math.Abs(v-359.6) > 1e-4 || !g.X.Even() || !g.X.Periodic() {
		t.Errorf("last longitude %v, even %v, periodic %v", v, g.X.Even(), g.X.Periodic())
	}
	g = mustGrid(t, []float64{1, 0}, []float64{float64(float32(116.4)), float64(float32(116.8))})
	if g.X.Values()[0] != 116.4 {
		t.Errorf("longitude %v, want 116.4", g.X.Values()[0])
	}
}

func TestOverview(t *testing.T) {
	f := func(rows, cols int, step float64, wantRows, wantCols int) {
		t.Helper()
		g := mustGrid(t, spaced(rows, 90, -step), spaced(cols, 0, step))
		o, ok := g.Overview()
		if !ok {
			o = &Grid{}
		}
		if o.Rows() != wantRows || o.Cols() != wantCols {
			t.Errorf("overview of %d × %d is %d × %d, want %d × %d", rows, cols, o.Rows(), o.Cols(), wantRows, wantCols)
		}
	}
	f(721, 1440, 0.25, 181, 360)
	f(2001, 4000, 0.09, 501, 1000)
	f(181, 360, 1, 46, 90)
	f(41, 41, 0.25, 0, 0)         // small enough as it is
	f(1001, 1002, 0.01, 251, 252) // a region keeps its last column
	f(361, 1442, 0.2496532, 0, 0) // round the globe, but not divisible
}

func TestBounds(t *testing.T) {
	f := func(lon []float64, west, east float64) {
		t.Helper()
		b := mustGrid(t, []float64{55, 45}, lon).Bounds()
		if b[0] != west || b[1] != 45 || b[2] != east || b[3] != 55 {
			t.Errorf("bounds %v, want %g to %g", b, west, east)
		}
	}
	f(spaced(41, 0, 0.25), 0, 10)
	f(spaced(41, 350, 0.25), -10, 0)
	f(spaced(41, 175, 0.25), 175, 185)
	f(spaced(360, 0, 1), -180, 180)
}
