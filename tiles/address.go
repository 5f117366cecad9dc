package tiles

import (
	"strconv"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// Size is the usual width and height of a tile in pixels.
const Size = 256

// MaxZoom is the deepest zoom level there are tiles for: 4 cm a pixel.
const MaxZoom = 22

const maxSize = 1024

// At gives the tile of an XYZ address. It fails with kind Invalid where z is not 0 to MaxZoom, or
// x or y is not on the map of that zoom.
func At(z, x, y int) (maptile.Tile, error) {
	const op = "tiles.At"
	if z < 0 || z > MaxZoom {
		return maptile.Tile{}, forecast.Errorf(forecast.Invalid, op,
			"there is no zoom level %d: z goes from 0 to %d", z, MaxZoom)
	}
	last := 1<<z - 1
	if x < 0 || x > last || y < 0 || y > last {
		return maptile.Tile{}, forecast.Errorf(forecast.Invalid, op,
			"there is no tile x=%d, y=%d at z=%d: x and y go from 0 to %d", x, y, z, last)
	}
	return maptile.New(uint32(x), uint32(y), maptile.Zoom(z)), nil
}

// Parse is At on the parts of a path, which must be plain decimal numbers without sign.
func Parse(z, x, y string) (maptile.Tile, error) {
	var n [3]int
	for i, s := range []string{z, x, y} {
		v, err := strconv.ParseUint(s, 10, 31)
		if err != nil {
			return maptile.Tile{}, forecast.Errorf(forecast.Invalid, "tiles.Parse",
				"%q is not a tile number: write z/x/y as whole numbers, such as 3/6/3", s)
		}
		n[i] = int(v)
	}
	return At(n[0], n[1], n[2])
}

func checkSize(op string, size int) error {
	if size < 1 || size > maxSize {
		return forecast.Errorf(forecast.Invalid, op,
			"a tile cannot be %d pixels wide: ask for 1 to %d, usually %d", size, maxSize, Size)
	}
	return nil
}
