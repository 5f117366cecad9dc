package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// base is the grid on which weather is made; every output grid is interpolated
// from it, so that all show the same weather.
var base = sphere.Grid{NLat: 241, NLon: 480}

// vector is a pair of fields.
type vector struct{ u, v *sphere.Field }

func newVector() vector { return vector{sphere.NewField(base), sphere.NewField(base)} }

// flow is the eddying part of the large-scale motion on the dynamics' levels:
// everything but the zonal mean.
type flow struct {
	wind [qgLevels]vector        // m/s
	phi  [qgLevels]*sphere.Field // m²/s²
	spin *sphere.Field           // relative vorticity at 500 hPa, 1/s
	h    *sphere.Harmonics
	work *sphere.Work
	grid []float64
}

// How the eddies of 200, 500 and 800 hPa spread over the other levels. Below 700
// hPa they do not change: there temperature belongs to the air masses.
var eddyShape = [qgLevels]*profile{
	newProfile([13]float64{0.5, 0.76, 0.94, 1, 0.92, 0.76, 0.36, 0.04, -0.05, -0.05, -0.02, 0, 0}),
	newProfile([13]float64{0.02, 0.03, 0.03, 0.03, 0.16, 0.34, 0.74, 0.96, 0.81, 0.46, 0.02, -0.04, -0.05}),
	newProfile([13]float64{0, 0, 0, 0, -0.02, -0.03, -0.03, 0.03, 0.25, 0.6, 1.02, 1.06, 1.04}),
}

func newFlow() *flow {
	f := &flow{h: sphere.NewRegular(fineFlow.t, base), spin: sphere.NewField(base), grid: make([]float64, base.Len())}
	f.work = f.h.NewWork()
	for k := range qgLevels {
		f.wind[k], f.phi[k] = newVector(), sphere.NewField(base)
	}
	return f
}

// set computes the eddies from stream functions.
func (f *flow) set(psi state) {
	for k := range qgLevels {
		eddy := append(sphere.Spectrum(nil), psi[k]...)
		clear(eddy[:fineFlow.t+1]) // order 0 is the zonal mean
		f.h.Values(sphere.Balance(fineFlow.t, eddy, omega), f.grid, f.work)
		f.store(f.phi[k], func(float64) float64 { return 1 })
		f.h.CosLatDMu(eddy, f.grid, f.work)
		f.store(f.wind[k].u, func(cos float64) float64 { return -1 / (sphere.Radius * cos) })
		f.h.Values(sphere.DLon(fineFlow.t, eddy), f.grid, f.work)
		f.store(f.wind[k].v, func(cos float64) float64 { return 1 / (sphere.Radius * cos) })
		polar(f.wind[k])
		if k == 1 {
			each(fineFlow.t, func(i, l, _ int) { eddy[i] *= complex(sphere.Laplacian(l), 0) })
			f.h.Values(eddy, f.grid, f.work)
			f.store(f.spin, func(float64) float64 { return 1 })
		}
	}
}

func (f *flow) store(dst *sphere.Field, factor func(cos float64) float64) {
	for j := range base.NLat {
		c := factor(max(math.Cos(base.Lat(j)), 1e-3))
		row := dst.Row(j)
		for i := range row {
			row[i] = float32(c * f.grid[j*base.NLon+i])
		}
	}
	dst.Wrap()
}

// polar gives both pole rows the one vector that the next row has on average.
func polar(w vector) {
	g := w.u.Grid
	for _, at := range [2][2]int{{0, 1}, {g.NLat - 1, g.NLat - 2}} {
		sign := 1.0
		if at[0] > 0 {
			sign = -1
		}
		var x, y float64
		ru, rv := w.u.Row(at[1]), w.v.Row(at[1])
		for i := range ru {
			s, c := math.Sincos(g.Lon(i))
			x += -float64(ru[i])*s - sign*float64(rv[i])*c
			y += float64(ru[i])*c - sign*float64(rv[i])*s
		}
		x, y = x/float64(g.NLon), y/float64(g.NLon)
		ru, rv = w.u.Row(at[0]), w.v.Row(at[0])
		for i := range ru {
			s, c := math.Sincos(g.Lon(i))
			ru[i] = float32(-x*s + y*c)
			rv[i] = float32(-sign * (x*c + y*s))
		}
	}
	wrapVector(w)
}

// wrapVector renews the margins; across a pole a vector's components change sign.
func wrapVector(w vector) {
	for _, f := range []*sphere.Field{w.u, w.v} {
		f.Wrap()
		f.NegateBeyondPoles()
	}
}

// geostrophic adds to dst the wind that balances geopotential scale·f, fading out
// within some ten degrees of the equator.
func geostrophic(f *sphere.Field, scale float64, dst vector) {
	g := f.Grid
	const floor = 4.2e-5
	dy := 2 * math.Pi / float64(g.NLat-1) * sphere.Radius
	for j := 1; j < g.NLat-1; j++ {
		lat := g.Lat(j)
		cor := 2 * omega * math.Sin(lat)
		inv := cor / (cor*cor + floor*floor) * scale
		dx := 4 * math.Pi / float64(g.NLon) * sphere.Radius * math.Cos(lat)
		up, here, down := f.Row(j-1), f.Row(j), f.Row(j+1)
		u, v := dst.u.Row(j), dst.v.Row(j)
		n := g.NLon
		for i := range here {
			east, west := here[(i+1)%n], here[(i+n-1)%n]
			u[i] -= float32(inv * float64(up[i]-down[i]) / dy)
			v[i] += float32(inv * float64(east-west) / dx)
		}
	}
	polar(dst)
}
