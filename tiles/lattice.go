package tiles

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// A lattice is what isolines and bands are drawn from: the field's values at points 32 units apart
// on the map. Neighbouring tiles share the points on their border, and have some of each other's
// beyond it, with the same values to the bit; so lines and bands go on from tile to tile.

// VectorSamples is how many points across a tile of vectors are taken from the grid.
const VectorSamples = 128

const (
	latticeUnits  = extent / VectorSamples
	latticeMargin = 4 // points beyond the border, which make the tile's buffer: 8 pixels of 256
	latticeWidth  = VectorSamples + 1 + 2*latticeMargin
)

// lattice holds values and, for each, how many of the levels it reaches.
type lattice struct {
	values []float32
	bands  []int16 // -1 where the value is missing
	holes  bool    // whether any is
	levels []float32
}

// sampleLattice fills dst with a field's values on a raster, cubically where the grid is coarser than
// it: lines are smooth then, and still go through the nodes' values.
func sampleLattice(ctx context.Context, field forecast.Field, at raster, dst []float32) error {
	kernel := Bilinear
	if g := field.Grid(); cell(g) > at.pixel() {
		kernel = Cubic
	}
	s := samplers.Get().(*sampler)
	defer s.release()
	s.lay(field.Grid(), at, kernel)
	return s.sample(ctx, field, dst)
}

func latticeOf(t maptile.Tile) tilePoints {
	return tilePoints{t, VectorSamples, latticeWidth, -latticeMargin}
}

// limits gives the lowest and the highest value, or false where all are missing.
func limits(values []float32) (low, high float32, ok bool) {
	low, high = math.MaxFloat32, -math.MaxFloat32
	for _, v := range values {
		if v < low {
			low = v
		}
		if v > high {
			high = v
		}
	}
	return low, high, low <= high
}

// classify fills bands by levels, which ascend. perUnit is the levels' number per unit where they are
// even, 0 where they are not.
func (l *lattice) classify(perUnit float32) {
	l.bands = room(l.bands, len(l.values))
	l.holes = false
	n := len(l.levels)
	for i, v := range l.values {
		if v != v {
			l.holes = true
			l.bands[i] = -1
			continue
		}
		k := 0
		if n > 0 {
			k = min(n, max(0, int((v-l.levels[0])*perUnit)))
		}
		for k < n && v >= l.levels[k] {
			k++
		}
		for k > 0 && v < l.levels[k-1] {
			k--
		}
		l.bands[i] = int16(k)
	}
}

// The edges of the lattice: 2 × node for the one to the east of a node, + 1 for the one to the
// south. The sides of a cell, clockwise from the north, are edges of three nodes.
const latticeEdges = 2 * latticeWidth * latticeWidth

// side gives the edge of a side of the cell whose north-western node is at.
func side(at int32, s int) int32 {
	switch s {
	case 0:
		return 2 * at
	case 1:
		return 2*(at+1) + 1
	case 2:
		return 2 * (at + latticeWidth)
	}
	return 2*at + 1
}

// cross gives where a level crosses an edge.
func (l *lattice) cross(edge int32, level float32) point {
	node := edge >> 1
	next := node + 1
	if edge&1 == 1 {
		next = node + latticeWidth
	}
	a, b := float64(l.values[node]), float64(l.values[next])
	part := int32(math.Round((float64(level) - a) / (b - a) * latticeUnits))
	p := nodePoint(node)
	if edge&1 == 1 {
		p.y += part
	} else {
		p.x += part
	}
	return p
}

func nodePoint(node int32) point {
	return point{(node%latticeWidth - latticeMargin) * latticeUnits, (node/latticeWidth - latticeMargin) * latticeUnits}
}

// corners gives the nodes of a cell, clockwise from the north-west.
func corners(at int32) [4]int32 {
	return [4]int32{at, at + 1, at + latticeWidth + 1, at + latticeWidth}
}

// crossings gives the pieces of a level's line in a cell, each from the side where, going round the
// cell clockwise, values rise to the level, to one where they fall below it: what is high lies to
// the left. At a saddle the mean of the corners decides what hangs together.
func (l *lattice) crossings(at int32, k int16) (pieces [2][2]int8, n int) {
	nodes := corners(at)
	high := 0
	for i, node := range nodes {
		if l.bands[node] > k {
			high |= 1 << i
		}
	}
	if high == 5 || high == 10 {
		sum := 0.0
		for _, node := range nodes {
			sum += float64(l.values[node])
		}
		if sum/4 >= float64(l.levels[k]) {
			high += 16
		}
	}
	return cases[high].pieces, cases[high].n
}

// cases lists the pieces for each set of high corners (bit 0 the north-western, clockwise); those
// from 16 on are saddles whose middle is high.
var cases = func() (out [32]struct {
	pieces [2][2]int8
	n      int
},
) {
	for high := range 16 {
		for s := range 4 {
			rises, falls := high>>s&1 == 0 && high>>((s+1)%4)&1 == 1, high>>s&1 == 1 && high>>((s+1)%4)&1 == 0
			if rises {
				out[high].pieces[0][0], out[high].n = int8(s), 1
			}
			if falls {
				out[high].pieces[0][1] = int8(s)
			}
		}
	}
	out[5].pieces, out[5].n = [2][2]int8{{3, 0}, {1, 2}}, 2
	out[10].pieces, out[10].n = [2][2]int8{{0, 1}, {2, 3}}, 2
	out[16+5].pieces, out[16+5].n = [2][2]int8{{1, 0}, {3, 2}}, 2
	out[16+10].pieces, out[16+10].n = [2][2]int8{{0, 3}, {2, 1}}, 2
	return out
}()
