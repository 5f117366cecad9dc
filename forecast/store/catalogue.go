package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// Datasets describes the datasets that have at least one run, in the order of their ids.
func (s *Store) Datasets(ctx context.Context) ([]forecast.Dataset, error) {
	const op = "store.Datasets"
	names, err := s.objects.Names(ctx, "")
	if err != nil {
		return nil, fault(op, "the store cannot be listed", err)
	}
	var out []forecast.Dataset
	for _, name := range names {
		if !forecast.ValidID(name) || name == sourcesFolder {
			continue
		}
		d, err := s.Dataset(ctx, name)
		if forecast.KindOf(err) == forecast.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Dataset describes one dataset. It fails with kind NotFound where there is none of that id.
func (s *Store) Dataset(ctx context.Context, id string) (forecast.Dataset, error) {
	const op = "store.Dataset"
	var d forecast.Dataset
	if !forecast.ValidID(id) || id == sourcesFolder {
		return d, forecast.Errorf(forecast.NotFound, op, "there is no dataset %q: /api/v1/datasets lists them", id)
	}
	key := id + "/dataset.json"
	s.mu.Lock()
	known := s.datasets[id]
	s.mu.Unlock()
	if known.tag != "" && s.objects.ReadAt(ctx, key, known.tag, 0, nil) == nil {
		return known.Dataset, nil
	}
	info, err := s.objects.Stat(ctx, key)
	var data []byte
	if err == nil {
		data, err = s.objects.Get(ctx, key)
	}
	if err != nil {
		return d, fault(op, "there is no dataset "+id+": /api/v1/datasets lists them", err)
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return d, fault(op, "the description of "+id+" is damaged", err)
	}
	d.ID = id
	s.mu.Lock()
	s.datasets[id] = described{d, info.Tag} // or of a later version: that is seen next time
	s.mu.Unlock()
	return d, nil
}

// described is a dataset as a version of its description has it.
type described struct {
	forecast.Dataset
	tag objects.Tag
}

// Runs gives the reference times of a dataset's runs, newest first.
func (s *Store) Runs(ctx context.Context, dataset string) ([]time.Time, error) {
	var out []time.Time
	err := s.eachRun(ctx, dataset, func(run time.Time) (enough bool, err error) {
		out = append(out, run)
		return false, nil
	})
	return out, err
}

// eachRun hands out the reference times of a dataset's runs, newest first, until that is enough.
func (s *Store) eachRun(ctx context.Context, dataset string, use func(run time.Time) (enough bool, err error)) error {
	names, err := s.objects.Names(ctx, dataset)
	if err != nil {
		return fault("store.Runs", "the dataset cannot be listed", err)
	}
	for _, name := range slices.Backward(names) { // in the order of times, as their spelling is
		t, err := time.Parse(forecast.TimeFormat, name)
		if err != nil {
			continue
		}
		if _, err := s.objects.Stat(ctx, dataset+"/"+name+"/zarr.json"); err != nil {
			if errors.Is(err, objects.ErrNotExist) {
				continue // being made, or being deleted
			}
			return fault("store.Runs", "the dataset cannot be listed", err)
		}
		if enough, err := use(t); enough || err != nil {
			return err
		}
	}
	return nil
}

// Latest gives the newest usable run of a dataset: the newest complete one, or the newest that has
// any field where none is complete. It fails with kind NotFound where there is none.
func (s *Store) Latest(ctx context.Context, dataset string) (time.Time, error) {
	var complete, growing time.Time
	err := s.eachRun(ctx, dataset, func(run time.Time) (enough bool, err error) {
		inv, err := s.Inventory(ctx, dataset, run)
		switch {
		case err != nil:
			return true, err
		case inv.Complete():
			complete = run
		case growing.IsZero() && len(inv.Layers) > 0:
			growing = run
		}
		return inv.Complete(), nil
	})
	switch {
	case err != nil:
		return time.Time{}, err
	case !complete.IsZero():
		return complete, nil
	case growing.IsZero():
		return growing, forecast.Errorf(forecast.NotFound, "store.Latest", "there is no usable run of %q: /api/v1/datasets lists what there is", dataset)
	}
	return growing, nil
}
