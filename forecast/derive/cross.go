package derive

import (
	"fmt"

	"github.com/maypok86/otter/v2"

	"github.com/fengtu/fengtu/forecast"
)

// operator is a derivative that is taken.
type operator uint8

const (
	rotating  operator = iota // ∂v∕∂x − ∂u∕∂y
	spreading                 // ∂u∕∂x + ∂v∕∂y
	steepest                  // ∂t∕∂x and ∂t∕∂y
)

// cross holds the weights of the values at a node and at those to its left, right, above and below.
// Single precision does, as in row.spin.
type cross struct {
	own       [2]float32 // of u and v at the node
	a, b      [4]float32 // of u and v beside it; of steepest, of t in ∂∕∂x and ∂∕∂y, less that at the node
	planetary float32    // of rotating: 2 Ω sin φ
}

// Where nodes lie takes long to find out, and does not change: weights are kept in squares of a grid.
const (
	crossSquare = 64
	keepCrosses = 32 << 20 // bytes
	fewCrosses  = 1024     // results for which squares do not pay
	crossBytes  = 44
)

type squareKey struct {
	grid     *forecast.Grid
	of       operator
	row, col int
}

var squares = func() *otter.Cache[squareKey, []cross] {
	kept, err := otter.New(&otter.Options[squareKey, []cross]{
		MaximumWeight: keepCrosses,
		Weigher:       func(_ squareKey, c []cross) uint32 { return uint32(crossBytes*len(c) + 100) },
	})
	if err != nil {
		panic(fmt.Errorf("derive: cache: %w", err))
	}
	return kept
}()

// crossesOf gives the weights at a row and column of a window and at some nodes after it in the row.
func crossesOf(g *forecast.Grid, w forecast.Window, of operator) func(r, c int) []cross {
	if w.Size() < fewCrosses {
		all := newCrosses(g, w, of)
		return func(r, c int) []cross { return all[r*w.Cols+c : (r+1)*w.Cols] }
	}
	return func(r, c int) []cross {
		row, col := w.Row+r, (w.Col+c)%g.Cols()
		square := forecast.Window{Row: row &^ (crossSquare - 1), Col: col &^ (crossSquare - 1)}
		square.Rows, square.Cols = min(crossSquare, g.Rows()-square.Row), min(crossSquare, g.Cols()-square.Col)
		key := squareKey{g, of, square.Row, square.Col}
		kept, ok := squares.GetIfPresent(key)
		if !ok {
			kept = newCrosses(g, square, of)
			squares.Set(key, kept)
		}
		at := (row - square.Row) * square.Cols
		return kept[at+col-square.Col : at+square.Cols]
	}
}

// newCrosses finds the weights at the nodes of a window; they are arbitrary where there are no nodes to
// all sides.
func newCrosses(g *forecast.Grid, w forecast.Window, of operator) []cross {
	wide, b := widened(g, w)
	m := newNodes(g, wide)
	out := make([]cross, w.Size())
	for r := range w.Rows {
		for c := range w.Cols {
			row, col := b.row+r, b.col+c
			if row > 0 && row < wide.Rows-1 && col > 0 && col < wide.Cols-1 {
				out[r*w.Cols+c] = m.cross(row*m.stride+col, of)
			}
		}
	}
	return out
}

// cross gives the weights at a node.
func (m *nodes) cross(i int, of operator) (out cross) {
	s := m.star(i)
	for k, a := range s.arms {
		switch of {
		case rotating:
			out.a[k], out.b[k] = float32(a.dx*a.u[1]-a.dy*a.u[0]), float32(a.dx*a.v[1]-a.dy*a.v[0])
		case spreading:
			out.a[k], out.b[k] = float32(a.dx*a.u[0]+a.dy*a.u[1]), float32(a.dx*a.v[0]+a.dy*a.v[1])
		case steepest:
			out.a[k], out.b[k] = float32(a.dx), float32(a.dy)
		}
	}
	switch of {
	case rotating:
		out.own = [2]float32{float32(-s.dy), float32(s.dx)}
		out.planetary = float32(2 * omega * m.at[i].sinLat)
	case spreading:
		out.own = [2]float32{float32(s.dx), float32(s.dy)}
	}
	return out
}
