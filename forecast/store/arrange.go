package store

import (
	"context"
	"errors"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// Arrange lays a run out by location where it is complete: those layers that are not, or whose
// fields were replaced or have become more. It takes turns with other processes that do the same,
// and may be repeated after any error. Readers use a layer's series from the moment it is whole.
func (s *Store) Arrange(ctx context.Context, dataset string, run time.Time) error {
	return s.arrange(ctx, keyOf(dataset, run), runtime.GOMAXPROCS(0))
}

// arrange uses some goroutines.
func (s *Store) arrange(ctx context.Context, key runKey, workers int) error {
	inv, err := s.takeInventory(ctx, key)
	if err != nil || !inv.Complete() {
		return err
	}
	l, err := s.layoutOf(ctx, key, false)
	if err != nil {
		return err
	}
	if err := s.ensureSeriesGroup(ctx, key, l); err != nil {
		return fault("store.Arrange", "the layout by location cannot be begun", err)
	}
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(layersAtOnce)
	for _, layer := range inv.Layers {
		group.Go(func() error {
			err := within.Err()
			if err == nil {
				err = s.arrangeLayer(within, key, layer, l, workers)
			}
			if err != nil {
				return fault("store.Arrange", layer.Name()+" cannot be laid out by location", err)
			}
			return nil
		})
	}
	return errors.Join(group.Wait(), s.sweep(ctx, key))
}

// layersAtOnce is how many layers are laid out at once: while one waits for its objects to be on disk, or for the
// last goroutine of a step, the other goes on.
const layersAtOnce = 3

// sweep removes what was made of a run that was deleted meanwhile.
func (s *Store) sweep(ctx context.Context, key runKey) error {
	_, err := s.objects.Stat(ctx, key.path()+"/zarr.json")
	if errors.Is(err, objects.ErrNotExist) {
		return s.objects.Delete(ctx, key.seriesGroup()+"/")
	}
	return err
}

// ensureSeriesGroup makes the group of the series, with coordinates of its own, or gives it the
// times that the run has gained.
func (s *Store) ensureSeriesGroup(ctx context.Context, key runKey, l *layout) error {
	dir := key.seriesGroup()
	const times, members = "times", "members"
	memberCount := func(g zarr.Group) float64 {
		n, _ := g.Attributes[members].(float64)
		return n
	}
	return s.objects.Update(ctx, dir+"/zarr.json", func(old []byte) ([]byte, error) {
		if old != nil {
			g, err := zarr.ParseGroup(old)
			if err == nil && g.Attributes[times] == float64(len(l.times)) && memberCount(g) == float64(len(l.members)) {
				return nil, nil
			}
		}
		if err := s.writeCoordinates(ctx, dir, Spec{Grid: l.grids[0], Times: l.times, Members: l.members}); err != nil {
			return nil, err
		}
		attributes := map[string]any{
			"description": "the values of the run once more, in chunks of all times of a few nodes",
			times:         len(l.times),
		}
		if l.members != nil {
			attributes[members] = len(l.members)
		}
		return zarr.Group{Attributes: attributes}.Marshal()
	})
}

// arrangeLayer makes a layer's array by location, unless there is one that is made of the fields
// and times there are. The array's metadata comes last: without it nobody reads the shards.
func (s *Store) arrangeLayer(ctx context.Context, key runKey, layer forecast.Layer, l *layout, workers int) error {
	dir := key.series(layer)
	err := s.objects.Update(ctx, dir+"/zarr.json", func(old []byte) ([]byte, error) {
		if old != nil {
			have := &seriesArray{}
			err := s.fillSeries(ctx, seriesKey{key, layer}, old, have)
			if err == nil && have.fresh && len(have.times) == len(l.times) && len(have.members) == len(l.members) {
				return nil, nil
			}
			if err := s.objects.Delete(ctx, dir+"/zarr.json"); err != nil {
				return nil, err
			}
		}
		if err := s.objects.Delete(ctx, dir+"/c."); err != nil {
			return nil, err
		}
		return s.writeSeries(ctx, key, layer, l.axes, workers)
	})
	if err != nil {
		return err
	}
	// A field may have been replaced after it was read here. Readers find that out by themselves;
	// others need not be given it at all.
	data, err := s.objects.Get(ctx, dir+"/zarr.json")
	if err == nil {
		have := &seriesArray{}
		if err = s.fillSeries(ctx, seriesKey{key, layer}, data, have); err == nil && !have.fresh {
			return s.objects.Delete(ctx, dir+"/zarr.json")
		}
	}
	if errors.Is(err, objects.ErrNotExist) {
		return nil
	}
	return err
}

// writeSeries writes the shards of a layer's array and gives its metadata.
func (s *Store) writeSeries(ctx context.Context, key runKey, layer forecast.Layer, has axes, workers int) ([]byte, error) {
	metadata, err := s.objects.Get(ctx, key.path()+"/"+layer.Name()+"/zarr.json")
	if err != nil {
		return nil, err
	}
	a, err := zarr.ParseArray(metadata)
	if err != nil {
		return nil, err
	}
	field, err := zarr.LayoutOf(a)
	if err != nil {
		return nil, err
	}
	fields, err := s.fieldVersions(ctx, key, layer, has)
	if err != nil {
		return nil, err
	}
	w := seriesWriter{
		store: s, dir: key.series(layer), workers: workers, field: field, packing: packingIn(a),
		layout: zarr.NewSeriesLayout(field, len(has.times), a.Type.Size(), s.seriesLimits), fields: make([]*shard, len(has.times)),
	}
	w.coding.Centred = w.packing.coding.Centred && len(fields.infos) == len(has.times)*len(has.each())
	for _, w.member = range has.each() {
		if err := w.open(ctx, key, layer, fields); err != nil {
			return nil, err
		}
		switch a.Type {
		case zarr.Int16:
			err = turn[int16](ctx, &w, fill16)
		case zarr.Int32:
			err = turn[int32](ctx, &w, fill32)
		default:
			err = turn(ctx, &w, float32NaN)
		}
		if err != nil {
			return nil, err
		}
	}
	shards, err := s.shardVersions(ctx, w.dir, w.layout, has)
	if err != nil {
		return nil, err
	}
	a.Shape = has.shape(field.Rows, field.Cols)
	a.Chunk, a.Inner = has.withMember(w.layout.ShardShape()), has.withMember(w.layout.InnerShape())
	a.Coding = w.coding
	a.Attributes[madeOf], a.Attributes[madeShards] = fields.digest, shards.digest
	return a.Marshal()
}
