package sphere

import (
	"math"
	"testing"
)

func TestFFT(t *testing.T) {
	for _, n := range []int{1, 8, 12, 45, 98, 143, 480} {
		src, got := make([]complex128, n), make([]complex128, n)
		for i := range src {
			src[i] = complex(math.Sin(float64(i*i)), math.Cos(float64(3*i)))
		}
		f := newFFT(n)
		f.forward(got, src)
		for k := range n {
			var want complex128
			for j, v := range src {
				s, c := math.Sincos(-2 * math.Pi * float64(j*k%n) / float64(n))
				want += v * complex(c, s)
			}
			if d := got[k] - want; math.Hypot(real(d), imag(d)) > 1e-9 {
				t.Fatalf("n=%d k=%d: %v, want %v", n, k, got[k], want)
			}
		}
	}
}

// TestHarmonics: synthesis, analysis, derivatives and the divergence agree with
// each other and with a function known in closed form.
func TestHarmonics(t *testing.T) {
	h := NewGaussian(21, 32, 64)
	w := h.NewWork()
	field, north := make([]float64, 32*64), make([]float64, 32*64)
	for j := range h.NLat {
		mu := h.Mu(j)
		c2 := 1 - mu*mu
		for i := range h.NLon {
			lon := 2 * math.Pi * float64(i) / 64
			field[j*64+i] = 1 + mu*mu*mu + c2*mu*math.Cos(2*lon+0.3)
			north[j*64+i] = c2 * (3*mu*mu + (1-3*mu*mu)*math.Cos(2*lon+0.3))
		}
	}
	s := h.Analyse(field, w)
	if math.Abs(real(s[0])-1) > 1e-12 {
		t.Errorf("mean = %v", s[0])
	}
	back := make([]float64, len(field))
	h.Values(s, back, w)
	near(t, "values", back, field)
	h.CosLatDMu(s, back, w)
	near(t, "derivative", back, north)

	// -div(grad s) must be -∇² s.
	east := make([]float64, len(field))
	h.Values(DLon(21, s), east, w)
	got := make(Spectrum, len(s))
	h.Divergence(scaled(east, 1/Radius), scaled(north, 1/Radius), got, w)
	for m := 0; m <= 21; m++ {
		for l := m; l <= 20; l++ {
			i := Index(21, l, m)
			want := s[i] * complex(-Laplacian(l), 0)
			if d := got[i] - want; math.Hypot(real(d), imag(d)) > 1e-24 {
				t.Fatalf("divergence l=%d m=%d: %v, want %v", l, m, got[i], want)
			}
		}
	}
}

func scaled(in []float64, by float64) []float64 {
	out := make([]float64, len(in))
	for i, v := range in {
		out[i] = v * by
	}
	return out
}

func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range got {
		if math.Abs(got[i]-want[i]) > 1e-10 {
			t.Fatalf("%s at %d: %v, want %v", what, i, got[i], want[i])
		}
	}
}

// TestBalance: for solid rotation u = U cosφ the gradient is -fu, exactly.
func TestBalance(t *testing.T) {
	const omega, speed = 7.292e-5, 20.0
	h := NewGaussian(10, 16, 32)
	w := h.NewWork()
	psi := make([]float64, 16*32)
	for j := range 16 {
		for i := range 32 {
			psi[j*32+i] = -Radius * speed * h.Mu(j)
		}
	}
	phi := Balance(10, h.Analyse(psi, w), omega)
	slope := make([]float64, len(psi))
	h.CosLatDMu(phi, slope, w)
	for j := range 16 {
		mu := h.Mu(j)
		c2 := 1 - mu*mu
		want := -Radius * 2 * omega * mu * speed * c2
		if math.Abs(slope[j*32]-want) > 1e-6*Radius {
			t.Errorf("row %d: %v, want %v", j, slope[j*32], want)
		}
	}
}

func TestInterpolation(t *testing.T) {
	g := Grid{61, 120}
	f := NewField(g)
	fn := func(lat, lon float64) float64 {
		x, y, z := math.Cos(lat)*math.Cos(lon), math.Cos(lat)*math.Sin(lon), math.Sin(lat)
		return x + 2*y*z + z*z
	}
	for j := range g.NLat {
		row := f.Row(j)
		for i := range row {
			row[i] = float32(fn(g.Lat(j), g.Lon(i)))
		}
	}
	f.Wrap()
	check := func(y, x float64) {
		t.Helper()
		want := fn(math.Pi*(0.5-y/60), x*2*math.Pi/120)
		if got := float64(f.Cubic(y, x)); math.Abs(got-want) > 3e-4 {
			t.Errorf("cubic(%v, %v) = %v, want %v", y, x, got, want)
		}
		if got := float64(f.Linear(y, x)); math.Abs(got-want) > 3e-3 {
			t.Errorf("linear(%v, %v) = %v, want %v", y, x, got, want)
		}
	}
	check(30.3, 17.7)
	check(0.2, 3.4)
	check(0, 0)
	check(59.9, 119.9)
	check(60, 5.5)
	check(12.5, -0.25)
	check(12.5, 240.75)
	check(12.5, -1e-17)
}
