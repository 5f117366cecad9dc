package tiles

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

var demo = forecast.Dataset{ID: "demo", Title: "Synthetic demo", Attribution: "Fengtu"}

func TestDescribe(t *testing.T) {
	g, err := forecast.NewGrid(axis(90, -0.5, 361), axis(0, 0.5, 720))
	if err != nil {
		t.Fatal(err)
	}
	run := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	got, err := Tiling{}.Describe("https://example.org/", demo, run, layer(t, "temperature_850hPa"), []time.Time{run.Add(6 * time.Hour), run.Add(12 * time.Hour)}, g)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	f := func(part string) {
		t.Helper()
		if !strings.Contains(string(text), part) {
			t.Errorf("%s\nlacks %s", text, part)
		}
	}
	f(`"tilejson":"3.0.0"`)
	f(`"name":"Temperature 850 hPa"`)
	f(`"description":"Synthetic demo, run of 2026-11-23 00:00 UTC"`)
	f(`"attribution":"Fengtu"`)
	f(`"tiles":["https://example.org/tiles/demo/20261123T0000Z/temperature_850hPa/20261123T0600Z/{z}/{x}/{y}.png"]`)
	f(`"times":["20261123T0600Z","20261123T1200Z"]`)
	f(`"vector_layers":[]`)
	f(`"bounds":[-180,-85.05112877980659,180,85.05112877980659]`)
	f(`"center":[0,0,1]`)
	f(`"minzoom":0,"maxzoom":22`)
	f(`"fengtu:legend":{"layer":"temperature_850hPa"`)
}

func TestDescribeRefuses(t *testing.T) {
	g, err := forecast.NewGrid([]float64{1, 0}, []float64{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Tiling{}.Describe("", demo, time.Now(), layer(t, "cape"), nil, g)
	if err == nil || forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a layer without times: %v; want kind NotFound", err)
	}
}

func TestBounds(t *testing.T) {
	f := func(lat, lon []float64, want [4]float64, zoom int) {
		t.Helper()
		g, err := forecast.NewGrid(lat, lon)
		if err != nil {
			t.Fatal(err)
		}
		b := Bounds(g)
		if b != want {
			t.Errorf("bounds are %v, want %v", b, want)
		}
		if z := homeZoom(b[2] - b[0]); z != zoom {
			t.Errorf("home zoom of %v is %d, want %d", b, z, zoom)
		}
	}
	f([]float64{50, 20}, []float64{100, 130}, [4]float64{100, 20, 130, 50}, 5)
	f([]float64{50, 20}, []float64{250, 280}, [4]float64{-110, 20, -80, 50}, 5)
	f([]float64{50, 20}, []float64{-190, -182}, [4]float64{170, 20, 178, 50}, 7)
	f([]float64{50, 20}, []float64{170, 190}, [4]float64{-180, 20, 180, 50}, 1)
	f([]float64{50, 20}, []float64{350, 370}, [4]float64{-10, 20, 10, 50}, 5)
}
