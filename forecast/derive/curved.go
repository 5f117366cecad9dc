package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// curved is the metric of a grid whose rows and columns run anywhere: one with a projection, or a mesh.
// It goes by the places of the nodes alone. Around each node it lays the plane that touches the sphere
// there, takes the nodes beside it with their winds onto it, and solves for the derivatives to the east
// and north those along the row and the column.
type curved struct {
	bearings
	rows, cols int      // of the results
	at         []bearer // of the inputs' nodes
}

// bearer is where a node lies.
type bearer struct{ sinLat, cosLat, sinLon, cosLon float64 }

// skewed is the least sine of the angle between a row and a column by which they still tell two
// directions apart.
const skewed = 0.05

func newCurved(g *forecast.Grid, w, wide forecast.Window, b bearings) *curved {
	m := &curved{bearings: b, rows: w.Rows, cols: w.Cols, at: make([]bearer, 0, wide.Size())}
	for r := range wide.Rows {
		for c := range wide.Cols {
			lat, lon := g.At(wide.Row+r, (wide.Col+c)%g.Cols())
			var n bearer
			n.sinLat, n.cosLat = math.Sincos(radians(lat))
			n.sinLon, n.cosLon = math.Sincos(radians(lon))
			m.at = append(m.at, n)
		}
	}
	return m
}

// beside is a node next to another, on the plane that touches the sphere at that one.
type beside struct {
	x, y     float64    // metres to the east and north
	distance float64    // from the other
	u, v     [2]float64 // what wind components to the east and north there are here, eastward and northward
	dx, dy   float64    // the weight of its value in ∂∕∂x and ∂∕∂y
}

// seenFrom gives a node as it is seen from another.
func (n *bearer) seenFrom(o *bearer) (b beside) {
	sin, cos := n.sinLon*o.cosLon-n.cosLon*o.sinLon, n.cosLon*o.cosLon+n.sinLon*o.sinLon
	b.x = earthRadius * n.cosLat * sin
	b.y = earthRadius * (n.sinLat*o.cosLat - n.cosLat*o.sinLat*cos)
	b.distance = math.Sqrt(b.x*b.x + b.y*b.y)
	b.u = [2]float64{cos, o.sinLat * sin}
	b.v = [2]float64{-n.sinLat * sin, n.sinLat*o.sinLat*cos + n.cosLat*o.cosLat}
	return b
}

// star is a node with those to its left, right, above and below.
type star struct {
	arms   [4]beside
	dx, dy float64 // the weights of the node's own value
}

// star gives the derivatives at a node of the inputs; they are NaN where rows and columns run along
// each other.
func (m *curved) star(i int) (s star) {
	here := &m.at[i]
	for k, j := range [4]int{i - 1, i + 1, i - m.stride, i + m.stride} {
		s.arms[k] = m.at[j].seenFrom(here)
	}
	left, right, up, down := &s.arms[0], &s.arms[1], &s.arms[2], &s.arms[3]
	along, across := derivative(-left.distance, right.distance), derivative(-up.distance, down.distance)
	// how far one comes to the east and north by a metre along the row, and across it
	xAlong, yAlong := along.before*left.x+along.after*right.x, along.before*left.y+along.after*right.y
	xAcross, yAcross := across.before*up.x+across.after*down.x, across.before*up.y+across.after*down.y
	area := xAlong*yAcross - yAlong*xAcross
	if !(math.Abs(area) > skewed) {
		area = math.NaN()
	}
	a, b, c, d := yAcross/area, -yAlong/area, -xAcross/area, xAlong/area
	left.dx, right.dx, up.dx, down.dx = a*along.before, a*along.after, b*across.before, b*across.after
	left.dy, right.dy, up.dy, down.dy = c*along.before, c*along.after, d*across.before, d*across.after
	s.dx, s.dy = a*along.at+b*across.at, c*along.at+d*across.at
	return s
}

// each calls f for every result with nodes to all sides: its star, the place of its values in the inputs
// and in dst. Others are missing.
func (m *curved) each(dst []float32, steps int, f func(s *star, at, out int)) {
	above := len(m.at) / m.stride
	for r := range m.rows {
		for c := range m.cols {
			row, col, out := m.row+r, m.col+c, (r*m.cols+c)*steps
			if row == 0 || row == above-1 || col == 0 || col == m.stride-1 {
				for k := range steps {
					dst[out+k] = missing
				}
				continue
			}
			s := m.star(row*m.stride + col)
			f(&s, (row*m.stride+col)*steps, out)
		}
	}
}

// offsets gives where the values of a star's arms lie from its own.
func (m *curved) offsets(steps int) [4]int {
	return [4]int{-steps, steps, -m.stride * steps, m.stride * steps}
}

// vorticity implements metric.
func (m *curved) vorticity(dst, u, v []float32, steps int) {
	m.each(dst, steps, func(s *star, at, out int) {
		var cu, cv [4]float64
		for k, a := range s.arms {
			cu[k], cv[k] = a.dx*a.u[1]-a.dy*a.u[0], a.dx*a.v[1]-a.dy*a.v[0]
		}
		m.sum(dst, u, v, steps, at, out, &cu, &cv, -s.dy, s.dx)
	})
}

// divergence implements metric.
func (m *curved) divergence(dst, u, v []float32, steps int) {
	m.each(dst, steps, func(s *star, at, out int) {
		var cu, cv [4]float64
		for k, a := range s.arms {
			cu[k], cv[k] = a.dx*a.u[0]+a.dy*a.u[1], a.dx*a.v[0]+a.dy*a.v[1]
		}
		m.sum(dst, u, v, steps, at, out, &cu, &cv, s.dx, s.dy)
	})
}

// sum weighs the winds of a star, at all its steps.
func (m *curved) sum(dst, u, v []float32, steps, at, out int, cu, cv *[4]float64, ownU, ownV float64) {
	arms := m.offsets(steps)
	for k := range steps {
		i := at + k
		sum := ownU*float64(u[i]) + ownV*float64(v[i])
		for n, off := range arms {
			sum += cu[n]*float64(u[i+off]) + cv[n]*float64(v[i+off])
		}
		dst[out+k] = float32(sum)
	}
}

// advection implements metric.
func (m *curved) advection(dst, u, v, t []float32, steps int) {
	arms := m.offsets(steps)
	m.each(dst, steps, func(s *star, at, out int) {
		for k := range steps {
			i := at + k
			x, y := s.dx*float64(t[i]), s.dy*float64(t[i])
			for n, off := range arms {
				x += s.arms[n].dx * float64(t[i+off])
				y += s.arms[n].dy * float64(t[i+off])
			}
			dst[out+k] = float32(-(float64(u[i])*x + float64(v[i])*y))
		}
	})
}

// addRotation implements metric.
func (m *curved) addRotation(dst []float32, steps int) {
	for r := range m.rows {
		for c := range m.cols {
			planetary := float32(2 * omega * m.at[(m.row+r)*m.stride+m.col+c].sinLat)
			for k := range steps {
				dst[(r*m.cols+c)*steps+k] += planetary
			}
		}
	}
}
