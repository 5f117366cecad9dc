package store

import (
	"context"
	"errors"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// pruneEvery is how often all datasets are looked at, for runs that expire by their age.
const pruneEvery = time.Hour

// KeepPruned deletes the runs that need not stay until ctx ends: at its start, every hour, and in a
// dataset of which a run is complete through this Store. Deleted hears of each, failed of what went
// wrong; it is tried again the next time.
func (s *Store) KeepPruned(ctx context.Context, keep func(dataset string) Retention, deleted func(dataset string, run time.Time), failed func(error)) {
	s.keepPruned(ctx, keep, 5*time.Second, deleted, failed)
}

func (s *Store) keepPruned(ctx context.Context, keep func(string) Retention, look time.Duration, deleted func(string, time.Time), failed func(error)) {
	changes, stop := s.subscribe(false)
	defer stop()
	prune := func(dataset string) error {
		return s.Prune(ctx, dataset, keep(dataset), func(run time.Time) { deleted(dataset, run) })
	}
	changed := map[Change]bool{}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for due := time.Now(); ; {
		var err error
		if now := time.Now(); !now.Before(due) {
			due = now.Add(pruneEvery)
			err = s.pruneAll(ctx, prune)
		}
		for c := range changed {
			delete(changed, c)
			inv, failed := s.Inventory(ctx, c.Dataset, c.Run)
			if failed == nil && inv.Complete() {
				err = errors.Join(err, prune(c.Dataset))
			}
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
		for waiting := true; waiting; {
			select {
			case c := <-changes:
				changed[c] = true
			case <-tick.C:
				waiting = false
			case <-ctx.Done():
				return
			}
		}
	}
}

// pruneAll finishes deletions that were cut short, and prunes every dataset.
func (s *Store) pruneAll(ctx context.Context, prune func(dataset string) error) error {
	err := s.Tidy(ctx)
	datasets, failed := s.Datasets(ctx)
	err = errors.Join(err, failed)
	for _, d := range datasets {
		if failed := prune(d.ID); forecast.KindOf(failed) != forecast.NotFound {
			err = errors.Join(err, failed)
		}
	}
	return err
}
