package store

import "github.com/fengtu/fengtu/forecast"

// reach is how many nodes to each side of a kept node its mean takes in.
const reach = forecast.OverviewFactor - 1

// weights falls off linearly to nothing at the next kept node, so that every node counts alike in
// the whole.
var weights = [2*reach + 1]float32{1, 2, 3, 4, 3, 2, 1}

// coarsen gives the values of g's overview: at each kept node the weighted mean of the nodes
// around it, without those that are missing; missing where the node itself is. A direction is
// not a thing to average: it keeps the node's own value.
func coarsen(g, overview *forecast.Grid, shape forecast.Shape, values []float32) []float32 {
	rows, cols := overview.Rows(), overview.Cols()
	out := make([]float32, rows*cols)
	for j := range rows {
		y := min(j*forecast.OverviewFactor, g.Rows()-1)
		for i := range cols {
			out[j*cols+i] = values[y*g.Cols()+min(i*forecast.OverviewFactor, g.Cols()-1)]
		}
	}
	if shape == forecast.Scalar {
		average(g, values, out, rows, cols)
	}
	return out
}

// average replaces the values of out that are not missing by weighted means. Sums along the rows
// come first: one serves the kept rows above and below.
func average(g *forecast.Grid, values, out []float32, rows, cols int) {
	n := g.Rows() * cols
	sums, totals := make([]float32, n), make([]float32, n)
	for y := range g.Rows() {
		alongRow(values[y*g.Cols():(y+1)*g.Cols()], g.X.Periodic(), sums[y*cols:(y+1)*cols], totals[y*cols:(y+1)*cols])
	}
	for j := range rows {
		y := min(j*forecast.OverviewFactor, g.Rows()-1)
		for i := range cols {
			if v := out[j*cols+i]; v != v {
				continue
			}
			var sum, total float32
			for r := max(0, y-reach); r <= min(g.Rows()-1, y+reach); r++ {
				w := weights[r-y+reach]
				sum += w * sums[r*cols+i]
				total += w * totals[r*cols+i]
			}
			out[j*cols+i] = sum / total
		}
	}
}

// allWeights is the sum of weights.
const allWeights = forecast.OverviewFactor * forecast.OverviewFactor

// alongRow gives, around each kept node of a row, the weighted sum of the values and of the
// weights.
func alongRow(row []float32, periodic bool, sums, totals []float32) {
	for i := range sums {
		x := i * forecast.OverviewFactor
		if x >= reach && x+reach < len(row) {
			near := row[x-reach : x+reach+1 : x+reach+1]
			var sum float32
			for k, w := range weights {
				sum += w * near[k]
			}
			if sum == sum { // none is missing
				sums[i], totals[i] = sum, allWeights
				continue
			}
		}
		sums[i], totals[i] = sumAround(row, min(x, len(row)-1), periodic)
	}
}

// sumAround is alongRow for one node that is near the edge or has missing neighbours.
func sumAround(row []float32, x int, periodic bool) (sum, total float32) {
	n := len(row)
	for k, w := range weights {
		c := x + k - reach
		if c < 0 || c >= n {
			if !periodic {
				continue
			}
			c = (c + n) % n
		}
		if v := row[c]; v == v {
			sum += w * v
			total += w
		}
	}
	return sum, total
}
