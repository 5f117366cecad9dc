package region

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"

	"github.com/fengtu/fengtu/forecast"
)

// quads cuts areas out of a grid with a projection, whose cells are quadrilaterals in longitude and
// latitude: it halves the grid as long as a part of the area lies in the box around a half.
type quads struct {
	grid  *forecast.Grid
	y, x  []float64            // the coordinates between rows and between columns
	known map[[2]int]orb.Point // corners that were asked for: each is of four cells, and of blocks
	parts map[[2]int]float64   // km² of the area by row and column
}

// block is a part of the grid: rows and columns of cells, from the first to before the last.
type block struct{ row, rows, col, cols int }

// newQuads prepares to cut. Outside the outermost nodes cells go on as far as inside.
func newQuads(g *forecast.Grid) *quads {
	return &quads{grid: g, y: between(g.Y.Values()), x: between(g.X.Values()), known: map[[2]int]orb.Point{}, parts: map[[2]int]float64{}}
}

// corner gives the place between cells, above row and left of column, in the turn of longitude that is
// nearest to one.
func (q *quads) corner(row, col int, near float64) orb.Point {
	p, ok := q.known[[2]int{row, col}]
	if !ok {
		if m, isMesh := q.grid.Projection.(*forecast.Mesh); isMesh {
			p[1], p[0] = q.cornerOfMesh(m, float64(row)-0.5, float64(col)-0.5)
		} else {
			p[1], p[0] = q.grid.Projection.Inverse(q.x[col], q.y[row])
		}
		q.known[[2]int{row, col}] = p
	}
	return orb.Point{near + math.Remainder(p[0]-near, 360), p[1]}
}

// cornerOfMesh gives a place of a mesh; beyond the outermost nodes one as far away as a place within
// is before them.
func (q *quads) cornerOfMesh(m *forecast.Mesh, y, x float64) (lat, lon float64) {
	inY, inX := min(max(y, 0), float64(q.grid.Rows()-1)), x
	if !q.grid.X.Periodic() {
		inX = min(max(x, 0), float64(q.grid.Cols()-1))
	}
	lat, lon = m.Inverse(inX, inY)
	if inY == y && inX == x {
		return lat, lon
	}
	a, b := direction(lat, lon), direction(m.Inverse(2*inX-x, 2*inY-y))
	for k := range a {
		a[k] = 2*a[k] - b[k]
	}
	return math.Atan2(a[2], math.Hypot(a[0], a[1])) * 180 / math.Pi, math.Atan2(a[1], a[0]) * 180 / math.Pi
}

func direction(lat, lon float64) [3]float64 {
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
	return [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}
}

// outline gives the corners around a block, one after the other without jumps in longitude, from one
// near a longitude.
func (q *quads) outline(b block, near float64) orb.Ring {
	out := make(orb.Ring, 0, 2*(b.rows+b.cols)+1)
	add := func(row, col int) {
		p := q.corner(row, col, near)
		if p[0] == p[0] {
			near = p[0]
			out = append(out, p)
		}
	}
	for c := range b.cols {
		add(b.row, b.col+c)
	}
	for r := range b.rows {
		add(b.row+r, b.col+b.cols)
	}
	for c := range b.cols {
		add(b.row+b.rows, b.col+b.cols-c)
	}
	for r := range b.rows {
		add(b.row+b.rows-r, b.col)
	}
	add(b.row, b.col)
	return out
}

// bound gives the box around a block in longitude and latitude, and says whether it is one: a block
// with a pole in it, or with nodes missing along its edge, has none.
func (q *quads) bound(b block, near float64) (box orb.Bound, ok bool) {
	ring := q.outline(b, near)
	if len(ring) < 2*(b.rows+b.cols)+1 || math.Abs(ring[len(ring)-1][0]-ring[0][0]) > 180 {
		return box, false
	}
	for _, pole := range []float64{90, -90} {
		row, col := q.grid.Position(pole, 0)
		if row >= float64(b.row)-1 && row <= float64(b.row+b.rows) && col >= float64(b.col)-1 && col <= float64(b.col+b.cols) {
			return box, false
		}
	}
	return ring.Bound(), true
}

// cut adds what a ring has of each cell of a block, in all turns of longitude.
func (q *quads) cut(b block, ring orb.Ring, sign float64) {
	box, ok := q.bound(b, 0)
	switch {
	case ok:
		at := ring.Bound()
		for _, turn := range turns {
			if at.Min[0]+turn <= box.Max[0] && at.Max[0]+turn >= box.Min[0] {
				q.clip(b, moved(ring, turn), sign, (box.Min[0]+box.Max[0])/2)
			}
		}
	case b.rows*b.cols == 1:
		q.cell(b, ring, sign, 0, true)
	default:
		for _, half := range b.halves() {
			q.cut(half, ring, sign)
		}
	}
}

// clip is cut in the turn about one longitude, with no more of the ring than lies around the block.
func (q *quads) clip(b block, ring orb.Ring, sign, near float64) {
	box, ok := q.bound(b, near)
	if ok {
		near = (box.Min[0] + box.Max[0]) / 2
		if ring = clip.Ring(box, ring.Clone()); len(ring) == 0 {
			return
		}
	}
	if b.rows*b.cols == 1 {
		const wide = 20 // degrees
		q.cell(b, ring, sign, near, !ok || box.Max[0]-box.Min[0] > wide)
		return
	}
	for _, half := range b.halves() {
		q.clip(half, ring, sign, near)
	}
}

func (b block) halves() [2]block {
	if half := b.rows / 2; b.rows >= b.cols {
		return [2]block{{b.row, half, b.col, b.cols}, {b.row + half, b.rows - half, b.col, b.cols}}
	}
	half := b.cols / 2
	return [2]block{{b.row, b.rows, b.col, half}, {b.row, b.rows, b.col + half, b.cols - half}}
}

// cell adds what a ring has of one cell: of its two triangles. About a pole, where straight lines in
// longitude and latitude mean little, it counts places within the cell instead.
func (q *quads) cell(b block, ring orb.Ring, sign, near float64, polar bool) {
	part := 0.0
	corners := q.outline(b, near)
	switch {
	case len(corners) < 5: // a node is missing
		return
	case polar:
		part = q.sampled(b, ring, near)
	default:
		part = sphere(within(ring, corners[0], corners[1], corners[2])) + sphere(within(ring, corners[0], corners[2], corners[3]))
	}
	if part > 0 {
		q.parts[[2]int{b.row, b.col % q.grid.Cols()}] += sign * part
	}
}

// samples is how many places along each side of a cell are looked at about a pole.
const samples = 24

func (q *quads) sampled(b block, ring orb.Ring, near float64) float64 {
	inside, n := 0, 0
	for j := range samples {
		for i := range samples {
			lat, lon := q.grid.Between(float64(b.row)+(float64(j)+0.5)/samples-0.5, float64(b.col)+(float64(i)+0.5)/samples-0.5)
			if lat != lat {
				continue
			}
			n++
			for _, turn := range turns[1:4] {
				if planar.RingContains(ring, orb.Point{near + math.Remainder(lon-near, 360) + turn, lat}) {
					inside++
					break
				}
			}
		}
	}
	if n == 0 {
		return 0
	}
	return flat(q.vectors(b)) * float64(inside) / float64(n)
}

func (q *quads) vectors(b block) (out [4][3]float64) {
	for k, at := range [4][2]int{{0, 0}, {0, 1}, {1, 1}, {1, 0}} {
		p := q.corner(b.row+at[0], b.col+at[1], 0)
		out[k] = direction(p[1], p[0])
	}
	return out
}

// flat gives the area of a small quadrilateral in km²: half the product of its diagonals.
func flat(c [4][3]float64) float64 {
	var d, e, n [3]float64
	for k := range d {
		d[k], e[k] = c[2][k]-c[0][k], c[3][k]-c[1][k]
	}
	n = [3]float64{d[1]*e[2] - d[2]*e[1], d[2]*e[0] - d[0]*e[2], d[0]*e[1] - d[1]*e[0]}
	return math.Sqrt(n[0]*n[0]+n[1]*n[1]+n[2]*n[2]) / 2 * radius * radius
}

// within cuts a ring to a triangle (Sutherland and Hodgman).
func within(ring orb.Ring, a, b, c orb.Point) orb.Ring {
	if (edge{a, b}).side(c) < 0 {
		a, b = b, a
	}
	out := ring
	for _, e := range [3]edge{{a, b}, {b, c}, {c, a}} {
		in := out
		out = make(orb.Ring, 0, len(in)+3)
		for i, p := range in {
			before := in[(i+len(in)-1)%len(in)]
			was, is := e.side(before), e.side(p)
			if was < 0 != (is < 0) {
				f := was / (was - is)
				out = append(out, orb.Point{before[0] + f*(p[0]-before[0]), before[1] + f*(p[1]-before[1])})
			}
			if is >= 0 {
				out = append(out, p)
			}
		}
		if len(out) == 0 {
			return nil
		}
	}
	return out
}

// coverQuads is Cover on a grid with a projection.
func coverQuads(g *forecast.Grid, area orb.MultiPolygon) (*Cells, error) {
	q := newQuads(g)
	all := block{0, g.Rows(), 0, g.Cols()}
	out := &Cells{}
	for _, polygon := range area {
		for i, ring := range polygon {
			sign := 1.0
			if i > 0 {
				sign = -1 // a hole
			}
			out.Area += sign * sphere(ring)
			q.cut(all, ring, sign)
		}
	}
	inRow, inCol := make([]bool, g.Rows()), make([]bool, g.Cols())
	total := 0.0
	for at, part := range q.parts {
		if part > 1e-9 {
			inRow[at[0]], inCol[at[1]] = true, true
			total += part
		}
	}
	w, ok := around(inRow, inCol, g.X.Periodic())
	if !ok {
		return nil, noCell(g)
	}
	if w.Size() > maxCells {
		return nil, tooLarge(w)
	}
	out.Window, out.Weights = w, make([]float64, w.Size())
	for at, part := range q.parts {
		if part > 1e-9 {
			out.Weights[(at[0]-w.Row)*w.Cols+(at[1]-w.Col+g.Cols())%g.Cols()] = part
			out.Count++
		}
	}
	out.Covered = min(total/out.Area, 1)
	return out, nil
}
