package regrid

import (
	"context"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

var ctx = context.Background()

// plane is a field whose values are linear in its row and column, which bilinear interpolation keeps.
type plane struct {
	grid  *forecast.Grid
	value func(lat, lon float64) float64
	most  *int // of the windows read
	name  string
}

func (p plane) Layer() forecast.Layer {
	return forecast.Layer{Variable: forecast.VariableNamed(p.name)}
}
func (p plane) Grid() *forecast.Grid { return p.grid }
func (p plane) Read(_ context.Context, w forecast.Window, dst []float32) error {
	*p.most = max(*p.most, w.Size())
	for i := range w.Size() {
		lat, lon := p.grid.At(w.Row+i/w.Cols, (w.Col+i%w.Cols)%p.grid.Cols())
		dst[i] = float32(p.value(lat, lon))
	}
	return nil
}

func grid(t *testing.T, top, step float64, rows, cols int) *forecast.Grid {
	t.Helper()
	lat, lon := make([]float64, rows), make([]float64, cols)
	for i := range lat {
		lat[i] = top - step*float64(i)
	}
	for i := range lon {
		lon[i] = step * float64(i)
	}
	g, err := forecast.NewGrid(lat, lon)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestOnto holds that windows are read in boxes that fit in memory, also across the seam.
func TestOnto(t *testing.T) {
	f := func(of, onTo *forecast.Grid, w forecast.Window) {
		t.Helper()
		most := 0
		value := func(lat, lon float64) float64 { return 3*lat + 2*math.Abs(lon-180) }
		got := make([]float32, w.Size())
		if err := Bilinear(plane{of, value, &most, "temperature"}, onTo).Read(ctx, w, got); err != nil {
			t.Fatal(err)
		}
		if most == 0 || most > blockNodes {
			t.Errorf("%d nodes at once", most)
		}
		for i, v := range got {
			lat, lon := onTo.At(w.Row+i/w.Cols, (w.Col+i%w.Cols)%onTo.Cols())
			if _, on := of.Locate(lat, lon); on != (v == v) || on && math.Abs(float64(v)-value(lat, lon)) > 1e-3 {
				t.Fatalf("at %g, %g: %g, want %g", lat, lon, v, value(lat, lon))
			}
		}
	}
	fine, coarse := grid(t, 90, 0.25, 721, 1440), grid(t, 90, 1.5, 121, 240)
	f(fine, coarse, forecast.Window{Rows: 121, Cols: 240}) // more than a block
	f(fine, coarse, forecast.Window{Row: 3, Col: 230, Rows: 20, Cols: 30})
	f(coarse, fine, forecast.Window{Row: 100, Col: 1400, Rows: 50, Cols: 100})
	f(grid(t, 50, 0.5, 40, 60), coarse, forecast.Window{Rows: 121, Cols: 240})
}

func read(t *testing.T, f forecast.Field, w forecast.Window) []float32 {
	t.Helper()
	dst := make([]float32, w.Size())
	if err := f.Read(ctx, w, dst); err != nil {
		t.Fatal(err)
	}
	return dst
}

func whole(g *forecast.Grid) forecast.Window { return forecast.Window{Rows: g.Rows(), Cols: g.Cols()} }

// TestNearest: each value is that of a node of the field's own, across the seam too.
func TestNearest(t *testing.T) {
	most := 0
	of, onTo := grid(t, 90, 2, 91, 180), grid(t, 90, 0.5, 361, 720)
	got := read(t, Nearest(plane{of, func(lat, lon float64) float64 { return lat*1000 + lon }, &most, "temperature"}, onTo), whole(onTo))
	for i, v := range got {
		lat, lon := onTo.At(i/720, i%720)
		y, x := 90-2*math.Floor((90-lat)/2+0.5), 2*math.Floor(lon/2+0.5)
		if want := float32(y*1000 + math.Mod(x, 360)); v != want {
			t.Fatalf("at %g, %g: %g, want %g", lat, lon, v, want)
		}
	}
}

// TestDirectionOnto: between 350° and 10° lies north.
func TestDirectionOnto(t *testing.T) {
	most := 0
	of, onTo := grid(t, 10, 10, 2, 2), grid(t, 5, 5, 2, 3)
	got := read(t, Bilinear(plane{of, func(_, lon float64) float64 { return math.Mod(350+2*lon, 360) }, &most, "wave_direction"}, onTo), whole(onTo))
	for i, want := range []float64{350, 0, 10, 350, 0, 10} {
		if d := math.Remainder(float64(got[i])-want, 360); math.Abs(d) > 1e-3 {
			t.Errorf("%d: %g, want %g", i, got[i], want)
		}
	}
}

// TestMean: cells that are made of whole ones have their mean by area, computed here cell by cell; and
// the mean over the globe stays what it is.
func TestMean(t *testing.T) {
	most := 0
	value := func(lat, lon float64) float64 { return 10 + 5*math.Sin(lat/7) + 3*math.Cos(lon*math.Pi/45) }
	of := grid(t, 89, 2, 90, 180) // cells from 90 to -90, columns from -1 to 359
	f, err := Mean(plane{of, value, &most, "precipitation"}, grid(t, 87, 6, 30, 60))
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, f, whole(f.Grid()))
	band := func(lat, half float64) float64 {
		return math.Sin((lat+half)*math.Pi/180) - math.Sin((lat-half)*math.Pi/180)
	}
	var globe, fine, size float64
	for i, v := range got {
		lat, lon := f.Grid().At(i/60, i%60)
		var sum, area float64
		for _, y := range []float64{lat - 2, lat, lat + 2} {
			for k, x := range []float64{lon - 4, lon - 2, lon, lon + 2, lon + 4} {
				w := band(y, 1) * []float64{0, 2, 2, 2, 0}[k]
				sum, area = sum+w*value(y, x), area+w
			}
		}
		if math.Abs(float64(v)-sum/area) > 1e-5 {
			t.Fatalf("at %g, %g: %g, want %g", lat, lon, v, sum/area)
		}
		globe += band(lat, 3) * float64(v)
	}
	for i := range of.Size() {
		lat, lon := of.At(i/180, i%180)
		fine, size = fine+band(lat, 1)*value(lat, lon), size+band(lat, 1)
	}
	if math.Abs(globe/120-fine/size*1) > 1e-5*2 {
		t.Errorf("the globe's mean is %g, want %g", globe/120, fine/size)
	}
}

// TestMeanInPart: finer cells have the value of the one that they lie in, or the mean of two; the one at
// 15° lies half in what is missing.
func TestMeanInPart(t *testing.T) {
	most := 0
	of := grid(t, 10, 10, 2, 3) // cells 15 to 5 to -5 N, -5 to 25 E
	f, err := Mean(plane{of, func(lat, lon float64) float64 {
		if lon == 20 {
			return math.NaN()
		}
		return lat + lon
	}, &most, "temperature"}, grid(t, 10, 2.5, 3, 9))
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, f, whole(f.Grid()))
	for i, want := range []float64{10, 10, 15, 20, 20, 20, 20, math.NaN(), math.NaN()} {
		if v := float64(got[i]); math.IsNaN(v) != math.IsNaN(want) || math.Abs(v-want) > 1e-5 {
			t.Errorf("%d: %g, want %g (%v)", i, v, want, got)
		}
	}
}

func TestNoMean(t *testing.T) {
	most := 0
	g := grid(t, 10, 10, 2, 2)
	if _, err := Mean(plane{g, nil, &most, "wave_direction"}, g); forecast.KindOf(err) != forecast.Invalid {
		t.Errorf("of a direction: %v", err)
	}
}
