package cf

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFastLoops holds what the processor does eight at a time against the loops, bit by bit, with missing
// and infinite values, in all lengths.
func TestFastLoops(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for n := range 70 {
		values := make([]float32, n)
		for i := range values {
			values[i] = float32(250 + 40*random.NormFloat64())
			if random.IntN(12) == 0 {
				values[i] = []float32{nan, float32(math.Inf(1)), float32(math.Inf(-1)), 0, 1e-42, math.MaxFloat32}[random.IntN(6)]
			}
		}
		plain := newLanes()
		plain.add(values)
		got, want := ExtentOf(values), plain.extent()
		same := func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b }
		if got.N != want.N || !same(got.Low, want.Low) || !same(got.High, want.High) || !same(got.Mean, want.Mean) {
			t.Errorf("%d values: got %+v, want %+v", n, got, want)
		}
		scale, offset := 1/9.80665, 273.15*random.Float64()
		converted := append([]float32(nil), values...)
		Convert(converted, scale, offset)
		for i, v := range values {
			if want := float32(float64(float64(v)*scale) + offset); math.Float32bits(converted[i]) != math.Float32bits(want) && (want == want || converted[i] == converted[i]) {
				t.Errorf("value %d of %d: %g becomes %g, want %g", i, n, v, converted[i], want)
			}
		}
	}
}

func TestExtentOf(t *testing.T) {
	f := func(values []float32, want Extent) {
		t.Helper()
		if got := ExtentOf(values); got != want {
			t.Errorf("%v: got %+v, want %+v", values, got, want)
		}
	}
	none := Extent{Low: math.Inf(1), High: math.Inf(-1)}
	f(nil, none)
	f([]float32{nan, nan, nan, nan, nan, nan, nan, nan, nan}, none)
	f([]float32{3, nan, -1, 4}, Extent{-1, 4, 2, 3})
	f([]float32{1, 2, 3, 4, 5, 6, 7, 8, 9, nan, 11, 12, 13, 14, 15, 16, 17}, Extent{1, 17, 143.0 / 16, 16})
}

func BenchmarkExtentOf(b *testing.B) {
	values := make([]float32, 721*1440)
	for i := range values {
		values[i] = float32(i % 97)
	}
	b.SetBytes(int64(4 * len(values)))
	for b.Loop() {
		ExtentOf(values)
	}
}
