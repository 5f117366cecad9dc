// Package sphere has the numerical tools of the synthetic weather: spherical
// harmonic transforms, latitude-longitude grids with interpolation across the
// date line and the poles, and noise on the sphere.
package sphere

import "math"

// Radius is the Earth's radius in metres.
const Radius = 6.371e6

// Spectrum holds the coefficients of a real field: harmonics of order m = 0..T
// and degree l = m..T, ordered by m, then l. The first is the field's mean.
type Spectrum []complex128

// Harmonics transforms between a Spectrum of triangular truncation T and the
// rows of a grid that is symmetric about the equator, north first. It is
// read-only after New and may be shared.
type Harmonics struct {
	T          int
	NLat, NLon int
	mu, weight []float64   // of the northern rows, equator included
	p, h       [][]float64 // a row's P(l,m) and (1-μ²)dP/dμ, ordered as Spectrum
	fft        *fft
}

// Size is the number of coefficients for truncation t.
func Size(t int) int { return (t + 1) * (t + 2) / 2 }

// Index is the place of degree l and order m in a Spectrum of truncation t.
func Index(t, l, m int) int { return m*(t+1) - m*(m-1)/2 + l - m }

// Epsilon couples neighbouring degrees: μ Y(l) = ε(l+1) Y(l+1) + ε(l) Y(l-1).
func Epsilon(l, m int) float64 {
	if l <= m {
		return 0
	}
	return math.Sqrt(float64(l*l-m*m) / float64(4*l*l-1))
}

// NewGaussian prepares exact transforms on a Gaussian grid of nlat rows.
func NewGaussian(t, nlat, nlon int) *Harmonics {
	mu, w := gaussian(nlat)
	return newHarmonics(t, nlat, nlon, mu, w)
}

// NewRegular prepares synthesis (not analysis) on the grid g.
func NewRegular(t int, g Grid) *Harmonics {
	mu := make([]float64, (g.NLat+1)/2)
	for j := range mu {
		mu[j] = math.Sin(g.Lat(j))
	}
	return newHarmonics(t, g.NLat, g.NLon, mu, nil)
}

func newHarmonics(t, nlat, nlon int, mu, weight []float64) *Harmonics {
	h := &Harmonics{T: t, NLat: nlat, NLon: nlon, mu: mu, weight: weight, fft: newFFT(nlon)}
	for _, x := range mu {
		p, d := legendre(t, x)
		h.p, h.h = append(h.p, p), append(h.h, d)
	}
	return h
}

// Mu is the sine of latitude of row j.
func (h *Harmonics) Mu(j int) float64 {
	if j >= len(h.mu) {
		return -h.mu[h.NLat-1-j]
	}
	return h.mu[j]
}

// legendre returns P(l,m), normalised to mean square 1 over the sphere, and
// (1-μ²)dP/dμ.
func legendre(t int, mu float64) (p, d []float64) {
	p, d = make([]float64, Size(t)), make([]float64, Size(t))
	row := make([]float64, t+3) // degrees m..t+1
	sector, cos := 1.0, math.Sqrt(max(0, 1-mu*mu))
	for m := 0; m <= t; m++ {
		if m > 0 {
			sector *= math.Sqrt(float64(2*m+1)/float64(2*m)) * cos
		}
		row[0], row[1] = sector, math.Sqrt(float64(2*m+3))*mu*sector
		for l := m + 2; l <= t+1; l++ {
			row[l-m] = (mu*row[l-m-1] - Epsilon(l-1, m)*row[l-m-2]) / Epsilon(l, m)
		}
		for l := m; l <= t; l++ {
			i := Index(t, l, m)
			p[i] = row[l-m]
			d[i] = -float64(l) * Epsilon(l+1, m) * row[l-m+1]
			if l > m {
				d[i] += float64(l+1) * Epsilon(l, m) * row[l-m-1]
			}
		}
	}
	return p, d
}

// gaussian returns the northern nodes and weights (sum over the sphere: 2).
func gaussian(n int) (mu, w []float64) {
	for j := range (n + 1) / 2 {
		x := math.Cos(math.Pi * (float64(j) + 0.75) / (float64(n) + 0.5))
		var dp float64
		for range 20 {
			p0, p1 := 1.0, x
			for l := 2; l <= n; l++ {
				p0, p1 = p1, (float64(2*l-1)*x*p1-float64(l-1)*p0)/float64(l)
			}
			dp = float64(n) * (x*p1 - p0) / (x*x - 1)
			x -= p1 / dp
		}
		mu, w = append(mu, x), append(w, 2/((1-x*x)*dp*dp))
	}
	return mu, w
}
