package point

import (
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Aggregates are the ways to make one value of a day's.
var Aggregates = []string{"max", "min", "mean", "sum", "hours", "dominant"}

// wet hours have at least this much, in mm.
const wet = 0.1

// Makes says what is wrong where an aggregate cannot be made of a layer, "" where it can: directions have
// a dominant one and nothing else, amounts and radiation alone have sums.
func Makes(aggregate string, l forecast.Layer) string {
	isDirection := l.Variable.Shape == forecast.Direction
	switch {
	case aggregate == "dominant" && !isDirection:
		return "only a direction has a dominant one"
	case aggregate != "dominant" && isDirection:
		return "of a direction there is the dominant one of a day"
	case (aggregate == "sum" || aggregate == "hours") && !l.Variable.Accumulated:
		return "only amounts and radiation have a " + aggregate
	}
	return ""
}

// Day makes one value, in SI units, of the time from one moment to another: a local day, as long as it is
// there. max, min and mean are of its hours, those of Onto; a sum is the amount, or a mean rate times
// seconds; hours counts those with at least a tenth of a millimetre, and is missing where the series'
// steps are longer. NaN where any part of the time is missing, and of sources with steps longer than a day,
// such as an outlook of months, which know no days.
func (s Seamless) Day(aggregate string, from, to time.Time) float32 {
	s = s.ofDays()
	switch aggregate {
	case "sum":
		return s.total(from, to)
	case "hours":
		if !s.Hourly() {
			return missing
		}
		return wetHours(s.hours(from, to))
	}
	low, high, total, hours := math.Inf(1), math.Inf(-1), 0.0, s.hours(from, to)
	for _, v := range hours {
		low, high, total = math.Min(low, float64(v)), math.Max(high, float64(v)), total+float64(v)
	}
	switch aggregate {
	case "max":
		return float32(high)
	case "min":
		return float32(low)
	}
	return float32(total / float64(len(hours)))
}

// hours gives the values of a day's hours: at their starts, or of what accumulates over each.
func (s Seamless) hours(from, to time.Time) []float32 {
	if len(s) > 0 && s[0].Layer.Variable.Accumulated {
		from, to = from.Add(time.Hour), to.Add(time.Hour)
	}
	return s.Onto(hourly(from, to), time.Hour).Values
}

func hourly(from, to time.Time) (out []time.Time) {
	for t := from; t.Before(to); t = t.Add(time.Hour) {
		out = append(out, t)
	}
	return out
}

// Hourly says whether no step is longer than an hour.
func (s Seamless) Hourly() bool {
	return !slices.ContainsFunc(s, func(source Timed) bool { return source.longest() > time.Hour })
}

// ofDays leaves out the sources with a step longer than a day.
func (s Seamless) ofDays() (out Seamless) {
	for _, source := range s {
		if source.longest() <= 24*time.Hour {
			out = append(out, source)
		}
	}
	return out
}

// longest gives the longest step of a series.
func (s Timed) longest() (step time.Duration) {
	for i := 1; i < len(s.Times); i++ {
		step = max(step, s.Times[i].Sub(s.Times[i-1]))
	}
	return step
}

func (s Seamless) total(from, to time.Time) float32 {
	if len(s) == 0 || !s[0].Layer.Variable.Accumulated {
		return missing // a temperature has no sum
	}
	v := s.Onto([]time.Time{to}, to.Sub(from)).Values[0]
	if isMean(s[0].Layer.Variable) {
		v *= float32(to.Sub(from).Seconds())
	}
	return v
}

func wetHours(hours []float32) (n float32) {
	for _, v := range hours {
		switch {
		case v != v:
			return v
		case v >= wet:
			n++
		}
	}
	return n
}

// Dominant gives the direction of the mean wind vector of a day's hours.
func Dominant(directions, speeds Seamless, from, to time.Time) float32 {
	directions, speeds = directions.ofDays(), speeds.ofDays()
	times := hourly(from, to)
	speed, direction := speeds.Onto(times, time.Hour).Values, directions.Onto(times, time.Hour).Values
	var east, north float64
	for i := range times {
		sin, cos := math.Sincos(float64(direction[i]) * math.Pi / 180)
		east, north = east+float64(speed[i])*sin, north+float64(speed[i])*cos
	}
	d := math.Atan2(east, north) * 180 / math.Pi
	if d < 0 {
		d += 360
	}
	return float32(d)
}
