package weather

import (
	"math"
	"sync"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// Constants of the quasi-geostrophic model of Marshall and Molteni (1993, J.
// Atmos. Sci. 50, 1792): three levels on the sphere, here relaxed towards the
// season's mean shear instead of forced from analyses.
const (
	omega       = 7.292e-5
	qgLevels    = 3     // 200, 500 and 800 hPa
	radius1     = 600e3 // Rossby radius between 200 and 500 hPa
	radius2     = 400e3 // between 500 and 800 hPa
	relaxation  = 10 * 86400.0
	friction    = 2 * 86400.0
	diffusion   = 0.15 * 86400.0 // of the smallest scale, as ∇⁸
	filter      = 0.05           // Robert and Asselin
	scaleHeight = 9000.0         // how strongly mountains stretch the lowest level
)

// resolution is a triangular truncation, its grid, and the step in seconds that
// is stable with it.
type resolution struct{ t, nlat, nlon, step int }

var (
	coarseFlow = resolution{42, 64, 128, 1800} // to grow eddies
	fineFlow   = resolution{63, 96, 192, 1200} // for the weather that is shown
)

// state is the stream function on each level, in m²/s.
type state [qgLevels]sphere.Spectrum

// retruncated copies s from truncation t to another.
func (s state) retruncated(t, to int) state {
	var out state
	for k := range s {
		out[k] = make(sphere.Spectrum, sphere.Size(to))
		each(min(t, to), func(_, l, m int) {
			out[k][sphere.Index(to, l, m)] = s[k][sphere.Index(t, l, m)]
		})
	}
	return out
}

// dynamics steps the flow of the middle latitudes.
type dynamics struct {
	resolution
	h           *sphere.Harmonics
	work        [qgLevels]*sphere.Work
	grids       [qgLevels][3][]float64
	mountains   []float64 // f·h/H on the transform grid
	rest        state     // what the shear relaxes to
	inverse     [][qgLevels][qgLevels]float64
	before, now state // potential vorticity without its planetary part
	psi         state
	started     bool
}

func newDynamics(r resolution, c *climate, g ground) *dynamics {
	n := r.nlat * r.nlon
	d := &dynamics{resolution: r, h: sphere.NewGaussian(r.t, r.nlat, r.nlon), mountains: make([]float64, n)}
	for k := range qgLevels {
		d.work[k] = d.h.NewWork()
		for i := range d.grids[k] {
			d.grids[k][i] = make([]float64, n)
		}
		d.before[k] = make(sphere.Spectrum, sphere.Size(r.t))
		d.now[k] = make(sphere.Spectrum, sphere.Size(r.t))
		d.psi[k] = make(sphere.Spectrum, sphere.Size(r.t))
	}
	for j := range r.nlat {
		for i := range r.nlon {
			lon := 2 * math.Pi * float64(i) / float64(r.nlon)
			height := sample(g.elevation, math.Asin(d.h.Mu(j)), lon)
			d.mountains[j*r.nlon+i] = 2 * omega * d.h.Mu(j) * height / scaleHeight
		}
	}
	for l := range r.t + 1 {
		d.inverse = append(d.inverse, inversion(sphere.Laplacian(l)))
	}
	d.rest = restState(d.h, c, g)
	return d
}

const (
	stretch1 = 1 / (radius1 * radius1)
	stretch2 = 1 / (radius2 * radius2)
)

// inversion solves q = ∇²ψ + stretching for ψ of one degree.
func inversion(lap float64) (inv [qgLevels][qgLevels]float64) {
	if lap == 0 {
		return inv // the mean of ψ has no meaning
	}
	a := [3][3]float64{
		{lap - stretch1, stretch1, 0},
		{stretch1, lap - stretch1 - stretch2, stretch2},
		{0, stretch2, lap - stretch2},
	}
	det := 0.0
	for i := range 3 {
		for k := range 3 {
			m, n, p, q := (i+1)%3, (i+2)%3, (k+1)%3, (k+2)%3
			inv[k][i] = a[m][p]*a[n][q] - a[m][q]*a[n][p]
		}
		det += a[0][i] * inv[i][0]
	}
	for i := range inv {
		for k := range inv[i] {
			inv[i][k] /= det
		}
	}
	return inv
}

// start sets the model's state to the stream functions in s.
func (d *dynamics) start(s state) {
	each(d.t, func(i, l, _ int) {
		lap := sphere.Laplacian(l)
		t1, t2 := s[0][i]-s[1][i], s[1][i]-s[2][i]
		d.now[0][i] = s[0][i]*complex(lap, 0) - t1*stretch1
		d.now[1][i] = s[1][i]*complex(lap, 0) + t1*stretch1 - t2*stretch2
		d.now[2][i] = s[2][i]*complex(lap, 0) + t2*stretch2
	})
	d.started = false
	d.invert()
}

// each calls fn for every coefficient's place, degree and order.
func each(t int, fn func(i, l, m int)) {
	i := 0
	for m := 0; m <= t; m++ {
		for l := m; l <= t; l++ {
			fn(i, l, m)
			i++
		}
	}
}

func (d *dynamics) invert() {
	each(d.t, func(i, l, _ int) {
		inv := &d.inverse[l]
		for k := range qgLevels {
			var sum complex128
			for n := range qgLevels {
				sum += d.now[n][i] * complex(inv[k][n], 0)
			}
			d.psi[k][i] = sum
		}
	})
}

// leap advances by one step of a leapfrog.
func (d *dynamics) leap() {
	var tend state
	var all sync.WaitGroup
	for k := range qgLevels {
		all.Go(func() { tend[k] = d.advection(k) })
	}
	all.Wait()
	d.force(&tend)
	dt := 2 * float64(d.resolution.step)
	if !d.started {
		dt /= 2
		for k := range qgLevels {
			copy(d.before[k], d.now[k])
		}
		d.started = true
	}
	each(d.t, func(i, l, _ int) {
		x := float64(l*(l+1)) / float64(d.t*(d.t+1))
		damp := x * x * x * x / diffusion
		for k := range qgLevels {
			next := (d.before[k][i] + tend[k][i]*complex(dt, 0)) / complex(1+dt*damp, 0)
			d.before[k][i] = d.now[k][i] + filter*(d.before[k][i]-2*d.now[k][i]+next)
			d.now[k][i] = next
		}
	})
	d.invert()
}

// advection is -J(ψ, q + f) on level k.
func (d *dynamics) advection(k int) sphere.Spectrum {
	g, w := &d.grids[k], d.work[k]
	u, v, q := g[0], g[1], g[2]
	d.h.CosLatDMu(d.psi[k], u, w) // u cosφ, but for its sign and the radius
	d.h.Values(sphere.DLon(d.t, d.psi[k]), v, w)
	d.h.Values(d.now[k], q, w)
	for j := range d.nlat {
		planetary := 2 * omega * d.h.Mu(j)
		for i := j * d.nlon; i < (j+1)*d.nlon; i++ {
			total := q[i] + planetary
			if k == qgLevels-1 {
				total += d.mountains[i]
			}
			u[i] *= -total / sphere.Radius
			v[i] *= total / sphere.Radius
		}
	}
	out := make(sphere.Spectrum, sphere.Size(d.t))
	d.h.Divergence(u, v, out, w)
	return out
}

// force adds relaxation of the shear and friction at the ground.
func (d *dynamics) force(tend *state) {
	each(d.t, func(i, l, _ int) {
		r1 := (d.psi[0][i] - d.psi[1][i] - d.rest[0][i] + d.rest[1][i]) * (stretch1 / relaxation)
		r2 := (d.psi[1][i] - d.psi[2][i] - d.rest[1][i] + d.rest[2][i]) * (stretch2 / relaxation)
		tend[0][i] += r1
		tend[1][i] += r2 - r1
		tend[2][i] += -r2 - d.psi[2][i]*complex(sphere.Laplacian(l)/friction, 0)
	})
}
