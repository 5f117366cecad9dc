package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// nodes is where the nodes of a window lie.
type nodes struct {
	at     []bearer
	stride int // nodes in a row
}

// bearer is where a node lies.
type bearer struct{ sinLat, cosLat, sinLon, cosLon float64 }

// skewed is the least sine of the angle between a row and a column by which they still tell two
// directions apart.
const skewed = 0.05

func newNodes(g *forecast.Grid, w forecast.Window) *nodes {
	m := &nodes{make([]bearer, 0, w.Size()), w.Cols}
	for r := range w.Rows {
		for c := range w.Cols {
			lat, lon := g.At(w.Row+r, (w.Col+c)%g.Cols())
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
func (m *nodes) star(i int) (s star) {
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
