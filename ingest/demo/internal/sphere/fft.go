package sphere

import "math"

// fft is a plan for complex Fourier transforms of one length, whatever its prime
// factors. It is read-only and may be shared.
type fft struct {
	n       int
	factors []int
	roots   []complex128 // exp(2πi k/n)
}

func newFFT(n int) *fft {
	f := &fft{n: n, roots: make([]complex128, n)}
	for k := range f.roots {
		s, c := math.Sincos(2 * math.Pi * float64(k) / float64(n))
		f.roots[k] = complex(c, s)
	}
	for _, p := range []int{4, 2, 3, 5} {
		for n%p == 0 {
			f.factors = append(f.factors, p)
			n /= p
		}
	}
	for p := 7; n > 1; p += 2 {
		for n%p == 0 {
			f.factors = append(f.factors, p)
			n /= p
		}
	}
	return f
}

// inverse computes dst[j] = Σ src[k] exp(+2πi jk/n); src is kept.
func (f *fft) inverse(dst, src []complex128) { f.step(dst, src, f.n, 1, 0) }

// forward computes dst[k] = Σ src[j] exp(-2πi jk/n); src is kept.
func (f *fft) forward(dst, src []complex128) {
	f.step(dst, src, f.n, 1, 0)
	for i, j := 1, f.n-1; i < j; i, j = i+1, j-1 {
		dst[i], dst[j] = dst[j], dst[i]
	}
}

func (f *fft) step(dst, src []complex128, n, stride, level int) {
	if n == 1 {
		dst[0] = src[0]
		return
	}
	p := f.factors[level]
	m := n / p
	for k := range p {
		if m == 1 {
			dst[k] = src[k*stride]
			continue
		}
		f.step(dst[k*m:(k+1)*m], src[k*stride:], m, stride*p, level+1)
	}
	switch p {
	case 2:
		f.butterfly2(dst, m, stride)
	case 3:
		f.butterfly3(dst, m, stride)
	case 4:
		f.butterfly4(dst, m, stride)
	default:
		f.butterfly(dst, p, m, stride)
	}
}

func (f *fft) butterfly2(dst []complex128, m, stride int) {
	for j := range m {
		a, b := dst[j], dst[j+m]*f.roots[j*stride]
		dst[j], dst[j+m] = a+b, a-b
	}
}

func (f *fft) butterfly3(dst []complex128, m, stride int) {
	const s = 0.86602540378443864676 // sin(2π/3)
	for j := range m {
		a := dst[j]
		b := dst[j+m] * f.roots[j*stride]
		c := dst[j+2*m] * f.roots[2*j*stride]
		sum, diff := b+c, b-c
		mid := a - complex(real(sum)/2, imag(sum)/2)
		turn := complex(-s*imag(diff), s*real(diff))
		dst[j], dst[j+m], dst[j+2*m] = a+sum, mid+turn, mid-turn
	}
}

func (f *fft) butterfly4(dst []complex128, m, stride int) {
	for j := range m {
		a := dst[j]
		b := dst[j+m] * f.roots[j*stride]
		c := dst[j+2*m] * f.roots[2*j*stride]
		d := dst[j+3*m] * f.roots[3*j*stride]
		ac, bd := a+c, b+d
		a, b = a-c, b-d
		b = complex(-imag(b), real(b))
		dst[j], dst[j+m], dst[j+2*m], dst[j+3*m] = ac+bd, a+b, ac-bd, a-b
	}
}

func (f *fft) butterfly(dst []complex128, p, m, stride int) {
	var few [8]complex128
	t := few[:]
	if p > len(few) {
		t = make([]complex128, p)
	}
	for j := range m {
		for k := range p {
			t[k] = dst[j+k*m] * f.roots[j*k*stride]
		}
		for q := range p {
			sum := t[0]
			for k := 1; k < p; k++ {
				sum += t[k] * f.roots[(k*q%p)*(f.n/p)]
			}
			dst[j+q*m] = sum
		}
	}
}
