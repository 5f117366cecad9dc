package forecast

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Grid is where the nodes of a field lie: rows and columns at coordinates of their own. Without a
// projection these are latitude and longitude in degrees, rows from north to south and columns from
// west to east. With one they are those of its plane, rows from the top and columns from the left
// as its maps are printed. Grids do not change after they are made.
type Grid struct {
	Y, X       Axis       // of the rows, of the columns
	Projection Projection // nil for latitude and longitude
	bounds     [4]float64 // with a projection
}

// NewGrid makes a grid of the coordinates of its rows and columns in degrees: latitudes strictly
// descending within ±90, longitudes strictly ascending over less than a full turn. It takes the
// grid as periodic when the gap that closes the circle is not wider than its widest step. It
// fails with kind Invalid and says why.
func NewGrid(lat, lon []float64) (*Grid, error) {
	const op = "forecast.NewGrid"
	lat, lon = decimal(lat), decimal(lon)
	y, err := newAxis(lat)
	if err != nil {
		return nil, Errorf(Invalid, op, "the latitude axis is unusable: %s", err.Error())
	}
	x, err := newAxis(lon)
	if err != nil {
		return nil, Errorf(Invalid, op, "the longitude axis is unusable: %s", err.Error())
	}
	n := len(lon)
	switch {
	case y.step > 0 || x.step < 0:
		return nil, Errorf(Invalid, op, "rows must run from north to south and columns from west to east")
	case lat[0] > 90+1e-4 || lat[len(lat)-1] < -90-1e-4:
		return nil, Errorf(Invalid, op, "latitudes must lie within ±90°, not %g to %g", lat[0], lat[len(lat)-1])
	case lon[n-1]-lon[0] >= 360-1e-6:
		return nil, Errorf(Invalid, op, "longitudes from %g to %g go round more than once", lon[0], lon[n-1])
	}
	y.values[0] = min(y.values[0], 90)
	y.values[len(lat)-1] = max(y.values[len(lat)-1], -90)
	widest := 0.0
	for i := 1; i < n; i++ {
		widest = max(widest, lon[i]-lon[i-1])
	}
	if gap := lon[0] + 360 - lon[n-1]; n > 2 && gap <= widest*1.01 {
		x.period = 360
	}
	return &Grid{Y: y, X: x}, nil
}

// decimal copies coordinates. Those that were kept as float32 become the decimal that they stand
// for: 359.6, not 359.6000061.
func decimal(values []float64) []float64 {
	out := slices.Clone(values)
	for i, v := range values {
		if float64(float32(v)) != v {
			return slices.Clone(values)
		}
		out[i], _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', -1, 32), 64)
	}
	return out
}

// Rows gives the number of rows.
func (g *Grid) Rows() int { return g.Y.Len() }

// Cols gives the number of columns.
func (g *Grid) Cols() int { return g.X.Len() }

// Size gives the number of nodes.
func (g *Grid) Size() int { return g.Rows() * g.Cols() }

// Place is where a place lies among the nodes of a grid: at fraction Y from Row to the next row and
// X from Col to the next column, both in [0, 1). Where a fraction is 0 the next one has no part in
// it and may not exist; Col + 1 may be Cols on a periodic grid, which stands for column 0.
type Place struct {
	Row, Col int
	Y, X     float64
}

// Locate gives where a place in degrees lies on the grid, and whether it does. Any spelling of the
// longitude will do.
func (g *Grid) Locate(lat, lon float64) (p Place, ok bool) {
	if g.Projection != nil {
		return g.locateProjected(lat, lon)
	}
	var onLat, onLon bool
	p.Row, p.Y, onLat = g.LocateLat(lat)
	p.Col, p.X, onLon = g.LocateLon(lon)
	return p, onLat && onLon
}

// At gives the latitude and longitude of a node in degrees: the longitude as the axis has it, or
// within ±180 where the grid has a projection.
func (g *Grid) At(row, col int) (lat, lon float64) {
	if g.Projection != nil {
		return g.Projection.Inverse(g.X.values[col], g.Y.values[row])
	}
	return g.Y.values[row], g.X.values[col]
}

// Between is At for a fractional row and column: the place whose coordinates lie that far from one
// node's to the next's. On a periodic grid columns may run past the last.
func (g *Grid) Between(row, col float64) (lat, lon float64) {
	y, x := g.Y.coordinate(row), g.X.coordinate(col)
	if g.Projection != nil {
		return g.Projection.Inverse(x, y)
	}
	return y, x
}

// LocateLat is Locate on the rows of a grid without projection. Where the grid goes round the globe and its last row ends less
// than a step short of a pole, the row stands for the cap beyond it.
func (g *Grid) LocateLat(lat float64) (i int, f float64, ok bool) {
	n := g.Rows()
	if g.X.Periodic() && n > 1 {
		step := math.Abs(g.Y.step) * 1.01
		north, south := g.Y.values[0], g.Y.values[n-1]
		if lat > north && north+step >= 90 && lat <= 90 {
			return 0, 0, true
		}
		if lat < south && south-step <= -90 && lat >= -90 {
			return n - 1, 0, true
		}
	}
	return g.Y.Locate(lat)
}

// LocateLon is Locate on the columns of a grid without projection, for any spelling of the longitude (-180 or 540 alike).
func (g *Grid) LocateLon(lon float64) (i int, f float64, ok bool) {
	if !g.X.Periodic() {
		first := g.X.values[0] - max(slack*g.X.step, 1e-6)
		lon = first + wrap(lon-first, 360)
	}
	return g.X.Locate(lon)
}

// String describes the grid for messages.
func (g *Grid) String() string {
	kind := "latitude_longitude"
	if g.Projection != nil {
		kind = g.Projection.Kind()
	}
	lat, lon := g.At(0, 0)
	return fmt.Sprintf("a %s grid of %d × %d nodes from %.6g°N %.6g°E", kind, g.Rows(), g.Cols(), lat, lon)
}

// Equal says whether two grids have the same nodes, to a thousandth of a step. Of projections and
// meshes it compares nodes in all parts of the grid, not all of them.
func (g *Grid) Equal(o *Grid) bool {
	same := func(a, b *Axis) bool {
		return slices.EqualFunc(a.values, b.values, func(p, q float64) bool {
			return math.Abs(p-q) <= 1e-3*math.Abs(a.step)+1e-9
		})
	}
	return same(&g.Y, &o.Y) && same(&g.X, &o.X) && g.sameProjection(o)
}

// OverviewFactor is how many times fewer rows and columns each level of detail has than the one
// before.
const OverviewFactor = 4

// overviewNodes is the size under which a field needs no coarser copy: a tile reads it whole.
const overviewNodes = 256

// Overview gives the grid of the next coarser copy: every fourth row and column and the last
// ones, so that its nodes are nodes of g and it covers the same area. It says false where none is
// worth keeping, or a grid round the globe does not divide evenly.
func (g *Grid) Overview() (*Grid, bool) {
	if max(g.Rows(), g.Cols()) <= overviewNodes || min(g.Rows(), g.Cols()) <= OverviewFactor {
		return nil, false
	}
	y, ok := g.Y.thin(OverviewFactor)
	x, ok2 := g.X.thin(OverviewFactor)
	return &Grid{Y: y, X: x, Projection: g.Projection, bounds: g.bounds}, ok && ok2
}

// Bounds gives the rectangle that the grid's nodes span, as west, south, east, north in degrees;
// from -180 to 180 where it goes round the globe. East is above 180 where it crosses the date
// line.
func (g *Grid) Bounds() [4]float64 {
	if g.Projection != nil {
		return g.bounds
	}
	lat, lon := g.Y.values, g.X.values
	if g.X.Periodic() {
		return [4]float64{-180, lat[len(lat)-1], 180, lat[0]}
	}
	west := wrap(lon[0]+180, 360) - 180
	return [4]float64{west, lat[len(lat)-1], west + lon[len(lon)-1] - lon[0], lat[0]}
}
