package places_test

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

var (
	ctx  = context.Background()
	run0 = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newReader(t testing.TB) places.Reader {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	return places.Reader{Store: s, Layers: derive.New(s)}
}

// fill makes a run of some hours by six on a grid of 2° or finer in which every temperature is value
// and 6 mm fall in each step.
func fill(t testing.TB, s *store.Store, dataset string, start time.Time, hours int, degrees, value float64) {
	t.Helper()
	g, err := forecast.NewGrid([]float64{4, 4 - degrees}, []float64{0, degrees})
	must(t, err)
	var times []time.Time
	for h := 0; h <= hours; h += 6 {
		times = append(times, start.Add(time.Duration(h)*time.Hour))
	}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: dataset}, Run: start, Grid: g, Times: times})
	must(t, err)
	v := func(v float64) []float32 { return []float32{float32(v), float32(v), float32(v), float32(v)} }
	for i, at := range times {
		must(t, r.Put(ctx, layer(t, "temperature_2m"), at, v(value)))
		if i > 0 {
			must(t, r.Put(ctx, layer(t, "precipitation"), at, v(6)))
		}
	}
}

func layer(t testing.TB, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	must(t, err)
	return l
}

// TestOlderRuns puts three runs in a row: the newest, one that reaches it, and one that ends before
// the second begins, between which nobody knows anything.
func TestOlderRuns(t *testing.T) {
	r := newReader(t)
	hour := func(h int) time.Time { return run0.Add(time.Duration(h) * time.Hour) }
	fill(t, r.Store, "a", hour(0), 12, 2, 280)
	fill(t, r.Store, "a", hour(-12), 12, 2, 290)
	fill(t, r.Store, "a", hour(-48), 12, 2, 300)
	newest, err := r.Latest(ctx, "a")
	must(t, err)
	ask := places.Ask{
		Run: newest, Layers: []forecast.Layer{layer(t, "temperature_2m"), layer(t, "precipitation")},
		Spots:  []places.Spot{{Place: point.Place{Lat: 3, Lon: 1}, Elevation: math.NaN()}},
		Method: point.Bilinear, From: hour(-48), To: hour(12), Older: true,
	}
	out, err := r.Read(ctx, ask)
	must(t, err)
	if len(out[0].Runs) != 2 || !out[0].Runs[0].Equal(hour(0)) || !out[0].Runs[1].Equal(hour(-12)) {
		t.Errorf("from runs %v", out[0].Runs)
	}
	f := func(i, at, step int, want float64) {
		t.Helper()
		got := float64(out[0].Series[i].Onto([]time.Time{hour(at)}, time.Duration(step)*time.Hour).Values[0])
		if math.Abs(got-want) > 0.01 || math.IsNaN(got) != math.IsNaN(want) {
			t.Errorf("series %d at %d h: %g, want %g", i, at, got, want)
		}
	}
	f(0, 6, 1, 280)
	f(0, 0, 1, 280)
	f(0, -6, 1, 290)
	f(0, -13, 1, math.NaN())
	f(0, -40, 1, math.NaN())
	f(1, 3, 6, 6) // over the seam of the runs
	f(1, 0, 6, 6) // up to the newest run's start the older one knows
	f(1, -11, 1, 1)
	f(1, -12, 1, math.NaN())
	ask.Older = false
	alone, err := r.Read(ctx, ask)
	must(t, err)
	if len(alone[0].Runs) != 1 || alone[0].OnGrid != true || !math.IsNaN(alone[0].Target) {
		t.Errorf("alone %+v", alone[0])
	}
}

func TestBest(t *testing.T) {
	r := newReader(t)
	fill(t, r.Store, "coarse", run0, 6, 3, 280)
	fill(t, r.Store, "fine", run0, 6, 2, 280)
	fill(t, r.Store, "old", run0.Add(-24*time.Hour), 6, 1, 280)
	f := func(lat, lon float64, want string) {
		t.Helper()
		run, err := r.Best(ctx, point.Place{Lat: lat, Lon: lon}, []forecast.Layer{layer(t, "temperature_2m")})
		if err != nil || run.Dataset != want {
			t.Errorf("best at %g, %g: %+v, %v; want %s", lat, lon, run, err, want)
		}
	}
	f(3.5, 0.5, "fine")
	f(1.5, 2.5, "coarse")
	if _, err := r.Best(ctx, point.Place{Lat: -50}, nil); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("outside all: %v", err)
	}
}

// TestRanked: weather before outlooks, fresh before stale, the finest grid first.
func TestRanked(t *testing.T) {
	r := newReader(t)
	fill(t, r.Store, "coarse", run0, 12, 2, 280)
	fill(t, r.Store, "fine", run0.Add(-6*time.Hour), 12, 1, 280)
	fill(t, r.Store, "stale", run0.Add(-25*time.Hour), 72, 0.5, 280)
	fill(t, r.Store, "long", run0, 24, 2, 280)
	g, err := forecast.NewGrid([]float64{4, 3.5}, []float64{0, 0.5})
	must(t, err)
	run, err := r.Store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "months"}, Run: run0, Grid: g, Times: []time.Time{run0, run0.AddDate(0, 1, 0)}})
	must(t, err)
	must(t, run.Put(ctx, layer(t, "temperature_2m"), run0, slices.Repeat([]float32{280}, 4)))
	ranked, err := r.Ranked(ctx)
	must(t, err)
	var got []string
	for _, run := range ranked {
		got = append(got, run.Dataset)
	}
	if want := []string{"fine", "coarse", "long", "stale", "months"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
