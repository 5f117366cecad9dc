package gridfile

import (
	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// Plane is where nodes lie that make no rows of one latitude: at coordinates of a projection, or in a
// mesh, each at a place of its own.
type Plane struct {
	Mapping  projection.Definition // no Kind of a mesh
	Y, X     []float64             // of rows and columns: metres, or degrees about a rotated pole; of a mesh they count nodes
	Lat, Lon []float64             // of each node in degrees, row by row
}

// Place tells where the nodes of a window of a grid lie.
func (s *Spec) Place(g *forecast.Grid, w forecast.Window) {
	if g.Projection == nil {
		s.Lat, s.Lon = Coordinates(g, w)
		return
	}
	p := &Plane{Y: g.Y.Values()[w.Row : w.Row+w.Rows], X: across(g, w, 0)}
	if formula, ok := g.Projection.(*projection.Projection); ok {
		p.Mapping = formula.Definition()
	}
	for i := range w.Size() {
		lat, lon := g.At(w.Row+i/w.Cols, (w.Col+i%w.Cols)%g.Cols())
		p.Lat, p.Lon = append(p.Lat, lat), append(p.Lon, lon)
	}
	s.Plane = p
}

// Coordinates gives those of the rows and columns of a window of a grid of latitudes and longitudes,
// rising across the seam from one within ±180.
func Coordinates(g *forecast.Grid, w forecast.Window) (lat, lon []float64) {
	turn := 0.0
	if g.X.Values()[w.Col%g.Cols()] >= 180 {
		turn = -360
	}
	return g.Y.Values()[w.Row : w.Row+w.Rows], across(g, w, turn)
}

// across gives the coordinates of a window's columns, a turn more beyond the seam.
func across(g *forecast.Grid, w forecast.Window, turn float64) (x []float64) {
	all := g.X.Values()
	for k := range w.Cols {
		x = append(x, all[(w.Col+k)%len(all)]+turn+360*float64((w.Col+k)/len(all)))
	}
	return x
}

// raster is where cells of one size lie: the outer corner of the first, their width and height.
type raster struct{ west, north, dx, dy float64 }

// raster says where the cells of evenly spaced rows and columns lie.
func (s *Spec) raster() (r raster, ok bool) {
	y, x := s.Lat, s.Lon
	if s.Plane != nil {
		y, x = s.Plane.Y, s.Plane.X
	}
	dy, evenY := spacing(y)
	dx, evenX := spacing(x)
	if !evenY || !evenX || dy >= 0 || dx <= 0 {
		return r, false
	}
	r = raster{x[0] - dx/2, y[0] - dy/2, dx, -dy}
	if s.Plane == nil && r.west >= 180 {
		r.west -= 360
	}
	return r, true
}
