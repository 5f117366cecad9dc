package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// seriesKey names a layer's array by location.
type seriesKey struct {
	run   runKey
	layer forecast.Layer
}

func (k seriesKey) dir() string { return k.run.series(k.layer) }

// seriesArray is a version of a layer's array by location, opened and compared with the fields.
type seriesArray struct {
	metadata string      // the key of its zarr.json
	tag      objects.Tag // of that
	fresh    bool        // made of the fields that are there; the rest is only filled in then
	checked  time.Time
	grid     *forecast.Grid
	layout   zarr.SeriesLayout
	packing  packing
	axes
	index  []timeIndex // by member: of the times whose fields were there
	shards []shardKey  // those of one member after the other
	sizes  []int64     // of the shards
}

// series implements forecast.Series.
type series struct {
	store  *Store
	layer  forecast.Layer
	member int // its place among the array's members; 0 where there are none
	*seriesArray
}

// The two ways in which there is no series; made once, as every request may meet them.
var (
	errNotStored  = forecast.Errorf(forecast.NotFound, "store.Series", "the layer is not stored in this run")
	errNotLaidOut = forecast.Errorf(forecast.Unavailable, "store.Series", "the layer is not laid out by location now: read its fields")
)

// Series opens a stored layer of a run as it is laid out by location. It fails with kind NotFound
// where the run does not store the layer, and with kind Unavailable where the layer is not laid out
// or one of the fields was replaced since: the fields have the same values then.
func (s *Store) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	return s.memberSeries(ctx, dataset, run, layer, 0)
}

// memberSeries is Series of the member of a number.
func (s *Store) memberSeries(ctx context.Context, dataset string, run time.Time, layer forecast.Layer, number int) (forecast.Series, error) {
	a, err := s.checkedSeries(ctx, seriesKey{keyOf(dataset, run), layer})
	if errors.Is(err, objects.ErrNotExist) {
		return nil, s.whyNoSeries(ctx, keyOf(dataset, run), layer)
	}
	if err != nil {
		return nil, fault("store.Series", "the series cannot be read", err)
	}
	member, covers := a.memberPlace(number)
	if !a.fresh || !covers {
		return nil, errNotLaidOut
	}
	return &series{s, layer, member, a}, nil
}

// whyNoSeries says why a layer has no array by location.
func (s *Store) whyNoSeries(ctx context.Context, key runKey, layer forecast.Layer) error {
	l, err := s.layoutOf(ctx, key, false)
	if err != nil {
		return err
	}
	if _, ok := l.layers[layer.Name()]; !ok {
		return errNotStored
	}
	return errNotLaidOut
}

// memberPlace gives the place of a member; of a run without members, only number 0 has one.
func (a axes) memberPlace(number int) (int, bool) {
	if a.members == nil {
		return 0, number == 0
	}
	i := slices.Index(a.members, number)
	return i, i >= 0
}

// checkedSeries gives the array that is there now: from memory where it is the same, or opened where
// it is new or was checked too long ago. Whoever replaces a field removes the array that was made of
// it; the check is for a process that died in between. It fails with ErrNotExist where there is none.
func (s *Store) checkedSeries(ctx context.Context, k seriesKey) (*seriesArray, error) {
	a, known := s.series.GetIfPresent(k)
	if known && time.Since(a.checked) < believeComplete && s.objects.ReadAt(ctx, a.metadata, a.tag, 0, nil) == nil {
		return a, nil
	}
	if known {
		s.series.Invalidate(k)
	}
	return s.series.Get(ctx, k, otter.LoaderFunc[seriesKey, *seriesArray](func(ctx context.Context, k seriesKey) (*seriesArray, error) {
		return s.openSeries(context.WithoutCancel(ctx), k)
	}))
}

func (x *series) Layer() forecast.Layer { return x.layer }

func (x *series) Steps() int { return x.layout.Times }

func (x *series) At(t time.Time) (int, bool) { return x.index[x.member].at(t.Unix()) }

// Read implements forecast.Series chunk by chunk.
func (x *series) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	cols, steps, high, wide := x.grid.Cols(), x.layout.Times, x.layout.ChunkRows, x.layout.ChunkCols
	if w.Row < 0 || w.Rows < 0 || w.Row+w.Rows > x.grid.Rows() || w.Col < 0 || w.Cols < 0 ||
		!x.grid.X.Periodic() && w.Col+w.Cols > cols || len(dst) < w.Size()*steps {
		return forecast.Errorf(forecast.Internal, "store.Series", "window %+v does not lie on a grid of %d × %d", w, x.grid.Rows(), cols)
	}
	for rows := 0; rows < w.Rows; {
		row := w.Row + rows
		down := min(high-row%high, w.Rows-rows)
		for done := 0; done < w.Cols; {
			col := (w.Col + done) % cols
			across := min(wide-col%wide, cols-col, w.Cols-done)
			q, err := x.chunk(ctx, row/high, col/wide)
			if err != nil {
				return fault("store.Series", "the series was replaced while it was read, or is damaged: ask again", err)
			}
			for k := range down * across {
				r, c := k/across, k%across
				q.unpack(x.packing, (row+r)%high*wide+(col+c)%wide, high*wide, dst[((rows+r)*w.Cols+done+c)*steps:][:steps])
			}
			q.done()
			done += across
		}
		rows += down
	}
	return nil
}

// chunk gives a chunk, counted over the whole grid, from memory or reads and decodes it.
func (x *series) chunk(ctx context.Context, down, across int) (*decoded, error) {
	l := x.layout
	rows, cols := l.ShardRows/l.ChunkRows, l.ShardCols/l.ChunkCols
	at := x.member*l.Down()*l.Across() + down/rows*l.Across() + across/cols
	open, err := x.openShard(ctx, at)
	if err != nil {
		return nil, err
	}
	// Two that want the same chunk at once each decode it: that is dearer than to wait for one
	// another only for the larger chunks of fields.
	key := chunkKey{open.id, down%rows*cols + across%cols}
	if have, ok := x.store.chunks.GetIfPresent(key); ok {
		return have, nil
	}
	work := spare.Get().(*decoded)
	q := work
	if x.store.asked.again(key) {
		defer work.done()
		q = &decoded{kept: true}
	}
	if err := x.store.read(ctx, open, x.packing, key.chunk, l.ChunkValues(), q, work); err != nil {
		return nil, err
	}
	if q.kept {
		x.store.chunks.Set(key, q)
	}
	return q, nil
}

// openShard gives the place of a shard's chunks from memory, or reads it.
func (x *series) openShard(ctx context.Context, at int) (*shard, error) {
	s := x.store
	if open, ok := s.shards.GetIfPresent(x.shards[at]); ok {
		return open, nil
	}
	return s.shards.Get(ctx, x.shards[at], otter.LoaderFunc[shardKey, *shard](
		func(ctx context.Context, k shardKey) (*shard, error) {
			return s.openShard(context.WithoutCancel(ctx), k, x.layout.Shard(), x.sizes[at])
		}))
}
