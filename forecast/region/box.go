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
	const slack = 1e-6 // a coordinate written in decimal is not outside by its last bit
	width := east - west
	if width < 0 {
		width += 360
	}
	inLat := func(lat float64) bool { return lat >= south-slack && lat <= north+slack }
	inLon := func(lon float64) bool {
		past := math.Mod(lon-west+slack, 360)
		if past < 0 {
			past += 360
		}
		return past <= width+2*slack
	}
	inRow, inCol := make([]bool, g.Rows()), make([]bool, g.Cols())
	if g.Projection == nil {
		for row, lat := range g.Y.Values() {
			inRow[row] = inLat(lat)
		}
		for col, lon := range g.X.Values() {
			inCol[col] = inLon(lon)
		}
	} else {
		for i := range g.Size() {
			row, col := i/g.Cols(), i%g.Cols()
			if lat, lon := g.At(row, col); inLat(lat) && inLon(lon) {
				inRow[row], inCol[col] = true, true
			}
		}
	}
	w, ok := around(inRow, inCol, g.X.Periodic())
	if !ok {
		b := g.Bounds()
		return w, forecast.Errorf(forecast.Invalid, op, "no node of the dataset's grid (west %.6g, south %.6g, east %.6g, north %.6g) lies in the box", b[0], b[1], b[2], b[3])
	}
	return w, nil
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
