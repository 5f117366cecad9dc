package forecast

import "math"

// Mesh is a grid of quadrilaterals that is known by the latitude and longitude of each node alone.
// Its coordinates count nodes: x = 2.5, y = 0 lies halfway between the third and fourth node of the
// first row. Within a cell, places are bilinear in x and y between the four nodes as vectors from
// the middle of the Earth; edges of cells are therefore great circles. A Mesh is a Projection.
type Mesh struct {
	rows, cols int
	periodic   bool
	lat, lon   []float64
	nodes      []vector // the same, as vectors; NaN where a node is missing
	levels     []level  // finest first
}

// vector is a direction from the middle of the Earth.
type vector [3]float64

func unitVector(lat, lon float64) vector {
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
	return vector{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func (a vector) dot(b vector) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

func (a vector) distance(b vector) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// level is a layer of blocks of cells, each block within a circle about its middle.
type level struct {
	down, across int
	circles      []circle
}

// circle is all that lies within an angle of a middle.
type circle struct {
	middle vector
	angle  float64
	cosine float64 // of angle, a little less for rounding; 2 where nothing is in it
}

const (
	leafCells = 4 // a block of the finest level is so many cells wide and high
	fanOut    = 2 // blocks of a level in one of the next, along each side
)

// NewMesh makes a mesh of the latitudes and longitudes of its nodes in degrees, row by row; NaN
// where a node is missing. It takes the mesh as periodic where the first column is as near to the
// last as columns are to each other. It fails with kind Invalid where there are less than two rows
// or columns, a latitude is beyond a pole, or no cell is whole.
func NewMesh(lat, lon []float64, cols int) (*Mesh, error) {
	const op = "forecast.NewMesh"
	if cols < 2 || len(lat) < 2*cols || len(lat)%cols != 0 || len(lon) != len(lat) {
		return nil, Errorf(Invalid, op, "%d latitudes and %d longitudes in rows of %d make no mesh", len(lat), len(lon), cols)
	}
	m := &Mesh{rows: len(lat) / cols, cols: cols, lat: lat, lon: make([]float64, len(lon)), nodes: make([]vector, len(lat))}
	for i, v := range lat {
		if math.Abs(v) > 90+1e-4 || math.IsInf(lon[i], 0) || math.Abs(lon[i]) > 1e4 {
			return nil, Errorf(Invalid, op, "node %d is at %v°N %v°E", i, v, lon[i])
		}
		m.lon[i] = wrap(lon[i]+180, 360) - 180
		m.nodes[i] = unitVector(v, lon[i])
	}
	m.periodic = m.closes()
	if !m.index() {
		return nil, Errorf(Invalid, op, "no cell of the mesh has all its nodes")
	}
	return m, nil
}

// closes says whether the last column is followed by the first.
func (m *Mesh) closes() bool {
	if m.cols < 4 {
		return false
	}
	closed := 0
	for row := range m.rows {
		at := m.nodes[row*m.cols:][:m.cols]
		gap, widest := at[0].distance(at[m.cols-1]), 0.0
		for i := 1; i < m.cols; i++ {
			if d := at[i].distance(at[i-1]); d > widest {
				widest = d
			}
		}
		if math.IsNaN(gap) || widest == 0 {
			continue
		}
		// A column that is there twice closes nothing: the cells before it do.
		if gap > 1.01*widest || gap < 0.1*widest {
			return false
		}
		closed++
	}
	return closed > 0
}

// Kind gives "mesh".
func (m *Mesh) Kind() string { return "mesh" }

// Nodes gives the latitudes and the longitudes of the nodes, row by row; the caller must not change
// them.
func (m *Mesh) Nodes() (lat, lon []float64) { return m.lat, m.lon }

// cellsAcross gives the number of cells in a row.
func (m *Mesh) cellsAcross() int {
	if m.periodic {
		return m.cols
	}
	return m.cols - 1
}

// corners gives the nodes of a cell: upper left and right, lower left and right.
func (m *Mesh) corners(row, col int) [4]*vector {
	next := col + 1
	if next == m.cols {
		next = 0
	}
	upper, lower := m.nodes[row*m.cols:][:m.cols], m.nodes[(row+1)*m.cols:][:m.cols]
	return [4]*vector{&upper[col], &upper[next], &lower[col], &lower[next]}
}

// Inverse gives the place of a point of the mesh; exactly that of the node where x and y are whole.
func (m *Mesh) Inverse(x, y float64) (lat, lon float64) {
	if m.periodic {
		x = wrap(x, float64(m.cols))
	}
	if !(x >= 0 && y >= 0 && x <= float64(m.cellsAcross()) && y <= float64(m.rows-1)) {
		return math.NaN(), math.NaN()
	}
	col, row := min(int(x), m.cellsAcross()-1), min(int(y), m.rows-2)
	x, y = x-float64(col), y-float64(row)
	if (x == 0 || x == 1) && (y == 0 || y == 1) {
		i := (row+int(y))*m.cols + (col+int(x))%m.cols
		return m.lat[i], m.lon[i]
	}
	var p vector
	c := m.corners(row, col)
	for k := range p {
		p[k] = (1-y)*((1-x)*c[0][k]+x*c[1][k]) + y*((1-x)*c[2][k]+x*c[3][k])
	}
	return math.Atan2(p[2], math.Hypot(p[0], p[1])) * 180 / math.Pi, math.Atan2(p[1], p[0]) * 180 / math.Pi
}

// around gives the neighbouring nodes of a coordinate on an axis of n nodes, itself where there is
// none.
func (m *Mesh) around(at float64, n int, periodic bool) (low, high float64) {
	if periodic {
		return at - 1, at + 1
	}
	return max(0, at-1), min(float64(n-1), at+1)
}

// Forward gives where a place lies on the mesh: in the first of the cells that hold it, NaN where
// none does.
func (m *Mesh) Forward(lat, lon float64) (x, y float64) {
	p := unitVector(lat, lon)
	if x, y, ok := m.search(len(m.levels)-1, 0, 0, &p); ok {
		return x, y
	}
	return math.NaN(), math.NaN()
}

// search looks for a place in a block of a level.
func (m *Mesh) search(at, down, across int, p *vector) (x, y float64, ok bool) {
	l := &m.levels[at]
	if c := &l.circles[down*l.across+across]; !(c.middle.dot(*p) >= c.cosine) {
		return 0, 0, false
	}
	if at == 0 {
		return m.searchCells(down*leafCells, across*leafCells, p)
	}
	finer := &m.levels[at-1]
	for j := down * fanOut; j < min(finer.down, (down+1)*fanOut); j++ {
		for i := across * fanOut; i < min(finer.across, (across+1)*fanOut); i++ {
			if x, y, ok := m.search(at-1, j, i, p); ok {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

func (m *Mesh) searchCells(row, col int, p *vector) (x, y float64, ok bool) {
	// A plane that touches the sphere at p, where p is the origin.
	east := vector{-p[1], p[0], 0}
	if math.Abs(p[2]) > 0.9 {
		east = vector{0, -p[2], p[1]}
	}
	north := vector{p[1]*east[2] - p[2]*east[1], p[2]*east[0] - p[0]*east[2], p[0]*east[1] - p[1]*east[0]}
	for r := row; r < min(m.rows-1, row+leafCells); r++ {
		for c := col; c < min(m.cellsAcross(), col+leafCells); c++ {
			var qx, qy [4]float64
			for k, node := range m.corners(r, c) {
				qx[k], qy[k] = node.dot(east), node.dot(north)
			}
			if u, v, ok := solveBilinear(qx, qy); ok && m.corners(r, c)[0].dot(*p) > 0 {
				return float64(c) + u, float64(r) + v, true
			}
		}
	}
	return 0, 0, false
}

// edgeSlack is how far outside a cell a place still counts as in it, for rounding: by less than
// nearProjected, so that no place falls between two cells.
const edgeSlack = 1e-9

// solveBilinear finds u and v in [0, 1] where the bilinear surface through four points of a plane
// (at u, v = 0,0; 1,0; 0,1; 1,1) is 0, 0.
func solveBilinear(x, y [4]float64) (u, v float64, ok bool) {
	near := edgeSlack * (math.Abs(x[3]-x[0]) + math.Abs(y[3]-y[0]))
	if x[0] > near && x[1] > near && x[2] > near && x[3] > near || x[0] < -near && x[1] < -near && x[2] < -near && x[3] < -near ||
		y[0] > near && y[1] > near && y[2] > near && y[3] > near || y[0] < -near && y[1] < -near && y[2] < -near && y[3] < -near {
		return 0, 0, false
	}
	// a + u·b + v·c + u·v·d = 0; crossing with b + v·d leaves a quadratic in v.
	bx, by := x[1]-x[0], y[1]-y[0]
	cx, cy := x[2]-x[0], y[2]-y[0]
	dx, dy := x[0]-x[1]-x[2]+x[3], y[0]-y[1]-y[2]+y[3]
	p := cx*dy - cy*dx
	q := x[0]*dy - y[0]*dx + cx*by - cy*bx
	r := x[0]*by - y[0]*bx
	roots := [2]float64{-r / q, math.NaN()}
	if root := math.Sqrt(q*q - 4*p*r); math.Abs(4*p*r) > 1e-14*q*q {
		s := -(q + math.Copysign(root, q)) / 2
		roots = [2]float64{r / s, s / p}
	}
	for _, v := range roots {
		if !(v >= -edgeSlack && v <= 1+edgeSlack) {
			continue
		}
		v = max(0, min(1, v))
		if ex, ey := bx+v*dx, by+v*dy; math.Abs(ex) > math.Abs(ey) {
			u = -(x[0] + v*cx) / ex
		} else {
			u = -(y[0] + v*cy) / ey
		}
		if u >= -edgeSlack && u <= 1+edgeSlack {
			return max(0, min(1, u)), v, true
		}
	}
	return 0, 0, false
}

// index builds the levels; it says false where no cell is whole.
func (m *Mesh) index() bool {
	first := level{down: blocks(m.rows-1, leafCells), across: blocks(m.cellsAcross(), leafCells)}
	first.circles = make([]circle, first.down*first.across)
	for j := range first.down {
		for i := range first.across {
			var around []vector
			for r := j * leafCells; r <= min(m.rows-1, (j+1)*leafCells); r++ {
				for c := i * leafCells; c <= min(m.cellsAcross(), (i+1)*leafCells); c++ {
					if node := m.nodes[r*m.cols+c%m.cols]; !math.IsNaN(node[0]) {
						around = append(around, node)
					}
				}
			}
			first.circles[j*first.across+i] = circleOf(around, nil)
		}
	}
	m.levels = []level{first}
	for l := &m.levels[0]; l.down > 1 || l.across > 1; l = &m.levels[len(m.levels)-1] {
		next := level{down: blocks(l.down, fanOut), across: blocks(l.across, fanOut)}
		next.circles = make([]circle, next.down*next.across)
		for j := range next.down {
			for i := range next.across {
				var middles []vector
				var angles []float64
				for r := j * fanOut; r < min(l.down, (j+1)*fanOut); r++ {
					for c := i * fanOut; c < min(l.across, (i+1)*fanOut); c++ {
						if of := l.circles[r*l.across+c]; of.cosine <= 1 {
							middles, angles = append(middles, of.middle), append(angles, of.angle)
						}
					}
				}
				next.circles[j*next.across+i] = circleOf(middles, angles)
			}
		}
		m.levels = append(m.levels, next)
	}
	return m.hasCell()
}

// hasCell says whether any cell has all its nodes.
func (m *Mesh) hasCell() bool {
	for row := range m.rows - 1 {
		for col := range m.cellsAcross() {
			c := m.corners(row, col)
			if sum := c[0][0] + c[1][0] + c[2][0] + c[3][0]; !math.IsNaN(sum) {
				return true
			}
		}
	}
	return false
}

func blocks(cells, size int) int { return max(1, (cells+size-1)/size) }

// circleOf gives a circle that holds circles about middles, or the middles alone.
func circleOf(middles []vector, angles []float64) circle {
	if len(middles) == 0 {
		return circle{cosine: 2}
	}
	var sum vector
	for _, v := range middles {
		for k := range sum {
			sum[k] += v[k]
		}
	}
	length := math.Sqrt(sum.dot(sum))
	if length < 1e-9 { // all round the globe
		return circle{vector{1, 0, 0}, math.Pi, -2}
	}
	c := circle{middle: vector{sum[0] / length, sum[1] / length, sum[2] / length}}
	for i, v := range middles {
		angle := math.Acos(max(-1, min(1, c.middle.dot(v))))
		if angles != nil {
			angle += angles[i]
		}
		c.angle = max(c.angle, angle)
	}
	c.cosine = -2
	// Places in a cell lie within the circle of its nodes as long as that is less than half the globe.
	if c.angle < math.Pi/2-0.01 {
		c.cosine = math.Cos(c.angle+1e-7) - 1e-12
	} else {
		c.angle = math.Pi
	}
	return c
}
