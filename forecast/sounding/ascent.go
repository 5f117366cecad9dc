package sounding

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// Ascent is how a parcel fares on its way up.
type Ascent struct {
	Parcel
	CAPE, CIN float64 // J/kg: all positive buoyancy, and the negative below the largest positive layer
	// FreeAt and RestsAt are the pressures between which the largest positive layer lies that reaches
	// above the condensation level: the levels of free convection and of neutral buoyancy. They are NaN
	// where there is none, RestsAt also where the parcel is still buoyant at the highest level.
	FreeAt, RestsAt float64
}

// Rise lifts a parcel from the air where it starts, with virtual temperatures. A parcel without CAPE
// has no CIN either: NaN.
func (s *Air) Rise(x Parcel) Ascent {
	from := 0
	for from < s.n-1 && s.p[from] > x.Pressure {
		from++
	}
	return s.rise(x, from)
}

// Convection is Rise for the most unstable parcel.
func (s *Air) Convection() Ascent {
	from := s.mostUnstable()
	return s.rise(Lift(s.t[from], s.q[from], s.p[from]), from)
}

func (s *Air) rise(x Parcel, from int) Ascent {
	w := energy{condenses: x.lnP, free: math.NaN(), rests: math.NaN(), lnP: s.lnP[from], buoyancy: thermo.VirtualTemperature(x.Temperature, x.r) - s.virtual[from]}
	for k := from + 1; k < s.n; k++ {
		if s.p[k] < x.CondensesAt && s.p[k-1] > x.CondensesAt { // it condenses in between
			f := (s.lnP[k-1] - x.lnP) / (s.lnP[k-1] - s.lnP[k])
			w.rise(x.lnP, thermo.VirtualTemperature(x.CondensingTemperature, x.r)-(s.virtual[k-1]+f*(s.virtual[k]-s.virtual[k-1])))
		}
		t, r := x.At(s.p[k], s.exner[k], s.adiabats[k])
		w.rise(s.lnP[k], thermo.VirtualTemperature(t, r)-s.virtual[k])
	}
	out := Ascent{Parcel: x, CAPE: w.cape, CIN: w.cin, FreeAt: math.NaN(), RestsAt: math.NaN()}
	if w.cape == 0 {
		out.CIN = math.NaN()
		return out
	}
	out.FreeAt = min(math.Exp(w.free), x.CondensesAt)
	if w.rests > s.lnP[s.n-1] {
		out.RestsAt = math.Exp(w.rests)
	}
	return out
}

// energy sums the work that buoyancy does on a parcel on its way up.
type energy struct {
	cape, cin      float64
	negative       float64 // so far
	layer, largest float64 // positive layers: this one, and the largest so far
	from           float64 // where this one begins, in ln p
	condenses      float64
	aloft          float64 // the largest positive layer so far that reaches above that
	free, rests    float64 // where it begins and ends
	lnP, buoyancy  float64 // where the parcel is
}

// rise takes the parcel on to another level; buoyancy runs linearly in the logarithm of pressure.
func (w *energy) rise(lnP, buoyancy float64) {
	depth := thermo.GasConstant * (w.lnP - lnP)
	switch before := w.buoyancy; {
	case before >= 0 && buoyancy >= 0:
		w.up(depth*(before+buoyancy)/2, w.lnP, lnP)
	case before <= 0 && buoyancy <= 0:
		w.down(-depth * (before + buoyancy) / 2)
	default:
		f := before / (before - buoyancy)
		zero := w.lnP + f*(lnP-w.lnP)
		if before > 0 {
			w.up(f*depth*before/2, w.lnP, zero)
			w.down(-(1 - f) * depth * buoyancy / 2)
		} else {
			w.down(-f * depth * before / 2)
			w.up((1-f)*depth*buoyancy/2, zero, lnP)
		}
	}
	w.lnP, w.buoyancy = lnP, buoyancy
}

func (w *energy) up(work, from, to float64) {
	if w.layer == 0 {
		w.from = from
	}
	w.cape += work
	if w.layer += work; w.layer > w.largest {
		w.largest, w.cin = w.layer, w.negative
	}
	if w.layer > w.aloft && to < w.condenses {
		w.aloft, w.free, w.rests = w.layer, w.from, to
	}
}

func (w *energy) down(work float64) {
	w.negative += work
	w.layer = 0
}
