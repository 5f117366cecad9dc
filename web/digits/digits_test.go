package digits_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/fengtu/fengtu/web/digits"
)

// same compares with strconv.
func same(t *testing.T, v float32) {
	t.Helper()
	want := strconv.FormatFloat(float64(v), 'g', -1, 32)
	if got := string(digits.Append(nil, v)); got != want {
		t.Fatalf("%x: %s, not %s", math.Float32bits(v), got, want)
	}
}

func TestAppend(t *testing.T) {
	for _, v := range []float32{
		0, float32(math.Copysign(0, -1)), 1, -1, 0.1, 0.0001, 9.9999e-5, 1.0001e-4, 999999.94, 1e6, 1e20, 1e21, 123456.8, 101325,
		273.15, -0.25, 0.5, 2, 1024, 16777216, math.MaxFloat32, math.SmallestNonzeroFloat32, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
	} {
		same(t, v)
	}
	random := rand.New(rand.NewPCG(3, 5))
	for range 2_000_000 {
		same(t, math.Float32frombits(random.Uint32()))
		v := float32(math.Exp(random.Float64()*24 - 10)) // 1e-4 to 1e6
		same(t, -v)
		same(t, float32(math.Round(float64(v)*100)/100)) // few decimals
		same(t, float32(math.Round(float64(v))))
		same(t, math.Nextafter32(float32(math.Round(float64(v)*8)/8), 0)) // beside those that are exact
	}
}

func FuzzAppend(f *testing.F) {
	f.Add(uint32(0x43888000))
	f.Fuzz(func(t *testing.T, bits uint32) { same(t, math.Float32frombits(bits)) })
}

func BenchmarkAppend(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 5))
	values := make([]float32, 4096)
	for i := range values {
		values[i] = float32(280 + 20*random.NormFloat64())
	}
	out := make([]byte, 0, 64)
	b.Run("digits", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			out = digits.Append(out[:0], values[n%len(values)])
		}
	})
	b.Run("strconv", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			out = strconv.AppendFloat(out[:0], float64(values[n%len(values)]), 'g', -1, 32)
		}
	})
}
