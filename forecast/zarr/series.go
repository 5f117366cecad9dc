package zarr

import (
	"fmt"
	"math"
)

// SeriesLayout is how a layer's values are cut by location: shards of ShardRows × ShardCols nodes
// and all times, each of inner chunks of ChunkRows × ChunkCols nodes and all times. Shards and chunks
// at the lower and right edge stick out.
type SeriesLayout struct {
	Times, Rows, Cols    int
	ChunkRows, ChunkCols int
	ShardRows, ShardCols int // multiples of those of a chunk
}

// seriesValues is the number of values in a chunk that is aimed at: with fewer the entropy coder's
// tables weigh too much, with more a point decodes too much (docs/formats.md).
const seriesValues = 6144

// SeriesLimits bound the parts of a series layout, in bytes before compression.
type SeriesLimits struct {
	Shard int // an object
	Strip int // a row of the fields' chunks at all times as wide as a shard: what a writer holds
}

// DefaultSeriesLimits give objects of a few MB, with an index short enough to be read whole for one
// point.
var DefaultSeriesLimits = SeriesLimits{Shard: 8 << 20, Strip: 64 << 20}

// NewSeriesLayout cuts fields of a layout, times of them and size bytes an element.
func NewSeriesLayout(field Layout, times, size int, limits SeriesLimits) SeriesLayout {
	l := SeriesLayout{Times: times, Rows: field.Rows, Cols: field.Cols}
	l.ChunkRows, l.ChunkCols = seriesChunk(l.Rows, l.Cols, seriesValues/float64(times))
	even := func(n, chunk, most int) int {
		most = max(chunk, most)
		pieces := (n + most - 1) / most
		return roundUp((n+pieces-1)/pieces, chunk)
	}
	l.ShardCols = even(l.Cols, l.ChunkCols, limits.Strip/((field.ChunkRows+l.ChunkRows)*times*size))
	l.ShardRows = even(l.Rows, l.ChunkRows, limits.Shard/(l.ShardCols*times*size))
	return l
}

// seriesChunkWidth is how many times as wide as high chunks are: differences are taken along rows, and each
// row begins with one from the end of the row before, or with two.
const seriesChunkWidth = 3

// seriesChunk gives the rows and columns of the pieces that a grid is cut into: near a number of nodes, and so
// that little of the last ones sticks out, which in a small region could be half of all.
func seriesChunk(rows, cols int, nodes float64) (bestRows, bestCols int) {
	aim := min(math.Sqrt(seriesChunkWidth*nodes), float64(max(2, cols)))
	least := math.Inf(1)
	for c := max(2, int(aim*3/4)); c <= max(2, min(cols, int(aim*3/2))); c++ {
		high := min(nodes/float64(c), float64(max(2, rows)))
		for r := max(2, int(high*3/4)); r <= max(2, int(high*4/3)); r++ {
			sticksOut := float64(roundUp(rows, r)*roundUp(cols, c))/float64(rows*cols) - 1
			cost := sticksOut + math.Abs(float64(r)/high-1)/10 + math.Abs(math.Log(float64(c)/aim))/20
			if cost < least {
				bestRows, bestCols, least = r, c, cost
			}
		}
	}
	return bestRows, bestCols
}

// roundUp gives the least multiple that is not less than n.
func roundUp(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// SeriesLayoutOf gives the layout of a sharded array [time, rows, columns], or [time, member, rows,
// columns], whose chunks hold all times of one member.
func SeriesLayoutOf(a *Array) (SeriesLayout, error) {
	n := len(a.Shape)
	if n != 3 && n != 4 || a.Inner == nil || a.Inner[0] != a.Shape[0] || a.Chunk[0] != a.Shape[0] ||
		!ones(a.Inner[1:n-2]) || !ones(a.Chunk[1:n-2]) {
		return SeriesLayout{}, fmt.Errorf("zarr: an array of shape %v with inner chunks %v holds no series", a.Shape, a.Inner)
	}
	l := SeriesLayout{a.Shape[0], a.Shape[n-2], a.Shape[n-1], a.Inner[n-2], a.Inner[n-1], a.Chunk[n-2], a.Chunk[n-1]}
	if l.Rows < 1 || l.Cols < 1 || l.ChunkValues() > maxChunkBytes/4 || l.Shard().Chunks() > maxChunkBytes {
		return SeriesLayout{}, fmt.Errorf("zarr: shard %v is too large for an array of %v", a.Chunk, a.Shape)
	}
	return l, nil
}

// Shard gives the layout of the nodes of one shard, for its index.
func (l SeriesLayout) Shard() Layout {
	return Layout{l.ShardRows, l.ShardCols, l.ChunkRows, l.ChunkCols}
}

// Down gives the number of shards from north to south.
func (l SeriesLayout) Down() int { return (l.Rows + l.ShardRows - 1) / l.ShardRows }

// Across gives the number of shards from west to east.
func (l SeriesLayout) Across() int { return (l.Cols + l.ShardCols - 1) / l.ShardCols }

// ChunkValues gives the number of values in an inner chunk.
func (l SeriesLayout) ChunkValues() int { return l.Times * l.ChunkRows * l.ChunkCols }

// ShardShape gives the shape of the array's chunks.
func (l SeriesLayout) ShardShape() []int { return []int{l.Times, l.ShardRows, l.ShardCols} }

// InnerShape gives the shape of the array's inner chunks.
func (l SeriesLayout) InnerShape() []int { return []int{l.Times, l.ChunkRows, l.ChunkCols} }
