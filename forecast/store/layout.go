package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// layout is what a run's metadata says: its grids by level of detail, the place of each valid
// time and member, the packing of each layer. Grids and packings never change, nor whether there are
// members; times, members and layers are added.
type layout struct {
	group zarr.Group
	grids []*forecast.Grid
	axes
	index       map[int64]int // of the times
	memberIndex map[int]int
	layers      map[string]stored
	tag         objects.Tag // of the group's zarr.json: another one is another run of the same name
}

// stored is one layer's array.
type stored struct {
	layer   forecast.Layer
	packing packing
	shard   []zarr.Layout // by level of detail
}

// layoutOf gives a run's layout from memory, or reads it where it is not known yet or fresh asks
// for it.
func (s *Store) layoutOf(ctx context.Context, key runKey, fresh bool) (*layout, error) {
	s.mu.Lock()
	l := s.layouts[key]
	s.mu.Unlock()
	if l != nil && !fresh {
		// A run that was deleted and made again has its times in another order, perhaps.
		if s.objects.ReadAt(ctx, key.path()+"/zarr.json", l.tag, 0, nil) == nil {
			return l, nil
		}
	}
	l, err := s.readLayout(ctx, key, l)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.layouts[key] = l
	s.mu.Unlock()
	return l, nil
}

// readLayout reads a run's metadata; what known (nil if nothing is) already has of it is not read
// again.
func (s *Store) readLayout(ctx context.Context, key runKey, known *layout) (*layout, error) {
	const op = "store.layout"
	dir := key.path()
	info, err := s.objects.Stat(ctx, dir+"/zarr.json")
	if err != nil {
		return nil, fault(op, fmt.Sprintf("there is no run %s: /api/v1/datasets/%s lists the runs", forecast.FormatTime(time.Unix(key.run, 0)), key.dataset), err)
	}
	l := &layout{tag: info.Tag, layers: map[string]stored{}}
	if known != nil && known.tag == info.Tag {
		l.group, l.grids = known.group, known.grids
	} else if known, err = nil, s.readGroup(ctx, dir, l); err != nil {
		return nil, fault(op, "the run's metadata is damaged", err)
	}
	if err := s.readAxes(ctx, dir, l); err != nil {
		return nil, fault(op, "an axis of the run is damaged", err)
	}
	names, err := s.objects.Names(ctx, dir)
	if err != nil {
		return nil, fault(op, "the run cannot be listed", err)
	}
	for _, name := range names {
		layer, err := forecast.ParseLayer(name)
		if err != nil {
			continue // a coordinate, an overview, or somebody's own array
		}
		if known != nil {
			if have, ok := known.layers[name]; ok {
				l.layers[name] = have
				continue
			}
		}
		have, err := s.readArray(ctx, dir, layer, l)
		if errors.Is(err, objects.ErrNotExist) {
			continue // its folder is there before its metadata
		}
		if err != nil {
			return nil, fault(op, fmt.Sprintf("the metadata of %s is damaged", name), err)
		}
		l.layers[name] = have
	}
	return l, nil
}

// readAxes reads the times of a run and, where it has them, its members.
func (s *Store) readAxes(ctx context.Context, dir string, l *layout) error {
	times, err := s.readAxis(ctx, dir, timeAxis)
	if err != nil {
		return err
	}
	l.index = make(map[int64]int, len(times))
	for i, t := range times {
		l.times = append(l.times, time.Unix(t, 0).UTC())
		l.index[t] = i
	}
	members, err := s.readAxis(ctx, dir, memberAxis)
	if errors.Is(err, objects.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	l.memberIndex = make(map[int]int, len(members))
	for i, m := range members {
		l.members = append(l.members, int(m))
		l.memberIndex[int(m)] = i
	}
	return nil
}

func (s *Store) readGroup(ctx context.Context, dir string, l *layout) error {
	data, err := s.objects.Get(ctx, dir+"/zarr.json")
	if err != nil {
		return err
	}
	if l.group, err = zarr.ParseGroup(data); err != nil {
		return err
	}
	grid, err := s.readGrid(ctx, dir)
	if err != nil {
		return err
	}
	l.grids = pyramid(grid)
	return nil
}

// pyramid gives a grid and its overviews, finest first.
func pyramid(g *forecast.Grid) []*forecast.Grid {
	grids := []*forecast.Grid{g}
	for {
		next, ok := grids[len(grids)-1].Overview()
		if !ok {
			return grids
		}
		grids = append(grids, next)
	}
}

func (s *Store) readArray(ctx context.Context, dir string, layer forecast.Layer, l *layout) (stored, error) {
	grids := l.grids
	data, err := s.objects.Get(ctx, dir+"/"+layer.Name()+"/zarr.json")
	if err != nil {
		return stored{}, err
	}
	a, err := zarr.ParseArray(data)
	if err != nil {
		return stored{}, err
	}
	first, err := zarr.LayoutOf(a)
	if err != nil {
		return stored{}, err
	}
	if hasMembers := len(a.Shape) == 4; hasMembers != (l.members != nil) {
		return stored{}, fmt.Errorf("its shape %v does not fit a run with %d members", a.Shape, len(l.members))
	}
	if first.Rows != grids[0].Rows() || first.Cols != grids[0].Cols() {
		return stored{}, fmt.Errorf("it has %d × %d values on a grid of %d × %d", first.Rows, first.Cols, grids[0].Rows(), grids[0].Cols())
	}
	out := stored{
		layer:   layer,
		packing: packingIn(a),
		shard:   []zarr.Layout{first},
	}
	for _, g := range grids[1:] {
		out.shard = append(out.shard, zarr.NewLayout(g.Rows(), g.Cols()))
	}
	return out, nil
}

// sortedTimes gives the axis in order of time.
func (l *layout) sortedTimes() []time.Time {
	out := slices.Clone(l.times)
	slices.SortFunc(out, time.Time.Compare)
	return out
}
