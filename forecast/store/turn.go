package store

import (
	"context"
	"math"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

var float32NaN = float32(math.NaN())

// seriesWriter turns a layer's fields, one after the other in time, into shards by location.
type seriesWriter struct {
	store   *Store
	dir     string
	workers int
	field   zarr.Layout
	packing packing // of the fields
	layout  zarr.SeriesLayout
	coding  zarr.Coding // of the series; differences are 0 until they are chosen
	member  int         // whose turn it is: its place, -1 in a run without members
	fields  []*shard    // of that member by index in time, nil where there is none
}

// open opens the versions of the member's fields that are there.
func (w *seriesWriter) open(ctx context.Context, key runKey, layer forecast.Layer, fields versions) error {
	dir := key.path() + "/" + layer.Name() + "/"
	clear(w.fields)
	for _, info := range fields.infos {
		p, _ := parsePlace(strings.TrimPrefix(info.Key, dir))
		if p.member != w.member {
			continue
		}
		var err error
		if w.fields[p.time], err = w.store.openShard(ctx, shardKey{info.Key, info.Tag}, w.field, info.Size); err != nil {
			return err
		}
	}
	return nil
}

// strip is some rows of a layer at all times, as wide as a shard: what is in memory at a time.
type strip[T zarr.Element] struct {
	*seriesWriter
	fill        T
	left, width int // columns of the grid
	rows        int // that there is room for
	top, have   int // first row of the grid, and how many rows there are
	values      []T // by time, row, column
	bands       []band
	spare       sync.Pool // of memory for a piece of work at a time: *piece[T]
	column      shardColumn
}

// strips keeps the memory of the last strips: *strip[T].
var strips sync.Pool

// band is the encoded chunks beside each other.
type band struct {
	data    []byte
	lengths []int
}

// piece is the memory of a goroutine that decodes or encodes.
type piece[T zarr.Element] struct {
	encoded []byte
	chunk   []T
	encoder zarr.Encoder[T]
}

// piece gives memory; done takes it back.
func (s *strip[T]) piece() *piece[T] {
	if p, ok := s.spare.Get().(*piece[T]); ok {
		return p
	}
	return new(piece[T])
}

func (s *strip[T]) done(p *piece[T]) { s.spare.Put(p) }

// turn writes a layer's shards column of shards by column, and in each from north to south: a row
// of the fields' chunks is decoded, and what it completes is encoded.
func turn[T zarr.Element](ctx context.Context, w *seriesWriter, fill T) error {
	l := w.layout
	s, ok := strips.Get().(*strip[T])
	if !ok {
		s = new(strip[T])
	}
	s.seriesWriter, s.fill, s.rows = w, fill, w.field.ChunkRows+l.ChunkRows-1
	sized(&s.values, l.Times*s.rows*l.ShardCols)
	out := &s.column
	out.seriesWriter = w
	for i := range l.Across() {
		s.left, s.top, s.have = i*l.ShardCols, 0, 0
		s.width = min(l.ShardCols, l.Cols-s.left)
		out.number, out.done = i, 0
		for j := range w.field.Down() {
			if err := s.decode(ctx, j); err != nil {
				return err
			}
			if w.coding.Differences == 0 {
				w.coding.Differences = s.choose()
				w.coding.Centred = w.coding.Centred && w.coding.Differences <= w.packing.coding.Differences
			}
			bands := s.have / l.ChunkRows
			if j == w.field.Down()-1 {
				bands = (s.have + l.ChunkRows - 1) / l.ChunkRows
			}
			if err := s.encode(ctx, bands, out); err != nil {
				return err
			}
			s.keep(min(s.have, bands*l.ChunkRows))
		}
		if err := out.finish(ctx); err != nil {
			return err
		}
	}
	s.seriesWriter, out.seriesWriter = nil, nil
	strips.Put(s) // not after an error: its shard is begun
	return nil
}

// keep drops the first rows.
func (s *strip[T]) keep(drop int) {
	s.top += drop
	s.have -= drop
	n := s.layout.ShardCols
	for t := range s.layout.Times {
		plane := s.values[t*s.rows*n : (t+1)*s.rows*n]
		copy(plane, plane[drop*n:(drop+s.have)*n])
	}
}

// decode appends a row of the fields' chunks at all times.
func (s *strip[T]) decode(ctx context.Context, down int) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(s.workers)
	rows := min(s.field.ChunkRows, s.field.Rows-down*s.field.ChunkRows)
	n := s.layout.ShardCols
	for t, from := range s.fields {
		plane := s.values[(t*s.rows+s.have)*n : (t*s.rows+s.have+rows)*n]
		if from == nil {
			for i := range plane {
				plane[i] = s.fill
			}
			continue
		}
		group.Go(func() error { return s.decodeRow(ctx, from, down, rows, plane) })
	}
	s.have += rows
	return group.Wait()
}

// decodeRow fills plane, rows as wide as a shard, from the chunks of one field.
func (s *strip[T]) decodeRow(ctx context.Context, from *shard, down, rows int, plane []T) error {
	f := s.field
	p := s.piece()
	defer s.done(p)
	chunk := sized(&p.chunk, f.ChunkRows*f.ChunkCols)
	first, last := s.left/f.ChunkCols, (s.left+s.width-1)/f.ChunkCols
	places := from.index[down*f.Across()+first : down*f.Across()+last+1]
	begin, end := places[0].Offset, uint64(0)
	for _, place := range places { // they lie one after the other
		begin, end = min(begin, place.Offset), max(end, place.Offset+place.Length)
	}
	data := sized(&p.encoded, int(end-begin))
	if err := s.store.objects.ReadAt(ctx, from.key, from.tag, int64(begin), data); err != nil {
		return err
	}
	for k, place := range places {
		if err := zarr.DecodeChunk(data[place.Offset-begin:][:place.Length], chunk, s.packing.coding); err != nil {
			return err
		}
		left := (first + k) * f.ChunkCols
		c0, c1 := max(s.left, left), min(s.left+s.width, left+f.ChunkCols)
		for r := range rows {
			copy(plane[r*s.layout.ShardCols+c0-s.left:][:c1-c0], chunk[r*f.ChunkCols+c0-left:])
		}
	}
	return nil
}

// encode encodes the first bands of the strip, each as high as a chunk, into a column of shards.
func (s *strip[T]) encode(ctx context.Context, bands int, out *shardColumn) error {
	for len(s.bands) < bands {
		s.bands = append(s.bands, band{})
	}
	var group errgroup.Group
	group.SetLimit(s.workers)
	for k := range bands {
		group.Go(func() error {
			s.encodeBand(k*s.layout.ChunkRows, &s.bands[k])
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, b := range s.bands[:bands] {
		if err := out.add(ctx, b.data, b.lengths); err != nil {
			return err
		}
	}
	return nil
}

// encodeBand encodes the chunks of a band that begins at a row of the strip.
func (s *strip[T]) encodeBand(row int, out *band) {
	p := s.piece()
	defer s.done(p)
	out.data, out.lengths = out.data[:0], out.lengths[:0]
	for col := 0; col < s.width; col += s.layout.ChunkCols {
		s.gather(row, col, &p.encoder)
		before := len(out.data)
		out.data = p.encoder.Append(out.data)
		out.lengths = append(out.lengths, len(out.data)-before)
	}
}

// gather makes a chunk of all times of some nodes of the strip. What sticks out of the grid repeats the
// edge, which costs nothing to compress.
func (s *strip[T]) gather(row, col int, e *zarr.Encoder[T]) {
	inside := min(s.layout.ChunkCols, s.width-col)
	e.Begin(s.layout.ChunkValues(), s.coding)
	for t := range s.layout.Times {
		for r := range s.layout.ChunkRows {
			e.Add(s.row(t, row+r, col, inside))
			e.Repeat(s.layout.ChunkCols - inside)
		}
	}
}

// row gives values of the strip beside each other; the last row is below itself, too.
func (s *strip[T]) row(t, row, col, n int) []T {
	return s.values[(t*s.rows+min(row, s.have-1))*s.layout.ShardCols+col:][:n]
}

// shardColumn writes the shards below each other, each once it is whole.
type shardColumn struct {
	*seriesWriter
	number int // from west to east
	done   int // shards
	shard  zarr.ShardWriter
}

// add appends a band of chunks.
func (c *shardColumn) add(ctx context.Context, data []byte, lengths []int) error {
	shape := c.layout.Shard()
	c.shard.Add(data, lengths...)
	c.shard.Skip(shape.Across() - len(lengths))
	if c.shard.Chunks() < shape.Chunks() {
		return nil
	}
	key := seriesShard(c.dir, c.member, c.done, c.number)
	c.done++
	return c.store.objects.Put(ctx, key, c.shard.Finish())
}

// finish writes the last shard, which may stick out to the south.
func (c *shardColumn) finish(ctx context.Context) error {
	for c.shard.Chunks() > 0 {
		if err := c.add(ctx, nil, nil); err != nil {
			return err
		}
	}
	return nil
}
