package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// warp says where the pixels of one tile lie on a grid with a projection, where a pixel's row and
// column both depend on latitude and longitude. To project each is dear; but over a part of the tile
// the way from pixels to nodes is nearly straight. So the tile is cut into patches, the smaller the
// more it bends, within each of which it is interpolated between the corners.
type warp struct {
	size, cols, rows int
	period           int // columns of a periodic grid, else 0
	grid             *forecast.Grid
	kernel           Kernel
	bend             float64    // in cells
	bounds           [4]float64 // of the grid, widened by a cell
	lats, lons       []float64  // of pixel rows and columns and one more
	known            []bool
	at               []position // of the pixels' centres, where known
	patches          []patch
	window           forecast.Window
	left             int // the window's first column, which may lie before column 0 of a periodic grid
}

// position is a fractional row and column of a grid; it may lie outside.
type position struct{ row, col float64 }

// patch is a part of a tile: pixels from (x, y), width × height of them, and the positions of the
// pixels at its upper left, upper right, lower left and lower right, the right ones width further
// and the lower ones height further, in the next patches.
type patch struct {
	x, y, width, height int
	corners             [4]position
	inside              bool // all of it is within the grid
}

const (
	patchSize = 64 // pixels; the largest patch
	// bend is how far the interpolated position of a pixel may be off, in cells or, where these are
	// smaller, in pixels.
	bend = 0.02
	// sliver is the largest patch that may be passed over because no projection reaches the corners
	// and middles of its sides.
	sliver = 8
)

// lay makes w the plan of a raster; its slices are used again.
func (w *warp) lay(g *forecast.Grid, at raster, kernel Kernel) {
	size := at.points()
	w.size, w.rows, w.cols, w.grid, w.kernel, w.period = size, g.Rows(), g.Cols(), g, kernel, 0
	if g.X.Periodic() {
		w.period = g.Cols()
	}
	margin := cell(g)
	w.bend = bend * math.Max(1, at.pixel()/margin)
	b := g.Bounds()
	w.bounds = [4]float64{b[0] - margin, b[1] - margin, b[2] + margin, b[3] + margin}
	n := size + 1
	w.lats, w.lons = w.lats[:0], w.lons[:0]
	for i := range n {
		w.lats, w.lons = append(w.lats, at.lat(i)), append(w.lons, at.lon(i))
	}
	if cap(w.at) < n*n {
		w.at, w.known = make([]position, n*n), make([]bool, n*n)
	}
	w.at, w.known = w.at[:n*n], w.known[:n*n]
	clear(w.known)
	w.patches = w.patches[:0]
	for y := 0; y < size; y += patchSize {
		for x := 0; x < size; x += patchSize {
			w.cut(x, y, min(patchSize, size-x), min(patchSize, size-y))
		}
	}
	w.frame()
}

// position gives where a pixel lies on the grid.
func (w *warp) position(x, y int) position {
	i := y*(w.size+1) + x
	if !w.known[i] {
		w.known[i] = true
		w.at[i].row, w.at[i].col = w.grid.Position(w.lats[y], w.lons[x])
	}
	return w.at[i]
}

// misses says whether a part of the tile lies outside the box of the grid.
func (w *warp) misses(x, y, width, height int) bool {
	if w.lats[y] < w.bounds[1] || w.lats[y+height] > w.bounds[3] {
		return true
	}
	for turn := -360.0; turn <= 720; turn += 360 {
		if w.lons[x]+turn <= w.bounds[2] && w.lons[x+width]+turn >= w.bounds[0] {
			return false
		}
	}
	return true
}

// cut lays patches over a part of the tile.
func (w *warp) cut(x, y, width, height int) {
	if w.misses(x, y, width, height) {
		return
	}
	c := [4]position{w.position(x, y), w.position(x+width, y), w.position(x, y+height), w.position(x+width, y+height)}
	w.unroll(&c)
	if width == 1 && height == 1 {
		c[1], c[2], c[3] = c[0], c[0], c[0] // the pixel's own place, whatever lies beyond
		if c[0] == c[0] {
			w.add(patch{x: x, y: y, width: 1, height: 1, corners: c}, 0)
		}
		return
	}
	off, reached := w.bends(x, y, width, height, &c)
	if off <= w.bend || reached && w.farOff(&c, 4*off) {
		w.add(patch{x: x, y: y, width: width, height: height, corners: c}, off)
		return
	}
	if math.IsNaN(off) && !reached && max(width, height) <= sliver && w.unreached(x, y, width, height) {
		return
	}
	halfW, halfH := (width+1)/2, (height+1)/2
	for _, p := range [4][4]int{
		{x, y, halfW, halfH},
		{x + halfW, y, width - halfW, halfH},
		{x, y + halfH, halfW, height - halfH},
		{x + halfW, y + halfH, width - halfW, height - halfH},
	} {
		if p[2] > 0 && p[3] > 0 {
			w.cut(p[0], p[1], p[2], p[3])
		}
	}
}

// unroll brings the columns of a periodic grid to those near the first corner's.
func (w *warp) unroll(c *[4]position) {
	if w.period == 0 {
		return
	}
	for k := 1; k < 4; k++ {
		c[k].col = near(c[k].col, c[0].col, w.period)
	}
}

func near(col, other float64, period int) float64 {
	n := float64(period)
	return col - n*math.Round((col-other)/n)
}

// bends gives how far the middle of a patch and of its sides are from where its corners put them,
// in cells, and whether the projection reaches them all; NaN where it does not.
func (w *warp) bends(x, y, width, height int, c *[4]position) (off float64, reached bool) {
	reached = true
	for _, m := range [5][2]int{{width / 2, height / 2}, {width / 2, 0}, {0, height / 2}, {width / 2, height}, {width, height / 2}} {
		p := w.position(x+m[0], y+m[1])
		q := between(c, float64(m[0])/float64(width), float64(m[1])/float64(height))
		if w.period > 0 {
			p.col = near(p.col, q.col, w.period)
		}
		d := math.Max(math.Abs(p.row-q.row), math.Abs(p.col-q.col))
		if math.IsNaN(d) {
			return d, false
		}
		off = max(off, d)
	}
	return off, reached
}

// between interpolates in a patch, u and v of the way to the right and down.
func between(c *[4]position, u, v float64) position {
	mix := func(a, b, c, d float64) float64 { return (a*(1-u)+b*u)*(1-v) + (c*(1-u)+d*u)*v }
	return position{mix(c[0].row, c[1].row, c[2].row, c[3].row), mix(c[0].col, c[1].col, c[2].col, c[3].col)}
}

// unreached says whether the projection reaches none of the corners and middles of a part.
func (w *warp) unreached(x, y, width, height int) bool {
	for _, dy := range [3]int{0, height / 2, height} {
		for _, dx := range [3]int{0, width / 2, width} {
			if p := w.position(x+dx, y+dy); p == p {
				return false
			}
		}
	}
	return true
}

// farOff says whether corners lie all on one side of the grid, further than a margin in cells.
func (w *warp) farOff(c *[4]position, margin float64) bool {
	low, high := span(c)
	return high.row < -margin || low.row > float64(w.rows-1)+margin ||
		w.period == 0 && (high.col < -margin || low.col > float64(w.cols-1)+margin)
}

func span(c *[4]position) (low, high position) {
	low, high = c[0], c[0]
	for _, p := range c[1:] {
		low.row, low.col = min(low.row, p.row), min(low.col, p.col)
		high.row, high.col = max(high.row, p.row), max(high.col, p.col)
	}
	return low, high
}

// edge is how far outside the grid, in cells, a place still counts as on its edge: formulas differ
// in their last digits.
const edge = 1e-4

// add takes a patch unless it lies outside the grid.
func (w *warp) add(p patch, off float64) {
	if w.farOff(&p.corners, off+edge) {
		return
	}
	low, high := span(&p.corners)
	p.inside = low.row >= 0 && high.row < float64(w.rows-1) && w.period == 0 && low.col >= 0 && high.col < float64(w.cols-1)
	if w.period > 0 { // counted from the turn that it begins in
		turn := float64(w.period) * math.Floor(low.col/float64(w.period))
		for k := range p.corners {
			p.corners[k].col -= turn
		}
	}
	w.patches = append(w.patches, p)
}

// frame finds the window of nodes that the patches lie on.
func (w *warp) frame() {
	w.window = forecast.Window{}
	if len(w.patches) == 0 {
		return
	}
	low, high := position{math.Inf(1), math.Inf(1)}, position{math.Inf(-1), math.Inf(-1)}
	for i := range w.patches {
		l, h := span(&w.patches[i].corners)
		low.row, low.col = min(low.row, l.row), min(low.col, l.col)
		high.row, high.col = max(high.row, h.row), max(high.col, h.col)
	}
	beyond := 0 // nodes that the kernel needs besides those a pixel lies between
	if w.kernel == Cubic {
		beyond = 1
	}
	row, rows := clamp(low.row, high.row, w.rows, beyond)
	col, cols := clamp(low.col, high.col, w.cols, beyond)
	if w.period > 0 {
		col = int(math.Floor(low.col)) - beyond
		if cols = int(math.Floor(high.col)) + 2 + beyond - col; cols > w.period {
			col, cols = 0, w.period
		}
	}
	w.left = col
	w.window = forecast.Window{Row: row, Col: (col + w.cols) % w.cols, Rows: rows, Cols: cols}
}

// clamp gives the first and the number of the nodes around a range of an axis of n nodes, and some
// beyond to each side.
func clamp(low, high float64, n, beyond int) (first, count int) {
	first = max(0, min(n-1, int(math.Floor(low))-beyond))
	last := max(first, min(n-1, int(math.Floor(high))+1+beyond))
	return first, last - first + 1
}

// fill interpolates the nodes of the window at the pixels' places by the kernel; clamp keeps cubic
// values within those they are made of. A corner that is missing and has weight makes the pixel missing.
// Pixels off the grid are left as they are.
func (w *warp) fill(nodes, dst []float32, clamp bool) {
	for i := range w.patches {
		p := &w.patches[i]
		for r := range p.height {
			v := float64(r) / float64(p.height)
			from := between(&p.corners, 0, v)
			to := between(&p.corners, 1, v)
			from.row, to.row = from.row-float64(w.window.Row), to.row-float64(w.window.Row)
			from.col, to.col = from.col-float64(w.left), to.col-float64(w.left)
			step := position{(to.row - from.row) / float64(p.width), (to.col - from.col) / float64(p.width)}
			out := dst[(p.y+r)*w.size+p.x:][:p.width]
			switch {
			case w.kernel == Cubic:
				w.alongCubic(out, nodes, from, step, clamp)
			case p.inside && w.kernel == Bilinear:
				alongInside(out, nodes, w.window.Cols, from, step)
			default:
				w.along(out, nodes, from, step)
			}
		}
	}
}

// places inside a window are counted in fixed point: exact to add up, quick to take apart, and the
// same on every machine.
const (
	fractionBits = 32
	weightBits   = 24 // of a fraction that a weight of float32 keeps
)

func fixed(v float64) int64 { return int64(v * (1 << fractionBits)) }

// weight gives the fraction of a place.
func weight(at int64) float32 {
	return float32(int32(at>>(fractionBits-weightBits))&(1<<weightBits-1)) * (1.0 / (1 << weightBits))
}

// alongInside fills a row of pixels that lie on cells with all four corners.
func alongInside(dst, nodes []float32, stride int, from, step position) {
	y, x := fixed(from.row), fixed(from.col)
	dy, dx := fixed(step.row), fixed(step.col)
	for i := range dst {
		fy, fx := weight(y), weight(x)
		at := int(y>>fractionBits)*stride + int(x>>fractionBits)
		upper, lower := nodes[at:at+2:at+2], nodes[at+stride:at+stride+2:at+stride+2]
		a := upper[0] + float32((upper[1]-upper[0])*fx)
		b := lower[0] + float32((lower[1]-lower[0])*fx)
		v := a + float32((b-a)*fy)
		if v != v {
			v = careful(upper[0], upper[1], lower[0], lower[1], fx, fy)
		}
		dst[i] = v
		y, x = y+dy, x+dx
	}
}

// onNode is how near to a node, in cells, a pixel counts as on it.
const onNode = 1e-4

// careful is the same where a corner is missing, which does no harm if it has no weight.
func careful(a, b, c, d, fx, fy float32) float32 {
	mix := func(a, b, f float32) float32 {
		switch {
		case f < onNode:
			return a
		case f > 1-onNode:
			return b
		}
		return a + float32((b-a)*f)
	}
	return mix(mix(a, b, fx), mix(c, d, fx), fy)
}

// along fills a row of pixels of which some lie off the grid or across its seam.
func (w *warp) along(dst, nodes []float32, from, step position) {
	for i := range dst {
		c, ok := w.cell(from.row+float64(float64(i)*step.row), from.col+float64(float64(i)*step.col))
		if !ok {
			continue
		}
		if w.kernel == Nearest {
			c.fy, c.fx = float32(math.Round(float64(c.fy))), float32(math.Round(float64(c.fx)))
		}
		upper, lower := nodes[c.row*w.window.Cols:], nodes[c.below*w.window.Cols:]
		dst[i] = careful(upper[c.col], upper[c.right], lower[c.col], lower[c.right], c.fx, c.fy)
	}
}

// place is where a pixel lies in the window: between two rows and two columns.
type place struct {
	row, below, col, right int
	fy, fx                 float32
}

// cell finds the place of a fractional row and column of the window; it says false off the grid.
func (w *warp) cell(y, x float64) (c place, ok bool) {
	lastRow, lastCol := float64(w.rows-1-w.window.Row), float64(w.cols-1-w.left)
	stride := w.window.Cols
	if !(y >= -edge-float64(w.window.Row) && y <= lastRow+edge) ||
		w.period == 0 && !(x >= -edge-float64(w.left) && x <= lastCol+edge) {
		return c, false
	}
	y = max(0, min(y, float64(w.window.Rows-1)))
	c.row = min(int(y), max(0, w.window.Rows-2))
	c.below = min(c.row+1, w.window.Rows-1)
	if w.round() {
		if x < 0 {
			x += float64(w.period)
		}
		c.col = int(x)
		x -= float64(c.col)
		c.col %= stride
		c.right = (c.col + 1) % stride
	} else {
		x = max(0, min(x, float64(stride-1)))
		c.col = min(int(x), max(0, stride-2))
		x -= float64(c.col)
		c.right = min(c.col+1, stride-1)
	}
	c.fy, c.fx = float32(y-float64(c.row)), float32(x)
	return c, true
}

// round says whether the window holds every column of a grid that closes.
func (w *warp) round() bool { return w.period > 0 && w.window.Cols == w.period }
