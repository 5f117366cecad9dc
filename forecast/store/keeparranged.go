package store

import (
	"context"
	"errors"
	"time"

	"github.com/fengtu/fengtu/forecast/objects"
)

// How long a run must have been left alone before it is laid out by location: files come one after
// the other, and each would make the work anew. A run that has been laid out before gets a file
// now and then, or one a step; meanwhile its fields serve.
const (
	quietFirst = 5 * time.Second
	quietAgain = 5 * time.Minute
)

// KeepArranged lays runs out by location until ctx ends, one at a time with one goroutine: those
// that there are, newest first, and those that change through this Store, once they are complete
// and quiet. Told hears of what went wrong; the run is tried again when it changes.
func (s *Store) KeepArranged(ctx context.Context, told func(error)) {
	s.keepArranged(ctx, func(again bool) time.Duration {
		if again {
			return quietAgain
		}
		return quietFirst
	}, time.Second, told)
}

func (s *Store) keepArranged(ctx context.Context, quiet func(again bool) time.Duration, look time.Duration, told func(error)) {
	changes, stop := s.subscribe(false)
	defer stop()
	due, err := s.allDue(ctx)
	if err != nil {
		told(err)
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	done := make(chan error, 1)
	busy := false
	for {
		select {
		case c := <-changes:
			key := keyOf(c.Dataset, c.Run)
			due[key] = time.Now().Add(quiet(s.wasArranged(ctx, key)))
		case err := <-done:
			busy = false
			if err != nil && ctx.Err() == nil {
				told(err)
			}
		case <-tick.C:
			if key, ok := next(due); ok && !busy {
				delete(due, key)
				busy = true
				go func() { done <- s.arrangeExisting(ctx, key) }()
			}
		case <-ctx.Done():
			if busy {
				<-done
			}
			return
		}
	}
}

// allDue gives every run there is as due.
func (s *Store) allDue(ctx context.Context) (map[runKey]time.Time, error) {
	due := map[runKey]time.Time{}
	datasets, err := s.Datasets(ctx)
	for _, d := range datasets {
		runs, failed := s.Runs(ctx, d.ID)
		err = errors.Join(err, failed)
		for _, run := range runs {
			due[keyOf(d.ID, run)] = time.Time{}
		}
	}
	return due, err
}

// next gives the run that is due first, the newest of several.
func next(due map[runKey]time.Time) (first runKey, ok bool) {
	now := time.Now()
	for key, at := range due {
		if at.After(now) {
			continue
		}
		if !ok || at.Before(due[first]) || at.Equal(due[first]) && key.run > first.run {
			first, ok = key, true
		}
	}
	return first, ok
}

func (s *Store) wasArranged(ctx context.Context, key runKey) bool {
	_, err := s.objects.Stat(ctx, key.seriesGroup()+"/zarr.json")
	return err == nil
}

// arrangeExisting is arrange for a run that may be gone by now.
func (s *Store) arrangeExisting(ctx context.Context, key runKey) error {
	err := s.arrange(ctx, key, 1)
	if errors.Is(err, objects.ErrNotExist) {
		return nil
	}
	return err
}
