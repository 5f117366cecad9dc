package derive

import (
	"github.com/fengtu/fengtu/forecast/sounding"
	"github.com/fengtu/fengtu/forecast/thermo"
)

// load takes in a node: columns of temperature and humidity, the pressure at the ground, and where
// they are known temperature and humidity there. It says false where one is missing.
func load(s *sounding.Air, a *args, from, node int) bool {
	t, q, ps := a.in[from], a.in[from+1], float64(a.one(from + 2)[node])
	t2, q2 := a.one(from+3), a.one(from+4)
	s.Reset()
	if ps != ps {
		return false
	}
	if t2 != nil && q2 != nil {
		s.Ground(ps, float64(t2[node]), float64(q2[node]))
	}
	levels := a.levels[from]
	for k := aboveGround(levels, ps); k < len(levels) && levels[k] >= sounding.Highest; k++ {
		s.Level(k, float64(t[k][node]), float64(q[k][node]))
	}
	return s.Whole()
}

func convectiveEnergy(dst []float32, a *args) {
	s := sounding.NewAir(a.levels[0])
	for i := range dst {
		dst[i] = missing
		if load(s, a, 0, i) {
			dst[i] = float32(s.Convection().CAPE)
		}
	}
}

// convectiveInhibition is missing where no parcel ever becomes buoyant.
func convectiveInhibition(dst []float32, a *args) {
	s := sounding.NewAir(a.levels[0])
	for i := range dst {
		dst[i] = missing
		if load(s, a, 0, i) {
			dst[i] = float32(s.Convection().CIN)
		}
	}
}

// The level of the indices, in Pa.
const indexLevel = 50000

// liftedIndex compares the air at 500 hPa with that lifted from the ground, or from the lowest level
// above it where the run has no humidity at the ground.
func liftedIndex(dst []float32, a *args) {
	t500 := a.one(0)
	s := sounding.NewAir(a.levels[1])
	exner, adiabat := thermo.Exner(indexLevel), thermo.AdiabatAt(indexLevel)
	for i := range dst {
		dst[i] = missing
		if load(s, a, 1, i) && s.Bottom() > indexLevel {
			x := s.Lowest()
			t, _ := x.At(indexLevel, exner, adiabat)
			dst[i] = t500[i] - float32(t)
		}
	}
}

// buried says whether a level of so many Pa lies beneath the ground, where that is known.
func buried(ps []float32, i int, p float32) bool { return ps != nil && !(ps[i] >= p) }

// showalterIndex compares the air at 500 hPa with that lifted from 850 hPa.
func showalterIndex(dst []float32, a *args) {
	t500, t850, q850, ps := a.one(0), a.one(1), a.one(2), a.one(3)
	exner, adiabat := thermo.Exner(indexLevel), thermo.AdiabatAt(indexLevel)
	for i := range dst {
		x := sounding.Lift(float64(t850[i]), max(1e-9, float64(q850[i])), 85000)
		t, _ := x.At(indexLevel, exner, adiabat)
		dst[i] = t500[i] - float32(t)
		if buried(ps, i, 85000) {
			dst[i] = missing
		}
	}
}

// kIndex gives (T850 − T500) + Td850 − (T700 − Td700), dew point in °C (George 1960).
func kIndex(dst []float32, a *args) {
	t850, t700, t500, d850, d700, ps := a.one(0), a.one(1), a.one(2), a.one(3), a.one(4), a.one(5)
	for i := range dst {
		dst[i] = (t850[i] - t500[i]) + (d850[i] - thermo.Zero) - (t700[i] - d700[i])
		if buried(ps, i, 85000) {
			dst[i] = missing
		}
	}
}

// totalTotals gives T850 + Td850 − 2 T500 (Miller 1972).
func totalTotals(dst []float32, a *args) {
	t850, t500, d850, ps := a.one(0), a.one(1), a.one(2), a.one(3)
	for i := range dst {
		dst[i] = t850[i] + d850[i] - 2*t500[i]
		if buried(ps, i, 85000) {
			dst[i] = missing
		}
	}
}
