package point_test

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/point"
)

var ctx = context.Background()

// memory is a field held in memory.
type memory struct {
	layer  forecast.Layer
	grid   *forecast.Grid
	values []float32
	fail   error
}

func (m *memory) Layer() forecast.Layer { return m.layer }
func (m *memory) Grid() *forecast.Grid  { return m.grid }
func (m *memory) Read(_ context.Context, w forecast.Window, dst []float32) error {
	for j := range w.Rows {
		for i := range w.Cols {
			dst[j*w.Cols+i] = m.values[(w.Row+j)*m.grid.Cols()+(w.Col+i)%m.grid.Cols()]
		}
	}
	return m.fail
}

func layer(t *testing.T, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// field makes a field on a 10° grid round the globe.
func field(t *testing.T, name string, value func(lat, lon float64) float64) *memory {
	t.Helper()
	var lat, lon []float64
	for i := range 19 {
		lat = append(lat, 90-10*float64(i))
	}
	for i := range 36 {
		lon = append(lon, 10*float64(i))
	}
	g, err := forecast.NewGrid(lat, lon)
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{layer: layer(t, name), grid: g}
	for _, y := range lat {
		for _, x := range lon {
			m.values = append(m.values, float32(value(y, x)))
		}
	}
	return m
}

func read(t *testing.T, m *memory, method point.Method, lat, lon float64) (float64, point.Reason) {
	t.Helper()
	q := point.Query{Layers: []forecast.Layer{m.layer}, Times: []time.Time{{}}, Places: []point.Place{{Lat: lat, Lon: lon}}, Method: method}
	open := func(context.Context, forecast.Ref) (forecast.Field, error) { return m, nil }
	out, err := point.Read(ctx, m.grid, point.Source{Open: open}, q)
	if err != nil {
		t.Fatal(err)
	}
	return float64(out[0][0].Values[0]), out[0][0].Reasons[0]
}

func TestInterpolation(t *testing.T) {
	m := field(t, "temperature_2m", func(lat, lon float64) float64 {
		return lat + math.Abs(lon-180)/10 // linear in both, and continuous round the globe
	})
	f := func(method point.Method, lat, lon, want float64) {
		t.Helper()
		if got, reason := read(t, m, method, lat, lon); math.Abs(got-want) > 1e-5 || reason != point.Present {
			t.Errorf("%v at %g, %g: %g (%v), want %g", method, lat, lon, got, reason, want)
		}
	}
	f(point.Bilinear, 40, 120, 46)
	f(point.Bilinear, 43, 117, 49.3)
	f(point.Bilinear, 43, 355, 60.5) // across the seam: both neighbours have 18 and 17
	f(point.Bilinear, 43, -5, 60.5)
	f(point.Bilinear, 90, 0, 108)
	f(point.Bilinear, -90, 180, -90)
	f(point.Nearest, 43, 117, 46)
	f(point.Nearest, 46, 357, 68)
	f(point.Nearest, -90, -180, -90)
}

func TestMissing(t *testing.T) {
	m := field(t, "sea_surface_temperature", func(lat, lon float64) float64 {
		if lat == 30 && lon == 30 {
			return math.NaN()
		}
		return 290
	})
	f := func(method point.Method, lat, lon float64, want point.Reason) {
		t.Helper()
		got, reason := read(t, m, method, lat, lon)
		if reason != want || math.IsNaN(got) != (want != point.Present) {
			t.Errorf("%v at %g, %g: %g (%v), want %v", method, lat, lon, got, reason, want)
		}
	}
	f(point.Bilinear, 30, 30, point.NoValue)
	f(point.Bilinear, 32, 32, point.NoValue)
	f(point.Bilinear, 30, 40, point.Present) // on a node beside it: the missing one has no weight
	f(point.Bilinear, 40, 25, point.Present)
	f(point.Nearest, 36, 30, point.Present)
	f(point.Nearest, 34, 30, point.NoValue)
}

func TestDirections(t *testing.T) {
	m := field(t, "wave_direction", func(_, lon float64) float64 {
		if lon < 180 {
			return 350
		}
		return 20
	})
	got, _ := read(t, m, point.Bilinear, 0, 175)
	if math.Abs(got-5) > 1e-4 {
		t.Errorf("between 350° and 20° lies %g°, want 5°", got)
	}
	if got, _ := read(t, m, point.Bilinear, 0, 100); math.Abs(got-350) > 1e-4 {
		t.Errorf("between 350° and 350° lies %g°", got)
	}
}

func TestOutsideAndAbsent(t *testing.T) {
	g, err := forecast.NewGrid([]float64{55, 45}, []float64{0, 10})
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{layer: layer(t, "temperature_2m"), grid: g, values: []float32{1, 2, 3, 4}}
	if got, reason := read(t, m, point.Bilinear, 60, 5); !math.IsNaN(got) || reason != point.OutsideGrid {
		t.Errorf("outside: %g, %v", got, reason)
	}
	if _, ok := point.Cell(g, point.Place{Lat: 60, Lon: 5}); ok {
		t.Error("a place outside has a cell")
	}
	q := point.Query{Layers: []forecast.Layer{m.layer}, Times: []time.Time{{}}, Places: []point.Place{{Lat: 50, Lon: 5}}}
	absent := func(context.Context, forecast.Ref) (forecast.Field, error) {
		return nil, forecast.Errorf(forecast.NotFound, "test", "not there")
	}
	out, err := point.Read(ctx, g, point.Source{Open: absent}, q)
	if err != nil || out[0][0].Reasons[0] != point.NotThere || !math.IsNaN(float64(out[0][0].Values[0])) {
		t.Errorf("absent: %+v, %v", out, err)
	}
}

// TestReplaced reads a field that is replaced in the middle: the answer is all from the new one.
func TestReplaced(t *testing.T) {
	old := field(t, "temperature_2m", func(_, _ float64) float64 { return 1 })
	old.fail = &forecast.Error{Kind: forecast.Unavailable, Err: objects.ErrChanged}
	fresh := field(t, "temperature_2m", func(_, _ float64) float64 { return 2 })
	opened := 0
	open := func(context.Context, forecast.Ref) (forecast.Field, error) {
		opened++
		if opened == 1 {
			return old, nil
		}
		return fresh, nil
	}
	q := point.Query{Layers: []forecast.Layer{old.layer}, Times: []time.Time{{}}, Places: []point.Place{{Lat: 5, Lon: 5}, {Lat: 15, Lon: 5}}}
	out, err := point.Read(ctx, old.grid, point.Source{Open: open}, q)
	if err != nil || out[0][0].Values[0] != 2 || out[1][0].Values[0] != 2 {
		t.Errorf("answer %+v, %v", out, err)
	}
}

func TestCell(t *testing.T) {
	m := field(t, "temperature_2m", func(_, _ float64) float64 { return 1 })
	f := func(lat, lon, wantLat, wantLon float64) {
		t.Helper()
		if got, ok := point.Cell(m.grid, point.Place{Lat: lat, Lon: lon}); !ok || got.Lat != wantLat || got.Lon != wantLon {
			t.Errorf("cell of %g, %g is %+v", lat, lon, got)
		}
	}
	f(31.2, 121.5, 30, 120)
	f(31.2, -4, 30, 0)
	f(31.2, 356, 30, 0)
	f(31.2, 200, 30, -160)
}
