package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/maypok86/otter/v2"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// shardKey names one version of one field's object.
type shardKey struct {
	key string
	tag objects.Tag
}

// shard is a field's object, opened: where its chunks lie.
type shard struct {
	shardKey
	id     uint64 // short for shardKey in the cache of chunks
	layout zarr.Layout
	index  zarr.Index
}

type chunkKey struct {
	shard uint64
	chunk int
}

var lastShard atomic.Uint64

// field implements forecast.Field on a shard.
type field struct {
	store  *Store
	array  stored
	grid   *forecast.Grid
	shard  *shard
	layout zarr.Layout
}

// Open opens a stored field. It fails with kind NotFound and the reason: no such dataset, run,
// layer or time, or a field that has not arrived yet.
func (s *Store) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	const op = "store.Open"
	if !forecast.ValidID(ref.Dataset) {
		return nil, forecast.Errorf(forecast.NotFound, op, "there is no dataset %q: /api/v1/datasets lists them", ref.Dataset)
	}
	l, array, at, err := s.find(ctx, ref)
	if err != nil {
		return nil, err
	}
	if ref.LOD < 0 || ref.LOD >= len(l.grids) {
		return nil, forecast.Errorf(forecast.NotFound, op, "there is no level of detail %d: this grid has 0 to %d", ref.LOD, len(l.grids)-1)
	}
	array.packing = array.packing.at(ref.LOD)
	f := &field{store: s, array: array, grid: l.grids[ref.LOD], layout: array.shard[ref.LOD]}
	key := fieldKey(keyOf(ref.Dataset, ref.Run).path(), ref.Layer, ref.LOD, at)
	info, err := s.objects.Stat(ctx, key)
	if errors.Is(err, objects.ErrNotExist) {
		name := ref.Layer.Name()
		if l.members != nil {
			name = fmt.Sprintf("%s of member %d", name, ref.Member)
		}
		if reason, ok := s.whyQuarantined(ctx, keyOf(ref.Dataset, ref.Run), ref.Layer, at); ok {
			return nil, forecast.Errorf(forecast.NotFound, op, "%s at %s is %w: %s", name, forecast.FormatTime(ref.Time), forecast.ErrQuarantined, reason)
		}
		return nil, forecast.Errorf(forecast.NotFound, op, "%s at %s has not arrived yet, or is not in this run: /api/v1/datasets/%s/runs/%s says what is missing",
			name, forecast.FormatTime(ref.Time), ref.Dataset, forecast.FormatTime(ref.Run))
	}
	if err != nil {
		return nil, fault(op, "the field cannot be read", err)
	}
	note(ctx, key, info.Tag)
	f.shard, err = s.shards.Get(ctx, shardKey{key, info.Tag}, otter.LoaderFunc[shardKey, *shard](
		func(ctx context.Context, k shardKey) (*shard, error) {
			return s.openShard(context.WithoutCancel(ctx), k, f.layout, info.Size)
		}))
	if err != nil {
		return nil, fault(op, "the field cannot be read", err)
	}
	return f, nil
}

// find looks a field's place up in its run's layout, which is read again where it may have grown.
func (s *Store) find(ctx context.Context, ref forecast.Ref) (*layout, stored, place, error) {
	const op = "store.Open"
	key := keyOf(ref.Dataset, ref.Run)
	for _, fresh := range []bool{false, true} {
		l, err := s.layoutOf(ctx, key, fresh)
		if err != nil {
			return nil, stored{}, place{}, err
		}
		array, hasLayer := l.layers[ref.Layer.Name()]
		at, hasTime, hasMember := l.place(ref.Time, ref.Member)
		switch {
		case hasLayer && hasTime && hasMember:
			return l, array, at, nil
		case fresh && !hasLayer:
			return nil, stored{}, place{}, forecast.Errorf(forecast.NotFound, op, "run %s of %s has no layer %s: /api/v1/datasets/%s lists its layers",
				forecast.FormatTime(ref.Run), ref.Dataset, ref.Layer.Name(), ref.Dataset)
		case fresh && !hasMember:
			return nil, stored{}, place{}, l.noMember(ref)
		case fresh:
			return nil, stored{}, place{}, forecast.Errorf(forecast.NotFound, op, "%s is no time of run %s: it has %s",
				forecast.FormatTime(ref.Time), forecast.FormatTime(ref.Run), spanOf(l))
		}
	}
	panic("unreachable")
}

// noMember says which members a run has instead.
func (l *layout) noMember(ref forecast.Ref) error {
	run := "run " + forecast.FormatTime(ref.Run) + " of " + ref.Dataset
	if l.members == nil {
		return forecast.Errorf(forecast.NotFound, "store.Open", "%s has no members: leave member out", run)
	}
	return forecast.Errorf(forecast.NotFound, "store.Open", "%s has no member %d: it has %s", run, ref.Member, spanOfMembers(l.members))
}

func spanOf(l *layout) string {
	times := l.sortedTimes()
	if len(times) == 0 {
		return "none yet"
	}
	return fmt.Sprintf("%d from %s to %s", len(times), forecast.FormatTime(times[0]), forecast.FormatTime(times[len(times)-1]))
}

func (s *Store) openShard(ctx context.Context, k shardKey, l zarr.Layout, size int64) (*shard, error) {
	n := int64(l.IndexSize())
	if size < n {
		return nil, fmt.Errorf("store: %s has %d bytes, less than its index", k.key, size)
	}
	data := make([]byte, n)
	if err := s.objects.ReadAt(ctx, k.key, k.tag, size-n, data); err != nil {
		return nil, err
	}
	index, err := l.ParseIndex(data, size)
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", k.key, err)
	}
	return &shard{shardKey: k, id: lastShard.Add(1), layout: l, index: index}, nil
}

func (f *field) Layer() forecast.Layer { return f.array.layer }

func (f *field) Grid() *forecast.Grid { return f.grid }

// Read implements forecast.Field chunk by chunk.
func (f *field) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	cols := f.grid.Cols()
	periodic := f.grid.X.Periodic()
	if w.Row < 0 || w.Rows < 0 || w.Row+w.Rows > f.grid.Rows() || w.Col < 0 || w.Cols < 0 ||
		!periodic && w.Col+w.Cols > cols || len(dst) < w.Size() {
		return forecast.Errorf(forecast.Internal, "store.Read", "window %+v does not lie on a grid of %d × %d", w, f.grid.Rows(), cols)
	}
	for done := 0; done < w.Cols; {
		col := (w.Col + done) % cols
		n := min(w.Cols-done, cols-col)
		piece := forecast.Window{Row: w.Row, Col: col, Rows: w.Rows, Cols: n}
		if err := f.readPiece(ctx, piece, dst[done:], w.Cols); err != nil {
			return err
		}
		done += n
	}
	return nil
}

// fewNodes is how many nodes a point reads of a field at most.
const fewNodes = 4

// readPiece reads a window that does not cross the seam into rows of dst that are stride apart.
func (f *field) readPiece(ctx context.Context, w forecast.Window, dst []float32, stride int) error {
	l := f.layout
	for j := w.Row / l.ChunkRows; j*l.ChunkRows < w.Row+w.Rows; j++ {
		for i := w.Col / l.ChunkCols; i*l.ChunkCols < w.Col+w.Cols; i++ {
			chunk, err := f.chunk(ctx, j*l.Across()+i, w.Size() <= fewNodes)
			if err != nil {
				return err
			}
			top, left := j*l.ChunkRows, i*l.ChunkCols
			r0, r1 := max(w.Row, top), min(w.Row+w.Rows, top+l.ChunkRows)
			c0, c1 := max(w.Col, left), min(w.Col+w.Cols, left+l.ChunkCols)
			for r := r0; r < r1; r++ {
				chunk.row(f.array.packing, (r-top)*l.ChunkCols+c0-left, dst[(r-w.Row)*stride+c0-w.Col:][:c1-c0])
			}
			chunk.done()
		}
	}
	return nil
}

// chunk gives a chunk from memory, or reads and decodes it. Here what nobody waits for any more ends.
// Where few of its values are wanted, all are left as they are kept.
func (f *field) chunk(ctx context.Context, number int, few bool) (*decoded, error) {
	const op, detail = "store.Read", "the field was replaced while it was read, or is damaged: ask again"
	if err := ctx.Err(); err != nil {
		return nil, fault(op, "nobody waits for the field", err)
	}
	s, key, n := f.store, chunkKey{f.shard.id, number}, f.chunkValues()
	if few {
		d, err := f.raw(ctx, key)
		if err != nil {
			return nil, fault(op, detail, err)
		}
		return d, nil
	}
	chunk, err := s.chunks.Get(ctx, key, otter.LoaderFunc[chunkKey, *decoded](
		func(ctx context.Context, _ chunkKey) (*decoded, error) {
			return s.load(context.WithoutCancel(ctx), f.shard, f.array.packing, number, n)
		}))
	if err != nil {
		return nil, fault(op, detail, err)
	}
	return chunk, nil
}

func (f *field) chunkValues() int { return f.layout.ChunkRows * f.layout.ChunkCols }

// raw gives a chunk from memory as it is there, or reads it and keeps its numbers: half as much as
// values, and a point needs four of them.
func (f *field) raw(ctx context.Context, key chunkKey) (*decoded, error) {
	s := f.store
	if have, ok := s.chunks.GetIfPresent(key); ok {
		return have, nil
	}
	room := spare.Get().(*decoded)
	defer room.done()
	d := &decoded{kept: true}
	if err := s.read(ctx, f.shard, f.array.packing, key.chunk, f.chunkValues(), d, room); err != nil {
		return nil, err
	}
	s.chunks.Set(key, d)
	return d, nil
}

// load reads a chunk and gives its values.
func (s *Store) load(ctx context.Context, from *shard, p packing, number, n int) (*decoded, error) {
	raw := spare.Get().(*decoded)
	defer raw.done()
	if err := s.read(ctx, from, p, number, n, raw, raw); err != nil {
		return nil, err
	}
	out := &decoded{kept: true, unpacked: true, plain: make([]float32, n)}
	raw.unpack(p, 0, 1, out.plain)
	return out, nil
}

// read reads a chunk and decodes its n numbers into d; its bytes go through the memory of room.
func (s *Store) read(ctx context.Context, from *shard, p packing, number, n int, d, room *decoded) error {
	place := from.index[number]
	data := sized(&room.data, int(place.Length))
	if err := s.objects.ReadAt(ctx, from.key, from.tag, int64(place.Offset), data); err != nil {
		return err
	}
	return d.decode(p, data, n)
}
