package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/regrid"
)

// plate gives the grid that a texture of a field on g lies on: g itself where that is evenly spaced in
// latitude and longitude, else one over the box around it whose cells are as large as those of g (where
// it reaches least far to a pole), or larger where there would be more than most.
func plate(g *forecast.Grid, most int) *forecast.Grid {
	if g.Projection == nil && g.Y.Even() && g.X.Even() {
		return g
	}
	b := g.Bounds()
	west, south, east, north := b[0], b[1], b[2], b[3]
	step, across := cell(g), 1.0 // in longitude
	if g.Projection != nil {
		across = 1 / math.Max(math.Cos(lowest(south, north)*degree), 0.1)
		if arc := middleArc(g); arc > 0 {
			step = arc
		}
	}
	for ; ; step *= 1.02 {
		out, err := forecast.NewGrid(ticks(north, south, step), longitudes(west, east, step*across))
		if err != nil {
			return g // a single row, which frameOf refuses
		}
		if out.Size() <= most {
			return out
		}
	}
}

// lowest gives the latitude nearest to the equator between two.
func lowest(south, north float64) float64 {
	if south < 0 && north > 0 {
		return 0
	}
	return math.Min(math.Abs(south), math.Abs(north))
}

// ticks gives values about step apart from one end to the other.
func ticks(from, to, step float64) []float64 {
	n := max(1, int(math.Round(math.Abs(to-from)/step)))
	out := make([]float64, n+1)
	for i := range out {
		out[i] = from + float64(i)*(to-from)/float64(n)
	}
	return out
}

// longitudes gives ticks from west to east, without the last where they go round.
func longitudes(west, east, step float64) []float64 {
	out := ticks(west, east, step)
	if east-west > 360-1e-6 {
		out = out[:len(out)-1]
	}
	return out
}

// onPlate gives a field on the grid of its texture, bilinear.
func onPlate(f forecast.Field, g *forecast.Grid) forecast.Field {
	if g == f.Grid() {
		return f
	}
	return regrid.Bilinear(f, g)
}
