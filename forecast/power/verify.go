package power

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Pair is a forecast for a time that was measured.
type Pair struct {
	Run         time.Time // of the forecast
	Lead        time.Duration
	Forecast    float64 // W
	Measured    float64
	Persistence float64 // what was measured when the run began; NaN where nothing was
}

// Score says how good forecasts of a lead time were.
type Score struct {
	Lead  time.Duration
	Pairs int
	Bias  float64 // W, of forecast less measured
	MAE   float64
	RMSE  float64
	// Skill is 1 - RMSE/RMSE of persistence, over the pairs that have one: 1 is perfect, 0 no better
	// than to take the power at the run's beginning; NaN without such pairs.
	Skill float64
}

// Correction gives the factor that takes the mean of forecasts to that of what was measured; NaN
// where none forecasts any power.
func Correction(pairs []Pair) float64 {
	var measured, forecast float64
	for _, p := range pairs {
		measured, forecast = measured+p.Measured, forecast+p.Forecast
	}
	if forecast <= 0 {
		return math.NaN()
	}
	return measured / forecast
}

// Corrected gives pairs whose forecasts are multiplied with the factor that all other runs have, so
// that none is judged by what it was fitted to, and kept to the capacity in W. Pairs of a run
// without others are left out.
func Corrected(pairs []Pair, capacity float64) (out []Pair) {
	type sums struct{ forecast, measured float64 }
	var all sums
	byRun := map[int64]sums{}
	for _, p := range pairs {
		all.forecast, all.measured = all.forecast+p.Forecast, all.measured+p.Measured
		run := byRun[p.Run.Unix()]
		byRun[p.Run.Unix()] = sums{run.forecast + p.Forecast, run.measured + p.Measured}
	}
	for _, p := range pairs {
		own := byRun[p.Run.Unix()]
		if others := all.forecast - own.forecast; others > 1e-9*all.forecast && len(byRun) > 1 {
			p.Forecast = min(p.Forecast*(all.measured-own.measured)/others, capacity)
			out = append(out, p)
		}
	}
	return out
}

// Verify scores pairs by lead time, in order.
func Verify(pairs []Pair) (out []Score) {
	byLead := map[time.Duration][]Pair{}
	for _, p := range pairs {
		byLead[p.Lead] = append(byLead[p.Lead], p)
	}
	for lead, some := range byLead {
		s := Overall(some)
		s.Lead = lead
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Score) int { return cmp.Compare(a.Lead, b.Lead) })
	return out
}

// Overall scores pairs of any lead time together.
func Overall(pairs []Pair) Score {
	s := Score{Pairs: len(pairs)}
	var squares, against, persistence float64
	for _, p := range pairs {
		e := p.Forecast - p.Measured
		s.Bias += e
		s.MAE += math.Abs(e)
		squares += e * e
		if last := p.Persistence - p.Measured; last == last {
			against += e * e
			persistence += last * last
		}
	}
	n := float64(len(pairs))
	s.Bias, s.MAE, s.RMSE = s.Bias/n, s.MAE/n, math.Sqrt(squares/n)
	s.Skill = math.NaN()
	if persistence > 0 {
		s.Skill = 1 - math.Sqrt(against/persistence)
	}
	return s
}
