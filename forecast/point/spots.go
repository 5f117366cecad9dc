package point

import (
	"cmp"
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// spots are the places of a query on the grid, and the memory that reading series there takes.
type spots struct {
	stencils []stencil
	order    []int // in which they are read

	places        []int
	values, nodes []float32
}

// squareSide is how many nodes wide the pieces of the grid are that are read one after the other.
const squareSide = 8

// spotsOf finds a query's places. They are read so that neighbours come one after the other, since a
// layout by location keeps them together.
func spotsOf(grid *forecast.Grid, q Query) *spots {
	out := &spots{stencils: make([]stencil, len(q.Places)), order: make([]int, len(q.Places))}
	for p, place := range q.Places {
		out.stencils[p], out.order[p] = locate(grid, place, q.Method), p
	}
	slices.SortFunc(out.order, func(a, b int) int {
		v, w := out.stencils[a].window, out.stencils[b].window
		return cmp.Or(
			cmp.Compare(v.Row/squareSide, w.Row/squareSide), cmp.Compare(v.Col/squareSide, w.Col/squareSide),
			cmp.Compare(v.Row, w.Row), cmp.Compare(v.Col, w.Col), cmp.Compare(a, b))
	})
	return out
}

// sized gives n elements in the memory of b, or in more of it.
func sized[T any](b *[]T, n int) []T {
	*b = slices.Grow((*b)[:0], n)[:n]
	return *b
}
