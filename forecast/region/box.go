package region

import (
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// Box gives the window of the nodes in a box, whose east may lie west of its west: it crosses the
// date line then. Of a grid with a projection it is the smallest window that has them all, and others
// between. It fails with kind Invalid where no node lies in it.
func Box(g *forecast.Grid, west, south, east, north float64) (forecast.Window, error) {
	const op = "region.Box"
	if !(south <= north) || !(south >= -90 && north <= 90 && math.Abs(west) <= 540 && math.Abs(east) <= 540) {
		return forecast.Window{}, forecast.Errorf(forecast.Invalid, op, "a box is west,south,east,north in degrees, not %g,%g,%g,%g", west, south, east, north)
	}
	in := newRectangle(west, south, east, north)
	inRow, inCol := make([]bool, g.Rows()), make([]bool, g.Cols())
	if g.Projection == nil {
		for row, lat := range g.Y.Values() {
			inRow[row] = in.hasLat(lat)
		}
		for col, lon := range g.X.Values() {
			inCol[col] = in.hasLon(lon, 0)
		}
	} else {
		newQuads(g).mark(block{0, g.Rows(), 0, g.Cols()}, in, inRow, inCol)
	}
	w, ok := around(inRow, inCol, g.X.Periodic())
	if !ok {
		b := g.Bounds()
		return w, forecast.Errorf(forecast.Invalid, op, "no node of the dataset's grid (west %.6g, south %.6g, east %.6g, north %.6g) lies in the box", b[0], b[1], b[2], b[3])
	}
	return w, nil
}

// rectangle is from a south to a north, and from a west so many degrees eastward.
type rectangle struct{ west, south, width, north float64 }

func newRectangle(west, south, east, north float64) rectangle {
	const slack = 1e-6 // a coordinate written in decimal is not outside by its last bit
	width := east - west
	if width < 0 {
		width += 360
	}
	return rectangle{west - slack, south - slack, width + 2*slack, north + slack}
}

func (b rectangle) hasLat(lat float64) bool { return lat >= b.south && lat <= b.north }

// hasLon says whether what begins at a longitude and is so wide lies in the box.
func (b rectangle) hasLon(lon, wide float64) bool { return b.past(lon)+wide <= b.width }

// past gives how far east of the box's west a longitude lies.
func (b rectangle) past(lon float64) float64 {
	past := math.Mod(lon-b.west, 360)
	if past < 0 {
		past += 360
	}
	return past
}

// mark notes the rows and columns of a block that have nodes in a box: of all of it at once where it lies
// in or outside.
func (q *quads) mark(b block, in rectangle, inRow, inCol []bool) {
	around, ok := q.bound(b, 0)
	wide := around.Max[0] - around.Min[0]
	switch {
	case ok && (around.Max[1] < in.south || around.Min[1] > in.north || in.past(around.Min[0]) > in.width && in.past(around.Min[0])+wide < 360):
	case ok && in.hasLat(around.Min[1]) && in.hasLat(around.Max[1]) && in.hasLon(around.Min[0], wide):
		for row := range b.rows {
			inRow[b.row+row] = true
		}
		for col := range b.cols {
			inCol[b.col+col] = true
		}
	case b.rows*b.cols <= 16:
		for i := range b.rows * b.cols {
			row, col := b.row+i/b.cols, b.col+i%b.cols
			if lat, lon := q.grid.At(row, col); in.hasLat(lat) && in.hasLon(lon, 0) {
				inRow[row], inCol[col] = true, true
			}
		}
	default:
		for _, half := range b.halves() {
			q.mark(half, in, inRow, inCol)
		}
	}
}

// around gives the smallest window with some rows and columns.
func around(inRow, inCol []bool, periodic bool) (w forecast.Window, ok bool) {
	row, south := slices.Index(inRow, true), lastTrue(inRow)
	col, east := slices.Index(inCol, true), lastTrue(inCol)
	if row < 0 || col < 0 {
		return w, false
	}
	if n := len(inCol); periodic {
		gap := col + n - east // from the last across the seam to the first
		last := east
		for k, since := col, col; k <= last; k++ {
			if !inCol[k] {
				continue
			}
			if k-since > gap {
				gap, col, east = k-since, k, since+n
			}
			since = k
		}
	}
	return forecast.Window{Row: row, Col: col, Rows: south - row + 1, Cols: east - col + 1}, true
}

func lastTrue(list []bool) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] {
			return i
		}
	}
	return -1
}
