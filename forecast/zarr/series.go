package zarr

import (
	"fmt"
	"math"
)

// SeriesLayout is how a layer's values are cut by location: shards of ShardRows × ShardCols nodes
// and all times, each of inner chunks of Side × Side nodes and all times. Shards and chunks at the
// lower and right edge stick out.
type SeriesLayout struct {
	Times, Rows, Cols    int
	Side                 int
	ShardRows, ShardCols int // multiples of Side
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
	l.Side = sideOf(l.Rows, l.Cols, math.Sqrt(seriesValues/float64(times)))
	even := func(n, most int) int {
		pieces := (n + most - 1) / most
		n = (n + pieces - 1) / pieces
		return (n + l.Side - 1) / l.Side * l.Side
	}
	l.ShardCols = even(l.Cols, max(l.Side, limits.Strip/((field.ChunkRows+l.Side)*times*size)))
	l.ShardRows = even(l.Rows, max(l.Side, limits.Shard/(l.ShardCols*times*size)))
	return l
}

// sideOf gives the side of the squares that a grid is cut into: near one that is aimed at, and so that
// little of the last squares sticks out, which in a small region could be half of all.
func sideOf(rows, cols int, aim float64) (best int) {
	aim = min(aim, float64(max(rows, cols)))
	least := math.Inf(1)
	for side := max(2, int(aim*3/4)); side <= max(2, int(aim*4/3)); side++ {
		down, across := (rows+side-1)/side*side, (cols+side-1)/side*side
		sticksOut := float64(down*across)/float64(rows*cols) - 1
		if cost := sticksOut + math.Abs(float64(side)/aim-1)/10; cost < least {
			best, least = side, cost
		}
	}
	return best
}

// SeriesLayoutOf gives the layout of a sharded array [time, rows, columns], or [time, member, rows,
// columns], whose chunks hold all times of one member.
func SeriesLayoutOf(a *Array) (SeriesLayout, error) {
	n := len(a.Shape)
	if n != 3 && n != 4 || a.Inner == nil || a.Inner[0] != a.Shape[0] || a.Chunk[0] != a.Shape[0] ||
		!ones(a.Inner[1:n-2]) || !ones(a.Chunk[1:n-2]) || a.Inner[n-2] != a.Inner[n-1] {
		return SeriesLayout{}, fmt.Errorf("zarr: an array of shape %v with inner chunks %v holds no series", a.Shape, a.Inner)
	}
	l := SeriesLayout{a.Shape[0], a.Shape[n-2], a.Shape[n-1], a.Inner[n-1], a.Chunk[n-2], a.Chunk[n-1]}
	if l.Rows < 1 || l.Cols < 1 || l.ChunkValues() > maxChunkBytes/4 || l.Shard().Chunks() > maxChunkBytes {
		return SeriesLayout{}, fmt.Errorf("zarr: shard %v is too large for an array of %v", a.Chunk, a.Shape)
	}
	return l, nil
}

// Shard gives the layout of the nodes of one shard, for its index.
func (l SeriesLayout) Shard() Layout { return Layout{l.ShardRows, l.ShardCols, l.Side, l.Side} }

// Down gives the number of shards from north to south.
func (l SeriesLayout) Down() int { return (l.Rows + l.ShardRows - 1) / l.ShardRows }

// Across gives the number of shards from west to east.
func (l SeriesLayout) Across() int { return (l.Cols + l.ShardCols - 1) / l.ShardCols }

// ChunkValues gives the number of values in an inner chunk.
func (l SeriesLayout) ChunkValues() int { return l.Times * l.Side * l.Side }

// ShardShape gives the shape of the array's chunks.
func (l SeriesLayout) ShardShape() []int { return []int{l.Times, l.ShardRows, l.ShardCols} }

// InnerShape gives the shape of the array's inner chunks.
func (l SeriesLayout) InnerShape() []int { return []int{l.Times, l.Side, l.Side} }
