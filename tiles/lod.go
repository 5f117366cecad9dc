package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// coarsest is the fewest cells a pixel may have on a coarser copy, along the wider of its sides.
// Each copy has OverviewFactor = 4 times fewer, so tiles have 0.71 to 2.83 cells a pixel: about one
// at the least, about two at the most.
const coarsest = 1 / math.Sqrt2

// LOD gives the level of detail to draw a tile from: the index in grids, the native grid and its
// ever coarser copies. It is the coarsest one with at least 1/√2 cells a pixel at the equator,
// which keeps the nodes that a tile reads to a few per pixel; 0 where the map is finer than the
// grid or grids is empty.
func LOD(grids []*forecast.Grid, z, size int) int {
	pixel := 360 / (float64(size) * math.Exp2(float64(z)))
	for n := len(grids) - 1; n > 0; n-- {
		if pixel/cell(grids[n]) >= coarsest {
			return n
		}
	}
	return 0
}

// cell gives the longer side of a grid's mean cell in degrees.
func cell(g *forecast.Grid) float64 {
	lat, lon := g.Y.Values(), g.X.Values()
	height := math.Abs(lat[len(lat)-1]-lat[0]) / math.Max(1, float64(len(lat)-1))
	width := math.Abs(lon[len(lon)-1]-lon[0]) / math.Max(1, float64(len(lon)-1))
	return math.Max(height, width)
}
