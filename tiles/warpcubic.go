package tiles

import "math"

// alongCubic fills a row of pixels by the spline of cubic.go: along the grid's rows, then across them.
func (w *warp) alongCubic(dst, nodes []float32, from, step position, clamp bool) {
	for i := range dst {
		c, ok := w.cell(from.row+float64(float64(i)*step.row), from.col+float64(float64(i)*step.col))
		if !ok {
			continue
		}
		near := w.acrossAt(nodes, c.row, &c, clamp)
		switch {
		case c.fy < onNode:
			dst[i] = near
		case c.fy > 1-onNode:
			dst[i] = w.acrossAt(nodes, c.below, &c, clamp)
		default:
			dst[i] = spline(w.acrossAt(nodes, c.row-1, &c, clamp), near,
				w.acrossAt(nodes, c.below, &c, clamp), w.acrossAt(nodes, c.below+1, &c, clamp), c.fy, clamp)
		}
	}
}

// acrossAt interpolates in a row of the window; missing where the grid has no such row.
func (w *warp) acrossAt(nodes []float32, row int, c *place, clamp bool) float32 {
	missing := float32(math.NaN())
	stride := w.window.Cols
	if row < 0 || row >= w.window.Rows {
		return missing
	}
	line := nodes[row*stride:][:stride]
	switch {
	case c.fx < onNode:
		return line[c.col]
	case c.fx > 1-onNode:
		return line[c.right]
	}
	before, after := missing, missing
	if w.round() {
		before, after = line[(c.col+stride-1)%stride], line[(c.right+1)%stride]
	} else {
		if c.col > 0 {
			before = line[c.col-1]
		}
		if c.right < stride-1 {
			after = line[c.right+1]
		}
	}
	return spline(before, line[c.col], line[c.right], after, c.fx, clamp)
}
