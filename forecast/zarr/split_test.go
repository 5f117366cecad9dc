package zarr

import (
	"math/rand/v2"
	"testing"
)

// TestSplit holds planes of rows of all lengths, one after the other, against the bytes of differences, and what is
// made of these.
func TestSplit(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	var shorts Encoder[int16]
	var ints Encoder[int32]
	for range 200 {
		n := 1 + random.IntN(150)
		values := make([]int32, n)
		for i := range values {
			values[i] = int32(random.Uint32())
		}
		shorts.Begin(n)
		ints.Begin(n)
		for at := 0; at < n; {
			k := min(1+random.IntN(40), n-at)
			row := make([]int16, k)
			for i := range row {
				row[i] = int16(values[at+i])
			}
			shorts.Add(row)
			ints.Add(values[at : at+k])
			at += k
		}
		previous := int32(0)
		for i, v := range values {
			d := v - previous
			short := int16(v) - int16(previous)
			previous = v
			if shorts.planes[i] != byte(short) || shorts.planes[n+i] != byte(short>>8) {
				t.Fatalf("value %d of %d has the wrong bytes", i, n)
			}
			for k := range 4 {
				if ints.planes[k*n+i] != byte(d>>(8*k)) {
					t.Fatalf("value %d of %d has the wrong byte %d", i, n, k)
				}
			}
		}
		again, short := make([]int32, n), make([]int16, n)
		joinInts(ints.planes, again)
		joinShorts(shorts.planes, short)
		for i, v := range values {
			if again[i] != v || short[i] != int16(v) {
				t.Fatalf("value %d of %d is joined as %d, %d, want %d", i, n, again[i], short[i], v)
			}
		}
	}
}
