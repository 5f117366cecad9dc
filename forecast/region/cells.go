package region

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"github.com/fengtu/fengtu/forecast"
)

// Cells is what a grid has of an area: a window of its nodes, and of each the part of its cell that
// lies in the area. A node's cell reaches half way to its neighbours.
type Cells struct {
	Window  forecast.Window
	Weights []float64 // km², row by row; 0 outside
	Count   int       // of nodes with a weight
	Area    float64   // km², of the whole area
	Covered float64   // the fraction of the area that lies on the grid
}

// Each visits the nodes with a weight: their latitude and longitude in degrees, and the weight.
func (c *Cells) Each(g *forecast.Grid, visit func(lat, lon, weight float64)) {
	for i, weight := range c.Weights {
		if weight > 0 {
			lat, lon := g.At(c.Window.Row+i/c.Window.Cols, (c.Window.Col+i%c.Window.Cols)%g.Cols())
			visit(lat, lon, weight)
		}
	}
}

const radius = 6371.0 // km

// maxCells bounds a window.
const maxCells = 4_000_000

// Cover gives the cells of an area. It fails with kind Invalid where no cell lies in it, or its outline
// winds too much.
func Cover(g *forecast.Grid, area orb.MultiPolygon) (*Cells, error) {
	if err := checkOutline(g, area); err != nil {
		return nil, err
	}
	if g.Projection != nil {
		return coverQuads(g, area)
	}
	rows, cols := Edges(g)
	w, ok := window(rows, cols, g.X.Periodic(), area)
	if !ok {
		return nil, noCell(g)
	}
	if w.Size() > maxCells {
		return nil, tooLarge(w)
	}
	out := &Cells{Window: w, Weights: make([]float64, w.Size())}
	total := 0.0
	for _, polygon := range area {
		for i, ring := range polygon {
			sign := 1.0
			if i > 0 {
				sign = -1 // a hole
			}
			out.Area += sign * sphere(ring)
			for _, turn := range turns {
				total += out.add(sign, moved(ring, turn), rows, cols)
			}
		}
	}
	for i, weight := range out.Weights {
		if weight <= 1e-9 {
			out.Weights[i] = 0
		} else {
			out.Count++
		}
	}
	if out.Count == 0 || !(out.Area > 0) {
		return nil, wrongArea("the area has no surface on the dataset's grid")
	}
	out.Covered = min(total/out.Area, 1)
	return out, nil
}

func wrongArea(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, "region.Cover", format, args...)
}

func noCell(g *forecast.Grid) error {
	b := g.Bounds()
	return wrongArea("no cell of the dataset's grid (west %.6g, south %.6g, east %.6g, north %.6g) lies in the area", b[0], b[1], b[2], b[3])
}

func tooLarge(w forecast.Window) error {
	return wrongArea("the area spans %d cells of the grid: ask for a smaller one", w.Size())
}

// add adds what a ring has of each cell, and gives the sum.
func (c *Cells) add(sign float64, ring orb.Ring, rows, cols []float64) float64 {
	return c.cut(block{0, c.Window.Rows, 0, c.Window.Cols}, sign, ring, rows, cols)
}

// cut adds what a ring has of each cell of a block of the window, which it halves as long as a part of the
// ring lies in it.
func (c *Cells) cut(b block, sign float64, ring orb.Ring, rows, cols []float64) (sum float64) {
	n := len(cols) - 1
	first, last := (c.Window.Col+b.col)%n, (c.Window.Col+b.col+b.cols-1)%n
	if first > last { // across the seam
		west := n - first
		return c.cut(block{b.row, b.rows, b.col, west}, sign, ring, rows, cols) +
			c.cut(block{b.row, b.rows, b.col + west, b.cols - west}, sign, ring, rows, cols)
	}
	top := c.Window.Row + b.row
	box := orb.Bound{Min: orb.Point{cols[first], rows[top+b.rows]}, Max: orb.Point{cols[last+1], rows[top]}}
	if !box.Intersects(ring.Bound()) {
		return 0
	}
	if ring = clip.Ring(box, ring.Clone()); len(ring) == 0 {
		return 0
	}
	if b.rows*b.cols == 1 {
		part := sign * sphere(ring)
		c.Weights[b.row*c.Window.Cols+b.col] += part
		return part
	}
	for _, half := range b.halves() {
		sum += c.cut(half, sign, ring, rows, cols)
	}
	return sum
}

// sphere gives the area of a ring on the sphere in km², with its sides straight in longitude and
// sine of latitude, which is exact along meridians and parallels.
func sphere(r orb.Ring) float64 {
	sum := 0.0
	for i := range r {
		p, q := r[i], r[(i+1)%len(r)]
		sum += p[0]*math.Sin(q[1]*math.Pi/180) - q[0]*math.Sin(p[1]*math.Pi/180)
	}
	return math.Abs(sum) / 2 * math.Pi / 180 * radius * radius
}

// Edges gives the borders between the cells of a grid of latitudes and longitudes, in degrees: of rows
// from north to south, of columns from west to east,
// one more than there are of them.
func Edges(g *forecast.Grid) (rows, cols []float64) {
	rows, cols = between(g.Y.Values()), between(g.X.Values())
	rows[0], rows[len(rows)-1] = min(rows[0], 90), max(rows[len(rows)-1], -90)
	if n := len(cols) - 1; g.X.Periodic() {
		gap := (g.X.Values()[0] + 360 - g.X.Values()[n-1]) / 2
		cols[0], cols[n] = g.X.Values()[0]-gap, g.X.Values()[n-1]+gap
	}
	return rows, cols
}

func between(values []float64) []float64 {
	n := len(values)
	half := 0.125 // of a single row or column: nothing says how wide it is
	if n > 1 {
		half = (values[1] - values[0]) / 2
	}
	out := []float64{values[0] - half}
	for i := 1; i < n; i++ {
		out = append(out, (values[i-1]+values[i])/2)
	}
	if n > 1 {
		half = (values[n-1] - values[n-2]) / 2
	}
	return append(out, values[n-1]+half)
}

// turns are what brings an area's longitudes onto a grid's.
var turns = []float64{-720, -360, 0, 360, 720}

func moved(r orb.Ring, by float64) orb.Ring {
	out := make(orb.Ring, len(r))
	for i, p := range r {
		out[i] = orb.Point{p[0] + by, p[1]}
	}
	return out
}

// window gives the smallest window around an area. On a periodic grid it leaves out the widest gap.
func window(rows, cols []float64, periodic bool, area orb.MultiPolygon) (w forecast.Window, ok bool) {
	inRow, inCol := make([]bool, len(rows)-1), make([]bool, len(cols)-1)
	for _, polygon := range area {
		b := polygon.Bound()
		for r := range inRow {
			inRow[r] = inRow[r] || rows[r] > b.Min[1] && rows[r+1] < b.Max[1]
		}
		for _, turn := range turns {
			for k := range inCol {
				inCol[k] = inCol[k] || cols[k] < b.Max[0]+turn && cols[k+1] > b.Min[0]+turn
			}
		}
	}
	return around(inRow, inCol, periodic)
}
