package store

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// reach is how many nodes to each side of a kept node its mean takes in.
const reach = forecast.OverviewFactor - 1

// weights falls off linearly to nothing at the next kept node, so that every node counts alike in
// the whole.
var weights = func() (w [2*reach + 1]float32) {
	for k := range w {
		w[k] = float32(forecast.OverviewFactor) - float32(math.Abs(float64(k-reach)))
	}
	return w
}()

// coarsen gives the values of g's overview: at each kept node the weighted mean of the nodes
// around it, without those that are missing; missing where the node itself is. A direction is
// not a thing to average: it keeps the node's own value.
func coarsen(g, overview *forecast.Grid, shape forecast.Shape, values []float32) []float32 {
	rows, cols := overview.Rows(), overview.Cols()
	out := make([]float32, rows*cols)
	for j := range rows {
		y := min(j*forecast.OverviewFactor, g.Rows()-1)
		for i := range cols {
			x := min(i*forecast.OverviewFactor, g.Cols()-1)
			own := values[y*g.Cols()+x]
			if shape == forecast.Scalar && own == own {
				own = meanAround(g, values, y, x)
			}
			out[j*cols+i] = own
		}
	}
	return out
}

func meanAround(g *forecast.Grid, values []float32, y, x int) float32 {
	rows, cols := g.Rows(), g.Cols()
	var sum, total float32
	for dy := -reach; dy <= reach; dy++ {
		r := y + dy
		if r < 0 || r >= rows {
			continue
		}
		row := values[r*cols : (r+1)*cols]
		for dx := -reach; dx <= reach; dx++ {
			c := x + dx
			if c < 0 || c >= cols {
				if !g.Lon.Periodic() {
					continue
				}
				c = (c + cols) % cols
			}
			if v := row[c]; v == v {
				w := weights[dy+reach] * weights[dx+reach]
				sum += w * v
				total += w
			}
		}
	}
	return sum / total
}
