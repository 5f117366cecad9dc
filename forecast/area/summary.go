// Package area sums up layers over areas: each cell of the grid counts by how much of it lies in the
// area, which package region knows.
package area

import (
	"cmp"
	"math"
	"slices"
)

// Query says what to look for beside means and extremes.
type Query struct {
	Percentiles  []float64 // 0 to 100
	Above, Below float64   // thresholds; NaN for none
}

// Summary tells of the values of an area at one time. Where no cell has a value all numbers are NaN.
type Summary struct {
	With         float64 // the share of the cells' area that has values, which all else is about
	Mean, Std    float64 // by area; of directions Mean alone, that of unit vectors
	Min, Max     float64
	MinAt, MaxAt int       // where in the values; -1 where there are none
	Percentiles  []float64 // as asked for
	Beyond       float64   // the share of area above and below the thresholds; NaN where none is given
	Area         float64   // of the cells with values, in the weights' units
}

// Summarise sums up values of cells with weights, NaN where one is missing, 0 outside the area.
//
// A percentile is the value that so much of the area stays below, each cell's own counting half:
// between two cells it is linear. With equal weights this is Hazen's definition.
func Summarise(values []float32, weights []float64, q Query) Summary {
	s := Summary{MinAt: -1, MaxAt: -1, Min: math.NaN(), Max: math.NaN(), Std: math.NaN(), Beyond: math.NaN()}
	whole, sum := 0.0, 0.0
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		whole += w
		v := float64(values[i])
		if v != v {
			continue
		}
		s.Area += w
		sum += w * v
		if s.MinAt < 0 || v < s.Min {
			s.Min, s.MinAt = v, i
		}
		if s.MaxAt < 0 || v > s.Max {
			s.Max, s.MaxAt = v, i
		}
	}
	s.With, s.Mean = s.Area/whole, sum/s.Area
	if s.MinAt >= 0 {
		s.spread(values, weights, q)
	}
	s.Percentiles = percentiles(values, weights, q.Percentiles, s.Area)
	return s
}

// spread fills in what takes the mean.
func (s *Summary) spread(values []float32, weights []float64, q Query) {
	var squares, beyond float64
	for i, w := range weights {
		v := float64(values[i])
		if w <= 0 || v != v {
			continue
		}
		squares += w * (v - s.Mean) * (v - s.Mean)
		if (q.Above != q.Above || v > q.Above) && (q.Below != q.Below || v < q.Below) {
			beyond += w
		}
	}
	s.Std = math.Sqrt(squares / s.Area)
	if q.Above == q.Above || q.Below == q.Below {
		s.Beyond = beyond / s.Area
	}
}

func percentiles(values []float32, weights []float64, asked []float64, whole float64) []float64 {
	out := make([]float64, len(asked))
	if len(asked) == 0 {
		return out
	}
	var there []int
	for i, w := range weights {
		if w > 0 && values[i] == values[i] {
			there = append(there, i)
		}
	}
	slices.SortFunc(there, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	middle := make([]float64, len(there)) // the share of area below, half of the cell's own with it
	below := 0.0
	for k, i := range there {
		middle[k] = (below + weights[i]/2) / whole
		below += weights[i]
	}
	for n, p := range asked {
		out[n] = math.NaN()
		if len(there) > 0 {
			out[n] = at(p/100, middle, func(k int) float64 { return float64(values[there[k]]) })
		}
	}
	return out
}

// at interpolates between the places of sorted values.
func at(share float64, places []float64, value func(k int) float64) float64 {
	k, _ := slices.BinarySearch(places, share)
	switch {
	case k == 0:
		return value(0)
	case k == len(places):
		return value(k - 1)
	}
	f := (share - places[k-1]) / (places[k] - places[k-1])
	return value(k-1) + f*(value(k)-value(k-1))
}

// Directions is Summarise for degrees of a circle: the direction of the mean of unit vectors, without
// which none is less than another.
func Directions(values []float32, weights []float64) Summary {
	s := Summary{MinAt: -1, MaxAt: -1, Min: math.NaN(), Max: math.NaN(), Std: math.NaN(), Beyond: math.NaN(), Mean: math.NaN()}
	var whole, east, north float64
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		whole += w
		if v := float64(values[i]); v == v {
			sin, cos := math.Sincos(v * math.Pi / 180)
			s.Area, east, north = s.Area+w, east+w*sin, north+w*cos
		}
	}
	s.With = s.Area / whole
	if s.Area > 0 {
		s.Mean = math.Mod(math.Atan2(east, north)*180/math.Pi+360, 360)
	}
	return s
}
