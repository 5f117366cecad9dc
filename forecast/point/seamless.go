package point

import (
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Seamless is one layer at one place from several sources, the preferred one first. Each value is one
// source's: nothing is mixed, and of sums no part of time is counted twice.
type Seamless []Timed

// Blend is a series with the source of each value, -1 where it is missing.
type Blend struct {
	Series
	From []int
}

// Seam is where one source ends and another goes on.
type Seam struct {
	After, Time time.Time // the last time of the one and the first of the other
	From, To    int       // the sources
	Step        float32   // the second one's value at After less the first one's; NaN where it has none, and of sums and codes
}

// Times gives the sources' own times from one to another, in order: all of the preferred one, and of
// each other those that none before it reaches.
func (s Seamless) Times(from, to time.Time) (out []time.Time) {
	var reached [][2]time.Time
	for _, source := range s {
		var there []time.Time
		for k, t := range source.Times {
			if source.Reasons[k] == Present {
				there = append(there, t)
			}
		}
		for _, t := range there {
			isReached := slices.ContainsFunc(reached, func(r [2]time.Time) bool { return !t.Before(r[0]) && !t.After(r[1]) })
			if !isReached && !t.Before(from) && !t.After(to) {
				out = append(out, t)
			}
		}
		if len(there) > 0 {
			reached = append(reached, [2]time.Time{there[0], there[len(there)-1]})
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// Own gives at each time the value of the first source that has one of its own then. What accumulates
// counts where it begins no earlier than the time before.
func (s Seamless) Own(times []time.Time) Blend {
	return s.blend(times, func(source Timed) Series {
		out := source.Own(times)
		for i := 1; i < len(times); i++ {
			if begins, ok := source.Begins(times[i]); ok && begins.Before(times[i-1]) && out.Reasons[i] == Present {
				out.set(i, missing, OtherInterval)
			}
		}
		return out
	})
}

// Onto gives at each time the value of the first source that gives one as Timed.Onto does: the whole
// step before a time is of one source.
func (s Seamless) Onto(times []time.Time, step time.Duration) Blend {
	return s.blend(times, func(source Timed) Series { return source.Onto(times, step) })
}

func (s Seamless) blend(times []time.Time, read func(Timed) Series) Blend {
	out := Blend{Series{make([]float32, len(times)), make([]Reason, len(times))}, make([]int, len(times))}
	for i := range times {
		out.set(i, missing, NotThere)
		out.From[i] = -1
	}
	for k, source := range s {
		series := read(source)
		for i := range times {
			switch reason := series.Reasons[i]; {
			case out.From[i] >= 0:
			case reason == Present:
				out.set(i, series.Values[i], Present)
				out.From[i] = k
			default:
				out.Reasons[i] = max(out.Reasons[i], reason)
			}
		}
	}
	return out
}

// Seams tells where in a blend at some times the source changes.
func (s Seamless) Seams(times []time.Time, b Blend) (out []Seam) {
	last := -1
	for i, k := range b.From {
		if k < 0 {
			continue
		}
		if last >= 0 && b.From[last] != k {
			out = append(out, Seam{times[last], times[i], b.From[last], k, s.step(k, times[last], b.Values[last])})
		}
		last = i
	}
	return out
}

// step gives by how much a source is above a value at a time.
func (s Seamless) step(k int, t time.Time, value float32) float32 {
	v := s[k].Layer.Variable
	if v.Accumulated || IsCode(v) {
		return missing
	}
	there, _ := s[k].at(t)
	d := there - value
	if v.Shape == forecast.Direction {
		switch {
		case d > 180:
			d -= 360
		case d < -180:
			d += 360
		}
	}
	return d
}
