package zarr

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// TestMark holds marks against bytes one by one, in all lengths.
func TestMark(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	var r runFinder
	for n := 1; n < 3000; n += 1 + n/17 {
		p := make([]byte, n)
		for i := range p {
			p[i] = byte(random.IntN(1 + n%5))
		}
		want := 0
		got := r.mark(p, n)
		for i := range p {
			differs := i+1 < n && p[i] != p[i+1]
			if differs {
				want++
			}
			if r.changes[i/64]>>(i%64)&1 != 0 != differs {
				t.Fatalf("byte %d of %d is marked wrongly", i, n)
			}
		}
		if got != want {
			t.Errorf("%d bytes: %d changes, want %d", n, got, want)
		}
		if got := r.mark(p, want/2-1); want > 1 && got <= want/2-1 {
			t.Errorf("%d bytes: %d changes, where there are more than %d", n, got, want/2-1)
		}
		whole := (n - 1) / 64
		marks := make([]uint64, whole)
		if n := markWords(p, marks); whole > 0 && n != count(marks) {
			t.Errorf("%d marks, want %d", n, count(marks))
		}
	}
}

func count(marks []uint64) (n int) {
	for _, m := range marks {
		n += bits.OnesCount64(m)
	}
	return n
}
