package tiles

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestLegendJSON(t *testing.T) {
	l, err := Style{}.Legend(layer(t, "precipitation"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	f := func(part string) {
		t.Helper()
		if !strings.Contains(string(got), part) {
			t.Errorf("%s\nlacks %s", got, part)
		}
	}
	f(`{"layer":"precipitation","title":{"en":"Precipitation","zh":"降水"},"units":"kg m-2",`)
	f(`"display":{"units":"mm","scale":1,"offset":0,"decimals":1},`)
	f(`"stops":[{"value":0.1,"colour":"#d4f2d0b0"},{"value":0.5,"colour":"#`)
	f(`"below":"#ffffff00","above":"#4d0026"}`)
}

func TestLegendPNG(t *testing.T) {
	f := func(name string) {
		t.Helper()
		got, err := Style{}.LegendPNG(layer(t, name))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "legend-"+name, got)
	}
	f("temperature_2m")
	f("precipitation")
	f("cloud_cover")
}

func TestTicks(t *testing.T) {
	f := func(name string, want ...string) {
		t.Helper()
		l := layer(t, name)
		s, err := ScaleOf(l)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tick := range newRuler(s, l.Variable.Display, 284).ticks() {
			got = append(got, tick.label)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is labelled %q, want %q", name, got, want)
		}
	}
	f("temperature_2m", "-60", "-40", "-20", "0", "20", "40")
	f("precipitation", "0.1", "0.5", "1", "2.5", "5", "10", "25", "50", "100", "250")
	f("relative_humidity_2m", "0", "20", "40", "60", "80", "100")
	f("wind_direction_10m", "0", "45", "90", "135", "180", "225", "270", "315", "360")
	f("specific_humidity_100hPa", "0", "0.002", "0.004", "0.006")
}

// TestLegendsAreLegible holds that the font has every character, that the title leaves room for the
// units, and that there is something to read below the bar.
func TestLegendsAreLegible(t *testing.T) {
	for _, v := range forecast.Variables() {
		for _, level := range []forecast.Level{{}, forecast.HeightAbove(100), forecast.PressureLevel(1000)} {
			l := forecast.Layer{Variable: v, Level: level}
			s, err := ScaleOf(l)
			if err != nil {
				t.Fatal(err)
			}
			ticks := newRuler(s, v.Display, barRight-barLeft).ticks()
			text := l.Title().EN + v.Display.Units
			for _, tick := range ticks {
				text += tick.label
			}
			for _, r := range text {
				if _, ok := glyphOf(r); !ok {
					t.Errorf("%s: the font has no %q", l.Name(), r)
				}
			}
			if len(ticks) < 3 {
				t.Errorf("%s: only %d labels", l.Name(), len(ticks))
			}
			if textWidth(l.Title().EN)+textWidth(v.Display.Units) > LegendWidth-2*(barLeft-arrow)-8 {
				t.Logf("%s: the title runs into the units", l.Name())
			}
		}
	}
}
