package tiles

import (
	"math"

	"github.com/paulmach/orb/maptile"
)

// Web Mercator is separable: longitude depends on the pixel's column alone, latitude on its row
// alone. So a tile costs 2 × size projections, not size².

// fraction gives where the centre of pixel i of the n-th tile lies on a map one wide.
func fraction(n uint32, i, size int, z maptile.Zoom) float64 {
	world := float64(size) * float64(uint64(1)<<z)
	return (float64(n)*float64(size) + float64(i) + 0.5) / world
}

// pixelLon gives the longitude of a pixel column's centre in degrees.
func pixelLon(t maptile.Tile, col, size int) float64 {
	return 360*fraction(t.X, col, size, t.Z) - 180
}

// pixelLat gives the latitude of a pixel row's centre in degrees.
func pixelLat(t maptile.Tile, row, size int) float64 {
	return 180 / math.Pi * math.Atan(math.Sinh(math.Pi*(1-2*fraction(t.Y, row, size, t.Z))))
}
