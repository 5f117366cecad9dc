package forecast

import (
	"math"
	"slices"
)

// Projection says how the coordinates of a grid lie on the globe. Package projection has those that
// are formulas; Mesh is one that is a list of nodes.
type Projection interface {
	// Kind gives the projection's name as CF spells it, "mesh" for a Mesh.
	Kind() string
	// Forward gives the coordinates of a place in degrees, NaN where there are none.
	Forward(lat, lon float64) (x, y float64)
	// Inverse gives the place in degrees, the longitude within ±180; NaN where there is none.
	Inverse(x, y float64) (lat, lon float64)
}

// rotatedPole is the kind of projection whose x is a longitude.
const rotatedPole = "rotated_latitude_longitude"

// nearProjected is how far from a node, in cells, a place is taken to be at it, and how far outside
// a projected grid it still counts as on it: coordinates are spelt with some six decimals, and two
// programs' formulas differ in the last.
const nearProjected = 1e-4

// NewProjected makes a grid of the coordinates of its rows and columns on the plane of a projection:
// y strictly descending, x strictly ascending. About a rotated pole it is periodic where NewGrid's
// would be. It fails with kind Invalid and says why.
func NewProjected(p Projection, y, x []float64) (*Grid, error) {
	const op = "forecast.NewProjected"
	g := &Grid{Projection: p}
	var err error
	if g.Y, err = newAxis(decimal(y)); err != nil {
		return nil, Errorf(Invalid, op, "the y axis is unusable: %s", err.Error())
	}
	if g.X, err = newAxis(decimal(x)); err != nil {
		return nil, Errorf(Invalid, op, "the x axis is unusable: %s", err.Error())
	}
	if g.Y.step > 0 || g.X.step < 0 {
		return nil, Errorf(Invalid, op, "y must descend from row to row and x ascend from column to column")
	}
	if p.Kind() == rotatedPole {
		plain, err := NewGrid(y, x)
		if err != nil {
			return nil, err
		}
		g.X = plain.X
	}
	return g.bounded(op)
}

// NewMeshGrid makes the grid of a mesh, with all its nodes.
func NewMeshGrid(m *Mesh) (*Grid, error) {
	const op = "forecast.NewMeshGrid"
	g := &Grid{Projection: m}
	g.Y, _ = newAxis(whole(m.rows))
	g.X, _ = newAxis(whole(m.cols))
	if m.periodic {
		g.X.period = float64(m.cols)
	}
	return g.bounded(op)
}

// whole gives 0, 1, … n-1.
func whole(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(i)
	}
	return out
}

// plane gives the coordinates of a place, those of a rotated pole in the turn about the grid's
// middle, so that they jump far from it.
func (g *Grid) plane(lat, lon float64) (x, y float64) {
	x, y = g.Projection.Forward(lat, lon)
	if g.X.period == 0 && g.Projection.Kind() == rotatedPole {
		middle := (g.X.values[0] + g.X.values[g.X.Len()-1]) / 2
		x = middle + math.Remainder(x-middle, 360)
	}
	return x, y
}

func (g *Grid) locateProjected(lat, lon float64) (p Place, ok bool) {
	if math.IsNaN(lat) || math.IsNaN(lon) || math.Abs(lat) > 90 {
		return p, false
	}
	x, y := g.plane(lat, lon)
	var onY, onX bool
	p.Row, p.Y, onY = g.Y.locate(y, nearProjected, nearProjected)
	p.Col, p.X, onX = g.X.locate(x, nearProjected, nearProjected)
	return p, onY && onX
}

// Position gives the place of a latitude and longitude in degrees as fractional row and column of a
// grid with a projection. They go on beyond its edges; columns of a periodic grid lie in [0, Cols).
// Both are NaN where the projection does not reach.
func (g *Grid) Position(lat, lon float64) (row, col float64) {
	x, y := g.plane(lat, lon)
	if math.IsNaN(x) || math.IsNaN(y) {
		return math.NaN(), math.NaN()
	}
	return g.Y.position(y), g.X.position(x)
}

// Directions gives the unit vectors, eastward and northward, along which x and y grow at a node. On
// a grid without projection they are east and north.
func (g *Grid) Directions(row, col int) (x, y [2]float64) {
	if g.Projection == nil {
		return [2]float64{1, 0}, [2]float64{0, 1}
	}
	atX, atY := g.X.values[col], g.Y.values[row]
	dx, dy := 1e-2*math.Abs(g.X.step), 1e-2*math.Abs(g.Y.step)
	lowX, highX, lowY, highY := atX-dx, atX+dx, atY-dy, atY+dy
	if m, ok := g.Projection.(*Mesh); ok { // bent at its nodes
		lowX, highX = m.around(atX, m.cols, m.periodic)
		lowY, highY = m.around(atY, m.rows, false)
	}
	lat, lon := g.Projection.Inverse(atX, atY)
	toward := func(x0, y0, x1, y1 float64) [2]float64 {
		a, b := unitVector(g.Projection.Inverse(x0, y0)), unitVector(g.Projection.Inverse(x1, y1))
		d := vector{b[0] - a[0], b[1] - a[1], b[2] - a[2]}
		sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
		sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
		east := -sinLon*d[0] + cosLon*d[1]
		north := -sinLat*cosLon*d[0] - sinLat*sinLon*d[1] + cosLat*d[2]
		length := math.Hypot(east, north)
		return [2]float64{east / length, north / length}
	}
	return toward(lowX, atY, highX, atY), toward(atX, lowY, atX, highY)
}

// bounded finds the box that the nodes span, by those along the edge and the poles.
func (g *Grid) bounded(op string) (*Grid, error) {
	g.bounds[1], g.bounds[3] = 90, -90
	var lons []float64
	g.edge(func(lat, lon float64) {
		if math.IsNaN(lat) || math.IsNaN(lon) {
			return
		}
		g.bounds[1], g.bounds[3] = min(g.bounds[1], lat), max(g.bounds[3], lat)
		lons = append(lons, lon)
	})
	if len(lons) == 0 {
		return nil, Errorf(Invalid, op, "no node along the edge of the grid lies on the globe")
	}
	g.bounds[0], g.bounds[2] = span(lons)
	full := g.X.period > 0
	for _, pole := range []float64{90, -90} {
		if _, ok := g.Locate(pole, 0); ok {
			full = true
			g.bounds[1], g.bounds[3] = min(g.bounds[1], pole), max(g.bounds[3], pole)
		}
	}
	if full {
		g.bounds[0], g.bounds[2] = -180, 180
	}
	return g, nil
}

// edge visits the nodes along the edge, all of a mesh, whose edge may be missing.
func (g *Grid) edge(visit func(lat, lon float64)) {
	if m, ok := g.Projection.(*Mesh); ok {
		for i, lat := range m.lat {
			visit(lat, m.lon[i])
		}
		return
	}
	rows, cols := g.Rows(), g.Cols()
	for col := range cols {
		visit(g.At(0, col))
		visit(g.At(rows-1, col))
	}
	for row := range rows {
		visit(g.At(row, 0))
		visit(g.At(row, cols-1))
	}
}

// span gives the narrowest range that holds longitudes, from west within ±180 to an east that may
// be beyond.
func span(lons []float64) (west, east float64) {
	for i, lon := range lons {
		lons[i] = wrap(lon+180, 360) - 180
	}
	slices.Sort(lons)
	n := len(lons)
	west, east = lons[0], lons[n-1]
	widest := lons[0] + 360 - lons[n-1]
	for i := 1; i < n; i++ {
		if gap := lons[i] - lons[i-1]; gap > widest {
			widest, west, east = gap, lons[i], lons[i-1]+360
		}
	}
	return west, east
}

// sameProjection compares where nodes lie, of two grids with the same axes.
func (g *Grid) sameProjection(o *Grid) bool {
	if g.Projection == nil || o.Projection == nil {
		return g.Projection == nil && o.Projection == nil
	}
	const across = 16
	near := func(row, col int) bool {
		a, b := unitVector(g.At(row, col)), unitVector(o.At(row, col))
		if math.IsNaN(a[0]) || math.IsNaN(b[0]) {
			return math.IsNaN(a[0]) == math.IsNaN(b[0])
		}
		beside := unitVector(g.At(row, max(1, col)-1))
		if col == 0 {
			beside = unitVector(g.At(row, min(1, g.Cols()-1)))
		}
		return !(a.distance(b) > 1e-3*a.distance(beside)+1e-9)
	}
	for j := range across + 1 {
		for i := range across + 1 {
			if !near(j*(g.Rows()-1)/across, i*(g.Cols()-1)/across) {
				return false
			}
		}
	}
	return true
}
