// Package weather is a synthetic atmosphere: a small quasi-geostrophic model
// drives the middle latitudes, air masses and moisture are carried by its winds
// into fronts and cloud bands, tropical cyclones and rain are added, and all is
// put on pressure levels in balance.
//
// The same date gives the same weather, whatever the output grid and whichever
// run asks, apart from the small error that each run begins with and that grows
// as forecast errors do.
package weather

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

const (
	// cycleDays is how long one simulated truth lasts; runs that begin within it
	// share it.
	cycleDays = 8
	// spinUpDays lets eddies grow from nothing before the cycle begins.
	spinUpDays = 14
	// tracerDays lets air masses and moisture form before the run.
	tracerDays = 3
	// tick is the time between two states of the tracers.
	tick = 3 * 3600

	airMemory    = 2.6 * 86400.0 // over which air forgets where it came from
	wetMemory    = 1.2 * 86400.0
	noiseMemory  = 2.5 * 86400.0
	lowPressure  = 875.0 // hPa, the wind that carries air masses
	midPressure  = 600.0 // and moisture and eddies
	moistening   = 2.6e-4
	stirring     = 0.35
	runErrorSize = 0.006
	memberError  = 0.03 // of the members other than the first: they stand for what is not known
)

// Model is the state of the atmosphere at one time.
type Model struct {
	run     time.Time
	member  int
	seconds int // since the run
	climate *climate
	ground  ground
	dyn     *dynamics
	flow    *flow

	lowWind, midWind *carrier
	low, mid         vector
	climateAir       *sphere.Field // what air becomes where it stays, K
	showers          *sphere.Field // where convective rain falls, 0..1
	land             *sphere.Field // 0..1, smooth
	air              *sphere.Field // temperature anomaly of the lowest air, K
	wet              *sphere.Field // relative humidity anomaly aloft, 0..1
	noise            *sphere.Field // eddies too small for the dynamics, about ±1
	ascent           *sphere.Field // m/s, large-scale
	airWind          vector        // that balances 1 m²/s² per K of air
	noiseWind        vector
	noisePhi         *sphere.Field
	scratch          [2]*sphere.Field
	rain             [3]*sphere.Field // mm per 6 h at the last three ticks
}

// New simulates up to the time of the run, which takes some seconds. Members of an ensemble, numbered
// from 0, begin with different errors.
func New(run time.Time, member int) *Model {
	m := &Model{run: run.UTC(), member: member, ground: newGround(), flow: newFlow()}
	// One season for the whole cycle: the least change would make another truth.
	m.climate = newClimate(time.Unix(m.cycle(), 0).UTC().AddDate(0, 0, cycleDays))
	m.lowWind, m.midWind = newCarrier(base), newCarrier(base)
	m.low, m.mid, m.airWind, m.noiseWind = newVector(), newVector(), newVector(), newVector()
	m.climateAir = airClimate(m.climate, m.ground)
	m.showers = showerClimate(m.climate, m.ground)
	m.land = sphere.NewField(base)
	for j := range base.NLat {
		row := m.land.Row(j)
		for i := range row {
			row[i] = float32(sample(m.ground.land, base.Lat(j), base.Lon(i)))
		}
	}
	m.air = sphere.NewField(base)
	copyField(m.air, m.climateAir)
	for _, f := range []**sphere.Field{&m.wet, &m.noise, &m.ascent, &m.noisePhi, &m.scratch[0], &m.scratch[1], &m.rain[0], &m.rain[1], &m.rain[2]} {
		*f = sphere.NewField(base)
	}
	m.spinUp()
	return m
}

// spinUp runs the dynamics from seeded eddies before the cycle to the run, coarse
// at first, and the tracers for the last days.
func (m *Model) spinUp() {
	cycle := m.cycle()
	coarse := newDynamics(coarseFlow, m.climate, m.ground)
	coarse.start(seeded(coarse.rest, uint32(cycle/86400)))
	for range (spinUpDays - tracerDays) * 86400 / coarseFlow.step {
		coarse.leap()
	}
	m.dyn = newDynamics(fineFlow, m.climate, m.ground)
	m.dyn.start(coarse.psi.retruncated(coarseFlow.t, fineFlow.t))
	for range int(m.run.Unix()-cycle) / fineFlow.step {
		m.dyn.leap()
	}
	m.seconds = -tracerDays * 86400
	for m.seconds < 0 {
		m.advance()
	}
	m.dyn.start(m.disturbed())
	m.refresh()
}

// cycle is the Unix time at which the cycle of the run begins.
func (m *Model) cycle() int64 {
	const length = cycleDays * 86400
	t := m.run.Unix()
	return t - (t%length+length)%length
}

// seeded is the resting state with eddies of every large scale.
func seeded(rest state, seed uint32) state {
	const size = 3e6
	t := coarseFlow.t
	s := rest.retruncated(t, t)
	each(t, func(i, l, order int) {
		if order > 0 && l <= 16 {
			for k := range s {
				s[k][i] += complex(centred(seed, i, 1), centred(seed, i, 2)) * complex(size/float64(l), 0)
			}
		}
	})
	return s
}

// disturbed is the present state with the run's and the member's own small error.
func (m *Model) disturbed() state {
	t := fineFlow.t
	s := m.dyn.psi.retruncated(t, t)
	seed, size := uint32(m.run.Unix()/3600), runErrorSize
	if m.member > 0 {
		seed, size = sphere.Hash(seed, uint32(m.member), 0, 78), memberError
	}
	each(t, func(i, _, order int) {
		for k := range s {
			if order > 0 {
				s[k][i] *= complex(1+size*centred(seed, i, 3), size*centred(seed, i, 4))
			}
		}
	})
	return s
}

// centred is a pseudo-random number in -1..1.
func centred(seed uint32, i, n int) float64 {
	return float64(sphere.Hash(seed, uint32(i), uint32(n), 77))/(1<<31) - 1
}

// Seconds is the lead time that the model has reached.
func (m *Model) Seconds() int { return m.seconds }

// Advance brings the model to a later lead time in seconds, a multiple of three
// hours.
func (m *Model) Advance(to int) {
	for m.seconds < to {
		m.advance()
	}
}

func (m *Model) advance() {
	for range tick / fineFlow.step {
		m.dyn.leap()
	}
	m.seconds += tick
	m.refresh()
	m.lowWind.blow(m.low.u, m.low.v, tick)
	m.midWind.blow(m.mid.u, m.mid.v, tick)
	m.carryAir()
	m.carryNoise()
	m.carryMoisture()
	if m.seconds >= -2*tick { // no rain before is asked for
		m.rain[0], m.rain[1], m.rain[2] = m.rain[1], m.rain[2], m.rain[0]
		m.rainRate(m.rain[2])
	}
}

// refresh computes what follows from the dynamics alone.
func (m *Model) refresh() {
	m.flow.set(m.dyn.psi)
	m.largeScale(lowPressure, m.low)
	m.largeScale(midPressure, m.mid)
	m.balanceAir()
	m.balanceNoise()
	m.diagnoseAscent()
}

// largeScale writes zonal mean and eddy wind at a pressure.
func (m *Model) largeScale(hPa float64, dst vector) {
	level := m.climate.level(hPa)
	var w [qgLevels]float32
	for k := range w {
		v, _ := eddyShape[k].at(hPa)
		w[k] = float32(v)
	}
	for j := range base.NLat {
		mean := float32(level.at(base.Lat(j)).u)
		u, v := dst.u.Row(j), dst.v.Row(j)
		for i := range u {
			u[i], v[i] = mean, 0
		}
		for k := range w {
			eu, ev := m.flow.wind[k].u.Row(j), m.flow.wind[k].v.Row(j)
			for i := range u {
				u[i] += w[k] * eu[i]
				v[i] += w[k] * ev[i]
			}
		}
	}
	polar(dst)
}

// carryAir moves the air masses and lets the surface work on them.
func (m *Model) carryAir() {
	m.lowWind.move(m.zonalAir(1)) // what is carried is temperature, zonal mean included
	m.zonalAir(-1)
	keep := float32(math.Exp(-tick / airMemory))
	for j := range base.NLat {
		x, c := m.air.Row(j), m.climateAir.Row(j)
		for i := range x {
			x[i] = c[i] + keep*(x[i]-c[i])
		}
	}
	m.air.Wrap()
}

// airMassGradient is the part of the zonal mean gradient that air takes along; the
// rest is lost to ascent and descent on sloping surfaces.
const airMassGradient = 0.68

// zonalAir adds sign times the zonal mean temperature at the carrying level.
func (m *Model) zonalAir(sign float32) *sphere.Field {
	level := m.climate.level(lowPressure)
	for j := range base.NLat {
		t := sign * airMassGradient * float32(level.at(base.Lat(j)).temperature)
		row := m.air.Row(j)
		for i := range row {
			row[i] += t
		}
	}
	m.air.Wrap()
	return m.air
}

func copyField(dst, src *sphere.Field) {
	for j := range src.Grid.NLat {
		copy(dst.Row(j), src.Row(j))
	}
	dst.Wrap()
}
