package power

import (
	"math"
	"slices"
	"time"
)

// Day is the energy of one calendar day of a zone.
type Day struct {
	Date   string  // 2026-11-23
	Energy float64 // J
	Hours  float64 // of the day that the forecast covers; the energy is theirs
	Length float64 // of the day in hours: 23 or 25 where clocks change
}

// Energy integrates power over the days of a zone. Power at a time is linear up to the next; an
// interval with a missing end counts neither as energy nor as hours. Days without any hour are
// left out.
func Energy(times []time.Time, power []float32, zone *time.Location) []Day {
	var days []Day
	for i := 1; i < len(times); i++ {
		days = addInterval(days, times[i-1], times[i], float64(power[i-1]), float64(power[i]), zone)
	}
	return days
}

// EnergyOfMeans is Energy of values that are means over the time from since to times.
func EnergyOfMeans(since, times []time.Time, power []float32, zone *time.Location) []Day {
	var days []Day
	for i, p := range power {
		if since[i].Before(times[i]) {
			days = addInterval(days, since[i], times[i], float64(p), float64(p), zone)
		}
	}
	return days
}

// addInterval adds an interval over which power goes from a to b, cut at midnight.
func addInterval(days []Day, start, end time.Time, a, b float64, zone *time.Location) []Day {
	if a != a || b != b {
		return days
	}
	length := end.Sub(start).Seconds()
	for at := start; at.Before(end); {
		y, m, d := at.In(zone).Date()
		midnight, next := time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+1, 0, 0, 0, 0, zone)
		to := end
		if next.Before(to) {
			to = next
		}
		name := midnight.Format(time.DateOnly)
		if len(days) == 0 || days[len(days)-1].Date != name {
			days = append(days, Day{Date: name, Length: next.Sub(midnight).Hours()})
		}
		day := &days[len(days)-1]
		middle := (at.Sub(start).Seconds() + to.Sub(start).Seconds()) / 2 / length
		day.Energy += to.Sub(at).Seconds() * (a + (b-a)*middle)
		day.Hours += to.Sub(at).Hours()
		at = to
	}
	return days
}

// AddDays gives the energy of two things together, of the days that both have.
func AddDays(a, b []Day) (out []Day) {
	for _, x := range a {
		for _, y := range b {
			if x.Date == y.Date {
				out = append(out, Day{x.Date, x.Energy + y.Energy, min(x.Hours, y.Hours), x.Length})
			}
		}
	}
	return out
}

// Ramp is a change of power between two times.
type Ramp struct {
	From, To time.Time
	Change   float64 // W
}

// Ramps gives the largest rise and the largest fall between two times of the forecast that are no
// further apart than window; ok is false where there are no two such times with values.
func Ramps(times []time.Time, power []float32, window time.Duration) (rise, fall Ramp, ok bool) {
	for i := range times {
		for k := i + 1; k < len(times) && times[k].Sub(times[i]) <= window; k++ {
			r := Ramp{times[i], times[k], float64(power[k]) - float64(power[i])}
			if r.Change != r.Change {
				continue
			}
			if !ok {
				rise, fall, ok = r, r, true
			}
			if r.Change > rise.Change {
				rise = r
			}
			if r.Change < fall.Change {
				fall = r
			}
		}
	}
	return rise, fall, ok
}

// Quantile gives the p-quantile of values by linear interpolation between order statistics at
// (n-1)p (Hyndman and Fan's type 7, numpy's default), NaN where one is missing or there is none.
func Quantile(values []float32, p float64) float32 {
	sorted := slices.Clone(values)
	slices.Sort(sorted) // NaN first
	if len(sorted) == 0 || sorted[0] != sorted[0] {
		return missing
	}
	at := p * float64(len(sorted)-1)
	i := min(int(math.Floor(at)), len(sorted)-1)
	k := min(i+1, len(sorted)-1)
	return float32(float64(sorted[i]) + (float64(sorted[k])-float64(sorted[i]))*(at-float64(i)))
}
