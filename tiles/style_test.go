package tiles

import (
	"encoding/json"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// combinations gives styles that make sense for every layer.
func combinations(t *testing.T, l forecast.Layer) []Style {
	t.Helper()
	own, err := ScaleOf(l)
	if err != nil {
		t.Fatal(err)
	}
	first, last := own.ends()
	third := (last - first) / 3
	part := &Range{first + third, last - third}
	above := &Range{max(first, 1e-4*last) + 1e-3*third, max(last, third)}
	var out []Style
	for _, name := range Styles() {
		out = append(out, Style{Name: name}, Style{Name: name, Bands: 7}, Style{Name: name, Bands: 64, Range: part},
			Style{Name: name, Range: part, Fade: 0.4, Below: &Colour{1, 2, 3, 255}, Above: &Colour{}},
			Style{Name: name, Spacing: Linear}, Style{Name: name, Spacing: Linear, Bands: 2})
		if above.Low > 0 {
			out = append(out, Style{Name: name, Spacing: Log, Range: above}, Style{Name: name, Spacing: Log, Range: above, Bands: 12})
		}
	}
	return out
}

// plainLegend is a legend as a client reads it.
type plainLegend struct {
	Interpolation string
	Stops         []struct {
		Value  float64
		Colour string
	}
	Below, Above string
}

// colour follows docs/http.md.
func (l plainLegend) colour(t *testing.T, v float64) [4]float64 {
	t.Helper()
	read := func(s string) (out [4]float64) {
		var c Colour
		if err := c.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return [4]float64{float64(c.R), float64(c.G), float64(c.B), float64(c.A)}
	}
	n := len(l.Stops)
	if v < l.Stops[0].Value {
		return read(l.Below)
	}
	if v > l.Stops[n-1].Value {
		return read(l.Above)
	}
	k := 0
	for k < n-2 && float32(v) >= float32(l.Stops[k+1].Value) {
		k++
	}
	a, b := read(l.Stops[k].Colour), read(l.Stops[k+1].Colour)
	f := (v - l.Stops[k].Value) / (l.Stops[k+1].Value - l.Stops[k].Value)
	if l.Interpolation == "step" {
		f = 0
	}
	for i := range a {
		a[i] += f * (b[i] - a[i])
	}
	return a
}

// TestLegendsMatchTiles draws, for every quantity and style, a tile with the value of each column of
// the legend's bar: the picture of the legend must have the tile's colours, and the stops in JSON
// must give them too, to within the shades that a palette has.
func TestLegendsMatchTiles(t *testing.T) {
	const size = barRight - barLeft
	f := func(l forecast.Layer, style Style) {
		t.Helper()
		scale, err := style.Scale(l)
		if err != nil {
			t.Fatalf("%s %+v: %v", l.Name(), style, err)
		}
		axis := newRuler(scale, l.Variable.Display, size)
		values := make([]float32, size)
		for i := range values {
			values[i] = float32(axis.value(float64(i) + 0.5))
		}
		w := pngWriters.Get().(*pngWriter)
		defer pngWriters.Put(w)
		w.resize(size, 1)
		scale.lookup.indexes(w.row(0, size), values)
		drawn, err := w.finish(size, 1, pngPaletted, scale.lookup.palette)
		if err != nil {
			t.Fatal(err)
		}
		legend, err := style.LegendPNG(l)
		if err != nil {
			t.Fatal(err)
		}
		about, err := style.Legend(l)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(about)
		if err != nil {
			t.Fatal(err)
		}
		var stops plainLegend
		if err := json.Unmarshal(text, &stops); err != nil {
			t.Fatal(err)
		}
		shades := 0
		for k := 1; k < len(scale.Stops); k++ {
			shades += distance(scale.Stops[k-1].Colour, scale.Stops[k].Colour)
		}
		tolerance := 2 + float64(shades)/maxBins
		if scale.Steps {
			tolerance = 0.5
		}
		tile, picture := decode(t, drawn), decode(t, legend)
		const y = (barTop + barBottom) / 2
		for x := range size {
			c := color.NRGBAModel.Convert(tile.At(x, 0)).(color.NRGBA)
			got := color.NRGBAModel.Convert(picture.At(barLeft+x, y)).(color.NRGBA)
			ground := Colour{255, 255, 255, 255}
			if ((barLeft+x)/4+y/4)%2 == 0 {
				ground = Colour{0xd0, 0xd6, 0xdb, 255}
			}
			want := mix(ground, Colour{c.R, c.G, c.B, 255}, float64(c.A)/255)
			if got != (color.NRGBA{want.R, want.G, want.B, 255}) {
				t.Fatalf("%s %+v: column %d of the legend is %v, the tile has %v", l.Name(), style, x, got, want)
			}
			told := stops.colour(t, float64(values[x]))
			for i, part := range []uint8{c.R, c.G, c.B, c.A} {
				if math.Abs(told[i]-float64(part)) > tolerance && (told[3] > tolerance || i == 3) {
					t.Fatalf("%s %+v: the tile has %v at %g, the stops say %v", l.Name(), style, c, values[x], told)
				}
			}
		}
	}
	for _, v := range forecast.Variables() {
		l := forecast.Layer{Variable: v}
		if v.Name == "geopotential_height" || v.Name == "wind" {
			l.Level = forecast.PressureLevel(500)
		}
		for _, style := range combinations(t, l) {
			f(l, style)
		}
	}
}

// TestStepsAreExact looks up values next to every step's edge.
func TestStepsAreExact(t *testing.T) {
	for _, v := range forecast.Variables() {
		l := forecast.Layer{Variable: v}
		for _, style := range combinations(t, l) {
			s, err := style.Scale(l)
			if err != nil {
				t.Fatal(err)
			}
			if !s.Steps {
				continue
			}
			for _, stop := range s.Stops {
				at := float32(stop.Value)
				for _, v := range []float32{at, math.Nextafter32(at, -1e9), math.Nextafter32(at, 1e9)} {
					got, want := s.drawn(float64(v)), s.Colour(float64(v))
					if got != want && !(got.A == 0 && want.A == 0) {
						t.Fatalf("%s %+v: %g is drawn %v, want %v", l.Name(), style, v, got, want)
					}
				}
			}
		}
	}
}

func TestStyle(t *testing.T) {
	f := func(name string, style Style, v float64, want string) {
		t.Helper()
		s, err := style.Scale(layer(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Colour(v).String(); got != want {
			t.Errorf("%s in %+v: %g is %s, want %s", name, style, v, got, want)
		}
	}
	// Six grades of rain in 24 hours (GB/T 28592-2012).
	classic := Style{Name: "classic"}
	f("precipitation", classic, 0.05, "#ffffff00")
	f("precipitation", classic, 9.9, "#a6f28e")
	f("precipitation", classic, 10, "#3dba3d")
	f("precipitation", classic, 49.9, "#61b8ff")
	f("precipitation", classic, 99, "#0000e1")
	f("precipitation", classic, 249, "#fa00fa")
	f("precipitation", classic, 300, "#800040")
	// What diverges is palest, or darkest, at 0.
	f("vertical_velocity_500hPa", Style{Name: "even"}, 0, "#f2f6f8")
	f("vertical_velocity_500hPa", Style{Name: "dark"}, 0, "#1c1f24")
	f("wind_u_component_500hPa", Style{Name: "classic"}, 0, "#ffffff")
	// A range takes the scale's first and last colour with it.
	f("temperature_2m", Style{Range: &Range{270, 300}}, 270, "#d9c3e6")
	f("temperature_2m", Style{Range: &Range{270, 300}}, 300, "#5e0a35")
	f("temperature_2m", Style{Range: &Range{270, 300}}, 200, "#d9c3e6")
	f("temperature_2m", Style{Fade: 0.5}, 200, "#d9c3e680")
	f("temperature_2m", Style{Below: &Colour{}, Above: &Colour{9, 9, 9, 255}}, 200, "#00000000")
	f("temperature_2m", Style{Above: &Colour{9, 9, 9, 255}}, 400, "#090909")
	// The middle of a logarithmic scale from 1 to 100 is 10.
	s, err := Style{Name: "even", Spacing: Log, Range: &Range{1, 100}}.Scale(layer(t, "precipitation"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := Style{Name: "even"}.Scale(layer(t, "precipitation"))
	if err != nil {
		t.Fatal(err)
	}
	if d := distance(s.Colour(10), own.at(0.5)); d > 2 {
		t.Errorf("10 is %v, the middle colour is %v", s.Colour(10), own.at(0.5))
	}
}

func TestStyleBands(t *testing.T) {
	s, err := Style{Bands: 4, Range: &Range{0, 20}}.Scale(layer(t, "relative_humidity_2m"))
	if err != nil {
		t.Fatal(err)
	}
	var edges []float64
	for _, stop := range s.Stops {
		edges = append(edges, stop.Value)
	}
	if !slices.Equal(edges, []float64{0, 5, 10, 15, 20}) || !s.Steps {
		t.Errorf("four bands from 0 to 20 begin at %v", edges)
	}
}

func TestStyleRefuses(t *testing.T) {
	f := func(style Style, part string) {
		t.Helper()
		_, err := style.Scale(layer(t, "temperature_2m"))
		if err == nil || forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), part) {
			t.Errorf("%+v: %v; want kind Invalid with %q", style, err, part)
		}
	}
	f(Style{Name: "gaudy"}, "ask for default, classic, dark, even")
	f(Style{Range: &Range{300, 300}}, "min below max")
	f(Style{Range: &Range{300, 270}}, "min below max")
	f(Style{Range: &Range{math.Inf(-1), 270}}, "min below max")
	f(Style{Range: &Range{math.NaN(), 270}}, "min below max")
	f(Style{Range: &Range{300, 300.001}}, "too narrow")
	f(Style{Bands: 1}, "2 to 64")
	f(Style{Bands: -3}, "2 to 64")
	f(Style{Bands: 1 << 40}, "2 to 64")
	f(Style{Fade: -0.1}, "0 to 1")
	f(Style{Fade: math.NaN()}, "0 to 1")
	f(Style{Spacing: "cubic"}, "linear or log")
	f(Style{Spacing: Log, Range: &Range{-1, 5}}, "above 0")
}

func TestEveryStyleHasEveryLayer(t *testing.T) {
	for _, name := range Styles() {
		for _, v := range forecast.Variables() {
			for _, l := range []forecast.Level{{}, forecast.HeightAbove(2), forecast.PressureLevel(500)} {
				if _, err := (Style{Name: name}).Scale(forecast.Layer{Variable: v, Level: l}); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// TestAdaptedScalesAreBounded asks for more styles than are kept.
func TestAdaptedScalesAreBounded(t *testing.T) {
	for i := range 2 * maxAdapted {
		if _, err := (Style{Range: &Range{200, 300 + float64(i)}}).Scale(layer(t, "temperature_2m")); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(adapted.scales); n > maxAdapted {
		t.Errorf("%d scales are kept", n)
	}
}

// oklab gives a colour as people see it (Ottosson, 2020): lightness 0 to 1 and two hues. The colour is
// first turned into what someone sees who lacks a kind of cone: 'p', 'd' or 't' (Machado, Oliveira
// and Fernandes 2009, severity 1), or 0 for nobody.
func oklab(c Colour, blind byte) [3]float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	m := map[byte][3][3]float64{
		0:   {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		'p': {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		'd': {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		't': {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}[blind]
	var rgb [3]float64
	for i := range rgb {
		rgb[i] = max(0, m[i][0]*in[0]+m[i][1]*in[1]+m[i][2]*in[2])
	}
	l := math.Cbrt(0.4122214708*rgb[0] + 0.5363325363*rgb[1] + 0.0514459929*rgb[2])
	a := math.Cbrt(0.2119034982*rgb[0] + 0.6806995451*rgb[1] + 0.1073969566*rgb[2])
	s := math.Cbrt(0.0883024619*rgb[0] + 0.2817188376*rgb[1] + 0.6299787005*rgb[2])
	return [3]float64{
		0.2104542553*l + 0.7936177850*a - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*a + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*a - 0.8086757660*s,
	}
}

func unlike(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// TestEvenRampsAreEven holds what the style "even" promises of its ramps: steps that look alike, and
// parts an eighth of the way apart that everyone can tell from each other.
func TestEvenRampsAreEven(t *testing.T) {
	var file paletteFile
	if err := json.Unmarshal(palettesJSON, &file); err != nil {
		t.Fatal(err)
	}
	const parts = 32
	for name, ramp := range file.Styles["even"].Ramps {
		if name == "cloud" {
			continue // white, from see-through to dense
		}
		along := &Scale{Stops: make([]Stop, len(ramp))}
		for i, c := range ramp {
			along.Stops[i].Colour = c
		}
		for _, blind := range []byte{0, 'p', 'd', 't'} {
			var seen [parts + 1][3]float64
			for i := range seen {
				seen[i] = oklab(along.at(float64(i)/parts), blind)
			}
			least, most, turns := math.Inf(1), 0.0, 0
			for i := 1; i <= parts; i++ {
				least, most = min(least, unlike(seen[i-1], seen[i])), max(most, unlike(seen[i-1], seen[i]))
				if i > 1 && (seen[i][0]-seen[i-1][0])*(seen[i-1][0]-seen[i-2][0]) < 0 {
					turns++
				}
			}
			if blind == 0 && most > 2*least {
				t.Errorf("%s: the widest step is %.2f times the narrowest", name, most/least)
			}
			if allowed := map[string]int{"diverging": 1, "circle": 2}[name]; turns > allowed {
				t.Errorf("%s: lightness turns %d times to %q", name, turns, blind)
			}
			for i := 4; i <= parts; i++ {
				for j := range i - 3 {
					if name == "circle" && i-j > parts-4 {
						continue // near to each other round the other way
					}
					if d := unlike(seen[i], seen[j]); d < 0.04 { // twice what can just be told apart
						t.Errorf("%s: %d and %d of %d look alike to %q: %.3f", name, j, i, parts, blind, d)
					}
				}
			}
		}
	}
}
