package thermo

import (
	"math"
	"sync"
)

// Adiabat gives the temperature that saturated air of each equivalent potential temperature has at
// one pressure: the pseudo-adiabats, on which Bolton's eq. 39 is constant.
type Adiabat struct {
	pressure float64
	t        [(warmest-coolest)*perDegree + 1]float64
}

// The equivalent potential temperatures that an Adiabat knows, in K.
const (
	coolest, warmest = 180, 520
	perDegree        = 2
)

var adiabats sync.Map // pressure to *Adiabat

// AdiabatAt gives the pseudo-adiabats at a pressure; they are made once.
func AdiabatAt(p float64) *Adiabat {
	if a, ok := adiabats.Load(p); ok {
		return a.(*Adiabat)
	}
	a := &Adiabat{pressure: p}
	for i := range a.t {
		a.t[i] = saturatedAt(coolest+float64(i)/perDegree, p)
	}
	kept, _ := adiabats.LoadOrStore(p, a)
	return kept.(*Adiabat)
}

// Temperature gives the temperature for an equivalent potential temperature, within 0.001 K of what
// solves the formula; NaN outside 180 to 520 K.
func (a *Adiabat) Temperature(thetaE float64) float64 {
	x := (thetaE - coolest) * perDegree
	if !(x >= 0 && x < float64(len(a.t)-1)) {
		return math.NaN()
	}
	i := int(x)
	return a.t[i] + (x-float64(i))*(a.t[i+1]-a.t[i])
}

// SaturatedTemperature is AdiabatAt(p).Temperature(thetaE) for pressures that are not met again: it keeps
// nothing, and costs a few microseconds.
func SaturatedTemperature(thetaE, p float64) float64 {
	if !(thetaE > coolest && thetaE < warmest && p > 0) {
		return math.NaN()
	}
	return saturatedAt(thetaE, p)
}

// saturatedAt solves for the temperature by halving: saturated air is the warmer, the higher its
// equivalent potential temperature.
func saturatedAt(thetaE, p float64) float64 {
	low, high := 101.0, 350.0
	for range 40 {
		t := (low + high) / 2
		e := Saturation(t)
		if e > 0.5*p || EquivalentPotentialTemperature(t, e, p) > thetaE {
			high = t
		} else {
			low = t
		}
	}
	return (low + high) / 2
}

// MixingRatio gives the mass of vapour to that of dry air from specific humidity.
func MixingRatio(q float64) float64 { return q / (1 - q) }

// SaturationMixingRatio gives that of air saturated over water.
func SaturationMixingRatio(t, p float64) float64 { return mixingRatio(Saturation(t), p) }

// Exner gives (p ∕ 10⁵)^κ.
func Exner(p float64) float64 { return pow(p/Reference, Kappa) }

// Log is math.Log of a positive number to a relative 1e-9, in half the time.
func Log(x float64) float64 { return log(x) }
