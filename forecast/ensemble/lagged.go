package ensemble

import "math"

// Lagged gives the statistic over runs at each of the times that they share, as Over does of two at the
// least.
func (s Statistic) Lagged(runs [][]float32, direction bool) []float32 {
	return s.Over(runs, LeastRuns, direction)
}

// Over gives the statistic of numbers that were told of each member or run by itself, such as its means
// over an area: at each place of the lists over those that have a value there, missing where fewer than
// least do. NaN stands for a missing one; of directions in degrees there is a mean only, that of unit
// vectors.
func (s Statistic) Over(of [][]float32, least int, direction bool) []float32 {
	out := make([]float32, len(of[0]))
	there := make([]float32, 0, len(of))
	for t := range out {
		there = there[:0]
		for _, one := range of {
			if v := one[t]; v == v {
				there = append(there, v)
			}
		}
		if len(there) < max(1, least) {
			out[t] = float32(math.NaN())
			continue
		}
		s.reduce(out[t:t+1], there, direction)
	}
	return out
}
