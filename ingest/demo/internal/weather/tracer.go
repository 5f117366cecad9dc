package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// carrier moves tracers with a wind, semi-Lagrangian, on the base grid. Winds are
// kept as vectors in space, which are smooth at the poles.
type carrier struct {
	grid    sphere.Grid
	wind    [3]*sphere.Field
	points  []sphere.Vec
	y, x    []float32 // departure points in rows and columns
	scratch *sphere.Field
}

func newCarrier(g sphere.Grid) *carrier {
	c := &carrier{grid: g, scratch: sphere.NewField(g), y: make([]float32, g.Len()), x: make([]float32, g.Len())}
	for i := range c.wind {
		c.wind[i] = sphere.NewField(g)
	}
	for j := range g.NLat {
		for i := range g.NLon {
			c.points = append(c.points, sphere.Point(g.Lat(j), g.Lon(i)))
		}
	}
	return c
}

// blow sets the wind, in m/s eastward and northward, and traces every point back
// by seconds.
func (c *carrier) blow(u, v *sphere.Field, seconds float64) {
	for j := range c.grid.NLat {
		ru, rv := u.Row(j), v.Row(j)
		sl, cl := math.Sincos(c.grid.Lat(j))
		wx, wy, wz := c.wind[0].Row(j), c.wind[1].Row(j), c.wind[2].Row(j)
		for i := range ru {
			so, co := math.Sincos(c.grid.Lon(i))
			e, n := float64(ru[i])/sphere.Radius, float64(rv[i])/sphere.Radius
			wx[i] = float32(-e*so - n*sl*co)
			wy[i] = float32(e*co - n*sl*so)
			wz[i] = float32(n * cl)
		}
	}
	for _, w := range c.wind {
		w.Wrap()
	}
	for k, p := range c.points {
		y, x := float64(k/c.grid.NLon), float64(k%c.grid.NLon)
		for _, back := range [3]float64{seconds / 2, seconds / 2, seconds} { // twice to the middle, then all the way
			y, x = c.locate(sphere.Vec{
				X: p.X - back*float64(c.wind[0].Linear(y, x)),
				Y: p.Y - back*float64(c.wind[1].Linear(y, x)),
				Z: p.Z - back*float64(c.wind[2].Linear(y, x)),
			})
		}
		c.y[k], c.x[k] = float32(y), float32(x)
	}
}

// locate gives the row and column of a point near the unit sphere.
func (c *carrier) locate(p sphere.Vec) (y, x float64) {
	lat := math.Atan2(p.Z, math.Sqrt(p.X*p.X+p.Y*p.Y))
	lon := math.Atan2(p.Y, p.X)
	y = (0.5 - lat/math.Pi) * float64(c.grid.NLat-1)
	x = lon / (2 * math.Pi) * float64(c.grid.NLon)
	if x < 0 {
		x += float64(c.grid.NLon)
	}
	return min(max(y, 0), float64(c.grid.NLat-1)), x
}

// move carries f along the wind last blown.
func (c *carrier) move(f *sphere.Field) {
	for j := range c.grid.NLat {
		row := c.scratch.Row(j)
		for i := range row {
			k := j*c.grid.NLon + i
			row[i] = f.Cubic(float64(c.y[k]), float64(c.x[k]))
		}
	}
	for j := range c.grid.NLat {
		copy(f.Row(j), c.scratch.Row(j))
	}
	f.Wrap()
}
