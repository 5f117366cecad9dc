package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

const (
	// noiseVorticity is that of noise 1, in 1/s; positive is cyclonic.
	noiseVorticity = 3e-5
	// condensing is the noise that a metre of ascent adds: latent heat makes
	// cyclonic vorticity, which deepens lows more than highs.
	condensing = 5.5e-4
	noiseLimit = 3
)

// noiseShape is the strength of the small eddies by level.
var noiseShape = newProfile([13]float64{0.15, 0.3, 0.45, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1, 0.95})

// carryNoise moves the small eddies, forgets old ones and stirs in new ones. The
// stirring depends on the date alone, so that runs agree on it.
func (m *Model) carryNoise() {
	m.midWind.move(m.noise)
	keep := float32(math.Exp(-tick / noiseMemory))
	seed := uint32((m.run.Unix() + int64(m.seconds)) / tick)
	for j := range base.NLat {
		row, w := m.noise.Row(j), m.ascent.Row(j)
		for i := range row {
			p := m.midWind.points[j*base.NLon+i]
			x := keep*row[i] + stirring*float32(sphere.Fractal(p, 9, 0.8, 3, seed)) + condensing*tick*max(w[i], 0)
			row[i] = min(max(x, -noiseLimit), noiseLimit)
		}
	}
	m.noise.Wrap()
}

// noiseScales are the widths in degrees that take the small eddies apart.
var noiseScales = [...]float64{0.9, 1.8, 3.6, 7.2}

// balanceNoise takes noise as vorticity and finds its stream function, band by
// band, then wind and geopotential. Carried vorticity has the enstrophy spectrum
// 1/k, which is the energy spectrum k^-3 of the real atmosphere at these scales.
func (m *Model) balanceNoise() {
	clearVector(m.noiseWind)
	psi, rest := m.noisePhi, m.scratch[0]
	copyField(rest, m.noise)
	clearField(psi)
	for _, s := range noiseScales {
		broad := m.scratch[1]
		copyField(broad, rest)
		sphere.Smooth(broad, s/degree)
		length := 0.8 * s / degree * sphere.Radius
		scale := float32(-noiseVorticity * length * length)
		for j := range base.NLat {
			p, r, b := psi.Row(j), rest.Row(j), broad.Row(j)
			scale := scale * float32(math.Tanh(base.Lat(j)*degree/8))
			for i := range p {
				p[i] += scale * (r[i] - b[i])
			}
		}
		copyField(rest, broad)
	}
	psi.Wrap()
	rotational(psi, m.noiseWind)
	for j := range base.NLat {
		f := float32(2 * omega * math.Sin(base.Lat(j)))
		row := psi.Row(j)
		for i := range row {
			row[i] *= f
		}
	}
	psi.Wrap()
}

// rotational adds the wind of stream function psi to dst.
func rotational(psi *sphere.Field, dst vector) {
	g := psi.Grid
	dy := 2 * math.Pi / float64(g.NLat-1) * sphere.Radius
	for j := 1; j < g.NLat-1; j++ {
		dx := 4 * math.Pi / float64(g.NLon) * sphere.Radius * math.Cos(g.Lat(j))
		up, here, down := psi.Row(j-1), psi.Row(j), psi.Row(j+1)
		u, v := dst.u.Row(j), dst.v.Row(j)
		n := g.NLon
		for i := range here {
			u[i] -= (up[i] - down[i]) / float32(dy)
			v[i] += (here[(i+1)%n] - here[(i+n-1)%n]) / float32(dx)
		}
	}
	polar(dst)
}

func clearField(f *sphere.Field) {
	for j := range f.Grid.NLat {
		clear(f.Row(j))
	}
	f.Wrap()
}

func clearVector(w vector) {
	clearField(w.u)
	clearField(w.v)
}
