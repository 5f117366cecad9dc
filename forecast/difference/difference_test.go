package difference

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
}

func (p plane) Layer() forecast.Layer {
	return forecast.Layer{Variable: forecast.VariableNamed("temperature")}
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
		if err := (onto{plane{of, value, &most}, onTo}).Read(ctx, w, got); err != nil {
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

func TestOf(t *testing.T) {
	l, err := forecast.ParseLayer("geopotential_height_500hPa")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Of(l)
	if err != nil || d.Variable.Min != -16000 || d.Variable.Max != 16000 || d.Name() != l.Name() {
		t.Errorf("%+v, %v", d.Variable, err)
	}
}
