package store_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// aged makes runs that are so many days old, those in complete with all fields, and all of them left
// alone for an hour, those in busy excepted. It gives the store and the runs' times by age.
func aged(t *testing.T, complete, incomplete, busy []int) (*store.Store, func(days int) time.Time) {
	t.Helper()
	s, dir := open(t)
	now := time.Now().UTC().Truncate(time.Minute)
	at := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	g := globe(t, 31, 60)
	write := func(days, fields int) {
		r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: at(days), Grid: g, Times: []time.Time{at(days), at(days).Add(time.Hour)}})
		must(t, err)
		for i := range fields {
			must(t, r.Put(ctx, layer(t, "temperature_2m"), at(days).Add(time.Duration(i)*time.Hour), slices.Repeat([]float32{280}, g.Size())))
		}
		must(t, r.AddSource(ctx, store.Source{File: "x.nc", SHA256: strings.Repeat("a", 64)}))
	}
	for _, days := range complete {
		write(days, 2)
	}
	for _, days := range incomplete {
		write(days, 1)
	}
	old := time.Now().Add(-time.Hour)
	must(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		must(t, err)
		return os.Chtimes(path, old, old)
	}))
	for _, days := range busy {
		write(days, 1)
	}
	return s, at
}

func TestPrune(t *testing.T) {
	days := 24 * time.Hour
	f := func(complete, incomplete, busy []int, keep store.Retention, want ...int) {
		t.Helper()
		s, at := aged(t, complete, incomplete, busy)
		var expired []int
		for _, list := range [][]int{complete, incomplete, busy} {
			for _, d := range list {
				kept, err := s.Keeps(ctx, "test", at(d), keep)
				must(t, err)
				if !kept {
					expired = append(expired, d)
				}
			}
		}
		var deleted []int
		must(t, s.Prune(ctx, "test", keep, func(run time.Time) { deleted = append(deleted, int(time.Since(run)/days)) }))
		if !slices.Equal(deleted, want) {
			t.Errorf("complete %v, incomplete %v, busy %v, %+v: deleted %v, want %v", complete, incomplete, busy, keep, deleted, want)
		}
		for _, d := range want {
			if len(complete) > 0 && !slices.Contains(expired, d) {
				t.Errorf("%+v: the run of %d days ago was deleted, but counts as one that stays", keep, d)
			}
			in, err := s.HasSource(ctx, "test", at(d), strings.Repeat("a", 64))
			if err != nil || in {
				t.Errorf("a file of the deleted run counts as being in: %v", err)
			}
		}
		if kept, err := s.Runs(ctx, "test"); err != nil || len(kept)+len(want) != len(complete)+len(incomplete)+len(busy) {
			t.Errorf("%d runs stay, %v", len(kept), err)
		}
	}
	all := []int{1, 2, 3, 4}
	f(all, nil, nil, store.Retention{})
	f(all, nil, nil, store.Retention{Runs: 2}, 3, 4)
	f(all, nil, nil, store.Retention{For: 60 * time.Hour}, 3, 4)
	f(all, nil, nil, store.Retention{Runs: 3, For: 36 * time.Hour}, 2, 3, 4)
	f(all, nil, nil, store.Retention{Runs: 9, For: time.Hour}, 2, 3, 4)         // the newest complete one stays
	f([]int{3, 4}, []int{1, 2}, nil, store.Retention{Runs: 1}, 4)               // and what is newer than it
	f([]int{1}, []int{2, 3}, nil, store.Retention{Runs: 2}, 3)                  // not the incomplete ones before it
	f([]int{1}, []int{2}, []int{3}, store.Retention{For: time.Hour}, 2)         // unless they are being written
	f(nil, []int{1, 2, 3}, nil, store.Retention{Runs: 1, For: time.Hour}, 2, 3) // where none is complete, the newest stays
	f([]int{2}, nil, []int{1}, store.Retention{Runs: 1, For: time.Hour})        // a new run on its way
	f([]int{20, 21}, nil, nil, store.Retention{For: 10 * days}, 21)             // old as it may be
	f([]int{1}, nil, nil, store.Retention{Runs: 1, For: time.Hour})             // also when it is the only one
}

// TestKeepPruned deletes a run as soon as another one is complete.
func TestKeepPruned(t *testing.T) {
	s, at := aged(t, []int{1, 3}, []int{2}, nil)
	gone := make(chan time.Time, 9)
	done := make(chan struct{})
	watched, cancel := context.WithCancel(ctx)
	go func() {
		defer close(done)
		s.KeepPrunedFast(watched, store.Retention{Runs: 2}, func(run time.Time) { gone <- run }, func(err error) { t.Error(err) })
	}()
	wait := func(want time.Time) {
		t.Helper()
		select {
		case run := <-gone:
			if !run.Equal(want) {
				t.Errorf("deleted %v, want %v", run, want)
			}
		case <-time.After(time.Minute):
			t.Fatal("nothing was deleted")
		}
	}
	wait(at(3))
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: at(0), Grid: globe(t, 31, 60), Times: []time.Time{at(0)}})
	must(t, err)
	must(t, r.Put(ctx, layer(t, "temperature_2m"), at(0), slices.Repeat([]float32{280}, 31*60)))
	wait(at(2))
	cancel()
	<-done
}
