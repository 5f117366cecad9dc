package ensemble

import "math"

// Lagged gives the statistic over runs at each of the times that they share: over the runs that have
// a value there, missing where fewer than two do. runs hold a value a time, NaN where one is missing;
// of directions in degrees there is a mean only, that of unit vectors.
func (s Statistic) Lagged(runs [][]float32, direction bool) []float32 {
	out := make([]float32, len(runs[0]))
	there := make([]float32, 0, len(runs))
	for t := range out {
		there = there[:0]
		for _, run := range runs {
			if v := run[t]; v == v {
				there = append(there, v)
			}
		}
		if len(there) < 2 {
			out[t] = float32(math.NaN())
			continue
		}
		s.reduce(out[t:t+1], there, direction)
	}
	return out
}
