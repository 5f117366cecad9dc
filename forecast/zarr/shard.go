package zarr

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// Layout is how a field of Rows × Cols is cut into inner chunks of ChunkRows × ChunkCols; chunks at
// the lower and right edge stick out.
type Layout struct {
	Rows, Cols           int
	ChunkRows, ChunkCols int
}

// chunkNodes is the length of a chunk's side that Layouts aim at: near 32 kB of int16, so that a
// tile reads a few and a point reads little.
const chunkNodes = 128

// NewLayout cuts a field into chunks of even size.
func NewLayout(rows, cols int) Layout {
	side := func(n int) int {
		pieces := max(1, (n+chunkNodes/2)/chunkNodes)
		return (n + pieces - 1) / pieces
	}
	return Layout{rows, cols, side(rows), side(cols)}
}

// LayoutOf gives the layout of a sharded array [time, rows, columns] or [time, member, rows, columns].
func LayoutOf(a *Array) (Layout, error) {
	n := len(a.Shape)
	if n != 3 && n != 4 || a.Inner == nil || !ones(a.Inner[:n-2]) || !ones(a.Chunk[:n-2]) {
		return Layout{}, fmt.Errorf("zarr: an array of shape %v with inner chunks %v holds no fields", a.Shape, a.Inner)
	}
	l := Layout{a.Shape[n-2], a.Shape[n-1], a.Inner[n-2], a.Inner[n-1]}
	if l.Down()*l.ChunkRows != a.Chunk[n-2] || l.Across()*l.ChunkCols != a.Chunk[n-1] || l.Rows < 1 || l.Cols < 1 ||
		l.ChunkRows*l.ChunkCols > maxChunkBytes/4 {
		return Layout{}, fmt.Errorf("zarr: shard %v does not cover one field of %v", a.Chunk, a.Shape)
	}
	return l, nil
}

// ones says whether all numbers are 1.
func ones(numbers []int) bool {
	for _, n := range numbers {
		if n != 1 {
			return false
		}
	}
	return true
}

// Down gives the number of chunks from north to south.
func (l Layout) Down() int { return (l.Rows + l.ChunkRows - 1) / l.ChunkRows }

// Across gives the number of chunks from west to east.
func (l Layout) Across() int { return (l.Cols + l.ChunkCols - 1) / l.ChunkCols }

// Chunks gives the number of chunks of a field.
func (l Layout) Chunks() int { return l.Down() * l.Across() }

// ShardShape gives the shape of the array's chunks.
func (l Layout) ShardShape() []int { return []int{1, l.Down() * l.ChunkRows, l.Across() * l.ChunkCols} }

// InnerShape gives the shape of the array's inner chunks.
func (l Layout) InnerShape() []int { return []int{1, l.ChunkRows, l.ChunkCols} }

// IndexSize gives the bytes of a shard's index, which ends the shard.
func (l Layout) IndexSize() int { return 16*l.Chunks() + 4 }

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ShardWriter puts a shard together. Its zero value is an empty shard.
type ShardWriter struct {
	data, index []byte
	base        int // where in data the shard begins
}

// Chunks gives the number of chunks in the shard so far.
func (w *ShardWriter) Chunks() int { return len(w.index) / 16 }

// Add appends chunks that lie one after the other in data, with the length of each.
func (w *ShardWriter) Add(data []byte, lengths ...int) {
	at := len(w.data)
	w.data = append(w.data, data...)
	for _, n := range lengths {
		w.enter(at, n)
		at += n
	}
}

// enter notes where in data a chunk lies.
func (w *ShardWriter) enter(at, length int) {
	w.index = binary.LittleEndian.AppendUint64(w.index, uint64(at-w.base))
	w.index = binary.LittleEndian.AppendUint64(w.index, uint64(length))
}

// Skip appends chunks that are not there, such as those that lie outside the array.
func (w *ShardWriter) Skip(chunks int) {
	for range 2 * chunks {
		w.index = binary.LittleEndian.AppendUint64(w.index, notThere)
	}
}

// Finish gives the shard; the writer is empty again, and writes its next one over it.
func (w *ShardWriter) Finish() []byte {
	sum := crc32.Checksum(w.index, castagnoli)
	shard := binary.LittleEndian.AppendUint32(append(w.data, w.index...), sum)
	*w = ShardWriter{data: shard[:0], index: w.index[:0]}
	return shard
}

// AppendField appends the shard of a field. read puts the values of a row into dst; rows are read once, from the first to the last.
func AppendField[T Element](dst []byte, e *Encoder[T], l Layout, c Coding, read func(row int, dst []T)) []byte {
	w := ShardWriter{data: dst, base: len(dst)}
	for j := range l.Down() {
		e.addRows(l, c, j*l.ChunkRows, read)
		for i := range e.band {
			before := len(w.data)
			w.data = e.band[i].appendFrame(w.data, &e.frames)
			w.enter(before, len(w.data)-before)
		}
	}
	return w.Finish()
}

// addRows makes band of the row of chunks that begins at a row of the field. All chunks grow together: whole
// rows are read as they lie in memory. What sticks out repeats the edge, which costs nothing to compress.
func (e *Encoder[T]) addRows(l Layout, c Coding, row int, read func(row int, dst []T)) {
	e.row = slices.Grow(e.row[:0], l.Cols)[:l.Cols]
	e.band = slices.Grow(e.band[:0], l.Across())[:l.Across()]
	for i := range e.band {
		e.band[i].Begin(l.ChunkRows*l.ChunkCols, c)
	}
	for r := row; r < row+l.ChunkRows; r++ {
		if r < l.Rows {
			read(r, e.row)
		}
		for i := range e.band {
			part := e.row[i*l.ChunkCols : min((i+1)*l.ChunkCols, l.Cols)]
			e.band[i].Add(part)
			e.band[i].Repeat(l.ChunkCols - len(part))
		}
	}
}

// RowsOf reads the rows of values that lie in memory, of a grid of so many columns.
func RowsOf[T Element](values []T, cols int) func(row int, dst []T) {
	return func(row int, dst []T) { copy(dst, values[row*cols:]) }
}

// notThere is the offset and the length of a chunk that is not there.
const notThere = math.MaxUint64

// Index tells where in a shard each chunk lies; the length of one that is not there is 0.
type Index []struct{ Offset, Length uint64 }

// ParseIndex reads a shard's index. It fails where the checksum or a place is wrong, as in a
// damaged or truncated file.
func (l Layout) ParseIndex(data []byte, shardSize int64) (Index, error) {
	if len(data) != l.IndexSize() || shardSize < int64(len(data)) {
		return nil, fmt.Errorf("zarr: shard index of %d bytes in a shard of %d, where %d are due", len(data), shardSize, l.IndexSize())
	}
	entries := data[:len(data)-4]
	if crc32.Checksum(entries, castagnoli) != binary.LittleEndian.Uint32(data[len(entries):]) {
		return nil, fmt.Errorf("zarr: the checksum of the shard index is wrong: the file is damaged")
	}
	index := make(Index, l.Chunks())
	for k := range index {
		e := &index[k]
		e.Offset = binary.LittleEndian.Uint64(entries[16*k:])
		e.Length = binary.LittleEndian.Uint64(entries[16*k+8:])
		if e.Offset == notThere && e.Length == notThere {
			e.Offset, e.Length = 0, 0
			continue
		}
		end := e.Offset + e.Length
		if e.Offset > math.MaxInt64 || e.Length > maxChunkBytes || end > uint64(shardSize)-uint64(len(data)) {
			return nil, fmt.Errorf("zarr: chunk %d of the shard lies outside it", k)
		}
	}
	return index, nil
}
