// Package regrid brings fields to the nodes of other grids.
package regrid

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// Bilinear gives a field at the nodes of another grid, from the four of its own around; missing where
// one of them is, or outside its own grid. Directions are those of the mean of unit vectors, and what
// is not fit to be interpolated is computed of what is.
func Bilinear(f forecast.Field, onto *forecast.Grid) forecast.Field {
	if p, ok := f.(forecast.Pointwise); ok {
		out := computed{p, onto, nil}
		for _, input := range p.Inputs() {
			out.inputs = append(out.inputs, Bilinear(input, onto))
		}
		return out
	}
	if f.Layer().Variable.Shape == forecast.Direction {
		return turned{bilinear(part{f, math.Sin}, onto), bilinear(part{f, math.Cos}, onto), f.Layer()}
	}
	return bilinear(f, onto)
}

func bilinear(f forecast.Field, grid *forecast.Grid) onto { return onto{f, grid, false} }

// Nearest gives a field at the nodes of another grid: the value of its own nearest node.
func Nearest(f forecast.Field, grid *forecast.Grid) forecast.Field { return onto{f, grid, true} }

// onto is a field at the nodes of another grid.
type onto struct {
	forecast.Field
	grid    *forecast.Grid
	nearest bool
}

func (f onto) Grid() *forecast.Grid { return f.grid }

// blockNodes bounds what is read of the field at a time.
const blockNodes = 1 << 19

// Read implements forecast.Field.
func (f onto) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	places := make([]spot, w.Size())
	for r := range w.Rows {
		for c := range w.Cols {
			lat, lon := f.grid.At(w.Row+r, (w.Col+c)%f.grid.Cols())
			s := &places[r*w.Cols+c]
			s.Place, s.on = f.Field.Grid().Locate(lat, lon)
			if f.nearest {
				s.snap(f.Field.Grid().Cols())
			}
		}
	}
	return f.fill(ctx, places, w.Cols, w.Rows, w.Cols, dst)
}

// spot is where a node lies on the field's own grid, if it does.
type spot struct {
	forecast.Place
	on bool
}

// snap puts a spot on the nearest node.
func (s *spot) snap(cols int) {
	if s.Y >= 0.5 {
		s.Row++
	}
	if s.X >= 0.5 {
		s.Col = (s.Col + 1) % cols
	}
	s.Y, s.X = 0, 0
}

// fill reads the box around rows × cols spots, which are stride apart, and interpolates in it; where
// the box is large, half of them at a time.
func (f onto) fill(ctx context.Context, spots []spot, stride, rows, cols int, dst []float32) error {
	box, found := around(spots, stride, rows, cols)
	switch {
	case !found:
		for r := range rows {
			for c := range cols {
				dst[r*stride+c] = float32(math.NaN())
			}
		}
		return nil
	case box.Size() > blockNodes && rows > 1:
		half := rows / 2
		if err := f.fill(ctx, spots, stride, half, cols, dst); err != nil {
			return err
		}
		return f.fill(ctx, spots[half*stride:], stride, rows-half, cols, dst[half*stride:])
	case box.Size() > blockNodes && cols > 1:
		half := cols / 2
		if err := f.fill(ctx, spots, stride, rows, half, dst); err != nil {
			return err
		}
		return f.fill(ctx, spots[half:], stride, rows, cols-half, dst[half:])
	}
	values := make([]float32, box.Size())
	if err := f.Field.Read(ctx, box, values); err != nil {
		return err
	}
	for r := range rows {
		for c := range cols {
			dst[r*stride+c] = spots[r*stride+c].value(box, values)
		}
	}
	return nil
}

// around gives the box of the nodes around spots; its columns may run one past a periodic grid's last.
func around(spots []spot, stride, rows, cols int) (box forecast.Window, found bool) {
	row, col, lastRow, lastCol := math.MaxInt, math.MaxInt, -1, -1
	for r := range rows {
		for _, s := range spots[r*stride : r*stride+cols] {
			if s.on {
				row, col = min(row, s.Row), min(col, s.Col)
				lastRow, lastCol = max(lastRow, s.Row+next(s.Y)), max(lastCol, s.Col+next(s.X))
			}
		}
	}
	return forecast.Window{Row: row, Col: col, Rows: lastRow - row + 1, Cols: lastCol - col + 1}, lastRow >= 0
}

// next says how far the other node lies that has a part in a value: 1, or 0 where none has.
func next(fraction float64) int {
	if fraction > 0 {
		return 1
	}
	return 0
}

// value interpolates within a box.
func (s spot) value(box forecast.Window, values []float32) float32 {
	if !s.on {
		return float32(math.NaN())
	}
	at := (s.Row-box.Row)*box.Cols + s.Col - box.Col
	right, down := next(s.X), next(s.Y)*box.Cols
	mix := func(a, b float32, f float64) float64 { return (1-f)*float64(a) + f*float64(b) }
	top := mix(values[at], values[at+right], s.X)
	bottom := mix(values[at+down], values[at+down+right], s.X)
	return float32((1-s.Y)*top + s.Y*bottom)
}
