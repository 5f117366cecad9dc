package tiles

import (
	"math"

	"github.com/paulmach/orb/maptile"
)

// Web Mercator is separable: longitude depends on the pixel's column alone, latitude on its row
// alone. So a tile costs 2 × size projections, not size².

// raster is a square of points on the map, count rows of count: the centres of a tile's pixels, or
// any points as far from each other as pixels are. The same point has the same coordinates to the
// bit in every tile of a zoom level.
type raster struct {
	tile  maptile.Tile
	size  int     // pixels across the tile
	count int     // points across the square
	shift float64 // of the first point from the tile's corner, in pixels
}

// pixelsOf gives the centres of a tile's pixels.
func pixelsOf(t maptile.Tile, size int) raster { return raster{t, size, size, 0.5} }

// fraction gives where point i of the n-th tile lies on a map one wide.
func (r raster) fraction(n uint32, i int) float64 {
	world := float64(r.size) * float64(uint64(1)<<r.tile.Z)
	return (float64(n)*float64(r.size) + float64(i) + r.shift) / world
}

// lon gives the longitude of a column of points in degrees.
func (r raster) lon(col int) float64 { return 360*r.fraction(r.tile.X, col) - 180 }

// lat gives the latitude of a row of points in degrees.
func (r raster) lat(row int) float64 {
	return 180 / math.Pi * math.Atan(math.Sinh(math.Pi*(1-2*r.fraction(r.tile.Y, row))))
}
