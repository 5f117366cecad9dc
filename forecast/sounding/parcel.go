package sounding

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// Parcel is air that is lifted: dry up to where it condenses, on a pseudo-adiabat above.
type Parcel struct {
	Pressure, Temperature, Humidity    float64 // where it starts
	CondensesAt, CondensingTemperature float64 // the lifted condensation level's pressure, and what it has there

	theta, thetaE float64
	r             float64 // mixing ratio
	lnP           float64 // of the condensation level
}

// Lift gives the parcel of some air.
func Lift(t, q, p float64) Parcel {
	e := thermo.VapourPressure(q, p)
	tc := min(t, thermo.CondensationTemperature(t, e))
	pc := p * math.Pow(tc/t, 1/thermo.Kappa)
	return Parcel{
		Pressure: p, Temperature: t, Humidity: q, CondensesAt: pc, CondensingTemperature: tc,
		theta: t / thermo.Exner(p), thetaE: thermo.EquivalentPotentialTemperature(t, e, p),
		r: thermo.MixingRatio(q), lnP: thermo.Log(pc),
	}
}

// At gives a parcel's temperature and mixing ratio at a pressure, with its Exner function and its
// adiabats.
func (x *Parcel) At(p, exner float64, adiabat *thermo.Adiabat) (t, r float64) {
	if p >= x.CondensesAt {
		return x.theta * exner, x.r
	}
	t = adiabat.Temperature(x.thetaE)
	return t, thermo.SaturationMixingRatio(t, p)
}

// Lowest gives the parcel of the lowest air.
func (s *Air) Lowest() Parcel { return Lift(s.t[0], s.q[0], s.p[0]) }

// unstableDepth is how far above the ground the most unstable parcel is looked for, in Pa.
const unstableDepth = 30000

// MostUnstable gives the parcel of the highest equivalent potential temperature in the lowest 300 hPa.
func (s *Air) MostUnstable() Parcel {
	k := s.mostUnstable()
	return Lift(s.t[k], s.q[k], s.p[k])
}

func (s *Air) mostUnstable() int {
	best, highest := 0, 0.0
	for k := range s.n {
		if s.p[0]-s.p[k] > unstableDepth {
			break
		}
		if e := thermo.EquivalentAt(s.t[k], thermo.VapourPressure(s.q[k], s.p[k]), s.p[k], 1/s.exner[k]); e > highest {
			best, highest = k, e
		}
	}
	return best
}

// mixedDepth is how much of the lowest air is mixed, in Pa.
const mixedDepth = 10000

// Mixed gives the parcel of the lowest 100 hPa, mixed: the means by mass of its potential temperature
// and its mixing ratio, at the lowest air's pressure (Craven, Jewell and Brooks 2002).
func (s *Air) Mixed() Parcel {
	top := s.p[0] - mixedDepth
	var theta, r, depth float64
	for k := 1; k < s.n && s.p[k-1] > top; k++ {
		at := func(k int) (theta, r float64) { return s.t[k] / s.exner[k], thermo.MixingRatio(s.q[k]) }
		lowTheta, lowR := at(k - 1)
		highTheta, highR := at(k)
		thick := s.p[k-1] - s.p[k]
		if f := (s.p[k-1] - top) / thick; f < 1 { // a part of it
			highTheta, highR, thick = lowTheta+f*(highTheta-lowTheta), lowR+f*(highR-lowR), f*thick
		}
		theta += thick * (lowTheta + highTheta) / 2
		r += thick * (lowR + highR) / 2
		depth += thick
	}
	theta, r = theta/depth, r/depth
	return Lift(theta*s.exner[0], r/(1+r), s.p[0])
}

// TemperatureAt gives a parcel's temperature at any pressure on its way.
func (x *Parcel) TemperatureAt(p float64) float64 {
	switch {
	case p == x.CondensesAt:
		return x.CondensingTemperature
	case p > x.CondensesAt:
		return x.theta * thermo.Exner(p)
	}
	return thermo.SaturatedTemperature(x.thetaE, p)
}
