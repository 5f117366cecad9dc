package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// difference gives the second input less the first.
func difference(dst []float32, a *args) {
	low, high := a.one(0), a.one(1)
	for i := range dst {
		dst[i] = high[i] - low[i]
	}
}

// lapseRate gives how fast temperature falls with height.
func lapseRate(dst []float32, a *args) {
	t1, t2, z1, z2 := a.one(0), a.one(1), a.one(2), a.one(3)
	for i := range dst {
		dst[i] = (t1[i] - t2[i]) / (z2[i] - z1[i])
	}
}

// apparentTemperature gives Steadman's for shade, as Australia's Bureau of Meteorology uses it:
// T + 0.33 e − 0.70 V − 4.00 with e in hPa and T in °C.
func apparentTemperature(dst []float32, a *args) {
	t, rh, wind := a.one(0), a.one(1), a.one(2)
	for i := range dst {
		e := float64(rh[i]) * thermo.Saturation(float64(t[i])) / 100
		dst[i] = t[i] + float32(0.33*e-0.70*float64(wind[i])-4)
	}
}

func potentialTemperatureAloft(dst []float32, a *args) {
	t := a.one(0)
	factor := float32(math.Pow(thermo.Reference/a.pascals(), thermo.Kappa))
	for i := range dst {
		dst[i] = t[i] * factor
	}
}

func potentialTemperatureOfAir(dst []float32, a *args) {
	t, ps := a.one(0), a.one(1)
	for i := range dst {
		dst[i] = float32(thermo.PotentialTemperature(float64(t[i]), float64(ps[i])))
	}
}

func equivalentTemperatureAloft(dst []float32, a *args) {
	thermo.EquivalentsAt(a.pascals()).Fill(dst, a.one(0), a.one(1))
}

func equivalentTemperatureOfAir(dst []float32, a *args) {
	t, q, ps := a.one(0), a.one(1), a.one(2)
	for i := range dst {
		p := float64(ps[i])
		dst[i] = float32(thermo.EquivalentPotentialTemperature(float64(t[i]), thermo.VapourPressure(float64(q[i]), p), p))
	}
}
