package thermo

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, within)
	}
}

func TestLogAndExp(t *testing.T) {
	for x := 1e-8; x < 1e9; x *= 1.0137 {
		near(t, "log", log(x), math.Log(x), 1e-9)
	}
	for x := -60.0; x < 60; x += 0.0371 {
		near(t, "exp", exp(x)/math.Exp(x), 1, 1e-9)
	}
	for _, x := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if v := log(x); v == v {
			t.Errorf("log(%g) = %g", x, v)
		}
	}
	for _, x := range []float64{math.NaN(), 1e9, -1e9} {
		if v := exp(x); v == v {
			t.Errorf("exp(%g) = %g", x, v)
		}
	}
}

func BenchmarkLog(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += log(float64(i) + 1.5)
		}
	}
}
func BenchmarkMathLog(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += math.Log(float64(i) + 1.5)
		}
	}
}
func BenchmarkExp(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += exp(float64(i)*0.01 + 1.5)
		}
	}
}
func BenchmarkMathExp(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += math.Exp(float64(i)*0.01 + 1.5)
		}
	}
}
func BenchmarkThetaE(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += EquivalentPotentialTemperature(float64(i)*0.01+280, 500, 85000)
		}
	}
}

var sink float64
