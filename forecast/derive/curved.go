package derive

import "github.com/fengtu/fengtu/forecast"

// curved is the metric of a grid whose rows and columns run anywhere: one with a projection, or a mesh.
// It goes by the places of the nodes alone. Around each node it lays the plane that touches the sphere
// there, takes the nodes beside it with their winds onto it, and solves for the derivatives to the east
// and north those along the row and the column.
type curved struct {
	bearings
	grid   *forecast.Grid
	window forecast.Window // of the results
	above  int             // rows of the inputs
}

func newCurved(g *forecast.Grid, w, wide forecast.Window, b bearings) *curved {
	return &curved{b, g, w, wide.Rows}
}

// each calls f for runs of results in a row with nodes to all sides: the weights of each, the place of the
// first's values in the inputs, and its results. Others are missing.
func (m *curved) each(dst []float32, steps int, of operator, f func(weights []cross, at int, out []float32)) {
	crosses := crossesOf(m.grid, m.window, of)
	for r := range m.window.Rows {
		row, n := m.row+r, m.window.Cols
		for c := 0; c < n; {
			weights := crosses(r, c)
			weights = weights[:min(len(weights), n-c)]
			out := dst[(r*n+c)*steps:][:len(weights)*steps]
			first, last := max(0, 1-m.col-c), min(len(weights), m.stride-1-m.col-c)
			if row == 0 || row == m.above-1 || first > last {
				first, last = 0, 0
			}
			for i := range out[:first*steps] {
				out[i] = missing
			}
			for i := last * steps; i < len(out); i++ {
				out[i] = missing
			}
			if first < last {
				f(weights[first:last], (row*m.stride+m.col+c+first)*steps, out[first*steps:last*steps])
			}
			c += len(weights)
		}
	}
}

// vorticity implements metric.
func (m *curved) vorticity(dst, u, v []float32, steps int) { m.sum(dst, u, v, steps, rotating) }

// divergence implements metric.
func (m *curved) divergence(dst, u, v []float32, steps int) { m.sum(dst, u, v, steps, spreading) }

// sum weighs the winds at the nodes and beside them, at all their steps.
func (m *curved) sum(dst, u, v []float32, steps int, of operator) {
	down := m.stride * steps
	m.each(dst, steps, of, func(weights []cross, at int, out []float32) {
		for i := range weights {
			w := &weights[i]
			for k := i * steps; k < (i+1)*steps; k++ {
				j := at + k
				out[k] = w.own[0]*u[j] + w.own[1]*v[j] +
					w.a[0]*u[j-steps] + w.b[0]*v[j-steps] + w.a[1]*u[j+steps] + w.b[1]*v[j+steps] +
					w.a[2]*u[j-down] + w.b[2]*v[j-down] + w.a[3]*u[j+down] + w.b[3]*v[j+down]
			}
		}
	})
}

// advection implements metric.
func (m *curved) advection(dst, u, v, t []float32, steps int) {
	down := m.stride * steps
	m.each(dst, steps, steepest, func(weights []cross, at int, out []float32) {
		for i := range weights {
			w := &weights[i]
			for k := i * steps; k < (i+1)*steps; k++ {
				j, here := at+k, t[at+k]
				left, right, up, below := t[j-steps]-here, t[j+steps]-here, t[j-down]-here, t[j+down]-here
				x := w.a[0]*left + w.a[1]*right + w.a[2]*up + w.a[3]*below
				y := w.b[0]*left + w.b[1]*right + w.b[2]*up + w.b[3]*below
				out[k] = -(u[j]*x + v[j]*y)
			}
		}
	})
}

// addRotation implements metric.
func (m *curved) addRotation(dst []float32, steps int) {
	m.each(dst, steps, rotating, func(weights []cross, _ int, out []float32) {
		for i := range weights {
			for k := range steps {
				out[i*steps+k] += weights[i].planetary
			}
		}
	})
}
