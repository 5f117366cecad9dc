package ensemble

import (
	"math"
	"slices"
)

// reduce fills dst with the statistic at each node. values hold len(dst) nodes of one member after
// the other; a node that is missing in one of them is missing. directions are degrees.
func (s Statistic) reduce(dst, values []float32, direction bool) {
	switch {
	case direction:
		meanDirection(dst, values)
	case s.Kind == Mean:
		mean(dst, values)
	case s.Kind == Spread:
		spread(dst, values)
	case s.Kind == Probability:
		fraction(dst, values, s.Above, s.Below)
	default:
		percentile(dst, values, s.Percent)
	}
}

// sums adds up the members at each node.
func sums(n int, values []float32) []float64 {
	out := make([]float64, n)
	for from := 0; from < len(values); from += n {
		for i, v := range values[from : from+n] {
			out[i] += float64(v)
		}
	}
	return out
}

func mean(dst, values []float32) {
	members := float64(len(values) / len(dst))
	for i, sum := range sums(len(dst), values) {
		dst[i] = float32(sum / members)
	}
}

// spread gives √(Σ(x − mean)² / n).
func spread(dst, values []float32) {
	n, members := len(dst), float64(len(values)/len(dst))
	middle := sums(n, values)
	for i := range middle {
		middle[i] /= members
	}
	squares := make([]float64, n)
	for from := 0; from < len(values); from += n {
		for i, v := range values[from : from+n] {
			d := float64(v) - middle[i]
			squares[i] += d * d
		}
	}
	for i, sum := range squares {
		dst[i] = float32(math.Sqrt(sum / members))
	}
}

// fraction gives how many of the members are between two thresholds, and equal to neither.
func fraction(dst, values []float32, above, below float64) {
	n, part := len(dst), 1/float64(len(values)/len(dst))
	counts := make([]float64, n)
	for from := 0; from < len(values); from += n {
		for i, v := range values[from : from+n] {
			x := float64(v)
			switch {
			case x > above && x < below:
				counts[i]++
			case x != x:
				counts[i] = math.NaN()
			}
		}
	}
	for i, c := range counts {
		dst[i] = float32(c * part)
	}
}

// percentile interpolates linearly between the two members around the rank p/100 × (n−1) of the
// sorted ones.
func percentile(dst, values []float32, p float64) {
	n := len(dst)
	members := make([]float32, len(values)/n)
	rank := p / 100 * float64(len(members)-1)
	lower := int(rank)
	part := rank - float64(lower)
	for i := range dst {
		var sum float32 // missing where one is
		for m := range members {
			v := values[m*n+i]
			members[m] = v
			sum += v
		}
		if sum != sum {
			dst[i] = sum
			continue
		}
		order(members, lower)
		a := float64(members[lower])
		if part > 0 {
			a += (float64(slices.Min(members[lower+1:])) - a) * part
		}
		dst[i] = float32(a)
	}
}

// order moves the k-th smallest value to place k, none greater before it and none smaller after it
// (Hoare's selection). No value may be NaN.
func order(values []float32, k int) {
	low, high := 0, len(values)-1
	for low < high {
		pivot := values[k]
		i, j := low, high
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for values[j] > pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		if j < k {
			low = i
		}
		if k < i {
			high = j
		}
	}
}

// meanDirection gives the direction of the mean of unit vectors.
func meanDirection(dst, values []float32) {
	n := len(dst)
	east, north := make([]float64, n), make([]float64, n)
	for from := 0; from < len(values); from += n {
		for i, v := range values[from : from+n] {
			sin, cos := math.Sincos(float64(v) * math.Pi / 180)
			east[i] += sin
			north[i] += cos
		}
	}
	for i := range dst {
		d := math.Atan2(east[i], north[i]) * 180 / math.Pi
		if d < 0 {
			d += 360
		}
		if dst[i] = float32(d); dst[i] >= 360 { // a hair west of north rounds up
			dst[i] = 0
		}
	}
}
