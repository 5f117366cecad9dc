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
	for k := range 400 {
		n, coding := 1+random.IntN(150), codings[k%len(codings)]
		values := make([]int32, n)
		for i := range values {
			values[i] = int32(random.Uint32())
		}
		shorts.Begin(n, coding)
		ints.Begin(n, coding)
		for at := 0; at < n; {
			part := min(1+random.IntN(40), n-at)
			row := make([]int16, part)
			for i := range row {
				row[i] = int16(values[at+i])
			}
			shorts.Add(row)
			ints.Add(values[at : at+part])
			at += part
		}
		once := differencesOf(values)
		want := [][]int32{once, differencesOf(once)}[coding.Differences-1]
		for i, d := range want {
			short := int16(d)
			if coding.Centred {
				short, d = short+0x80, d+0x808080
			}
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
		joinInts(ints.planes, again, newTail[int32](coding))
		joinShorts(shorts.planes, short, newTail[int16](coding))
		for i, v := range values {
			if again[i] != v || short[i] != int16(v) {
				t.Fatalf("value %d of %d is joined as %d, %d, want %d", i, n, again[i], short[i], v)
			}
		}
	}
}

// differencesOf gives the difference of each value from the one before, the first from 0.
func differencesOf(values []int32) []int32 {
	out := make([]int32, len(values))
	previous := int32(0)
	for i, v := range values {
		out[i], previous = v-previous, v
	}
	return out
}
