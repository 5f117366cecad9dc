package tiles

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// weather gives a 0.25° field with waves of many lengths, as rough as analyses are.
func weather(t testing.TB, name string, middle, spread float64) memory {
	return weatherEvery(t, 0.25, name, middle, spread)
}

// weatherEvery is weather with another distance between nodes.
func weatherEvery(t testing.TB, step float64, name string, middle, spread float64) memory {
	made, _ := weathers.LoadOrStore(step, sync.OnceValue(func() memory { return waves(t, step) }))
	m := made.(func() memory)()
	m.layer, m.values = layer(t, name), slices.Clone(m.values)
	for i, v := range m.values {
		m.values[i] = float32(middle + spread*float64(v))
	}
	return m
}

var weathers sync.Map // by step: a field around 0, which takes long to make

func waves(t testing.TB, step float64) memory {
	type wave struct{ size, kx, ky, phase float64 }
	rng := rand.New(rand.NewPCG(1, 2))
	var waves []wave
	for range 40 {
		k := math.Exp(rng.Float64() * 5)
		a := rng.Float64() * 2 * math.Pi
		waves = append(waves, wave{1 / k, math.Round(k * math.Cos(a)), k * math.Sin(a), rng.Float64() * 6})
	}
	return on(t, "temperature_2m", axis(90, -step, int(180/step)+1), axis(0, step, int(360/step)), func(lat, lon float64) float64 {
		v := 0.0
		for _, w := range waves {
			v += w.size * math.Sin((w.kx*lon+w.ky*lat)*degree+w.phase)
		}
		return v
	})
}

var benchTiles = []struct {
	name string
	tile maptile.Tile
}{
	{"z2", maptile.New(3, 1, 2)},
	{"z3", maptile.New(6, 3, 3)},
	{"z5", maptile.New(26, 12, 5)},
	{"z8", maptile.New(214, 104, 8)},
}

func BenchmarkTile(b *testing.B) {
	for _, name := range []string{"temperature_2m", "pressure_msl", "precipitation"} {
		middle, spread := 283.0, 12.0
		switch name {
		case "pressure_msl":
			middle, spread = 101300, 1500
		case "precipitation":
			middle, spread = 0, 8
		}
		field := weather(b, name, middle, spread)
		for _, c := range benchTiles {
			b.Run(name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				size := 0
				for b.Loop() {
					out, err := PNG(b.Context(), field, c.tile, Size)
					if err != nil {
						b.Fatal(err)
					}
					size = len(out)
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}

func BenchmarkResample(b *testing.B) {
	field := weather(b, "temperature_2m", 283, 12)
	dst := make([]float32, Size*Size)
	for _, c := range benchTiles {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Values(b.Context(), field, c.tile, Size, dst); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// pixels gives the values of a z3 tile of a field.
func pixels(b *testing.B, field forecast.Field) []float32 {
	dst := make([]float32, Size*Size)
	if err := Values(b.Context(), field, maptile.New(6, 3, 3), Size, dst); err != nil {
		b.Fatal(err)
	}
	return dst
}

func BenchmarkColour(b *testing.B) {
	field := weather(b, "temperature_2m", 283, 12)
	scale, err := ScaleOf(field.Layer())
	if err != nil {
		b.Fatal(err)
	}
	values, out := pixels(b, field), make([]byte, Size*Size)
	for b.Loop() {
		scale.lookup.indexes(out, values)
	}
}

func BenchmarkPNG(b *testing.B) {
	field := weather(b, "temperature_2m", 283, 12)
	scale, err := ScaleOf(field.Layer())
	if err != nil {
		b.Fatal(err)
	}
	values := pixels(b, field)
	w := pngWriters.Get().(*pngWriter)
	w.resize(Size, Size)
	for r := range Size {
		scale.lookup.indexes(w.row(r, Size), values[r*Size:][:Size])
	}
	rows := slices.Clone(w.raw)
	for b.Loop() {
		copy(w.raw, rows)
		if _, err := w.encode(Size, Size, pngPaletted, scale.lookup.palette); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValueTile(b *testing.B) {
	u := weather(b, "wind_u_component_10m", 0, 10)
	for _, c := range []struct {
		name  string
		field forecast.Field
	}{
		{"scalar", weather(b, "temperature_2m", 283, 12)},
		{"vector", vector{u, u}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				out, err := ValueTile(b.Context(), c.field, 1, 1)
				if err != nil {
					b.Fatal(err)
				}
				size = len(out)
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

func BenchmarkVectors(b *testing.B) {
	pressure := weather(b, "pressure_msl", 101300, 1500)
	u := weather(b, "wind_u_component_10m", 0, 10)
	for _, c := range []struct {
		name  string
		field forecast.Field
	}{{isolineLayer, pressure}, {isobandLayer, pressure}, {centreLayer, pressure}, {arrowLayer, vector{u, u}}} {
		for _, at := range benchTiles {
			b.Run(c.name+"/"+at.name, func(b *testing.B) {
				b.ReportAllocs()
				size := 0
				for b.Loop() {
					out, _, err := Vectors{Layers: []string{c.name}}.MVT(b.Context(), c.field, at.tile)
					if err != nil {
						b.Fatal(err)
					}
					size = len(out)
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}

func BenchmarkForms(b *testing.B) {
	temperature := weather(b, "temperature_2m", 283, 12)
	u := weather(b, "wind_u_component_10m", 0, 10)
	type form = func(context.Context, forecast.Field, maptile.Tile) ([]byte, bool, error)
	for _, c := range []struct {
		name  string
		field forecast.Field
		draw  form
	}{
		{"packed", temperature, Picture{}.Packed},
		{"components", vector{u, u}, Picture{}.Components},
		{"cubic", temperature, Picture{Kernel: Cubic}.PNG},
		{"nearest", temperature, Picture{Kernel: Nearest}.PNG},
		{"classic", temperature, Picture{Style: Style{Name: "classic"}}.PNG},
		{"bands", temperature, Picture{Style: Style{Bands: 20}}.PNG},
		{"512", temperature, Picture{Size: 512}.PNG},
	} {
		for _, at := range benchTiles {
			b.Run(c.name+"/"+at.name, func(b *testing.B) {
				b.ReportAllocs()
				size := 0
				for b.Loop() {
					out, _, err := c.draw(b.Context(), c.field, at.tile)
					if err != nil {
						b.Fatal(err)
					}
					size = len(out)
				}
				b.ReportMetric(float64(size), "bytes")
			})
		}
	}
}

func BenchmarkStyle(b *testing.B) {
	l := layer(b, "temperature_2m")
	i := 0.0
	for b.Loop() {
		i++
		if _, err := (Style{Range: &Range{200, 300 + i/1000}}).Scale(l); err != nil {
			b.Fatal(err)
		}
	}
}
