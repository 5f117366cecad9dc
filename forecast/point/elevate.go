package point

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// lapse is how temperature changes with height in the standard atmosphere, K/m (ISO 2533).
const lapse = -0.0065

// gravity over the gas constant of dry air, K/m: the hypsometric equation's.
const gravityOverGas = 9.80665 / 287.05287

// Elevatable says whether Elevate brings a layer to another elevation: temperature and dew point
// near the ground, and the surface pressure.
func Elevatable(l forecast.Layer) bool {
	switch l.Variable.Name {
	case "temperature", "dew_point":
		return l.Level.Kind == forecast.Height
	case "surface_pressure":
		return true
	}
	return false
}

// Elevate changes values of an elevatable layer, in place, to those rise metres above the model's
// ground. Temperature follows the standard atmosphere's lapse rate, -6.5 K/km. The dew point follows
// so that the relative humidity stays what it is; pressure by the hypsometric equation, with the
// mean temperature between the two heights. Both need the temperature near the ground, uncorrected,
// at the same times; where that is missing, dew point is too, and pressure takes the standard
// atmosphere's at sea level.
func Elevate(l forecast.Layer, s Series, temperature []float32, rise float64) {
	for i, v := range s.Values {
		if v != v {
			continue
		}
		t := math.NaN()
		if i < len(temperature) {
			t = float64(temperature[i])
		}
		switch l.Variable.Name {
		case "temperature":
			v += float32(lapse * rise)
		case "dew_point":
			v = float32(dewPointAt(float64(v), t, t+lapse*rise))
		case "surface_pressure":
			if t != t {
				t = 288.15
			}
			v = float32(float64(v) * math.Exp(-gravityOverGas*rise/(t+lapse*rise/2)))
		}
		s.setValue(i, v)
	}
}

// dewPointAt gives the dew point at another temperature with the same relative humidity, by the
// Magnus formula over water (WMO-No. 8, 2018, annex 4.B), all in kelvin.
func dewPointAt(dew, from, to float64) float64 {
	const a, b, zero = 17.62, 243.12, 273.15
	magnus := func(t float64) float64 { return a * (t - zero) / (b + t - zero) }
	x := magnus(dew) - magnus(from) + magnus(to)
	return zero + b*x/(a-x)
}
