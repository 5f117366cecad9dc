package regrid

import (
	"context"
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/region"
)

// Mean gives a field at the nodes of another grid as means by area over the cells around them, so that
// what falls on an area stays what it is. Of a cell that is missing in part it is the mean of the rest,
// and missing where that is less than half. Both grids must be of latitudes and longitudes, and values
// no directions: else it fails with kind Invalid.
func Mean(f forecast.Field, onto *forecast.Grid) (forecast.Field, error) {
	const op = "regrid.Mean"
	if f.Grid().Projection != nil || onto.Projection != nil {
		return nil, forecast.Errorf(forecast.Invalid, op, "this dataset's grid has a projection, and means over cells are made of grids of latitudes and longitudes: ask for bilinear or nearest")
	}
	if f.Layer().Variable.Shape == forecast.Direction {
		return nil, forecast.Errorf(forecast.Invalid, op, "%s is a direction, of which no mean is made: ask for the components", f.Layer().Name())
	}
	return mean{f, onto}, nil
}

type mean struct {
	forecast.Field
	grid *forecast.Grid
}

func (m mean) Grid() *forecast.Grid { return m.grid }

// overlap is what a cell of the one grid has of rows or columns of the other: from the first on, the
// length of each.
type overlap struct {
	first  int
	length []float64
}

// Read implements forecast.Field: a row of the window at a time.
func (m mean) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	of := m.Field.Grid()
	rows, cols := region.Edges(of)
	toRows, toCols := region.Edges(m.grid)
	columns := make([]overlap, w.Cols)
	west, east := math.MaxInt, -1
	for c := range columns {
		k := (w.Col + c) % m.grid.Cols()
		columns[c] = around360(cols, toCols[k], toCols[k+1], of.X.Periodic())
		if o := columns[c]; len(o.length) > 0 {
			west, east = min(west, o.first), max(east, o.first+len(o.length)-1)
		}
	}
	if east < west {
		west, east = 0, 0
	}
	box := forecast.Window{Col: west % of.Cols(), Cols: min(of.Cols(), east-west+1)}
	for r := range w.Rows {
		down := between(rows, toRows[w.Row+r], toRows[w.Row+r+1])
		box.Row, box.Rows = down.first, len(down.length)
		values := make([]float32, box.Size())
		if box.Rows > 0 {
			if err := m.Field.Read(ctx, box, values); err != nil {
				return err
			}
		}
		for c, across := range columns {
			whole := (toCols[(w.Col+c)%m.grid.Cols()+1] - toCols[(w.Col+c)%m.grid.Cols()]) * (sine(toRows[w.Row+r]) - sine(toRows[w.Row+r+1]))
			dst[r*w.Cols+c] = average(values, box.Cols, west, down, across, whole)
		}
	}
	return nil
}

func sine(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// average gives the mean of a cell, missing where less than half of its whole has values.
func average(values []float32, stride, west int, down, across overlap, whole float64) float32 {
	var sum, area float64
	for j, height := range down.length {
		for i, width := range across.length {
			if v := float64(values[j*stride+(across.first+i-west)%stride]); v == v {
				sum += height * width * v
				area += height * width
			}
		}
	}
	if area < whole/2*(1-1e-9) {
		return float32(math.NaN())
	}
	return float32(sum / area)
}

// between gives what lies of rows, whose borders descend, between two latitudes: in sines, as areas go.
func between(borders []float64, north, south float64) (out overlap) {
	for k := range len(borders) - 1 {
		top, bottom := min(borders[k], north), max(borders[k+1], south)
		if top <= bottom {
			continue
		}
		if out.length == nil {
			out.first = k
		}
		out.length = append(out.length, sine(top)-sine(bottom))
	}
	return out
}

// around360 gives what lies of columns between two longitudes, in degrees. On a grid round the globe
// places run on past the last column.
func around360(borders []float64, west, east float64, periodic bool) (out overlap) {
	n := len(borders) - 1
	turn := 360 * math.Floor((west-borders[0])/360)
	if !periodic && east-turn-360 > borders[0] && west-turn > borders[n] {
		turn += 360 // it begins before the first column, and reaches into it
	}
	west, east = west-turn, east-turn
	k, exact := slices.BinarySearch(borders, west)
	if !exact {
		k--
	}
	for k = max(k, 0); ; k++ {
		if k >= n && !periodic {
			return out
		}
		shift := 360 * float64(k/n)
		left, right := borders[k%n]+shift, borders[k%n+1]+shift
		if left >= east {
			return out
		}
		if length := min(right, east) - max(left, west); length > 0 {
			if out.length == nil {
				out.first = k
			}
			out.length = append(out.length, length)
		}
	}
}
