package tiles

import (
	"context"
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

const usualSpacing = 32

// points gives the number of arrows across a tile.
func (v Vectors) points() (int, error) {
	if v.Spacing == 0 {
		return Size / usualSpacing, nil
	}
	if !slices.Contains([]float64{16, 32, 64, 128}, v.Spacing) {
		return 0, forecast.Errorf(forecast.Invalid, opVectors, "arrows cannot be %g pixels apart: ask for a spacing of 16, 32, 64 or 128", v.Spacing)
	}
	return int(Size / v.Spacing), nil
}

// metresPerKnot is exact: a nautical mile has 1852 m.
const metresPerKnot = 1852. / 3600

// arrows writes a point in the middle of each of n × n parts of the tile, so that none is in two
// tiles: the speed, where the wind comes from, and the speed in knots as barbs show it, in fives.
func (d *drawing) arrows(ctx context.Context, field forecast.Field, tile maptile.Tile, n int) error {
	east, north, err := vectorOf(field)
	if err != nil {
		return err
	}
	at := pixelsOf(tile, n)
	d.u, d.v = room(d.u, n*n), room(d.v, n*n)
	for _, c := range []struct {
		field forecast.Field
		dst   []float32
	}{{east, d.u}, {north, d.v}} {
		s := samplers.Get().(*sampler)
		s.lay(c.field.Grid(), at, Bilinear)
		err := s.sample(ctx, c.field, c.dst)
		s.release()
		if err != nil {
			return err
		}
	}
	d.w.begin()
	for i, u := range d.u {
		v := d.v[i]
		speed := math.Hypot(float64(u), float64(v))
		if speed != speed {
			continue
		}
		d.w.dot(point{int32((2*(i%n) + 1) * extent / (2 * n)), int32((2*(i/n) + 1) * extent / (2 * n))})
		d.w.tag("speed", math.Round(speed*10)/10)
		from := int64(0) // calm
		if speed > 0 {
			from = int64(math.Round(float64(bearing(-u, -v)))) % 360
		}
		d.w.tag("direction", from)
		d.w.tag("barb", int64(5*math.Round(speed/metresPerKnot/5)))
		d.w.finish(mvtPoint)
	}
	d.w.end(arrowLayer)
	return nil
}
