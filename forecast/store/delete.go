package store

import (
	"context"
	"errors"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// DeleteRun removes a run. What refers to it fails from then on with kind NotFound, also where the
// process dies before the rest is deleted: Tidy does that, or the next Begin of the same run.
func (s *Store) DeleteRun(ctx context.Context, dataset string, run time.Time) error {
	key := keyOf(dataset, run)
	err := s.objects.Update(ctx, key.path()+"/zarr.json", func([]byte) ([]byte, error) { return nil, s.clear(ctx, key) })
	s.mu.Lock()
	delete(s.layouts, key)
	s.mu.Unlock()
	s.changed(key)
	if err != nil {
		return fault("store.DeleteRun", "the run cannot be deleted", err)
	}
	return nil
}

// clear deletes all that there is of a run, under the lock of its group's metadata. That goes
// first: without it the run is no more, however far the rest gets. The records of its files go
// next, or the files would count as being in; the fields last, for they are what Tidy looks for.
func (s *Store) clear(ctx context.Context, key runKey) error {
	err := errors.Join(
		s.objects.Delete(ctx, key.path()+"/zarr.json"),
		s.objects.Delete(ctx, key.sources()))
	if err != nil {
		return err
	}
	names, err := s.objects.Names(ctx, key.path())
	for _, name := range names {
		err = errors.Join(err, s.objects.Delete(ctx, key.path()+"/"+name+"/"))
	}
	return err
}

// Tidy finishes the deletion of runs whose deleter died, and clears away what was written to runs
// that were deleted meanwhile or never got as far as being one.
func (s *Store) Tidy(ctx context.Context) error {
	const op = "store.Tidy"
	datasets, err := s.objects.Names(ctx, "")
	if err != nil {
		return fault(op, "the store cannot be listed", err)
	}
	for _, dataset := range datasets {
		if !forecast.ValidID(dataset) || dataset == sourcesFolder {
			continue
		}
		names, err := s.objects.Names(ctx, dataset)
		if err != nil {
			return fault(op, "the dataset cannot be listed", err)
		}
		for _, name := range names {
			run, err := time.Parse(forecast.TimeFormat, name)
			if err != nil {
				continue
			}
			if err := s.tidyRun(ctx, keyOf(dataset, run)); err != nil {
				return fault(op, "what is left of run "+name+" cannot be deleted", err)
			}
		}
	}
	return nil
}

func (s *Store) tidyRun(ctx context.Context, key runKey) error {
	group := key.path() + "/zarr.json"
	if _, err := s.objects.Stat(ctx, group); !errors.Is(err, objects.ErrNotExist) {
		return err
	}
	return s.objects.Update(ctx, group, func(old []byte) ([]byte, error) {
		if old != nil {
			return nil, nil // it was being made
		}
		return nil, s.clear(ctx, key)
	})
}
