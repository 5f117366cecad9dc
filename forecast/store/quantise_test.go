package store

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fengtu/fengtu/forecast/zarr"
)

// TestQuantise holds integers against rounding in the plainest way, in rows of all lengths, with missing
// values and such as are outside.
func TestQuantise(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	p := packing{zarr.Int16, 0.25, 400, zarr.Coding{Differences: 1}}
	const low, high = -7000, 7800
	q := newQuantiser(p, low, high, 0, int16(fill16))
	wide := newQuantiser(p, low, high, 0, int32(fill32))
	outside := 0
	var worst float32
	for n := range 70 {
		values, shorts, ints := make([]float32, n), make([]int16, n), make([]int32, n)
		for i := range values {
			switch random.IntN(60) {
			case 0:
				values[i] = float32(math.NaN())
			case 1:
				values[i] = []float32{low, high, low - 0.2, high + 0.13, float32(math.Inf(1)), -1e30, 3e9}[random.IntN(7)]
			default:
				values[i] = float32(low + random.Float64()*(high-low))
			}
		}
		q.row(values, shorts)
		wide.row(values, ints)
		for i, v := range values {
			want := math.Floor((float64(v)-p.offset)/p.scale + 0.5)
			switch {
			case v != v:
				if shorts[i] != fill16 || ints[i] != fill32 {
					t.Fatalf("a missing value becomes %d, %d", shorts[i], ints[i])
				}
			case want < (low-p.offset)/p.scale || want > (high-p.offset)/p.scale:
				outside++
				if math.Abs(float64(v)-p.offset) > math.Abs(float64(worst)-p.offset) || outside == 1 {
					worst = v
				}
			case float64(shorts[i]) != want || float64(ints[i]) != want:
				t.Fatalf("value %d of %d: %g becomes %d, %d, want %g", i, n, v, shorts[i], ints[i], want)
			}
		}
	}
	if outside < 10 || q.outside != outside || wide.outside != outside || q.worst != worst || wide.worst != worst {
		t.Errorf("%d, %d outside, %g, %g at worst, want %d, %g", q.outside, wide.outside, q.worst, wide.worst, outside, worst)
	}
}

// TestRoundOff holds what is rounded eight at a time against the loop, in rows of all lengths.
func TestRoundOff(t *testing.T) {
	random := rand.New(rand.NewPCG(23, 24))
	for n := range 70 {
		q := newQuantiser(packing{zarr.Int32, 1e-7, float64(n%3) * 20, zarr.Coding{Differences: 1}}, 0, 150, []float64{0.001, 0.03, 0.4}[n%3], int32(fill32))
		raw := make([]int32, n)
		for i := range raw {
			raw[i] = int32(random.Uint32()>>random.IntN(31)) - q.zero
			if random.IntN(30) == 0 {
				raw[i] = []int32{fill32, q.last, q.last - 1, -q.zero, math.MaxInt32, fill32 + 1}[random.IntN(6)]
			}
		}
		want := slices.Clone(raw)
		q.roundOff(want)
		got := slices.Clone(raw)
		q.roundOff(got[q.roundOffFast(got):])
		for i := range raw {
			if got[i] != want[i] {
				t.Fatalf("integer %d of %d, %d, becomes %d, want %d", i, n, raw[i], got[i], want[i])
			}
		}
	}
}
