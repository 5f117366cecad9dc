package store

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Retention says which runs of a dataset stay. A run goes where either limit says so; the newest
// complete run, those newer than it, the newest of all and those being written always stay.
type Retention struct {
	Runs int           // how many of the newest runs stay; 0 for any number
	For  time.Duration // how old a reference time may be; 0 for any age
}

// stillWritten is how long after its last object an incomplete run counts as being written.
const stillWritten = 10 * time.Minute

// Keeps says whether a run of a dataset would stay, were it there, whatever it holds. Files of one
// that would not are not worth ingesting.
func (s *Store) Keeps(ctx context.Context, dataset string, run time.Time, keep Retention) (bool, error) {
	runs, err := s.Runs(ctx, dataset)
	if err != nil {
		return false, err
	}
	newer := 0
	for newer < len(runs) && runs[newer].After(run) {
		newer++
	}
	if !keep.expires(run, newer) {
		return true, nil
	}
	complete, err := s.newestComplete(ctx, dataset, runs[:newer])
	return complete.IsZero(), err // without one it may become the newest complete run itself
}

// expires says whether the limits let a run go that has some newer than it.
func (keep Retention) expires(run time.Time, newer int) bool {
	return keep.Runs > 0 && newer >= keep.Runs || keep.For > 0 && time.Since(run) > keep.For
}

// newestComplete gives the newest complete run of some, zero where there is none.
func (s *Store) newestComplete(ctx context.Context, dataset string, runs []time.Time) (time.Time, error) {
	for _, run := range runs {
		inv, err := s.Inventory(ctx, dataset, run)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted since
		}
		if err != nil {
			return time.Time{}, err
		}
		if inv.Complete() {
			return run, nil
		}
	}
	return time.Time{}, nil
}

// Prune deletes the runs of a dataset that need not stay, newest first, and tells of each.
func (s *Store) Prune(ctx context.Context, dataset string, keep Retention, deleted func(run time.Time)) error {
	runs, err := s.Runs(ctx, dataset)
	if err != nil {
		return err
	}
	stays, err := s.newestComplete(ctx, dataset, runs)
	if err != nil {
		return err
	}
	for newer, run := range runs {
		if newer == 0 || !stays.IsZero() && !run.Before(stays) || !keep.expires(run, newer) {
			continue
		}
		busy, err := s.beingWritten(ctx, keyOf(dataset, run))
		if err != nil {
			return err
		}
		if busy {
			continue
		}
		if err := s.DeleteRun(ctx, dataset, run); err != nil {
			return err
		}
		deleted(run)
	}
	return nil
}

// beingWritten says whether a run is incomplete and has gained something lately.
func (s *Store) beingWritten(ctx context.Context, key runKey) (bool, error) {
	inv, err := s.takeInventory(ctx, key)
	if forecast.KindOf(err) == forecast.NotFound || err == nil && inv.Complete() {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	infos, err := s.objects.List(ctx, key.path()+"/")
	if err != nil {
		return false, fault("store.Prune", "the run cannot be listed", err)
	}
	for _, info := range infos {
		if time.Since(info.Modified) < stillWritten {
			return true, nil
		}
	}
	return false, nil
}
