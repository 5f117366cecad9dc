package sounding

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// Path is a parcel's way up, for a diagram: what temperature it has at some pressures.
type Path struct {
	Pressure, Temperature, Virtual []float64 // Virtual is its virtual temperature
}

// pathStep is how far apart the points of a path are, in Pa. Being the same for all parcels they share
// their adiabats.
const pathStep = 2500

// Path gives the way up to a pressure: where the parcel starts, every 25 hPa, and where it condenses.
func (x *Parcel) Path(top float64) Path {
	var out Path
	add := func(p, t, r float64) {
		out.Pressure = append(out.Pressure, p)
		out.Temperature = append(out.Temperature, t)
		out.Virtual = append(out.Virtual, thermo.VirtualTemperature(t, r))
	}
	add(x.Pressure, x.Temperature, x.r)
	condensed := !(x.CondensesAt < x.Pressure)
	for p := math.Ceil(x.Pressure/pathStep-1) * pathStep; p >= top; p -= pathStep {
		if !condensed && p <= x.CondensesAt {
			add(x.CondensesAt, x.CondensingTemperature, x.r)
			condensed = true
			if p == x.CondensesAt {
				continue
			}
		}
		t, r := x.At(p, thermo.Exner(p), thermo.AdiabatAt(p))
		add(p, t, r)
	}
	return out
}
