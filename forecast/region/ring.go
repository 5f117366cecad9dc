package region

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// unwound gives a ring whose longitudes run on without jumps: an edge of more than half a turn takes
// the other, shorter way over the date line, but for one of a whole turn, which is a parallel. A ring
// round a pole, which it lies nearer to, is closed along that.
func unwound(r orb.Ring) (orb.Ring, error) {
	out := make(orb.Ring, 0, len(r)+3)
	turn, lats := 0.0, 0.0
	for i, p := range r {
		if i > 0 {
			if step := math.Abs(p[0] - r[i-1][0]); step > 180 && step < 360-1e-9 {
				turn -= 360 * math.Round((p[0]-r[i-1][0])/360)
			}
		}
		lats += p[1]
		out = append(out, orb.Point{p[0] + turn, p[1]})
	}
	first, last := out[0], out[len(out)-1]
	switch round := math.Abs(last[0] - first[0]); {
	case round < 1e-9:
		return out, nil
	case math.Abs(round-360) > 1e-9:
		return nil, fmt.Errorf("a ring goes round the globe more than once")
	}
	pole := math.Copysign(90, lats)
	return append(out, orb.Point{last[0], pole}, orb.Point{first[0], pole}, first), nil
}

// crossings bounds how many pairs of edges are compared.
const crossings = 50_000_000

// Simple says what is wrong with an area whose rings cross themselves or each other, so that nobody
// can say what is inside: nil if nothing is. Rings may touch.
func Simple(area orb.MultiPolygon) error {
	for _, polygon := range area {
		var edges []edge
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				if a, b := ring[i-1], ring[i]; a != b {
					edges = append(edges, edge{a, b})
				}
			}
		}
		if err := crossing(edges); err != nil {
			return err
		}
	}
	return nil
}

type edge struct{ a, b orb.Point }

func (e edge) west() float64 { return min(e.a[0], e.b[0]) }
func (e edge) east() float64 { return max(e.a[0], e.b[0]) }

// crossing finds two edges that cross, looking from west to east at those that overlap in longitude.
func crossing(edges []edge) error {
	slices.SortFunc(edges, func(a, b edge) int {
		switch {
		case a.west() < b.west():
			return -1
		case a.west() > b.west():
			return 1
		}
		return 0
	})
	var open []edge
	compared := 0
	for _, e := range edges {
		open = slices.DeleteFunc(open, func(o edge) bool { return o.east() < e.west() })
		if compared += len(open); compared > crossings {
			return wrongArea("the area is too intricate to look for crossings: simplify it")
		}
		for _, o := range open {
			if o.crosses(e) {
				at := o.meets(e)
				return wrongArea("the area's boundary crosses itself near %.4g°E %.4g°N, so that nobody can say what is inside: mend it there", at[0], at[1])
			}
		}
		open = append(open, e)
	}
	return nil
}

// side says on which side of an edge a point lies.
func (e edge) side(p orb.Point) float64 {
	return (e.b[0]-e.a[0])*(p[1]-e.a[1]) - (e.b[1]-e.a[1])*(p[0]-e.a[0])
}

// crosses says whether two edges cross, each one's ends strictly on both sides of the other.
func (e edge) crosses(o edge) bool {
	return e.side(o.a)*e.side(o.b) < 0 && o.side(e.a)*o.side(e.b) < 0
}

func (e edge) meets(o edge) orb.Point {
	f := o.side(e.a) / (o.side(e.a) - o.side(e.b))
	return orb.Point{e.a[0] + f*(e.b[0]-e.a[0]), e.a[1] + f*(e.b[1]-e.a[1])}
}
