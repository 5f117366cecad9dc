package openmeteo

import (
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// ingredients are the layers that variables are made of which no run stores, as Open-Meteo makes them
// where a model has none of its own.
var ingredients = map[string][]forecast.Layer{
	"rain":         layersNamed("precipitation", "temperature_2m"),
	"snowfall":     layersNamed("precipitation", "temperature_2m"),
	"weather_code": layersNamed("cloud_cover", "precipitation", "temperature_2m"),
	tilted:         layersNamed("shortwave_radiation"),
	direct:         layersNamed("shortwave_radiation"),
	diffuse:        layersNamed("shortwave_radiation", direct),
	facing:         layersNamed("shortwave_radiation", direct),
}

func layersNamed(names ...string) (out []forecast.Layer) {
	for _, name := range names {
		l, err := forecast.ParseLayer(name)
		if err != nil {
			panic(err) // a misspelt name here
		}
		out = append(out, l)
	}
	return out
}

// layers gives those that a variable is or may be made of.
func (w what) layers() (out []forecast.Layer) {
	if w.known {
		out = append(out, w.layer)
	}
	if w.isLift() {
		return append(out, w.layer.At("temperature"))
	}
	return append(out, ingredients[w.base]...)
}

// isMade says whether a variable is made of others: one that the runs have is not.
func (r *reading) isMade(w what) bool {
	if ingredients[w.base] == nil || w.previous > 0 {
		return false
	}
	_, there := r.series(w.layer)
	return !w.known || !there
}

// madeUnit gives the unit of a made variable, of values in mm of water or codes.
func madeUnit(name string, w wishes) unit {
	if isRadiation(name) {
		return unitOf(&forecast.Variable{Units: "W m-2"}, w)
	}
	return unitOf(&forecast.Variable{Name: name, Units: "kg m-2"}, w)
}

// make gives a made variable at times, amounts in mm of water over the step before each, or with the
// runs' own steps where native.
func (r *reading) make(w what, times []time.Time, step time.Duration, native bool) []float32 {
	at := func(name string) point.Blend {
		s, there := r.series(layersNamed(name)[0])
		return s.at(there, times, step, native)
	}
	if isRadiation(w.base) {
		return r.radiation(w.base, at("shortwave_radiation"), at(direct).Values, times, step, native)
	}
	water, warmth := at("precipitation"), at("temperature_2m").Values
	if w.base != "weather_code" {
		return phase(w.base, water.Values, warmth)
	}
	_, wet := r.series(layersNamed("precipitation")[0])
	cloud, out := at("cloud_cover").Values, make([]float32, len(times))
	for i, t := range times {
		switch {
		case wet && native:
			step = r.ownStep("precipitation", water, i, t)
			fallthrough
		case wet:
			out[i] = weatherCode(cloud[i], water.Values[i]/float32(step.Hours()), warmth[i])
		default:
			out[i] = cloudCode(cloud[i])
		}
	}
	return out
}

// ownStep gives over how long an amount of a run accumulates.
func (r *reading) ownStep(layer string, b point.Blend, i int, t time.Time) time.Duration {
	s, _ := r.series(layersNamed(layer)[0])
	if b.From[i] < 0 {
		return time.Hour // of nothing
	}
	begins, _ := s.Seamless[b.From[i]].Begins(t)
	return t.Sub(begins)
}

const freezing = 273.15 // K

// phase takes of an amount of water what falls as rain, at 0 °C and above, or as snow.
func phase(name string, water, warmth []float32) []float32 {
	out := make([]float32, len(water))
	for i, v := range water {
		switch falls := warmth[i] >= freezing == (name == "rain"); {
		case warmth[i] != warmth[i] && v != 0:
			out[i] = float32(math.NaN())
		case falls || v != v:
			out[i] = v
		}
	}
	return out
}

// weatherCode gives the WMO code of an hour by Open-Meteo's thresholds: of snow in cm/h, else of rain in
// mm/h, else of clouds. Without instability and visibility there are no showers, thunder or fog.
func weatherCode(cloud, mmPerHour, warmth float32) float32 {
	if cloud != cloud || mmPerHour != mmPerHour || warmth != warmth {
		return float32(math.NaN())
	}
	if warmth < freezing {
		if code := graded(mmPerHour*0.7, []float32{0.01, 0.2, 0.8}, []float32{71, 73, 75}); code > 0 {
			return code
		}
	} else if code := graded(mmPerHour, []float32{0.01, 0.5, 1, 1.3, 2.5, 7.6}, []float32{51, 53, 55, 61, 63, 65}); code > 0 {
		return code
	}
	return cloudCode(cloud)
}

// cloudCode gives the code of clouds alone.
func cloudCode(cloud float32) float32 {
	if cloud != cloud {
		return cloud
	}
	return graded(cloud, []float32{0.2, 0.5, 0.8}, []float32{1, 2, 3})
}

// graded gives the code of the last threshold that a value reaches, 0 for none.
func graded(v float32, thresholds, codes []float32) (code float32) {
	for i, t := range thresholds {
		if v >= t {
			code = codes[i]
		}
	}
	return code
}

// lacks gives the ingredient that no run has, "" where all are there. A weather code can do without
// precipitation, of clouds alone, and radiation without the direct one.
func (r *reading) lacks(w what) string {
	for i, l := range ingredients[w.base] {
		if _, there := r.series(l); !there && (i == 0 || w.base != "weather_code" && !isRadiation(w.base)) {
			return l.Name()
		}
	}
	return ""
}

// makesDay says whether there is such a value of a day, of a variable that is made of others.
func makesDay(name, aggregate string) bool {
	switch {
	case ingredients[name] == nil || aggregate == "max" || aggregate == "min":
		return true
	case name == "weather_code":
		return false
	}
	return aggregate == "mean" || aggregate == "sum"
}

// makeDay makes one value of a day of the hours of a made variable.
func (r *reading) makeDay(w what, from, to time.Time) float32 {
	times := every(from, to, time.Hour)
	if w.base != "weather_code" { // amounts of the hours before
		times = every(from.Add(time.Hour), to.Add(time.Hour), time.Hour)
	}
	hours := r.make(w, times, time.Hour, false)
	switch {
	case len(hours) == 0:
		return float32(math.NaN())
	case w.aggregate == "max":
		return slices.Max(hours) // NaN where one is
	case w.aggregate == "min":
		return slices.Min(hours)
	}
	sum := 0.0
	for _, v := range hours {
		sum += float64(v)
	}
	switch {
	case w.aggregate == "mean":
		sum /= float64(len(hours))
	case isRadiation(w.base):
		sum *= time.Hour.Seconds()
	}
	return float32(sum)
}
