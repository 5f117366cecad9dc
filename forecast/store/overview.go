package store

import "github.com/fengtu/fengtu/forecast"

// reach is how many nodes to each side of a kept node its mean takes in.
const reach = forecast.OverviewFactor - 1

// weights falls off linearly to nothing at the next kept node, so that every node counts alike in
// the whole.
var weights = [2*reach + 1]float32{1, 2, 3, 4, 3, 2, 1}

// coarsen fills out with the values of g's overview: at each kept node the weighted mean of the nodes
// around it, without those that are missing; missing where the node itself is. A direction is
// not a thing to average: it keeps the node's own value.
func coarsen(g, overview *forecast.Grid, shape forecast.Shape, values, out []float32, memory *overviewRows) {
	rows, cols := overview.Rows(), overview.Cols()
	for j := range rows {
		y := min(j*forecast.OverviewFactor, g.Rows()-1)
		for i := range cols {
			out[j*cols+i] = values[y*g.Cols()+min(i*forecast.OverviewFactor, g.Cols()-1)]
		}
	}
	if shape == forecast.Scalar {
		memory.average(g, values, out, rows, cols)
	}
}

// overviewRows holds, for the last rows of a field, the sums around each kept node along the row: of
// weighted values, and of the weights. One row serves the kept rows above and below it.
type overviewRows struct {
	sums, totals []float32 // ring rows of them
	sum, total   []float32 // of one kept row
}

// ring is how many rows are held, at least as many as one mean takes in.
const ring = 8

// average replaces the values of out that are not missing by weighted means.
func (o *overviewRows) average(g *forecast.Grid, values, out []float32, rows, cols int) {
	sums, totals := sized(&o.sums, ring*cols), sized(&o.totals, ring*cols)
	sum, total := sized(&o.sum, cols), sized(&o.total, cols)
	next := 0 // row of the field
	for j := range rows {
		y := min(j*forecast.OverviewFactor, g.Rows()-1)
		clear(sum)
		clear(total)
		for r := max(0, y-reach); r <= min(g.Rows()-1, y+reach); r++ {
			at := r % ring * cols
			if r >= next {
				alongRow(values[r*g.Cols():(r+1)*g.Cols()], g.X.Periodic(), sums[at:at+cols], totals[at:at+cols])
				next = r + 1
			}
			addRow(weights[r-y+reach], sums[at:at+cols], totals[at:at+cols], sum, total)
		}
		for i, v := range out[j*cols : (j+1)*cols] {
			if v == v {
				out[j*cols+i] = sum[i] / total[i]
			}
		}
	}
}

func addRow(w float32, sums, totals, sum, total []float32) {
	totals, sum, total = totals[:len(sums)], sum[:len(sums)], total[:len(sums)]
	for i, s := range sums {
		sum[i] += w * s
		total[i] += w * totals[i]
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
			n := row[x-reach : x+reach+1 : x+reach+1]
			sum := n[0] + n[6] + 2*(n[1]+n[5]) + 3*(n[2]+n[4]) + 4*n[3]
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
