package openmeteo

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

// fillBox makes a place of each cell in the bounding box, its upper and right edges left out.
func (h Handler) fillBox(ctx context.Context, q *query) error {
	if q.box == nil {
		return nil
	}
	plans, err := q.plan(h.Now())
	if err != nil {
		return err
	}
	south, west, north, east := q.box[0], q.box[1], q.box[2], q.box[3]
	middle := places.Spot{Place: point.Place{Lat: (south + north) / 2, Lon: (west + east) / 2}}
	runs, err := h.runs(ctx, q, q.models[0], middle, plans)
	if err != nil {
		return err
	}
	q.models = []string{runs[0].Dataset}
	q.anyCell = false // they are cells
	q.spots = cellsIn(runs[0], south, west, north, east)
	if len(q.spots) == 0 {
		return invalid("There is no cell of %s in the bounding box", runs[0].Dataset)
	}
	if len(q.spots) > maxSpots {
		return tooMany()
	}
	for i := range q.spots {
		q.ids = append(q.ids, i)
	}
	return nil
}

func cellsIn(run *store.Inventory, south, west, north, east float64) (out []places.Spot) {
	g := run.Grids[0]
	for row := g.Rows() - 1; row >= 0; row-- {
		for col := range g.Cols() {
			lat, lon := g.At(row, col)
			if lon >= 180 {
				lon -= 360
			}
			if lat >= south && lat < north && lon >= west && lon < east {
				out = append(out, places.Spot{Place: point.Place{Lat: lat, Lon: lon}, Elevation: math.NaN()})
			}
		}
	}
	return out
}
