package point_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

var start = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// run is a run in a store of its own.
type run struct {
	store *store.Store
	grid  *forecast.Grid
}

func newRun(t *testing.T, lat, lon []float64) run {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	check(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	check(t, err)
	g, err := forecast.NewGrid(lat, lon)
	check(t, err)
	return run{s, g}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// put writes layers at some hours: any values a layer can have, some missing.
func (r run) put(t *testing.T, hours []int, names ...string) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(hours[0]), uint64(len(names))))
	times := at(hours...)
	w, err := r.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: start, Grid: r.grid, Times: times})
	check(t, err)
	for _, name := range names {
		l := layer(t, name)
		low, high := l.Variable.Range(l.Level)
		for _, at := range times {
			values := make([]float32, r.grid.Size())
			for i := range values {
				values[i] = float32(low + (high-low)*random.Float64())
				if random.IntN(20) == 0 {
					values[i] = float32(math.NaN())
				}
			}
			check(t, w.Put(ctx, l, at, values))
		}
	}
}

func at(hours ...int) (out []time.Time) {
	for _, h := range hours {
		out = append(out, start.Add(time.Duration(h)*time.Hour))
	}
	return out
}

func (r run) open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	return derive.New(r.store).Open(ctx, ref)
}

// compare reads layers at places from the fields and by location, and wants the same, bit by bit.
// It gives the number of layers that were laid out by location.
func (r run) compare(t *testing.T, hours []int, names ...string) (laidOut int) {
	t.Helper()
	series := func(ctx context.Context, dataset string, run time.Time, l forecast.Layer) (forecast.Series, error) {
		x, err := derive.New(r.store).Series(ctx, dataset, run, l)
		if err == nil {
			laidOut++
		}
		return x, err
	}
	q := point.Query{Dataset: "test", Run: start, Times: at(hours...)}
	for _, name := range names {
		q.Layers = append(q.Layers, layer(t, name))
	}
	for lat := -90.0; lat <= 90; lat += 7.5 {
		for lon := -180.0; lon < 360; lon += 13.7 {
			q.Places = append(q.Places, point.Place{Lat: lat, Lon: lon})
		}
	}
	for _, q.Method = range []point.Method{point.Bilinear, point.Nearest} {
		laidOut = 0
		want, err := point.Read(ctx, r.grid, point.Source{Open: r.open}, q)
		check(t, err)
		got, err := point.Read(ctx, r.grid, point.Source{Open: r.open, Series: series}, q)
		check(t, err)
		for p := range want {
			for l := range want[p] {
				for k, v := range want[p][l].Values {
					g := got[p][l]
					if math.Float32bits(g.Values[k]) != math.Float32bits(v) || g.Reasons[k] != want[p][l].Reasons[k] {
						t.Fatalf("%v: %s at %+v, +%d h: %g (%v) by location, %g (%v) from the field", q.Method, names[l], q.Places[p], hours[k],
							g.Values[k], g.Reasons[k], v, want[p][l].Reasons[k])
					}
				}
			}
		}
	}
	return laidOut
}

func spaced(n int, first, step float64) (out []float64) {
	for i := range n {
		out = append(out, first+float64(i)*step)
	}
	return out
}

// stored are layers kept as int16, int32 and float32, a stored direction, and what wind is derived
// from.
var stored = []string{"temperature_2m", "surface_pressure", "specific_humidity_850hPa", "wave_direction", "wind_u_component_10m", "wind_v_component_10m"}

// TestSeriesGiveTheSame asks at poles, seam, edges, nodes and outside, on grids of all kinds.
func TestSeriesGiveTheSame(t *testing.T) {
	f := func(lat, lon []float64) {
		t.Helper()
		r := newRun(t, lat, lon)
		hours := []int{0, 3, 6, 12}
		r.put(t, hours, stored...)
		r.put(t, hours[1:], "precipitation")
		check(t, r.store.Arrange(ctx, "test", start))
		all := append([]string{"precipitation", "wind_10m", "wind_speed_10m", "wind_direction_10m"}, stored...)
		if n := r.compare(t, append(hours, 99), all...); n != len(all) {
			t.Errorf("%d of %d layers were laid out", n, len(all))
		}
	}
	f(spaced(37, 90, -5), spaced(72, 0, 5))
	f(spaced(36, 87.5, -5), spaced(72, -177.5, 5)) // no nodes at the poles
	f(spaced(21, 40, -1), spaced(31, 100, 1))
	f([]float64{60, 50, 45, 42, 41, 0}, []float64{0, 1, 3, 30, 90, 120})
}

// TestSeriesOfChangedRun extends a laid out run and replaces a field.
func TestSeriesOfChangedRun(t *testing.T) {
	r := newRun(t, spaced(37, 90, -5), spaced(72, 0, 5))
	f := func(want int, hours ...int) {
		t.Helper()
		if n := r.compare(t, hours, "temperature_2m", "wind_direction_10m"); n != want {
			t.Errorf("%d layers were laid out, want %d", n, want)
		}
	}
	r.put(t, []int{0, 12}, stored...)
	f(0, 0, 12)
	check(t, r.store.Arrange(ctx, "test", start))
	f(2, 0, 12)
	r.put(t, []int{6, 18}, stored...)
	f(2, 0, 6, 12, 18)
	check(t, r.store.Arrange(ctx, "test", start))
	f(2, 0, 6, 12, 18)
	r.put(t, []int{12}, "wind_u_component_10m")
	f(1, 0, 6, 12, 18)
	check(t, r.store.Arrange(ctx, "test", start))
	f(2, 0, 6, 12, 18)
	r.put(t, []int{0, 6, 12, 18}, "wind_direction_10m") // stored from now on, not derived
	f(1, 0, 6, 12, 18)
}

// broken is a series that cannot be read, as when it is made again at the moment.
type broken struct{ forecast.Series }

func (broken) Read(context.Context, forecast.Window, []float32) error { return objects.ErrChanged }

func TestBrokenSeries(t *testing.T) {
	r := newRun(t, spaced(37, 90, -5), spaced(72, 0, 5))
	r.put(t, []int{0, 6}, "temperature_2m")
	check(t, r.store.Arrange(ctx, "test", start))
	q := point.Query{
		Dataset: "test", Run: start, Layers: []forecast.Layer{layer(t, "temperature_2m")}, Times: at(0, 6),
		Places: []point.Place{{Lat: 12.3, Lon: 45.6}},
	}
	want, err := point.Read(ctx, r.grid, point.Source{Open: r.open}, q)
	check(t, err)
	src := point.Source{Open: r.open, Series: func(ctx context.Context, dataset string, run time.Time, l forecast.Layer) (forecast.Series, error) {
		x, err := r.store.Series(ctx, dataset, run, l)
		return broken{x}, err
	}}
	got, err := point.Read(ctx, r.grid, src, q)
	if err != nil || got[0][0].Values[1] != want[0][0].Values[1] || got[0][0].Reasons[1] != point.Present {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
}
