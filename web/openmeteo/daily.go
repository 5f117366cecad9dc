package openmeteo

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/sun"
)

// day makes a column with a value a local day; midnights are the days' starts and the end of the
// last. Days are as long as they are there, 23 or 25 hours where the clock is changed.
func (r *reading) day(w what, midnights []time.Time) column {
	n := max(0, len(midnights)-1)
	c := column{values: blank(n), unit: r.dayUnit(w)}
	switch w.base {
	case "sunrise", "sunset", "daylight_duration":
		r.daylight(w.base, midnights, &c)
		return c
	}
	if w.isMade() {
		for i := range n {
			c.values[i] = r.makeDay(w, midnights[i], midnights[i+1])
		}
		c.unit.convert(c.values)
		return c
	}
	s, there := r.series(w.layer)
	if !there || r.foreign(w) || w.aggregate == "hours" && r.coarse(w.layer) {
		return c
	}
	for i := range n {
		c.values[i] = r.aggregate(w, s, midnights[i], midnights[i+1])
	}
	c.unit.convert(c.values)
	return c
}

func (r *reading) dayUnit(w what) unit {
	switch {
	case w.base == "sunrise" || w.base == "sunset":
		if r.wishes.unix {
			return unit{text: "unixtime", sdk: sdkUnixTime}
		}
		return unit{text: "iso8601", sdk: sdkISO8601}
	case w.base == "daylight_duration":
		return unit{"s", 2, 1, 0, sdkSeconds}
	case w.aggregate == "hours":
		return unit{"h", 1, 1, 0, sdkHours}
	case w.aggregate == "sum" && w.known && w.layer.Variable.Units == "W m-2":
		return unit{"MJ/m²", 2, 1e-6, 0, sdkMegajoule}
	}
	return r.unitOf(w)
}

// aggregate makes one value of a day in SI units, NaN where any part of the day is missing.
func (r *reading) aggregate(w what, s blend, from, to time.Time) float32 {
	switch w.aggregate {
	case "sum":
		return sum(w.layer, s, from, to)
	case "dominant":
		return r.dominant(w.layer, s, from, to)
	}
	hours := s.Onto(hourly(w.layer, from, to), time.Hour).Values
	if w.aggregate == "hours" {
		return wetHours(hours)
	}
	low, high, total := math.Inf(1), math.Inf(-1), 0.0
	for _, v := range hours {
		low, high, total = math.Min(low, float64(v)), math.Max(high, float64(v)), total+float64(v)
	}
	switch w.aggregate {
	case "max":
		return float32(high)
	case "min":
		return float32(low)
	}
	return float32(total / float64(len(hours)))
}

// sum gives the amount of a day; of a mean rate, the rate times seconds.
func sum(l forecast.Layer, s blend, from, to time.Time) float32 {
	if !l.Variable.Accumulated {
		return float32(math.NaN()) // a temperature has no sum
	}
	v := s.Onto([]time.Time{to}, to.Sub(from)).Values[0]
	if l.Variable.Units == "W m-2" {
		v *= float32(to.Sub(from).Seconds())
	}
	return v
}

// hourly gives the hours of a day: their starts, or the ends of those that values accumulate over.
func hourly(l forecast.Layer, from, to time.Time) []time.Time {
	if l.Variable.Accumulated {
		from, to = from.Add(time.Hour), to.Add(time.Hour)
	}
	return every(from, to, time.Hour)
}

// wetHours counts the hours with at least a tenth of a millimetre.
func wetHours(hours []float32) float32 {
	n := float32(0)
	for _, v := range hours {
		switch {
		case v != v:
			return v
		case v >= 0.1:
			n++
		}
	}
	return n
}

// coarse says whether a layer's steps are longer than an hour.
func (r *reading) coarse(l forecast.Layer) bool {
	several, _ := r.series(l)
	for _, s := range several.Seamless {
		for i := 1; i < len(s.Times); i++ {
			if s.Times[i].Sub(s.Times[i-1]) > time.Hour {
				return true
			}
		}
	}
	return false
}

// dominant gives the direction of the mean wind vector.
func (r *reading) dominant(l forecast.Layer, s blend, from, to time.Time) float32 {
	speeds, there := r.series(l.At("wind_speed"))
	if !there || l.Variable.Shape != forecast.Direction {
		return float32(math.NaN())
	}
	times := every(from, to, time.Hour)
	speed, direction := speeds.Onto(times, time.Hour).Values, s.Onto(times, time.Hour).Values
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

// daylight fills a column of sunrises, sunsets or seconds of daylight.
func (r *reading) daylight(name string, midnights []time.Time, c *column) {
	if name != "daylight_duration" {
		c.values, c.times = nil, make([]time.Time, len(c.values))
	}
	for i := range max(0, len(midnights)-1) {
		rise, set, rises, sets, light := sun.Day(midnights[i], midnights[i+1], r.answers[r.main].Lat, r.answers[r.main].Lon)
		switch {
		case name == "daylight_duration":
			c.values[i] = float32(light.Seconds())
		case name == "sunrise" && rises:
			c.times[i] = rise
		case name == "sunset" && sets:
			c.times[i] = set
		}
	}
}
