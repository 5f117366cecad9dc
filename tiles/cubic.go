package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// Cubic interpolation is Catmull and Rom's (A class of local interpolating splines, 1974) along the
// columns and then along the rows: it goes through the values of the nodes, so that what is shown
// is the model's. It needs the two nodes beyond those a pixel lies between. One that is missing, or
// beyond the edge of the grid, is taken to lie on the straight line through the two; so the pixels
// that have a value are those that have one bilinearly, and nothing spreads from what is missing.

// bounded says whether values of a variable that overshoot their neighbours are not physical:
// amounts and fractions, which often lie at their very bounds.
func bounded(v *forecast.Variable) bool { return v.Min > -1 && v.Min <= 0 }

// widen makes the plan's windows hold the nodes beyond, and notes where they are.
func (p *plan) widen(g *forecast.Grid) {
	if len(p.pieces) == 0 {
		return
	}
	w := p.pieces[0].window
	row, rows := p.rows.widen(w.Row, w.Rows, g.Rows())
	for k := range p.pieces {
		pc := &p.pieces[k]
		pc.window.Row, pc.window.Rows = row, rows
		if g.X.Periodic() {
			pc.window.Col, pc.window.Cols = pc.cols.widenRound(pc.window.Col, pc.window.Cols, g.Cols())
			continue
		}
		pc.window.Col, pc.window.Cols = pc.cols.widen(pc.window.Col, pc.window.Cols, g.Cols())
	}
}

// widen makes room for a node more on each side of count nodes from first on, on an open axis of n.
func (p *places) widen(first, count, n int) (wideFirst, wideCount int) {
	start, end := max(0, first-1), min(n, first+count+1)
	p.beyond(int32(first-start), func(i int32) int32 {
		if i < 0 || i >= int32(end-start) {
			return -1
		}
		return i
	})
	return start, end - start
}

// widenRound is widen on an axis of n nodes that closes.
func (p *places) widenRound(first, count, n int) (wideFirst, wideCount int) {
	if count+2 > n {
		p.beyond(0, func(i int32) int32 { return (i + int32(n)) % int32(n) })
		return first, n
	}
	p.beyond(1, func(i int32) int32 { return i })
	return (first - 1 + n) % n, count + 2
}

// beyond moves the nodes and notes those before and after them, as place says where they are.
func (p *places) beyond(move int32, place func(int32) int32) {
	p.before, p.after = p.before[:0], p.after[:0]
	for i := range p.near {
		p.near[i] += move
		p.far[i] += move
		p.before = append(p.before, place(p.near[i]-1))
		p.after = append(p.after, place(p.far[i]+1))
	}
}

// cubicRows keeps the rows of pixels that four neighbouring rows of nodes make.
type cubicRows struct {
	held [4]int32 // the node row of each
	rows [4][]float32
	none []float32 // stands for a row beyond the grid
}

// fillCubic is fill with cubic interpolation; clamp keeps each value within those it is made of.
func (p *plan) fillCubic(pc *piece, nodes, dst []float32, c *cubicRows, clamp bool) {
	width := pc.cols.len()
	for i := range c.rows {
		c.rows[i], c.held[i] = room(c.rows[i], width), -1
	}
	c.none = room(c.none, width)
	for i := range c.none {
		c.none[i] = float32(math.NaN())
	}
	across := func(r int32) []float32 {
		if r < 0 {
			return c.none
		}
		if slot := r & 3; c.held[slot] != r {
			pc.cols.cubicAcross(c.rows[slot], nodes[int(r)*pc.window.Cols:][:pc.window.Cols], clamp)
			c.held[slot] = r
		}
		return c.rows[r&3]
	}
	for r, near := range p.rows.near {
		at := (p.first+r)*p.size + pc.from
		out := dst[at : at+width]
		if p.rows.weight[r] == 0 {
			copy(out, across(near))
			continue
		}
		before, a, b, after := across(p.rows.before[r]), across(near), across(p.rows.far[r]), across(p.rows.after[r])
		for i := range out {
			out[i] = spline(before[i], a[i], b[i], after[i], p.rows.weight[r], clamp)
		}
	}
}

// cubicAcross interpolates one row of nodes at the places of the pixel columns.
func (p *places) cubicAcross(dst, nodes []float32, clamp bool) {
	missing := float32(math.NaN())
	for i := range dst {
		a := nodes[p.near[i]]
		if p.weight[i] == 0 {
			dst[i] = a
			continue
		}
		before, after := missing, missing
		if k := p.before[i]; k >= 0 {
			before = nodes[k]
		}
		if k := p.after[i]; k >= 0 {
			after = nodes[k]
		}
		dst[i] = spline(before, a, nodes[p.far[i]], after, p.weight[i], clamp)
	}
}

// spline gives the value a part w of the way from a to b of the Catmull-Rom spline through them,
// with the nodes before and after. The conversions keep it the same to the bit on every machine.
func spline(before, a, b, after, w float32, clamp bool) float32 {
	low, high := min(a, b), max(a, b)
	if before == before {
		low, high = min(low, before), max(high, before)
	} else {
		before = float32(2*a) - b
	}
	if after == after {
		low, high = min(low, after), max(high, after)
	} else {
		after = float32(2*b) - a
	}
	cube := float32(3*(a-b)) + after - before
	square := float32(2*before) - float32(5*a) + float32(4*b) - after
	v := a + float32(float32(0.5*w)*((b-before)+float32(w*(square+float32(w*cube)))))
	if clamp {
		return max(low, min(high, v))
	}
	return v
}
