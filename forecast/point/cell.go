package point

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// reach is how many nodes away from the nearest one Choose looks for land or sea.
const reach = 2

// Choose gives for each place the node that Land or Sea stands for: the nearest one with at least
// half of land, or with less, among the five by five around the nearest. Where all of them are
// alike it is the nearest. mask is the land's share of each cell; a place outside the grid stays
// what it is.
func Choose(ctx context.Context, mask forecast.Field, places []Place, method Method) ([]Place, error) {
	out := make([]Place, len(places))
	for p, place := range places {
		var err error
		if out[p], err = choose(ctx, mask, place, method); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func choose(ctx context.Context, mask forecast.Field, place Place, method Method) (Place, error) {
	g := mask.Grid()
	nearest := locate(g, place, Nearest)
	if nearest.outside {
		return place, nil
	}
	w := around(g, nearest.window)
	land := make([]float32, w.Size())
	if err := mask.Read(ctx, w, land); err != nil {
		return place, err
	}
	best, node := math.Inf(1), nodeAt(g, nearest.window.Row, nearest.window.Col)
	for k, share := range land {
		if share != share || share >= 0.5 != (method == Land) {
			continue
		}
		candidate := nodeAt(g, w.Row+k/w.Cols, (w.Col+k%w.Cols)%g.Cols())
		if d := distance(place, candidate); d < best {
			best, node = d, candidate
		}
	}
	return node, nil
}

// around gives the nodes within reach of one, cut at the edges of the grid.
func around(g *forecast.Grid, one forecast.Window) forecast.Window {
	first, last := max(0, one.Row-reach), min(g.Rows()-1, one.Row+reach)
	w := forecast.Window{Row: first, Rows: last - first + 1}
	if g.X.Periodic() && g.Cols() > 2*reach {
		w.Col, w.Cols = (one.Col-reach+g.Cols())%g.Cols(), 2*reach+1
		return w
	}
	first, last = max(0, one.Col-reach), min(g.Cols()-1, one.Col+reach)
	w.Col, w.Cols = first, last-first+1
	return w
}

func nodeAt(g *forecast.Grid, row, col int) Place {
	lat, lon := g.At(row, col)
	if lon > 180 {
		lon -= 360
	}
	return Place{lat, lon}
}

// distance grows with the way between two places along the great circle (the haversine).
func distance(a, b Place) float64 {
	const rad = math.Pi / 180
	y, x := math.Sin((a.Lat-b.Lat)*rad/2), math.Sin((a.Lon-b.Lon)*rad/2)
	return y*y + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*x*x
}
