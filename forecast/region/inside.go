package region

import (
	"github.com/paulmach/orb"
)

// Inside says whether places lie in an area. It is for many of them: a place meets only those sides of the
// area that pass its latitude.
type Inside []polygonRows

// polygonRows is a polygon with its sides by the rows of latitudes that they pass.
type polygonRows struct {
	bound  orb.Bound
	height float64  // of a row, in degrees
	rows   [][]side // from the south of bound on
}

type side struct{ from, to orb.Point }

// Inside prepares to ask of places.
func (r *Region) Inside() Inside {
	var out Inside
	for _, polygon := range r.Area {
		var sides []side
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				sides = append(sides, side{ring[i-1], ring[i]})
			}
		}
		out = append(out, rowsOf(sides, polygon.Bound()))
	}
	return out
}

// rowsOf sorts sides by rows, of a degree or of so many that a side passes few of them.
func rowsOf(sides []side, bound orb.Bound) polygonRows {
	const few = 4
	p := polygonRows{bound: bound, height: 1}
	for ; p.height < 180; p.height *= 2 {
		passed := 0
		for _, s := range sides {
			first, last := p.passes(s)
			passed += last - first + 1
		}
		if passed <= few*len(sides) {
			break
		}
	}
	p.rows = make([][]side, p.row(bound.Max[1])+1)
	for _, s := range sides {
		first, last := p.passes(s)
		for row := first; row <= last; row++ {
			p.rows[row] = append(p.rows[row], s)
		}
	}
	return p
}

func (p *polygonRows) row(lat float64) int { return int((lat - p.bound.Min[1]) / p.height) }

func (p *polygonRows) passes(s side) (first, last int) {
	return p.row(min(s.from[1], s.to[1])), p.row(max(s.from[1], s.to[1]))
}

// Has says whether a place in degrees lies in the area, whatever turn its longitude is told in.
func (in Inside) Has(lat, lon float64) bool {
	for i := range in {
		for _, turn := range turns {
			if in[i].has(orb.Point{lon + turn, lat}) {
				return true
			}
		}
	}
	return false
}

// has counts the sides east of a place: an odd number of an outer ring and its holes lies around it.
func (p *polygonRows) has(at orb.Point) bool {
	if !p.bound.Contains(at) {
		return false
	}
	odd := false
	for _, s := range p.rows[p.row(at[1])] {
		a, b := s.from, s.to
		if (a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0]+(at[1]-a[1])*(b[0]-a[0])/(b[1]-a[1]) {
			odd = !odd
		}
	}
	return odd
}
