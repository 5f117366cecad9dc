package metno

import (
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// parameter is one of MET Norway's: a layer of ours, the unit, and value × scale + offset.
type parameter struct {
	name, layer, unit string
	scale, offset     float64
	complete          bool // only in the complete form
}

// instants are the parameters at one time.
var instants = []parameter{
	{"air_pressure_at_sea_level", "pressure_msl", "hPa", 0.01, 0, false},
	{"air_temperature", "temperature_2m", "celsius", 1, -273.15, false},
	{"cloud_area_fraction", "cloud_cover", "%", 100, 0, false},
	{"cloud_area_fraction_high", "cloud_cover_high", "%", 100, 0, true},
	{"cloud_area_fraction_low", "cloud_cover_low", "%", 100, 0, true},
	{"cloud_area_fraction_medium", "cloud_cover_mid", "%", 100, 0, true},
	{"dew_point_temperature", "dew_point_2m", "celsius", 1, -273.15, true},
	{"relative_humidity", "relative_humidity_2m", "%", 100, 0, false},
	{"wind_from_direction", "wind_direction_10m", "degrees", 1, 0, false},
	{"wind_speed", "wind_speed_10m", "m/s", 1, 0, false},
	{"wind_speed_of_gust", "wind_gusts_10m", "m/s", 1, 0, true},
}

const rain = "precipitation_amount"

// wanted gives the layers that an answer is made of.
func wanted(complete bool) (out []forecast.Layer) {
	for _, p := range append(slices.Clone(instants), parameter{layer: "precipitation"}) {
		if l, err := forecast.ParseLayer(p.layer); err == nil && (complete || !p.complete) {
			out = append(out, l) // a name that this version has no layer for is left out
		}
	}
	return out
}

// table is what is known at a place, by the names of layers.
type table struct {
	answer   places.Answer
	times    []time.Time
	series   map[string]point.Timed
	own      map[string][]float32 // of the series, at the run's times
	complete bool
	units    map[string]string
}

func newTable(a places.Answer, times []time.Time, complete bool) *table {
	t := &table{answer: a, times: times, series: map[string]point.Timed{}, own: map[string][]float32{}, complete: complete, units: map[string]string{}}
	for _, s := range a.Series {
		t.series[s.Layer.Name()] = s
		t.own[s.Layer.Name()] = s.Own(times).Values
	}
	return t
}

// steps gives the times from the last one that is not after now.
func (t *table) steps(now time.Time) []step {
	out := make([]step, 0, len(t.times))
	for i, at := range t.times {
		isOver := at.Before(now) && (i+1 == len(t.times) || !t.times[i+1].After(now))
		if isOver && !at.Equal(now) {
			continue
		}
		d := step{time: at, instant: t.instant(i)}
		d.next12, d.next1, d.next6 = t.period(i, 12), t.period(i, 1), t.period(i, 6)
		if len(d.instant) > 0 || d.next1 != nil || d.next6 != nil {
			out = append(out, d)
		}
	}
	return out
}

func (t *table) instant(i int) (out []detail) {
	for _, p := range instants {
		if v := t.at(p.layer, i); v == v && (t.complete || !p.complete) {
			out = t.add(out, p.name, p.unit, v*p.scale+p.offset)
		}
	}
	return out
}

// add adds a value to details, and notes its unit.
func (t *table) add(to []detail, name, unit string, v float64) []detail {
	t.units[name] = unit
	return append(to, detail{name, v})
}

// at gives a layer's value at one of the run's times, NaN where there is none.
func (t *table) at(layer string, i int) float64 {
	if own := t.own[layer]; own != nil {
		return float64(own[i])
	}
	return math.NaN()
}

// period describes the hours after a time, nil where the run's steps do not end with them or nothing
// is known of them.
func (t *table) period(first, hours int) *period {
	to := t.times[first].Add(time.Duration(hours) * time.Hour)
	last := first
	for last < len(t.times) && t.times[last].Before(to) {
		last++
	}
	if last == first || last == len(t.times) || !t.times[last].Equal(to) {
		return nil
	}
	out := &period{}
	amount := math.NaN()
	if s, ok := t.series["precipitation"]; ok {
		amount = float64(s.Onto([]time.Time{to}, time.Duration(hours)*time.Hour).Values[0])
	}
	if t.complete && hours == 6 {
		t.extremes(first, last, out)
	}
	if amount == amount && hours < 12 {
		out.details = t.add(out.details, rain, "mm", amount)
	}
	out.symbol = t.symbol(first, last, amount, hours)
	if out.symbol == "" && len(out.details) == 0 {
		return nil
	}
	return out
}

// extremes adds the highest and lowest temperature, where the run's steps are hours at most.
func (t *table) extremes(first, last int, out *period) {
	if last-first < 6 {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i := first; i <= last; i++ {
		v := t.at("temperature_2m", i)
		low, high = math.Min(low, v), math.Max(high, v)
	}
	if low == low {
		out.details = t.add(out.details, "air_temperature_max", "celsius", high-273.15)
		out.details = t.add(out.details, "air_temperature_min", "celsius", low-273.15)
	}
}
