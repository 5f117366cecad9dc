package region

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/fengtu/fengtu/forecast"
)

// mostCrossings bounds how often an outline passes from cell to cell, which the time for cutting it up goes
// by: a country on a grid of 9 km takes some ten thousand, teeth as tall as the globe a thousand each.
const mostCrossings = 1_000_000

// checkOutline fails with kind Invalid where an outline winds too much for a grid.
func checkOutline(g *forecast.Grid, area orb.MultiPolygon) error {
	b := g.Bounds()
	tall, wide := (b[3]-b[1])/float64(g.Rows()), (b[2]-b[0])/float64(g.Cols())
	crossings := 0.0
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				from, to := ring[i-1], ring[i]
				if max(from[1], to[1]) < b[1] || min(from[1], to[1]) > b[3] {
					continue
				}
				crossings += math.Abs(to[1]-from[1])/tall + math.Abs(to[0]-from[0])/wide
			}
		}
	}
	if crossings > mostCrossings {
		return wrongArea("the area's outline passes from cell to cell of the grid %.0f times, at most %d are taken: simplify it", crossings, mostCrossings)
	}
	return nil
}
