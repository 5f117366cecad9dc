package store

import "github.com/fengtu/fengtu/forecast"

// reach is how many nodes to each side of a kept node its mean takes in.
const reach = forecast.OverviewFactor - 1

// weights falls off linearly to nothing at the next kept node, so that every node counts alike in
// the whole.
var weights = [2*reach + 1]float32{1, 2, 3, 4, 3, 2, 1}

// coarsen fills out with the values of g's overview while the rows of the field go by: what it gives is to be
// called for each, from the first to the last. At each kept node is the weighted mean of the nodes
// around it, without those that are missing; missing where the node itself is. A direction is
// not a thing to average: it keeps the node's own value.
func (o *overviewRows) coarsen(g, overview *forecast.Grid, shape forecast.Shape, values, out []float32) (passed func(row int)) {
	rows, cols := overview.Rows(), overview.Cols()
	j := 0 // of out
	to := func() []float32 { return out[j*cols : (j+1)*cols] }
	if shape != forecast.Scalar {
		return func(row int) {
			for ; j < rows && row == keptRow(g, j); j++ {
				pick(g, values, j, to())
			}
		}
	}
	sized(&o.sums, ring*cols)
	sized(&o.totals, ring*cols)
	return func(row int) {
		at := row % ring * cols
		o.whole[row%ring] = alongRow(values[row*g.Cols():(row+1)*g.Cols()], g.X.Periodic(), o.sums[at:at+cols], o.totals[at:at+cols])
		for ; j < rows && row == min(g.Rows()-1, keptRow(g, j)+reach); j++ {
			o.mean(g, values, j, to())
		}
	}
}

// keptRow gives the row of a grid that a row of its overview stands for.
func keptRow(g *forecast.Grid, j int) int { return min(j*forecast.OverviewFactor, g.Rows()-1) }

// pick fills a row of an overview with the values of its own nodes.
func pick(g *forecast.Grid, values []float32, j int, out []float32) {
	row := values[keptRow(g, j)*g.Cols():]
	for i := range out {
		out[i] = row[min(i*forecast.OverviewFactor, g.Cols()-1)]
	}
}

// overviewRows holds, for the last rows of a field, the sums around each kept node along the row: of
// weighted values, and of the weights. One row serves the kept rows above and below it.
type overviewRows struct {
	sums, totals []float32  // ring rows of them
	whole        [ring]bool // whether a row has no missing values
	sum, total   []float32  // of one kept row
}

// ring is how many rows are held, at least as many as one mean takes in.
const ring = 8

// mean fills a row of an overview with the means over the rows of the field around its own.
func (o *overviewRows) mean(g *forecast.Grid, values []float32, j int, out []float32) {
	y := keptRow(g, j)
	first, last := max(0, y-reach), min(g.Rows()-1, y+reach)
	if last-first == 2*reach && o.allWhole(first, last) {
		o.meanOfWhole(first, out)
		return
	}
	pick(g, values, j, out)
	o.meanOfSome(y, first, last, out)
}

func (o *overviewRows) allWhole(first, last int) bool {
	for r := first; r <= last; r++ {
		if !o.whole[r%ring] {
			return false
		}
	}
	return true
}

// meanOfWhole fills out with the means over as many rows as there are weights, none with missing values.
func (o *overviewRows) meanOfWhole(first int, out []float32) {
	n := len(out)
	row := func(k int) []float32 { return o.sums[(first+k)%ring*n:][:n] }
	a, b, c, d, e, f, g := row(0), row(1), row(2), row(3), row(4), row(5), row(6)
	totals := o.totals[first%ring*n:][:n] // the same in all of them
	for i := range out {
		out[i] = (a[i] + g[i] + 2*(b[i]+f[i]) + 3*(c[i]+e[i]) + 4*d[i]) / (allWeights * totals[i])
	}
}

// meanOfSome replaces the values of out that are not missing by the means over the rows around one.
func (o *overviewRows) meanOfSome(y, first, last int, out []float32) {
	n := len(out)
	sum, total := sized(&o.sum, n), sized(&o.total, n)
	clear(sum)
	clear(total)
	for r := first; r <= last; r++ {
		at := r % ring * n
		addRow(weights[r-y+reach], o.sums[at:at+n], o.totals[at:at+n], sum, total)
	}
	for i, v := range out {
		if v == v {
			out[i] = sum[i] / total[i]
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
// weights, and whether none of the values is missing.
func alongRow(row []float32, periodic bool, sums, totals []float32) (whole bool) {
	first, end := alongFast(row, sums, totals)
	before := alongPart(row, periodic, sums, totals, 0, first)
	return alongPart(row, periodic, sums, totals, end, len(sums)) && before
}

// alongPart is alongRow for kept nodes from one to another.
func alongPart(row []float32, periodic bool, sums, totals []float32, first, end int) (whole bool) {
	whole = true
	for i := first; i < end; i++ {
		x := i * forecast.OverviewFactor
		if x >= reach && x+reach < len(row) {
			n := row[x-reach : x+reach+1 : x+reach+1]
			// The conversions forbid fused multiplication and addition: same bits everywhere.
			sum := n[0] + n[6] + float32(2*(n[1]+n[5])) + float32(3*(n[2]+n[4])) + float32(4*n[3])
			if sum == sum { // none is missing
				sums[i], totals[i] = sum, allWeights
				continue
			}
			whole = false
		}
		var missing bool
		sums[i], totals[i], missing = sumAround(row, min(x, len(row)-1), periodic)
		whole = whole && !missing
	}
	return whole
}

// sumAround is alongPart for one node that is near the edge or has missing neighbours.
func sumAround(row []float32, x int, periodic bool) (sum, total float32, missing bool) {
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
		} else {
			missing = true
		}
	}
	return sum, total, missing
}
