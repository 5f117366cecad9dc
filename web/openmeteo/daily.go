package openmeteo

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast/point"
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
	if r.isMade(w) {
		for i := range n {
			c.values[i] = r.makeDay(w, midnights[i], midnights[i+1])
		}
		c.unit.convert(c.values)
		return c
	}
	s, there := r.series(w.layer)
	if !there || r.foreign(w) {
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
	case w.aggregate == "sum" && (isRadiation(w.base) || w.known && w.layer.Variable.Units == "W m-2"):
		return unit{"MJ/m²", 2, 1e-6, 0, sdkMegajoule}
	}
	return r.unitOf(w)
}

// aggregate makes one value of a day in SI units, NaN where any part of the day is missing.
func (r *reading) aggregate(w what, s blend, from, to time.Time) float32 {
	if w.aggregate != "dominant" {
		return s.Day(w.aggregate, from, to)
	}
	speeds, there := r.series(w.layer.At("wind_speed"))
	if !there {
		return float32(math.NaN())
	}
	return point.Dominant(s.Seamless, speeds.Seamless, from, to)
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
