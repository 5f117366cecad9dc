package metno

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast/sun"
)

// wet, some and much are the amounts in mm, by hours, from which a period is wet, its rain or snow is
// not light any more, and is heavy. Like the other limits here they are ours: MET Norway has not
// published its own.
var amounts = map[int]struct{ wet, some, much float64 }{
	1:  {0.1, 0.5, 2},
	6:  {0.5, 1.5, 6},
	12: {0.5, 2.5, 10},
}

// The temperatures in kelvin from which rain falls, and below which snow does; sleet lies between.
const (
	rains = 273.15 + 1.5
	snows = 273.15 + 0.5
)

// symbol names the weather of a period in MET Norway's words, "" where what it takes is not known:
// the clouds, and where the run has precipitation, its amount and the temperature.
func (t *table) symbol(first, last int, amount float64, hours int) string {
	cloud := t.mean("cloud_cover", first, last)
	_, hasRain := t.series["precipitation"]
	if cloud != cloud || hasRain && amount != amount {
		return ""
	}
	light := t.light(t.times[first], t.times[last])
	limits := amounts[hours]
	if !hasRain || amount < limits.wet {
		return sky(cloud, light)
	}
	kind := phase(t.mean("temperature_2m", first, last))
	if kind == "" {
		return ""
	}
	switch {
	case amount < limits.some:
		kind = "light" + kind
	case amount >= limits.much:
		kind = "heavy" + kind
	}
	if cloud < 0.75 {
		return kind + "showers" + light
	}
	return kind
}

func sky(cloud float64, light string) string {
	switch {
	case cloud < 0.125:
		return "clearsky" + light
	case cloud < 0.375:
		return "fair" + light
	case cloud < 0.75:
		return "partlycloudy" + light
	}
	return "cloudy"
}

func phase(temperature float64) string {
	switch {
	case temperature >= rains:
		return "rain"
	case temperature >= snows:
		return "sleet"
	case temperature < snows:
		return "snow"
	}
	return "" // nobody knows
}

// alwaysRises is the latitude up to which the sun rises and sets every day of the year: 90° less the
// obliquity and the sun's size and refraction.
const alwaysRises = 65

// light gives the end of a symbol's name, by the sun in the middle of the period.
func (t *table) light(from, to time.Time) string {
	middle := from.Add(to.Sub(from) / 2)
	if sun.IsDay(middle, t.answer.Lat, t.answer.Lon) {
		return "_day"
	}
	if math.Abs(t.answer.Lat) < alwaysRises {
		return "_night"
	}
	if _, _, rises, sets, _ := sun.Day(middle.Add(-12*time.Hour), middle.Add(12*time.Hour), t.answer.Lat, t.answer.Lon); !rises && !sets {
		return "_polartwilight"
	}
	return "_night"
}

// mean gives the mean of a layer from one of the run's times to another, each value counted for the time
// around it.
func (t *table) mean(layer string, first, last int) float64 {
	var sum, total float64
	for i := first + 1; i <= last; i++ {
		width := t.times[i].Sub(t.times[i-1]).Seconds()
		sum += width * (t.at(layer, i-1) + t.at(layer, i)) / 2
		total += width
	}
	return sum / total
}
