package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// air is what lies above one node, from the ground or the lowest level above it.
type air struct {
	n                 int
	p, lnP            []float64
	t, q              []float64
	virtual           []float64 // temperature
	exner             []float64
	adiabats          []*thermo.Adiabat // nil at the ground, which is no level
	levels, levelLogs []float64
	levelExner        []float64
	levelAdiabats     []*thermo.Adiabat
}

// highestParcel is the pressure above which no parcel comes to rest, and levels are left out.
const highestParcel = 5000

func newAir(levels []float64) *air {
	n := len(levels) + 1
	s := &air{
		levels: levels, p: make([]float64, n), lnP: make([]float64, n), t: make([]float64, n), q: make([]float64, n),
		virtual: make([]float64, n), exner: make([]float64, n), adiabats: make([]*thermo.Adiabat, n),
	}
	for _, p := range levels {
		s.levelLogs = append(s.levelLogs, math.Log(p))
		s.levelExner = append(s.levelExner, thermo.Exner(p))
		s.levelAdiabats = append(s.levelAdiabats, thermo.AdiabatAt(p))
	}
	return s
}

// load takes in a node: columns of temperature and humidity, the pressure at the ground, and where
// they are known temperature and humidity there. It says false where one is missing.
func (s *air) load(a *args, from, node int) bool {
	t, q, ps := a.in[from], a.in[from+1], float64(a.one(from + 2)[node])
	t2, q2 := a.one(from+3), a.one(from+4)
	s.n = 0
	if ps != ps {
		return false
	}
	if t2 != nil && q2 != nil {
		s.add(ps, thermo.Log(ps), thermo.Exner(ps), float64(t2[node]), float64(q2[node]), nil)
	}
	for k := aboveGround(s.levels, ps); k < len(s.levels) && s.levels[k] >= highestParcel; k++ {
		s.add(s.levels[k], s.levelLogs[k], s.levelExner[k], float64(t[k][node]), float64(q[k][node]), s.levelAdiabats[k])
	}
	sum := 0.0
	for k := range s.n {
		sum += s.virtual[k]
	}
	return s.n > 2 && sum == sum
}

func (s *air) add(p, lnP, exner, t, q float64, adiabat *thermo.Adiabat) {
	k := s.n
	q = max(q, 1e-9) // a model's small negative humidity is dry air
	s.p[k], s.lnP[k], s.exner[k], s.t[k], s.q[k], s.adiabats[k] = p, lnP, exner, t, q, adiabat
	s.virtual[k] = thermo.VirtualTemperature(t, thermo.MixingRatio(q))
	s.n++
}

// parcel is air that is lifted: dry up to where it condenses, on a pseudo-adiabat above.
type parcel struct {
	theta, thetaE float64
	r             float64 // mixing ratio
	p, lnP        float64 // where it condenses
	t             float64 // its temperature there
}

func lift(t, q, p float64) parcel {
	e := thermo.VapourPressure(q, p)
	tc := min(t, thermo.CondensationTemperature(t, e))
	pc := p * math.Pow(tc/t, 1/thermo.Kappa)
	return parcel{
		theta: t / thermo.Exner(p), thetaE: thermo.EquivalentPotentialTemperature(t, e, p),
		r: thermo.MixingRatio(q), p: pc, lnP: thermo.Log(pc), t: tc,
	}
}

// at gives a parcel's temperature and mixing ratio at a level.
func (x *parcel) at(p, exner float64, adiabat *thermo.Adiabat) (t, r float64) {
	if p >= x.p {
		return x.theta * exner, x.r
	}
	t = adiabat.Temperature(x.thetaE)
	return t, thermo.SaturationMixingRatio(t, p)
}

// parcelDepth is how far above the ground the most unstable parcel is looked for.
const parcelDepth = 30000

// mostUnstable gives the place of the highest equivalent potential temperature near the ground.
func (s *air) mostUnstable() int {
	best, highest := 0, 0.0
	for k := range s.n {
		if s.p[0]-s.p[k] > parcelDepth {
			break
		}
		if e := thermo.EquivalentAt(s.t[k], thermo.VapourPressure(s.q[k], s.p[k]), s.p[k], 1/s.exner[k]); e > highest {
			best, highest = k, e
		}
	}
	return best
}

// energy sums the work that buoyancy does on a parcel on its way up.
type energy struct {
	cape, cin      float64
	negative       float64 // so far
	layer, largest float64 // positive layers: this one, and the largest so far
	lnP, buoyancy  float64 // where the parcel is
}

// rise takes the parcel on to another level; buoyancy runs linearly in the logarithm of pressure.
func (w *energy) rise(lnP, buoyancy float64) {
	depth := thermo.GasConstant * (w.lnP - lnP)
	switch before := w.buoyancy; {
	case before >= 0 && buoyancy >= 0:
		w.up(depth * (before + buoyancy) / 2)
	case before <= 0 && buoyancy <= 0:
		w.down(-depth * (before + buoyancy) / 2)
	default:
		f := before / (before - buoyancy)
		if before > 0 {
			w.up(f * depth * before / 2)
			w.down(-(1 - f) * depth * buoyancy / 2)
		} else {
			w.down(-f * depth * before / 2)
			w.up((1 - f) * depth * buoyancy / 2)
		}
	}
	w.lnP, w.buoyancy = lnP, buoyancy
}

func (w *energy) up(work float64) {
	w.cape += work
	if w.layer += work; w.layer > w.largest {
		w.largest, w.cin = w.layer, w.negative
	}
}

func (w *energy) down(work float64) {
	w.negative += work
	w.layer = 0
}

// convection gives the energies of the most unstable parcel of the lowest 300 hPa, with virtual
// temperatures: all positive buoyancy, and the negative below the largest positive layer.
func (s *air) convection() (cape, cin float64) {
	from := s.mostUnstable()
	x := lift(s.t[from], s.q[from], s.p[from])
	w := energy{lnP: s.lnP[from]}
	for k := from + 1; k < s.n; k++ {
		if s.p[k] < x.p && s.p[k-1] > x.p { // it condenses in between
			f := (s.lnP[k-1] - x.lnP) / (s.lnP[k-1] - s.lnP[k])
			w.rise(x.lnP, thermo.VirtualTemperature(x.t, x.r)-(s.virtual[k-1]+f*(s.virtual[k]-s.virtual[k-1])))
		}
		t, r := x.at(s.p[k], s.exner[k], s.adiabats[k])
		w.rise(s.lnP[k], thermo.VirtualTemperature(t, r)-s.virtual[k])
	}
	return w.cape, w.cin
}

func convectiveEnergy(dst []float32, a *args) {
	s := newAir(a.levels[0])
	for i := range dst {
		dst[i] = missing
		if s.load(a, 0, i) {
			cape, _ := s.convection()
			dst[i] = float32(cape)
		}
	}
}

// convectiveInhibition is missing where no parcel ever becomes buoyant.
func convectiveInhibition(dst []float32, a *args) {
	s := newAir(a.levels[0])
	for i := range dst {
		dst[i] = missing
		if s.load(a, 0, i) {
			if cape, cin := s.convection(); cape > 0 {
				dst[i] = float32(cin)
			}
		}
	}
}

// The level of the indices, in Pa.
const indexLevel = 50000

// liftedIndex compares the air at 500 hPa with that lifted from the ground, or from the lowest level
// above it where the run has no humidity at the ground.
func liftedIndex(dst []float32, a *args) {
	t500 := a.one(0)
	s := newAir(a.levels[1])
	exner, adiabat := thermo.Exner(indexLevel), thermo.AdiabatAt(indexLevel)
	for i := range dst {
		dst[i] = missing
		if s.load(a, 1, i) && s.p[0] > indexLevel {
			x := lift(s.t[0], s.q[0], s.p[0])
			t, _ := x.at(indexLevel, exner, adiabat)
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
		x := lift(float64(t850[i]), max(1e-9, float64(q850[i])), 85000)
		t, _ := x.at(indexLevel, exner, adiabat)
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
