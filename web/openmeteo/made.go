package openmeteo

import (
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/solar"
)

// ingredients are the layers that variables are made of which no run stores, as Open-Meteo makes them
// where a model has none of its own.
var ingredients = map[string][]forecast.Layer{
	"rain":         layersNamed("precipitation", "temperature_2m"),
	"snowfall":     layersNamed("precipitation", "temperature_2m"),
	"weather_code": layersNamed("cloud_cover", "precipitation", "temperature_2m"),
	tilted:         layersNamed("shortwave_radiation"),
}

// tilted is the radiation on a plane that a request tells of.
const tilted = "global_tilted_irradiance"

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

// isMade says whether a variable is made of others.
func (w what) isMade() bool { return !w.known && ingredients[w.base] != nil }

// layers gives those that a variable is made of: its own where it has one.
func (w what) layers() []forecast.Layer {
	if w.known {
		return []forecast.Layer{w.layer}
	}
	return ingredients[w.base]
}

// madeUnit gives the unit of a made variable, of values in mm of water or codes.
func madeUnit(name string, w wishes) unit {
	if name == tilted {
		return unitOf(&forecast.Variable{Units: "W m-2"}, w)
	}
	return unitOf(&forecast.Variable{Name: name, Units: "kg m-2"}, w)
}

// make gives a made variable at times, amounts in mm of water over the step before each, or with the
// runs' own steps where native.
func (r *reading) make(w what, times []time.Time, step time.Duration, native bool) []float32 {
	at := func(name string) point.Blend {
		s, there := r.series(layersNamed(name)[0])
		switch {
		case !there:
			return point.Blend{Series: point.Series{Values: blank(len(times))}}
		case native:
			return s.Own(times)
		}
		return s.Onto(times, step)
	}
	if w.base == tilted {
		return r.onPlane(at("shortwave_radiation"), times, step, native)
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

// onPlane gives the radiation on the plane that is asked for, from that on a horizontal one: parted into beam
// and diffuse as Erbs et al. have it, and turned by Hay and Davies' model, as for the power of plants.
func (r *reading) onPlane(global point.Blend, times []time.Time, step time.Duration, native bool) []float32 {
	out, at := make([]float32, len(times)), solar.At(r.answers[r.main].Lat, r.answers[r.main].Lon)
	for i, t := range times {
		if native {
			step = r.ownStep("shortwave_radiation", global, i, t)
		}
		out[i] = float32(solar.NewPeriod(t.Add(-step), t).Plane(r.wishes.plane, at, float64(global.Values[i])))
	}
	return out
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
// precipitation, of clouds alone.
func (r *reading) lacks(w what) string {
	for i, l := range ingredients[w.base] {
		if _, there := r.series(l); !there && (w.base != "weather_code" || i == 0) {
			return l.Name()
		}
	}
	return ""
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
	case w.aggregate == "max":
		return slices.Max(hours) // NaN where one is
	case w.aggregate == "min":
		return slices.Min(hours)
	case w.aggregate == "sum" && w.base != "weather_code":
		sum := 0.0
		for _, v := range hours {
			sum += float64(v)
		}
		return float32(sum)
	}
	return float32(math.NaN())
}
