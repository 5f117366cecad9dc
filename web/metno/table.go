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
	complete bool
	units    map[string]string
}

func newTable(a places.Answer, times []time.Time, complete bool) *table {
	t := &table{answer: a, times: times, series: map[string]point.Timed{}, complete: complete, units: map[string]string{}}
	for _, s := range a.Series {
		t.series[s.Layer.Name()] = s
	}
	return t
}

// steps gives the times from the last one that is not after now.
func (t *table) steps(now time.Time) []step {
	out := []step{}
	for i, at := range t.times {
		isOver := at.Before(now) && (i+1 == len(t.times) || !t.times[i+1].After(now))
		if isOver && !at.Equal(now) {
			continue
		}
		d := data{Instant: instant{t.instant(at)}}
		d.Next1, d.Next6, d.Next12 = t.period(at, 1), t.period(at, 6), t.period(at, 12)
		if len(d.Instant.Details) > 0 || d.Next1 != nil || d.Next6 != nil {
			out = append(out, step{at.UTC(), d})
		}
	}
	return out
}

func (t *table) instant(at time.Time) details {
	out := details{}
	for _, p := range instants {
		if v := t.at(p.layer, at); v == v && (t.complete || !p.complete) {
			out[p.name] = tenth(v*p.scale + p.offset)
			t.units[p.name] = p.unit
		}
	}
	return out
}

// at gives a layer's value at one of the run's times, NaN where there is none.
func (t *table) at(layer string, at time.Time) float64 {
	return float64(t.series[layer].Own([]time.Time{at}).Values[0])
}

// period describes the hours after a time, nil where the run's steps do not end with them or nothing
// is known of them.
func (t *table) period(from time.Time, hours int) *period {
	to := from.Add(time.Duration(hours) * time.Hour)
	within := t.within(from, to)
	if len(within) < 2 || !within[len(within)-1].Equal(to) {
		return nil
	}
	out := &period{Details: details{}}
	amount := math.NaN()
	if s, ok := t.series["precipitation"]; ok {
		amount = float64(s.Onto([]time.Time{to}, to.Sub(from)).Values[0])
	}
	if amount == amount && hours < 12 {
		out.Details[rain] = tenth(amount)
		t.units[rain] = "mm"
	}
	if t.complete && hours == 6 {
		t.extremes(within, out.Details)
	}
	if code := t.symbol(within, amount, hours); code != "" {
		out.Summary = &summary{code}
	}
	if out.Summary == nil && len(out.Details) == 0 {
		return nil
	}
	return out
}

// within gives the run's times from one to another.
func (t *table) within(from, to time.Time) (out []time.Time) {
	for _, at := range t.times {
		if !at.Before(from) && !at.After(to) {
			out = append(out, at)
		}
	}
	return out
}

// extremes adds the highest and lowest temperature, where the run's steps are hours at most.
func (t *table) extremes(within []time.Time, out details) {
	if len(within) < 7 {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, at := range within {
		v := t.at("temperature_2m", at)
		low, high = math.Min(low, v), math.Max(high, v)
	}
	if low == low {
		out["air_temperature_max"], out["air_temperature_min"] = tenth(high-273.15), tenth(low-273.15)
		t.units["air_temperature_max"], t.units["air_temperature_min"] = "celsius", "celsius"
	}
}
