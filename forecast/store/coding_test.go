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

// TestCoding looks at how often differences are taken of smooth layers and of rough ones, that they are centred where
// nothing is missing, and that a layer which turns out otherwise than it began stays as it was begun. TestOverview
// reads a smooth one's coarser copy.
func TestCoding(t *testing.T) {
	s, dir := open(t)
	g := globe(t, 361, 720) // with a coarser copy, of which they are taken once
	times := hours(0, 6)
	r := begin(t, s, g, times)
	random := rand.New(rand.NewPCG(31, 32))
	smooth := func(l forecast.Layer) []float32 { return valuesOf(l, g.Size(), func() float64 { return 0 }) }
	rough := func(l forecast.Layer) []float32 {
		return valuesOf(l, g.Size(), func() float64 { return random.Float64() / 9 })
	}
	holed := func(l forecast.Layer) []float32 {
		values := smooth(l)
		for i := 70; i < len(values); i += 101 {
			values[i] = float32(math.NaN())
		}
		return values
	}
	calm := func(l forecast.Layer) []float32 { // the lower end of the range
		values := smooth(l)
		for i := range values {
			values[i] /= 16
		}
		return values
	}
	run := filepath.Join(dir, "test", forecast.FormatTime(run0))
	f := func(name string, want int, centred bool, first, second func(forecast.Layer) []float32) {
		t.Helper()
		for i, values := range []func(forecast.Layer) []float32{first, second} {
			must(t, r.Put(ctx, layer(t, name), times[i], values(layer(t, name))))
		}
		checkCoding(t, run, name, want, centred)
		checkCoding(t, run, "overview1/"+name, 1, false)
	}
	names := []string{"temperature_500hPa", "specific_humidity_500hPa", "temperature_2m", "specific_humidity_1000hPa", "temperature_850hPa", "temperature_700hPa", "wind_speed_100m"}
	f(names[0], 2, true, smooth, smooth)
	f(names[1], 2, true, smooth, rough)
	f(names[2], 1, true, rough, rough)
	f(names[3], 1, true, rough, smooth)
	f(names[4], 2, false, holed, smooth)
	f(names[5], 2, true, smooth, holed)
	f(names[6], 2, false, calm, calm)
	late := "precipitation" // missing at the first time
	must(t, r.Put(ctx, layer(t, late), times[1], smooth(layer(t, late))))
	checkCoding(t, run, late, 2, true)
	must(t, s.Arrange(ctx, "test", run0))
	checkCoding(t, run, "series/"+names[0], 2, true)
	checkCoding(t, run, "series/"+late, 2, false)
	for _, name := range append(names, late) {
		sameAsFields(t, s, name, times)
	}
}

// checkCoding looks at the codecs of an array of a run.
func checkCoding(t *testing.T, run, array string, differences int, centred bool) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(run, array, "zarr.json"))
	must(t, err)
	if got := strings.Count(string(data), `"numcodecs.delta"`); got != differences {
		t.Errorf("%s: differences are taken %d times, want %d", array, got, differences)
	}
	if got := strings.Contains(string(data), `"scale_offset"`); got != centred {
		t.Errorf("%s: differences are centred: %t, want %t", array, got, centred)
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
