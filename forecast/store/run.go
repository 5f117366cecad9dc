package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// Spec says which run to write.
type Spec struct {
	Dataset forecast.Dataset
	Run     time.Time
	Grid    *forecast.Grid
	// Times are the valid times that the run is known to have, sorted: those of the file at hand
	// and those still to come.
	Times []time.Time
	// Members are the numbers of the members that the run is known to have, none of them negative;
	// nil for a run without members.
	Members []int
}

// Run is a run opened for writing. It is safe for concurrent use.
type Run struct {
	store *Store
	key   runKey
	grids []*forecast.Grid
}

// Begin opens a run for writing: it makes the run where it is new and adds the times and members it
// lacks. It fails with kind Invalid when the run lies on another grid, or has members where the
// Spec has none, or the other way round.
func (s *Store) Begin(ctx context.Context, spec Spec) (*Run, error) {
	const op = "store.Begin"
	if !forecast.ValidID(spec.Dataset.ID) || spec.Dataset.ID == sourcesFolder {
		return nil, forecast.Errorf(forecast.Invalid, op, "%q cannot name a dataset: use lower case letters, digits and hyphens, and not %q", spec.Dataset.ID, sourcesFolder)
	}
	key := keyOf(spec.Dataset.ID, spec.Run)
	if err := s.describe(ctx, spec.Dataset); err != nil {
		return nil, fault(op, "the dataset's description cannot be written", err)
	}
	if err := s.ensureGroup(ctx, key, spec); err != nil {
		return nil, err
	}
	l, err := s.layoutOf(ctx, key, true)
	if err != nil {
		return nil, err
	}
	if have := l.grids[0]; !have.Equal(spec.Grid) {
		return nil, forecast.Errorf(forecast.Invalid, op, "run %s of %s lies on %s, this file's fields on %s: give the file another --dataset",
			forecast.FormatTime(spec.Run), spec.Dataset.ID, have, spec.Grid)
	}
	if err := l.sameKind(spec); err != nil {
		return nil, err
	}
	r := &Run{store: s, key: key, grids: l.grids}
	if l.holds(spec) {
		return r, nil
	}
	return r, r.extend(ctx, spec)
}

// sameKind says what is wrong where a run has members and a file has none, or the other way round.
func (l *layout) sameKind(spec Spec) error {
	const op = "store.Begin"
	for _, m := range spec.Members {
		if m < 0 {
			return forecast.Errorf(forecast.Invalid, op, "%d cannot number a member: members are numbered from 0, the control", m)
		}
	}
	run := "run " + forecast.FormatTime(spec.Run) + " of " + spec.Dataset.ID
	switch {
	case l.members != nil && len(spec.Members) == 0:
		return forecast.Errorf(forecast.Invalid, op,
			"%s has members (%s), and nothing says which of them this file is: give it a scalar variable realization, or another --dataset", run, spanOfMembers(l.members))
	case l.members == nil && len(spec.Members) > 0:
		return forecast.Errorf(forecast.Invalid, op,
			"%s has no members, and this file is of members %s of an ensemble: give it another --dataset", run, spanOfMembers(spec.Members))
	}
	return nil
}

// holds says whether a run has all times and members of a Spec.
func (l *layout) holds(spec Spec) bool {
	for _, t := range spec.Times {
		if _, ok := l.index[t.Unix()]; !ok {
			return false
		}
	}
	for _, m := range spec.Members {
		if _, ok := l.memberIndex[m]; !ok {
			return false
		}
	}
	return true
}

// describe writes what the dataset is, where that is new.
func (s *Store) describe(ctx context.Context, d forecast.Dataset) error {
	data, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		return err
	}
	return s.objects.Update(ctx, d.ID+"/dataset.json", func(old []byte) ([]byte, error) {
		if string(old) == string(data) {
			return nil, nil
		}
		return data, nil
	})
}

// ensureGroup makes a run's group, its metadata last, so that the run is there whole or not at all.
func (s *Store) ensureGroup(ctx context.Context, key runKey, spec Spec) error {
	const op = "store.Begin"
	dir := key.path()
	err := s.objects.Update(ctx, dir+"/zarr.json", func(old []byte) ([]byte, error) {
		if old != nil {
			return redescribe(old, spec.Dataset)
		}
		// Fields left of a deleted run lie on another time axis: they must not come back.
		if err := s.clear(ctx, key); err != nil {
			return nil, err
		}
		if err := s.writeCoordinates(ctx, dir, spec); err != nil {
			return nil, err
		}
		for n, g := range pyramid(spec.Grid)[1:] {
			if err := s.writeGroup(ctx, overviewDir(dir, n+1), g); err != nil {
				return nil, err
			}
		}
		attributes := map[string]any{
			"Conventions":             "CF-1.11",
			"dataset":                 spec.Dataset.ID,
			"forecast_reference_time": spec.Run.UTC().Format(time.RFC3339),
			"created":                 time.Now().UTC().Format(time.RFC3339),
		}
		maps.Copy(attributes, credits(spec.Dataset))
		return zarr.Group{Attributes: attributes}.Marshal()
	})
	if err != nil {
		return fault(op, "the run cannot be made", err)
	}
	return nil
}

// credits are the attributes of a group that say whose data it is.
func credits(d forecast.Dataset) map[string]any {
	return map[string]any{"title": d.Title, "license": d.Licence, "attribution": d.Attribution}
}

// redescribe gives a group's metadata with what is said of the dataset now; nil where that is there.
func redescribe(group []byte, d forecast.Dataset) ([]byte, error) {
	g, err := zarr.ParseGroup(group)
	if err != nil {
		return nil, err
	}
	same := true
	for name, value := range credits(d) {
		same = same && g.Attributes[name] == value
		g.Attributes[name] = value
	}
	if same {
		return nil, nil
	}
	return g.Marshal()
}

func overviewDir(dir string, lod int) string {
	if lod == 0 {
		return dir
	}
	return fmt.Sprintf("%s/overview%d", dir, lod)
}

func (s *Store) writeGroup(ctx context.Context, dir string, g *forecast.Grid) error {
	if err := s.writeGrid(ctx, dir, g); err != nil {
		return err
	}
	data, err := zarr.Group{Attributes: map[string]any{
		"description": "weighted means around every fourth node, made for drawing: not for computing",
	}}.Marshal()
	if err != nil {
		return err
	}
	return s.objects.Put(ctx, dir+"/zarr.json", data)
}

func (s *Store) writeCoordinates(ctx context.Context, dir string, spec Spec) error {
	if err := s.writeGrid(ctx, dir, spec.Grid); err != nil {
		return err
	}
	if len(spec.Members) > 0 {
		err := s.writeAxis(ctx, dir, memberAxis, wide(spec.Members), func(metadata []byte) error {
			return s.objects.Put(ctx, memberAxis.metadata(dir), metadata)
		})
		if err != nil {
			return err
		}
	}
	return s.writeAxis(ctx, dir, timeAxis, seconds(spec.Times), func(metadata []byte) error {
		return s.objects.Put(ctx, timeAxis.metadata(dir), metadata)
	})
}

// extend appends the times and members that the axes lack; then every layer gets the new lengths.
func (r *Run) extend(ctx context.Context, spec Spec) error {
	const op = "store.Begin"
	dir := r.key.path()
	if err := r.store.extendAxis(ctx, dir, timeAxis, seconds(spec.Times)); err != nil {
		return fault(op, "the run's time axis cannot be extended", err)
	}
	if len(spec.Members) > 0 {
		if err := r.store.extendAxis(ctx, dir, memberAxis, wide(spec.Members)); err != nil {
			return fault(op, "the run's members cannot be extended", err)
		}
	}
	return r.settle(ctx)
}

// settle gives every layer's metadata the lengths of the axes, which is all that other readers need
// of it. It may be repeated.
func (r *Run) settle(ctx context.Context) error {
	l, err := r.store.layoutOf(ctx, r.key, true)
	if err != nil {
		return err
	}
	for _, have := range l.layers {
		for lod := range l.grids {
			key := overviewDir(r.key.path(), lod) + "/" + have.layer.Name() + "/zarr.json"
			err := r.store.objects.Update(ctx, key, func(old []byte) ([]byte, error) {
				if old == nil {
					return nil, nil
				}
				a, err := zarr.ParseArray(old)
				if err != nil {
					return nil, err
				}
				shape := l.shape(a.Shape[len(a.Shape)-2:]...)
				if slices.Equal(a.Shape, shape) {
					return nil, nil
				}
				a.Shape = shape
				return a.Marshal()
			})
			if err != nil {
				return fault("store.settle", "the metadata of "+have.layer.Name()+" cannot be updated", err)
			}
		}
	}
	return nil
}
