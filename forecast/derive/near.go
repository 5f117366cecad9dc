package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// earthRadius is the sphere's in metres (WMO and IFS).
const earthRadius = 6371229

// omega is the Earth's rotation in radians a second.
const omega = 7.292115e-5

// metric knows where the nodes around a window of a grid lie, and so the derivatives of what is there.
// dst has the nodes of the window, the other slices those of the window with a node more to each side;
// a node has steps values. What has no nodes to each side is missing.
type metric interface {
	// vorticity gives ∂v∕∂x − ∂u∕∂y + u tan φ ∕ a.
	vorticity(dst, u, v []float32, steps int)
	// divergence gives ∂u∕∂x + ∂v∕∂y − v tan φ ∕ a.
	divergence(dst, u, v []float32, steps int)
	// advection gives −(u ∂t∕∂x + v ∂t∕∂y).
	advection(dst, u, v, t []float32, steps int)
	// addRotation adds 2 Ω sin φ, the Earth's own vorticity.
	addRotation(dst []float32, steps int)
}

// around1 gives the metric of a window, with so many values a node, and the window widened by a node to all sides that the grid
// has nodes on.
func around1(g *forecast.Grid, w forecast.Window, steps int) (metric, forecast.Window) {
	wide, b := widened(g, w)
	if g.Projection != nil {
		return newCurved(g, w, wide, b), wide
	}
	return newParallels(g, w, b, steps), wide
}

// bearings say where the nodes of a window lie among those of the widened one.
type bearings struct {
	row, col int // of the first
	stride   int // nodes in a row of the widened window
}

func widened(g *forecast.Grid, w forecast.Window) (forecast.Window, bearings) {
	first, last := max(0, w.Row-1), min(g.Rows(), w.Row+w.Rows+1)
	wide := forecast.Window{Row: first, Rows: last - first, Col: w.Col - 1, Cols: w.Cols + 2}
	b := bearings{row: w.Row - first, col: 1}
	if g.X.Periodic() {
		wide.Col = (w.Col - 1 + g.Cols()) % g.Cols()
	} else {
		left, right := max(0, w.Col-1), min(g.Cols(), w.Col+w.Cols+1)
		b.col, wide.Col, wide.Cols = w.Col-left, left, right-left
	}
	b.stride = wide.Cols
	return wide, b
}

// parallels is the metric of a latitude–longitude grid, whose rows run due east.
type parallels struct {
	bearings
	rows  []parallel // of the results
	zonal []sides    // in ∂∕∂λ, by value of a row of results
}

// weights make a derivative of the values before, at and after a node.
type weights struct{ before, at, after float64 }

// sides makes a derivative of how much the values before and after a node differ from its own.
type sides struct{ before, after float32 }

// parallel is what the nodes of a row have in common.
type parallel struct {
	inside             bool    // there are rows to both sides
	sin, cos           float64 // of the latitude
	cosNorth, cosSouth float64
	meridional         weights // ∂∕∂φ of the rows to the north, here and to the south
}

func newParallels(g *forecast.Grid, w forecast.Window, b bearings, steps int) *parallels {
	lat, lon := g.Y.Values(), g.X.Values()
	m := &parallels{bearings: b, rows: make([]parallel, w.Rows), zonal: make([]sides, 0, w.Cols*steps)}
	for r := range m.rows {
		m.rows[r] = parallelAt(lat, w.Row+r)
	}
	for c := w.Col; c < w.Col+w.Cols; c++ {
		at := meridian(lon, c%g.Cols(), g.X.Periodic())
		for range steps {
			m.zonal = append(m.zonal, sides{float32(at.before), float32(at.after)})
		}
	}
	return m
}

func parallelAt(lat []float64, r int) parallel {
	var p parallel
	p.sin, p.cos = math.Sincos(radians(lat[r]))
	if r == 0 || r == len(lat)-1 {
		return p
	}
	p.inside = true
	p.cosNorth, p.cosSouth = math.Cos(radians(lat[r-1])), math.Cos(radians(lat[r+1]))
	p.meridional = derivative(radians(lat[r-1]-lat[r]), radians(lat[r+1]-lat[r]))
	return p
}

// meridian gives the weights of ∂∕∂λ at a column; NaN where the grid has none beside it.
func meridian(lon []float64, c int, periodic bool) weights {
	n := len(lon)
	if !periodic && (c == 0 || c == n-1) || n < 3 {
		return weights{math.NaN(), math.NaN(), math.NaN()}
	}
	west, east := lon[(c+n-1)%n]-lon[c], lon[(c+1)%n]-lon[c]
	if west > 0 {
		west -= 360
	}
	if east < 0 {
		east += 360
	}
	return derivative(radians(west), radians(east))
}

// derivative gives the weights that are exact for parabolas through nodes at a, 0 and b.
func derivative(a, b float64) weights {
	return weights{-b / (a * (a - b)), -(a + b) / (a * b), a / (b * (a - b))}
}

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }

// row is a row of results and where its values lie in the inputs.
type row struct {
	*parallel
	zonal       []sides
	out         []float32
	at          int // the place of the first result's own value in the inputs
	along, down int // to the values of the next node and of the next row
}

// each calls f for every row of results that has nodes to both sides; others are missing, as is
// the pole itself, where no direction is east.
func (m *parallels) each(dst []float32, steps int, f func(r row)) {
	n := len(m.zonal)
	for k := range m.rows {
		out := dst[k*n : (k+1)*n]
		if !m.rows[k].inside {
			for i := range out {
				out[i] = missing
			}
			continue
		}
		at := ((m.row+k)*m.stride + m.col) * steps
		f(row{&m.rows[k], m.zonal, out, at, steps, m.stride * steps})
	}
}

// here gives the values of an input at the results, and those some way from them. Beside the edge of a
// region these are of another row: they have no weight there.
func (r row) here(values []float32, away int) []float32 { return values[r.at+away:][:len(r.out)] }

// spin gives ∂v∕∂x + sign ∂u∕∂y in the flux form of the sphere, which holds up to the poles:
// (∂v∕∂λ + sign ∂(u cos φ)∕∂φ) ∕ (a cos φ). Single precision does: it adds no more than a hundredth of
// what the winds' own precision makes of the result.
func (r row) spin(v, u []float32, sign float64) {
	scale := 1 / (earthRadius * r.cos)
	toNorth, toHere, toSouth := float32(sign*r.meridional.before*r.cosNorth*scale), float32(sign*r.meridional.at*r.cos*scale), float32(sign*r.meridional.after*r.cosSouth*scale)
	west, here, east := r.here(v, -r.along), r.here(v, 0), r.here(v, r.along)
	north, middle, south := r.here(u, -r.down), r.here(u, 0), r.here(u, r.down)
	around, per := r.zonal[:len(r.out)], float32(scale)
	for i := range r.out {
		x := around[i].before*(west[i]-here[i]) + around[i].after*(east[i]-here[i])
		r.out[i] = x*per + toNorth*north[i] + toHere*middle[i] + toSouth*south[i]
	}
}

func (m *parallels) vorticity(dst, u, v []float32, steps int) {
	m.each(dst, steps, func(r row) { r.spin(v, u, -1) })
}

func (m *parallels) divergence(dst, u, v []float32, steps int) {
	m.each(dst, steps, func(r row) { r.spin(u, v, 1) })
}

func (m *parallels) addRotation(dst []float32, steps int) {
	m.each(dst, steps, func(r row) {
		planetary := float32(2 * omega * r.sin)
		for i := range r.out {
			r.out[i] += planetary
		}
	})
}

func (m *parallels) advection(dst, u, v, t []float32, steps int) {
	m.each(dst, steps, func(r row) {
		toEast, before, after := float32(1/(earthRadius*r.cos)), float32(r.meridional.before/earthRadius), float32(r.meridional.after/earthRadius)
		west, here, east := r.here(t, -r.along), r.here(t, 0), r.here(t, r.along)
		north, south := r.here(t, -r.down), r.here(t, r.down)
		u, v, around := r.here(u, 0), r.here(v, 0), r.zonal[:len(r.out)]
		for i := range r.out {
			x := around[i].before*(west[i]-here[i]) + around[i].after*(east[i]-here[i])
			y := before*(north[i]-here[i]) + after*(south[i]-here[i])
			r.out[i] = -(u[i]*x*toEast + v[i]*y)
		}
	})
}

func relativeVorticity(dst []float32, a *args, m metric) {
	m.vorticity(dst, a.one(0), a.one(1), a.steps)
}

func absoluteVorticity(dst []float32, a *args, m metric) {
	m.vorticity(dst, a.one(0), a.one(1), a.steps)
	m.addRotation(dst, a.steps)
}

func divergence(dst []float32, a *args, m metric) { m.divergence(dst, a.one(0), a.one(1), a.steps) }

// advection gives how fast the wind alone warms a place.
func advection(dst []float32, a *args, m metric) {
	m.advection(dst, a.one(0), a.one(1), a.one(2), a.steps)
}
