package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// airSmoothing is how much smoother pressure is than temperature, in radians.
const airSmoothing = 2.2 / degree

// balanceAir finds the wind that balances the air masses: per unit of their weight
// in the geopotential.
func (m *Model) balanceAir() {
	copyField(m.scratch[0], m.air)
	sphere.Smooth(m.scratch[0], airSmoothing)
	clearVector(m.airWind)
	geostrophic(m.scratch[0], 1, m.airWind)
}

const (
	// ascentPerWarming is the isentropic slope: m/s of ascent per K/s of warm
	// advection.
	ascentPerWarming = 1 / 4.5e-3
	// ascentPerSpin turns 500 hPa vorticity advection in 1/s² into m/s.
	ascentPerSpin = 4e6
	// frontLimit is the temperature gradient in K/m beyond which a front lifts air
	// by itself, by frontLift m/s for each K/m more.
	frontLimit = 1.5e-5
	frontLift  = 1.1e3
)

// diagnoseAscent estimates vertical motion as the omega equation does: warm
// advection below, cyclonic vorticity advection aloft, and lifting at fronts.
func (m *Model) diagnoseAscent() {
	g := base
	level := m.climate.level(lowPressure)
	dy := 2 * math.Pi / float64(g.NLat-1) * sphere.Radius
	for j := 1; j < g.NLat-1; j++ {
		lat := g.Lat(j)
		dx := 4 * math.Pi / float64(g.NLon) * sphere.Radius * max(math.Cos(lat), 0.05)
		turn := math.Tanh(lat * degree / 15)
		poleward := 2 * omega * math.Cos(lat) / sphere.Radius
		mean := (level.at(g.Lat(j-1)).temperature - level.at(g.Lat(j+1)).temperature) / dy
		upT, hereT, downT := m.air.Row(j-1), m.air.Row(j), m.air.Row(j+1)
		upS, hereS, downS := m.flow.spin.Row(j-1), m.flow.spin.Row(j), m.flow.spin.Row(j+1)
		low, mid := [2][]float32{m.low.u.Row(j), m.low.v.Row(j)}, [2][]float32{m.mid.u.Row(j), m.mid.v.Row(j)}
		out, n := m.ascent.Row(j), g.NLon
		for i := range out {
			e, w := (i+1)%n, (i+n-1)%n
			tx := float64(hereT[e]-hereT[w]) / dx
			ty := float64(upT[i]-downT[i])/dy + mean
			sx := float64(hereS[e]-hereS[w]) / dx
			sy := float64(upS[i]-downS[i])/dy + poleward
			warming := -float64(low[0][i])*tx - float64(low[1][i])*ty
			spinning := -float64(mid[0][i])*sx - float64(mid[1][i])*sy
			lift := ascentPerWarming*warming + ascentPerSpin*turn*spinning
			front := math.Hypot(tx, ty-mean)
			cyclonic := smoothstep(-1e-5, 5e-5, turn*float64(hereS[i]))
			lift += frontLift * max(0, front-frontLimit) * (0.3 + 0.7*cyclonic)
			out[i] = float32(lift * math.Abs(turn) * smoothstep(90, 84, math.Abs(lat)*degree))
		}
	}
	sphere.Smooth(m.ascent, 0.8/degree)
}

// carryMoisture moves the humidity anomaly: ascent moistens, descent dries.
func (m *Model) carryMoisture() {
	m.midWind.move(m.wet)
	keep := float32(math.Exp(-tick / wetMemory))
	for j := range base.NLat {
		row, w := m.wet.Row(j), m.ascent.Row(j)
		for i := range row {
			x := keep*row[i] + moistening*tick*w[i]
			row[i] = min(max(x, -0.6), 0.6)
		}
	}
	m.wet.Wrap()
}
