package cf

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// grid makes the grid of two dimensions, once.
func (r *reader) grid(latDim, lonDim string) *horizontal {
	key := latDim + "\x00" + lonDim
	if h, ok := r.grids[key]; ok {
		return h
	}
	h := r.makeGrid(latDim, lonDim)
	r.grids[key] = h
	return h
}

func (r *reader) makeGrid(latDim, lonDim string) *horizontal {
	lats, err := r.axisValues(latDim)
	if err != nil {
		return &horizontal{err: err}
	}
	lons, err := r.axisValues(lonDim)
	if err != nil {
		return &horizontal{err: err}
	}
	r.noteUnits(latDim, longitude)
	r.noteUnits(lonDim, latitude)
	return r.plainGrid(lats, lons, latDim, lonDim)
}

// plainGrid makes the grid of the latitudes of rows and the longitudes of columns.
func (r *reader) plainGrid(lats, lons []float64, latDim, lonDim string) *horizontal {
	var err error
	h := &horizontal{rows: count(len(lats))}
	if n := len(lats); n > 1 && lats[0] < lats[n-1] {
		slices.Reverse(lats)
		slices.Reverse(h.rows)
		r.note("%s ascends: rows are turned to run from north to south", latDim)
	}
	lons, cols, notes := orderLongitudes(lons)
	for _, n := range notes {
		r.note("%s: %s", lonDim, n)
	}
	h.cols = cols
	if h.grid, err = forecast.NewGrid(lats, lons); err != nil {
		h.err = errors.New(forecast.DetailOf(err))
	}
	return h
}

// noteUnits notes units that are those of the other axis.
func (r *reader) noteUnits(dim string, other class) {
	if v := r.axis(dim).v; classByUnits(v.units()) == other {
		r.note("%s: its units %q are those of the other axis: its name is believed", v.Name, v.units())
	}
}

func (r *reader) axisValues(dim string) ([]float64, error) {
	v := r.axis(dim).v
	if v == nil {
		return nil, fmt.Errorf("the dimension %s has no coordinate values", dim)
	}
	return r.numbers(v)
}

// count gives 0, 1, … n-1.
func count(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// orderLongitudes makes longitudes ascend over less than a full turn, and gives where each column
// lies in the file. What cannot be ordered comes back as it is, for NewGrid to refuse.
func orderLongitudes(lon []float64) (out []float64, cols []int, notes []string) {
	out, cols = slices.Clone(lon), count(len(lon))
	if len(lon) < 2 {
		return out, cols, nil
	}
	if descends(out) {
		slices.Reverse(out)
		slices.Reverse(cols)
		notes = append(notes, "descends: columns are turned to run from west to east")
	}
	if k := seam(out); k > 0 {
		out, cols = roll(out, cols, k)
		notes = append(notes, "is not ascending throughout: columns are put in order across the seam")
	}
	n := len(out)
	switch turn := out[n-1] - out[0]; {
	case math.Abs(turn-360) > 1e-4:
	case stretched(n):
		for i := range out {
			out[i] = out[0] + 360*float64(i)/float64(n)
		}
		notes = append(notes, fmt.Sprintf("runs to 360 in %d columns, as if the first came twice: taken as %g apart", n, 360/float64(n)))
	default:
		out, cols = out[:n-1], cols[:n-1]
		notes = append(notes, "holds the first column twice: the last is dropped")
	}
	return out, cols, notes
}

// descends says whether most steps go west.
func descends(lon []float64) bool {
	west := 0
	for i := 1; i < len(lon); i++ {
		if lon[i] < lon[i-1] {
			west++
		}
	}
	return 2*west > len(lon)-1
}

// seam gives the index after the one place where longitudes jump back by about a turn, 0 where
// there is no such place or more than one.
func seam(lon []float64) int {
	at := 0
	for i := 1; i < len(lon); i++ {
		if lon[i] < lon[i-1]-180 {
			if at > 0 {
				return 0
			}
			at = i
		}
	}
	return at
}

// roll begins at column k where that leaves no gap, and otherwise (a region across the seam) takes
// a turn off the columns before k.
func roll(lon []float64, cols []int, k int) ([]float64, []int) {
	n := len(lon)
	step := (lon[k-1] - lon[0] + lon[n-1] - lon[k]) / float64(max(n-2, 1))
	if gap := lon[0] - lon[n-1]; gap > 0 && gap <= 1.5*step {
		return append(slices.Clone(lon[k:]), lon[:k]...), append(slices.Clone(cols[k:]), cols[:k]...)
	}
	for i := range k {
		lon[i] -= 360
	}
	return lon, cols
}

// stretched says whether n columns over a whole turn are the slip of linspace(0, 360, n): n
// divides the circle into round steps, and n-1 does not.
func stretched(n int) bool {
	round := func(parts int) bool {
		step := 360 / float64(parts) * 1e4
		return math.Abs(step-math.Round(step)) < 1e-6
	}
	return round(n) && !round(n-1)
}
