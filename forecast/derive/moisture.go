package derive

import "github.com/fengtu/fengtu/forecast/thermo"

// wettest bounds relative humidity: cold air over ice, or a model's, may be above saturation.
const wettest = 2

// relative gives relative humidity over water at all temperatures (WMO-No. 8).
func relative(t, e float64) float32 {
	return float32(min(wettest, max(0, e/thermo.Saturation(t))))
}

func relativeHumidityAloft(dst []float32, a *args) {
	t, q, p := a.one(0)[:len(dst)], a.one(1)[:len(dst)], a.pascals()
	for i := range dst {
		h := float64(q[i]) // e ∕ es with a single division
		v := h * p / ((thermo.Epsilon + (1-thermo.Epsilon)*h) * thermo.Saturation(float64(t[i])))
		if v < 0 {
			v = 0
		} else if v > wettest {
			v = wettest
		}
		dst[i] = float32(v)
	}
}

func relativeHumidityOfAir(dst []float32, a *args) {
	t, q, ps := a.one(0), a.one(1), a.one(2)
	for i := range dst {
		dst[i] = relative(float64(t[i]), thermo.VapourPressure(float64(q[i]), float64(ps[i])))
	}
}

func relativeHumidityOfDewPoint(dst []float32, a *args) {
	t, td := a.one(0), a.one(1)
	for i := range dst {
		dst[i] = relative(float64(t[i]), thermo.Saturation(float64(td[i])))
	}
}

func dewPointAloft(dst []float32, a *args) {
	q, p := a.one(0), a.pascals()
	for i := range dst {
		dst[i] = float32(thermo.DewPoint(thermo.VapourPressure(float64(q[i]), p)))
	}
}

func dewPointOfAir(dst []float32, a *args) {
	q, ps := a.one(0), a.one(1)
	for i := range dst {
		dst[i] = float32(thermo.DewPoint(thermo.VapourPressure(float64(q[i]), float64(ps[i]))))
	}
}

func dewPointOfHumidity(dst []float32, a *args) {
	t, rh := a.one(0), a.one(1)
	for i := range dst {
		dst[i] = float32(thermo.DewPoint(float64(rh[i]) * thermo.Saturation(float64(t[i]))))
	}
}

func specificHumidityAloft(dst []float32, a *args) {
	td, p := a.one(0), a.pascals()
	for i := range dst {
		dst[i] = float32(thermo.SpecificHumidity(thermo.Saturation(float64(td[i])), p))
	}
}

func specificHumidityOfAir(dst []float32, a *args) {
	td, ps := a.one(0), a.one(1)
	for i := range dst {
		dst[i] = float32(thermo.SpecificHumidity(thermo.Saturation(float64(td[i])), float64(ps[i])))
	}
}
