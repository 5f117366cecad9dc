package sphere

import "math"

// Work is the scratch memory of one goroutine's transforms.
type Work struct{ spec, row []complex128 }

// NewWork returns scratch memory for h.
func (h *Harmonics) NewWork() *Work {
	return &Work{make([]complex128, h.NLon), make([]complex128, h.NLon)}
}

// Values writes the field's values to dst, row by row from the north.
func (h *Harmonics) Values(s Spectrum, dst []float64, w *Work) { h.synthesise(s, h.p, 1, dst, w) }

// CosLatDMu writes (1-μ²)∂/∂μ, that is cosφ ∂/∂φ, of the field to dst.
func (h *Harmonics) CosLatDMu(s Spectrum, dst []float64, w *Work) { h.synthesise(s, h.h, -1, dst, w) }

// synthesise sums basis functions; parity is that of the basis at l = m.
func (h *Harmonics) synthesise(s Spectrum, basis [][]float64, parity float64, dst []float64, w *Work) {
	n := h.NLon
	for j, b := range basis {
		clear(w.spec)
		i := 0
		for m := 0; m <= h.T; m++ {
			same, other := alternating(s[i:i+h.T-m+1], b[i:i+h.T-m+1])
			i += h.T - m + 1
			if parity < 0 {
				same, other = other, same
			}
			north, south := same+other, same-other
			// Two real rows travel through one complex transform.
			w.spec[m] += north + complex(-imag(south), real(south))
			if m > 0 {
				w.spec[n-m] += complex(real(north)+imag(south), real(south)-imag(north))
			}
		}
		h.fft.inverse(w.row, w.spec)
		up, down := dst[j*n:(j+1)*n], dst[(h.NLat-1-j)*n:(h.NLat-j)*n]
		for x, v := range w.row {
			up[x], down[x] = real(v), imag(v)
		}
	}
}

// alternating sums coefficients times basis over even and over odd places.
func alternating(s Spectrum, b []float64) (even, odd complex128) {
	var er, ei, or, oi float64
	k := 0
	for ; k+1 < len(s); k += 2 {
		er += real(s[k]) * b[k]
		ei += imag(s[k]) * b[k]
		or += real(s[k+1]) * b[k+1]
		oi += imag(s[k+1]) * b[k+1]
	}
	if k < len(s) {
		er += real(s[k]) * b[k]
		ei += imag(s[k]) * b[k]
	}
	return complex(er, ei), complex(or, oi)
}

// Analyse returns the spectrum of a field on the Gaussian grid.
func (h *Harmonics) Analyse(src []float64, w *Work) Spectrum {
	out := make(Spectrum, Size(h.T))
	h.project(src, h.p, 1, out, w, func(int, float64) complex128 { return 1 })
	return out
}

// Divergence adds to out the spectrum of minus the divergence of the vector whose
// components times cosφ are (fu, fv): -1/a [1/(1-μ²) ∂fu/∂λ + ∂fv/∂μ].
func (h *Harmonics) Divergence(fu, fv []float64, out Spectrum, w *Work) {
	h.project(fu, h.p, 1, out, w, func(m int, c2 float64) complex128 {
		return complex(0, -float64(m)/(Radius*c2))
	})
	h.project(fv, h.h, -1, out, w, func(_ int, c2 float64) complex128 { // by parts
		return complex(1/(Radius*c2), 0)
	})
}

func (h *Harmonics) project(src []float64, basis [][]float64, parity float64, out Spectrum, w *Work, factor func(m int, cos2 float64) complex128) {
	n := h.NLon
	for j, b := range basis {
		up, down := src[j*n:(j+1)*n], src[(h.NLat-1-j)*n:(h.NLat-j)*n]
		for x := range w.row {
			w.row[x] = complex(up[x], down[x])
		}
		h.fft.forward(w.spec, w.row)
		scale := complex(h.weight[j]/float64(2*n), 0)
		if 2*j+1 == h.NLat {
			scale /= 2
		}
		i := 0
		for m := 0; m <= h.T; m++ {
			a, z := w.spec[m], w.spec[(n-m)%n]
			z = complex(real(z), -imag(z))
			north := (a + z) / 2
			south := complex(imag(a-z)/2, -real(a-z)/2)
			f := factor(m, 1-h.mu[j]*h.mu[j]) * scale
			same, other := (north+south)*f, (north-south)*f
			if parity < 0 {
				same, other = other, same
			}
			accumulate(out[i:i+h.T-m+1], b[i:i+h.T-m+1], same, other)
			i += h.T - m + 1
		}
	}
}

func accumulate(out Spectrum, b []float64, even, odd complex128) {
	for k := 0; k < len(out); k += 2 {
		out[k] += complex(real(even)*b[k], imag(even)*b[k])
	}
	for k := 1; k < len(out); k += 2 {
		out[k] += complex(real(odd)*b[k], imag(odd)*b[k])
	}
}

// DLon returns the spectrum of ∂/∂λ.
func DLon(t int, s Spectrum) Spectrum {
	out := make(Spectrum, len(s))
	for m := 0; m <= t; m++ {
		for l := m; l <= t; l++ {
			i := Index(t, l, m)
			out[i] = s[i] * complex(0, float64(m))
		}
	}
	return out
}

// Balance returns the geopotential that is in linear balance with the stream
// function s: ∇²Φ = ∇·(f∇ψ), with f = 2·omega·μ.
func Balance(t int, s Spectrum, omega float64) Spectrum {
	out := make(Spectrum, len(s))
	for m := 0; m <= t; m++ {
		for l := max(m, 1); l <= t; l++ {
			var sum complex128
			if l > m {
				sum += s[Index(t, l-1, m)] * complex(float64(l-1)*float64(l+1)*Epsilon(l, m), 0)
			}
			if l < t {
				sum += s[Index(t, l+1, m)] * complex(float64(l)*float64(l+2)*Epsilon(l+1, m), 0)
			}
			out[Index(t, l, m)] = sum * complex(2*omega/float64(l*(l+1)), 0)
		}
	}
	return out
}

// Laplacian is the factor of degree l in ∇², in m⁻².
func Laplacian(l int) float64 { return -float64(l*(l+1)) / math.Pow(Radius, 2) }
