package zarr

import (
	"math"
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
		n, differences := 1+random.IntN(150), 1+k%2
		values := make([]int32, n)
		for i := range values {
			values[i] = int32(random.Uint32())
		}
		shorts.Begin(n, differences)
		ints.Begin(n, differences)
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
		want := [][]int32{once, differencesOf(once)}[differences-1]
		for i, d := range want {
			short := int16(d)
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
		joinInts(ints.planes, again, differences == 2)
		joinShorts(shorts.planes, short, differences == 2)
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

func TestChoice(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	f := func(name string, want int, value func(i int) int16) {
		t.Helper()
		var c Choice[int16]
		for range 3 {
			c.Begin()
			for row := range 10 {
				values := make([]int16, 20)
				for i := range values {
					values[i] = value(20*row + i)
				}
				c.Add(values)
			}
		}
		if got := c.Differences(); got != want {
			t.Errorf("%s: differences are taken %d times, want %d", name, got, want)
		}
	}
	f("all the same", 1, func(int) int16 { return 7 })
	f("noise", 1, func(int) int16 { return int16(random.Uint32()) })
	f("waves", 2, func(i int) int16 { return int16(3000 * math.Sin(float64(i)/9)) })
	f("waves in noise", 1, func(i int) int16 { return int16(30*math.Sin(float64(i)/9) + 20*random.NormFloat64()) })
	f("a slope that is missing here and there", 2, func(i int) int16 {
		if i%50 == 49 {
			return math.MinInt16
		}
		return int16(100 * i)
	})
}
