package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// TestKeepArranged lays out a run that is there, one that comes, and one that is replaced.
func TestKeepArranged(t *testing.T) {
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := New(folder, DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid([]float64{10, 0}, []float64{0, 10, 20})
	must(t, err)
	l, err := forecast.ParseLayer("temperature_2m")
	must(t, err)
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	put := func(run time.Time) {
		t.Helper()
		r, err := s.Begin(t.Context(), Spec{Dataset: forecast.Dataset{ID: "test"}, Run: run, Grid: g, Times: []time.Time{run}})
		must(t, err)
		must(t, r.Put(t.Context(), l, run, slices.Repeat([]float32{280}, g.Size())))
	}
	put(start)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		s.keepArranged(ctx, func(bool) time.Duration { return 0 }, time.Millisecond, func(err error) { t.Error(err) })
		close(done)
	}()
	wait := func(run time.Time) {
		t.Helper()
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
			if _, err := s.Series(t.Context(), "test", run, l); err == nil {
				return
			}
		}
		t.Fatalf("%v was not laid out", run)
	}
	wait(start)
	put(start.Add(time.Hour))
	wait(start.Add(time.Hour))
	put(start)
	wait(start)
	cancel()
	<-done
}

func TestNext(t *testing.T) {
	now := time.Now()
	f := func(due map[runKey]time.Time, want int64) {
		t.Helper()
		if got, ok := next(due); got.run != want || ok != (want != 0) {
			t.Errorf("next of %v is %v", due, got)
		}
	}
	f(nil, 0)
	f(map[runKey]time.Time{{"a", 1}: now.Add(time.Hour)}, 0)
	f(map[runKey]time.Time{{"a", 1}: {}, {"a", 3}: {}, {"a", 2}: {}}, 3)
	f(map[runKey]time.Time{{"a", 1}: now.Add(-2 * time.Hour), {"a", 3}: now.Add(-time.Hour)}, 1)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
