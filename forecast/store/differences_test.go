package store_test

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// TestDifferences looks at how often differences are taken of smooth layers and of rough ones, and that a layer
// which turns out otherwise than it began stays as it was begun. TestOverview reads a smooth one's coarser copy.
func TestDifferences(t *testing.T) {
	s, dir := open(t)
	g := globe(t, 361, 720) // with a coarser copy, of which they are taken once
	times := hours(0, 6)
	r := begin(t, s, g, times)
	random := rand.New(rand.NewPCG(31, 32))
	smooth := func(l forecast.Layer) []float32 { return valuesOf(l, g.Size(), func() float64 { return 0 }) }
	rough := func(l forecast.Layer) []float32 {
		return valuesOf(l, g.Size(), func() float64 { return random.Float64() / 9 })
	}
	f := func(name string, want int, first, second func(forecast.Layer) []float32) {
		t.Helper()
		for i, values := range []func(forecast.Layer) []float32{first, second} {
			must(t, r.Put(ctx, layer(t, name), times[i], values(layer(t, name))))
		}
		run := filepath.Join(dir, "test", forecast.FormatTime(run0))
		for array, want := range map[string]int{name: want, "overview1/" + name: 1} {
			data, err := os.ReadFile(filepath.Join(run, array, "zarr.json"))
			must(t, err)
			if got := strings.Count(string(data), `"numcodecs.delta"`); got != want {
				t.Errorf("%s: differences are taken %d times, want %d", array, got, want)
			}
		}
	}
	names := []string{"temperature_500hPa", "specific_humidity_500hPa", "temperature_2m", "specific_humidity_1000hPa"}
	f(names[0], 2, smooth, smooth)
	f(names[1], 2, smooth, rough)
	f(names[2], 1, rough, rough)
	f(names[3], 1, rough, smooth)
	must(t, s.Arrange(ctx, "test", run0))
	for _, name := range names {
		sameAsFields(t, s, name, times)
	}
}

// valuesOf gives waves that a layer can have, and something more of its range.
func valuesOf(l forecast.Layer, n int, more func() float64) []float32 {
	low, high := l.Variable.Range(l.Level)
	values := make([]float32, n)
	for i := range values {
		values[i] = float32(low + (high-low)*(0.5+0.3*math.Sin(float64(i)/20)+more()))
	}
	return values
}
