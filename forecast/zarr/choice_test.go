package zarr

import (
	"math"
	"math/rand/v2"
	"testing"
)

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
