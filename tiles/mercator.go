package tiles

import (
	"math"

	"github.com/paulmach/orb/maptile"
)

// Web Mercator is separable: longitude depends on the pixel's column alone, latitude on its row
// alone. So a tile costs 2 × size projections, not size².

// HalfWorld is how far east of Greenwich Web Mercator ends, in metres: π times the earth's radius.
const HalfWorld = 6378137 * math.Pi

// raster is a square of points on a map, points rows of points: the centres of pixels, or any points as far
// from each other as pixels are.
type raster interface {
	points() int
	lat(row int) float64 // of a row of points, in degrees; also of the one after the last
	lon(col int) float64
	pixel() float64 // how far a pixel is across in degrees, at the equator
}

// tilePoints are points of a tile. The same point has the same coordinates to the bit in every tile of a
// zoom level.
type tilePoints struct {
	tile  maptile.Tile
	size  int     // pixels across the tile
	count int     // points across the square
	shift float64 // of the first point from the tile's corner, in pixels
}

// pixelsOf gives the centres of a tile's pixels.
func pixelsOf(t maptile.Tile, size int) tilePoints { return tilePoints{t, size, size, 0.5} }

func (r tilePoints) points() int { return r.count }

func (r tilePoints) pixel() float64 { return pixelWidth(int(r.tile.Z), r.size) }

// pixelWidth gives how far a pixel is across in degrees, at the equator, of tiles of a zoom level.
func pixelWidth(z, size int) float64 { return 360 / (float64(size) * math.Exp2(float64(z))) }

// fraction gives where point i of the n-th tile lies on a map one wide.
func (r tilePoints) fraction(n uint32, i int) float64 {
	world := float64(r.size) * float64(uint64(1)<<r.tile.Z)
	return (float64(n)*float64(r.size) + float64(i) + r.shift) / world
}

// lon gives the longitude of a column of points in degrees.
func (r tilePoints) lon(col int) float64 { return 360*r.fraction(r.tile.X, col) - 180 }

// lat gives the latitude of a row of points in degrees.
func (r tilePoints) lat(row int) float64 {
	return 180 / math.Pi * math.Atan(math.Sinh(math.Pi*(1-2*r.fraction(r.tile.Y, row))))
}

// MercatorOf gives the place of a latitude and longitude in degrees in Web Mercator, in metres.
func MercatorOf(lat, lon float64) (x, y float64) {
	return lon / 180 * HalfWorld, math.Asinh(math.Tan(lat*math.Pi/180)) / math.Pi * HalfWorld
}
