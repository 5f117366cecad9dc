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

// around1 gives the metric of a window and the window widened by a node to all sides that the grid
// has nodes on.
func around1(g *forecast.Grid, w forecast.Window) (metric, forecast.Window) {
	wide, b := widened(g, w)
	if g.Projection != nil {
		return newCurved(g, w, wide, b), wide
	}
	return newParallels(g, w, b), wide
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
	rows []parallel // of the results
	cols []weights  // of ∂∕∂λ at the results' columns
}

// weights make a derivative of the values before, at and after a node.
type weights struct{ before, at, after float64 }

// parallel is what the nodes of a row have in common.
type parallel struct {
	inside             bool    // there are rows to both sides
	sin, cos           float64 // of the latitude
	cosNorth, cosSouth float64
	meridional         weights // ∂∕∂φ of the rows to the north, here and to the south
}

func newParallels(g *forecast.Grid, w forecast.Window, b bearings) *parallels {
	lat, lon := g.Y.Values(), g.X.Values()
	m := &parallels{bearings: b}
	for r := w.Row; r < w.Row+w.Rows; r++ {
		m.rows = append(m.rows, parallelAt(lat, r))
	}
	for c := w.Col; c < w.Col+w.Cols; c++ {
		m.cols = append(m.cols, meridian(lon, c%g.Cols(), g.X.Periodic()))
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

// row is a row of results and where its nodes lie in the inputs.
type row struct {
	*parallel
	cols        []weights
	out         []float32
	at          int // the place of the first result's own node in the inputs
	along, down int // to the values of the next node and of the next row
	steps       int
}

// each calls f for every row of results that has nodes to both sides; others are missing, as is
// the pole itself, where no direction is east.
func (m *parallels) each(dst []float32, steps int, f func(r row)) {
	n := len(m.cols) * steps
	for k := range m.rows {
		out := dst[k*n : (k+1)*n]
		if !m.rows[k].inside {
			for i := range out {
				out[i] = missing
			}
			continue
		}
		at := ((m.row+k)*m.stride + m.col) * steps
		f(row{&m.rows[k], m.cols, out, at, steps, m.stride * steps, steps})
	}
}

// spin gives east·∂v∕∂x + north·∂u∕∂y in the flux form of the sphere, which holds up to the poles:
// (∂v∕∂λ · east + ∂(u cos φ)∕∂φ · north) ∕ (a cos φ).
func (r row) spin(alongRow, acrossRows []float32, sign float64) {
	scale := 1 / (earthRadius * r.cos)
	north, here, south := sign*r.meridional.before*r.cosNorth, sign*r.meridional.at*r.cos, sign*r.meridional.after*r.cosSouth
	k := 0
	for c := range r.cols {
		w := &r.cols[c]
		inside := w.at == w.at
		for range r.steps {
			j := r.at + k
			if !inside {
				r.out[k] = missing
				k++
				continue
			}
			x := w.before*float64(alongRow[j-r.along]) + w.at*float64(alongRow[j]) + w.after*float64(alongRow[j+r.along])
			y := north*float64(acrossRows[j-r.down]) + here*float64(acrossRows[j]) + south*float64(acrossRows[j+r.down])
			r.out[k] = float32((x + y) * scale)
			k++
		}
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
		east, north, n := 1/(earthRadius*r.cos), 1.0/earthRadius, r.meridional
		k := 0
		for c := range r.cols {
			w := &r.cols[c]
			inside := w.at == w.at
			for range r.steps {
				j := r.at + k
				if !inside {
					r.out[k] = missing
					k++
					continue
				}
				x := w.before*float64(t[j-r.along]) + w.at*float64(t[j]) + w.after*float64(t[j+r.along])
				y := n.before*float64(t[j-r.down]) + n.at*float64(t[j]) + n.after*float64(t[j+r.down])
				r.out[k] = float32(-(float64(u[j])*x*east + float64(v[j])*y*north))
				k++
			}
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
