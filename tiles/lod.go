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
	return lodOf(grids, pixelWidth(z, size))
}

// lodOf is LOD for pixels of a width in degrees at the equator.
func lodOf(grids []*forecast.Grid, pixel float64) int {
	for n := len(grids) - 1; n > 0; n-- {
		if pixel/cell(grids[n]) >= coarsest {
			return n
		}
	}
	return 0
}

// cell gives the longer side of a grid's mean cell in degrees; with a projection that of the cell in
// its middle, in degrees of longitude there.
func cell(g *forecast.Grid) float64 {
	if g.Projection != nil {
		return middleCell(g)
	}
	lat, lon := g.Y.Values(), g.X.Values()
	height := math.Abs(lat[len(lat)-1]-lat[0]) / math.Max(1, float64(len(lat)-1))
	width := math.Abs(lon[len(lon)-1]-lon[0]) / math.Max(1, float64(len(lon)-1))
	return math.Max(height, width)
}

func middleCell(g *forecast.Grid) float64 {
	lat, _ := g.At((g.Rows()-1)/2, (g.Cols()-1)/2)
	size := middleArc(g) / math.Max(math.Cos(lat*degree), 0.1)
	if size > 0 {
		return size
	}
	return 1 // where a mesh has no node in its middle, a degree will do
}

// middleArc gives the longer side of the middle cell in degrees of a great circle.
func middleArc(g *forecast.Grid) float64 {
	row, col := (g.Rows()-1)/2, (g.Cols()-1)/2
	lat, lon := g.At(row, col)
	side := func(row, col int) float64 {
		lat1, lon1 := g.At(min(row, g.Rows()-1), min(col, g.Cols()-1))
		half := func(a float64) float64 { s := math.Sin(a * degree / 2); return s * s } // the haversine, exact for short ways
		return 2 / degree * math.Asin(math.Sqrt(half(lat1-lat)+math.Cos(lat*degree)*math.Cos(lat1*degree)*half(lon1-lon)))
	}
	return math.Max(side(row+1, col), side(row, col+1))
}
