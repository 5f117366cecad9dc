// Package sounding reads what forecasters look for in a column of air: it lifts parcels through it
// and tells their energy, where they condense, rise by themselves and come to rest; the shear and the
// helicity of its winds; and the heights at which it freezes. Pressures are in Pa, temperatures in K,
// humidities in kg/kg, heights in metres; docs/derived.md names the sources of the formulae.
package sounding

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// Air is what lies above one place, from the ground or the lowest level above it. It is filled anew
// for each place: Reset, Ground where that is known, and Level from below.
type Air struct {
	n        int
	p, lnP   []float64
	t, q     []float64
	virtual  []float64 // temperature
	exner    []float64
	adiabats []*thermo.Adiabat // nil at the ground, which is no level
	levels   []level
}

// level is what all air at one pressure has in common.
type level struct {
	p, lnP, exner float64
	adiabat       *thermo.Adiabat
}

// Highest is the pressure above which no parcel comes to rest, and levels are left out.
const Highest = 5000

// NewAir makes room for air on pressure levels in Pa, from below.
func NewAir(levels []float64) *Air {
	n := len(levels) + 1
	s := &Air{
		p: make([]float64, n), lnP: make([]float64, n), t: make([]float64, n), q: make([]float64, n),
		virtual: make([]float64, n), exner: make([]float64, n), adiabats: make([]*thermo.Adiabat, n),
	}
	for _, p := range levels {
		s.levels = append(s.levels, level{p, math.Log(p), thermo.Exner(p), thermo.AdiabatAt(p)})
	}
	return s
}

// Reset empties the air.
func (s *Air) Reset() { s.n = 0 }

// Ground adds the air at the ground, before any level.
func (s *Air) Ground(p, t, q float64) {
	s.add(level{p, thermo.Log(p), thermo.Exner(p), nil}, t, q)
}

// Level adds the air at the k-th of the levels.
func (s *Air) Level(k int, t, q float64) { s.add(s.levels[k], t, q) }

func (s *Air) add(at level, t, q float64) {
	k := s.n
	q = max(q, 1e-9) // a model's small negative humidity is dry air
	s.p[k], s.lnP[k], s.exner[k], s.adiabats[k] = at.p, at.lnP, at.exner, at.adiabat
	s.t[k], s.q[k] = t, q
	s.virtual[k] = thermo.VirtualTemperature(t, thermo.MixingRatio(q))
	s.n++
}

// Whole says whether there is enough of the air to lift a parcel through, and nothing missing in it.
func (s *Air) Whole() bool {
	sum := 0.0
	for k := range s.n {
		sum += s.virtual[k]
	}
	return s.n > 2 && sum == sum
}

// Bottom gives the pressure of the lowest air.
func (s *Air) Bottom() float64 { return s.p[0] }
