package point

import (
	"math"
	"sort"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/sun"
)

// Timed is a series with its times and the time from which its first value accumulates.
type Timed struct {
	Layer forecast.Layer
	Place Place
	Since time.Time // the start of what an accumulated variable's first value covers
	Times []time.Time
	Series
}

// Onto gives the series at other times, each of which stands for the step before it where the
// variable is accumulated. Between two times of the series a value is linear, a direction the way
// round from the one to the other, a code the later one's. An accumulated amount is shared out over
// its time, radiation as the sun stands, so that the parts make the whole; a step longer than the
// series' own takes its parts together. Outside the series, or where a value it needs is missing,
// there is none.
func (s Timed) Onto(times []time.Time, step time.Duration) Series {
	out := Series{make([]float32, len(times)), make([]Reason, len(times))}
	at := s.at
	if s.Layer.Variable.Accumulated && s.Layer.Level.Kind != forecast.Surface {
		return s.Own(times) // over a time that its level names
	}
	if s.Layer.Variable.Accumulated {
		at = s.over(step)
	}
	for i, t := range times {
		v, reason := at(t)
		out.set(i, v, reason)
	}
	return out
}

// Own gives the series at times of its own; at others there is no value.
func (s Timed) Own(times []time.Time) Series {
	out := Series{make([]float32, len(times)), make([]Reason, len(times))}
	next := 0 // as a rule times are asked for in order
	for i, t := range times {
		k, exact := next, next < len(s.Times) && s.Times[next].Equal(t)
		if !exact {
			k, exact = s.find(t)
		}
		if exact {
			out.set(i, s.Values[k], s.Reasons[k])
			next = k + 1
		} else {
			out.set(i, missing, NotThere)
		}
	}
	return out
}

// Exact says whether Onto takes the value at a time as it is.
func (s Timed) Exact(t time.Time, step time.Duration) bool {
	k, ok := s.find(t)
	if !ok {
		return false
	}
	return !s.Layer.Variable.Accumulated || t.Sub(s.start(k)) == step
}

// Begins gives from when the series' own value at a time accumulates: the time itself where the variable
// does not, or where its level names the hours. ok is false where the time is not one of the series.
func (s Timed) Begins(t time.Time) (since time.Time, ok bool) {
	k, ok := s.find(t)
	if !ok || !s.Layer.Variable.Accumulated || s.Layer.Level.Kind != forecast.Surface {
		return t, ok
	}
	return s.start(k), true
}

// find gives the first time of the series that is not before t, and whether it is t.
func (s Timed) find(t time.Time) (k int, exact bool) {
	k = sort.Search(len(s.Times), func(k int) bool { return !s.Times[k].Before(t) })
	return k, k < len(s.Times) && s.Times[k].Equal(t)
}

// start is where the k-th value of an accumulated variable begins.
func (s Timed) start(k int) time.Time {
	if k == 0 {
		return s.Since
	}
	return s.Times[k-1]
}

func (s Timed) at(t time.Time) (float32, Reason) {
	k, exact := s.find(t)
	if exact {
		return s.Values[k], s.Reasons[k]
	}
	if k == 0 || k == len(s.Times) {
		return missing, NotThere
	}
	a, b := s.Values[k-1], s.Values[k]
	if reason := max(s.Reasons[k-1], s.Reasons[k]); reason != Present {
		return missing, reason
	}
	f := float64(t.Sub(s.Times[k-1])) / float64(s.Times[k].Sub(s.Times[k-1]))
	switch {
	case s.Layer.Variable.Shape == forecast.Direction:
		return turn(a, b, f), Present
	case IsCode(s.Layer.Variable):
		return b, Present
	}
	return float32((1-f)*float64(a) + f*float64(b)), Present
}

// IsCode says whether a variable's values are names of things, between which nothing lies.
func IsCode(v *forecast.Variable) bool { return v.Name == "weather_code" || v.Name == "is_day" }

// turn gives the direction of the weighted mean of two unit vectors; of opposite ones, the nearer.
func turn(a, b float32, f float64) float32 {
	s := stencil{weights: [4]float32{float32(1 - f), float32(f)}}
	if opposite := math.Abs(math.Abs(float64(a)-float64(b))-180) < 1e-3; opposite {
		if f < 0.5 {
			return a
		}
		return b
	}
	return s.meanDirection([]float32{a, b})
}

// over gives the accumulated amount, or the mean, of the step before a time.
func (s Timed) over(step time.Duration) func(time.Time) (float32, Reason) {
	isMean := isMean(s.Layer.Variable)
	return func(t time.Time) (float32, Reason) {
		if k, exact := s.find(t); exact && t.Sub(s.start(k)) == step {
			return s.Values[k], s.Reasons[k]
		}
		sum, reason := s.amount(t.Add(-step), t, isMean)
		if isMean {
			sum /= step.Seconds()
		}
		if reason != Present {
			return missing, reason
		}
		return float32(sum), Present
	}
}

// isMean says whether an accumulated variable is the mean of a rate and not an amount.
func isMean(v *forecast.Variable) bool { return v.Units == "W m-2" }

// amount gives what accumulates between two times: an amount, or a rate times seconds.
func (s Timed) amount(from, to time.Time, isMean bool) (sum float64, worst Reason) {
	if len(s.Times) == 0 || from.Before(s.Since) || to.After(s.Times[len(s.Times)-1]) {
		return math.NaN(), NotThere
	}
	first, _ := s.find(from.Add(1))
	for k := first; k < len(s.Times) && s.start(k).Before(to); k++ {
		worst = max(worst, s.Reasons[k])
		a, b := s.start(k), s.Times[k]
		whole := float64(s.Values[k])
		if isMean {
			whole *= b.Sub(a).Seconds()
		}
		sum += whole * s.share(a, b, later(a, from), earlier(b, to), isMean)
	}
	return sum, worst
}

// share gives which part of what accumulates from a to b does so between two times within.
func (s Timed) share(a, b, from, to time.Time, isMean bool) float64 {
	if from.Equal(a) && to.Equal(b) {
		return 1
	}
	if isMean {
		path := sun.PathAt(a.Add(b.Sub(a)/2), s.Place.Lat, s.Place.Lon)
		if whole := path.Light(a, b); whole > 1 {
			return path.Light(from, to) / whole
		}
	}
	return float64(to.Sub(from)) / float64(b.Sub(a))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
