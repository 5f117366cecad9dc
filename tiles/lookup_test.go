package tiles

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
)

// index gives the palette index of one value.
func (l *lookup) index(v float64) uint8 {
	var out [1]uint8
	l.indexes(out[:], []float32{float32(v)})
	return out[0]
}

// TestLookupKeepsTheColours looks up values all along each built-in scale: the palette's colour
// must be that of a value not further away than one bin and one step of the table.
func TestLookupKeepsTheColours(t *testing.T) {
	all, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	f := func(name string, s *Scale) {
		t.Helper()
		bins := shareBins(s.Stops)
		first, last := s.Stops[0].Value, s.Stops[len(s.Stops)-1].Value
		step := (last-first)/float64(len(s.lookup.table)-1) + 1e-6*math.Abs(last)
		for k, n := range bins {
			a, b := s.Stops[k], s.Stops[k+1]
			reach := (b.Value-a.Value)/float64(n)/2 + step
			for i := range 4 * n {
				v := a.Value + (b.Value-a.Value)*(float64(i)+0.5)/float64(4*n)
				got, want := s.lookup.palette[s.lookup.index(v)], s.Colour(v)
				low, high := s.Colour(math.Max(first, v-reach)), s.Colour(math.Min(last, v+reach))
				near := max(distance(low, want), distance(want, high)) + 1
				if got.A == 0 && want.A < 3 {
					continue // see-through, whatever its hue
				}
				if distance(got, want) > near {
					t.Fatalf("%s: %g is drawn %v, want %v to within %d", name, v, got, want, near)
				}
			}
		}
	}
	for name, scales := range every(all) {
		for _, s := range scales {
			if !s.Steps {
				f(name, s)
			}
		}
	}
}

func TestLookupOutside(t *testing.T) {
	s := newScale([]Stop{{0.1, Colour{10, 20, 30, 255}}, {1, Colour{200, 20, 30, 255}}, {250, Colour{0, 0, 99, 255}}}, false,
		Colour{}, Colour{1, 2, 3, 255})
	f := func(v float64, want Colour) {
		t.Helper()
		if got := s.lookup.palette[s.lookup.index(v)]; got != want {
			t.Errorf("%g is drawn %v, want %v", v, got, want)
		}
	}
	f(math.NaN(), Colour{})
	f(0.09, Colour{})
	f(-1e30, Colour{})
	f(math.Inf(-1), Colour{})
	f(251, Colour{1, 2, 3, 255})
	f(1e30, Colour{1, 2, 3, 255})
	f(math.Inf(1), Colour{1, 2, 3, 255})
	if s.lookup.index(0.09) != 0 {
		t.Error("a transparent colour is not the transparent index")
	}
	if len(s.lookup.palette) > 256 {
		t.Errorf("%d colours do not fit a palette", len(s.lookup.palette))
	}
}

func TestScaleColour(t *testing.T) {
	s := newScale([]Stop{{0, Colour{0, 0, 0, 255}}, {10, Colour{100, 200, 50, 155}}}, false, Colour{}, Colour{9, 9, 9, 9})
	f := func(v float64, want Colour) {
		t.Helper()
		if got := s.Colour(v); got != want {
			t.Errorf("Colour(%g) = %v, want %v", v, got, want)
		}
	}
	f(0, Colour{0, 0, 0, 255})
	f(5, Colour{50, 100, 25, 205})
	f(10, Colour{100, 200, 50, 155})
	f(-1, Colour{})
	f(11, Colour{9, 9, 9, 9})
	f(math.NaN(), Colour{})
}

func TestScaleOf(t *testing.T) {
	f := func(name string, low, high float64) {
		t.Helper()
		s, err := ScaleOf(layer(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := s.Stops[0].Value, s.Stops[len(s.Stops)-1].Value; a != low || b != high {
			t.Errorf("%s is coloured from %g to %g, want %g to %g", name, a, b, low, high)
		}
	}
	f("temperature_2m", 213.15, 321.15)
	f("temperature_850hPa", 233.15, 309.15)
	f("temperature_840hPa", 233.15, 309.15) // the nearest
	f("geopotential_height_500hPa", 4800, 6000)
	f("wind_10m", 0, 51)
	f("wind_200hPa", 0, 90)
	f("wind_gusts", 0, 51)
	f("precipitation", 0.1, 250)
	f("relative_humidity_700hPa", 0, 1.1)
	f("pressure_msl", 94000, 106500)
}

func TestEveryVariableHasColours(t *testing.T) {
	for _, v := range forecast.Variables() {
		for _, l := range []forecast.Level{{}, forecast.HeightAbove(2), forecast.PressureLevel(500)} {
			if _, err := ScaleOf(forecast.Layer{Variable: v, Level: l}); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestStatisticsHaveColours holds that spreads and probabilities are coloured, and fit a value tile.
func TestStatisticsHaveColours(t *testing.T) {
	for _, v := range forecast.Variables() {
		for _, kind := range []ensemble.Kind{ensemble.Spread, ensemble.Probability} {
			if v.Shape != forecast.Scalar {
				continue
			}
			l := ensemble.Statistic{Kind: kind}.Of(forecast.Layer{Variable: v, Level: forecast.PressureLevel(500)})
			s, err := ScaleOf(l)
			if err != nil {
				t.Fatal(err)
			}
			if own, err := ScaleOf(forecast.Layer{Variable: v}); err != nil || own == s || s.Stops[0].Value != 0 {
				t.Errorf("%s of %s: coloured from %g, %v", l.Variable.Statistic, v.Name, s.Stops[0].Value, err)
			}
			low, high := v.Range(l.Level)
			if least, most := quantumOf(l).bounds(); least != 0 || kind == ensemble.Spread && most < (high-low)/2-1e-9 || kind == ensemble.Probability && most != 1 {
				t.Errorf("%s of %s: a value tile holds %g to %g", l.Variable.Statistic, v.Name, least, most)
			}
		}
	}
}

func TestScaleOfRefuses(t *testing.T) {
	unknown := &forecast.Variable{Name: "taste"}
	if _, err := ScaleOf(forecast.Layer{Variable: unknown}); err == nil || forecast.KindOf(err) != forecast.Internal {
		t.Errorf("a variable without colours: %v; want kind Internal", err)
	}
}
