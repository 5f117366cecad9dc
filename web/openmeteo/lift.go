package openmeteo

import (
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/thermo"
)

// vertical is the motion of air that Open-Meteo tells in m/s, upward, and runs in Pa/s, downward.
const vertical = "vertical_velocity"

// isLift says whether a variable is the vertical motion at a pressure, of which the runs' can be converted.
func (w what) isLift() bool {
	return w.known && w.base == vertical && w.layer.Level.Kind == forecast.Pressure
}

// lift makes the vertical motion in m/s: −ω ÷ (ρ g), with the density of dry air of the level's temperature.
func (r *reading) lift(w what, times []time.Time, step time.Duration, native bool) []float32 {
	warmth := w
	warmth.layer = w.layer.At("temperature")
	at := func(w what) []float32 {
		s, there := r.seriesOf(w)
		return s.at(there, times, step, native).Values
	}
	out, kelvin := at(w), at(warmth)
	perKelvin := -thermo.GasConstant / (thermo.Gravity * w.layer.Level.Value * 100)
	for i := range out {
		out[i] *= float32(perKelvin) * kelvin[i]
	}
	return out
}
