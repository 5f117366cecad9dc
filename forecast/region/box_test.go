package region

import (
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// TestBox wants windows by hand. The rows of the Mercator grid lie at 61.0, 60.6, 60.1 and 59.7° N.
func TestBox(t *testing.T) {
	f := func(g *forecast.Grid, west, south, east, north float64, want forecast.Window) {
		t.Helper()
		if got, err := Box(g, west, south, east, north); err != nil || got != want {
			t.Errorf("%g,%g,%g,%g: %+v, %v; want %+v", west, south, east, north, got, err, want)
		}
	}
	globe, err := forecast.NewGrid(spaced(19, 90, -10), spaced(36, 0, 10))
	if err != nil {
		t.Fatal(err)
	}
	f(globe, 100, 20, 120, 40, forecast.Window{Row: 5, Rows: 3, Col: 10, Cols: 3})
	f(globe, 170, -10, -170, 0, forecast.Window{Row: 9, Rows: 2, Col: 17, Cols: 3})
	f(globe, -15, 0, 15, 5, forecast.Window{Row: 9, Rows: 1, Col: 35, Cols: 3})
	mercator := projected(t, "+proj=merc +lon_0=100 +R=6371000", spaced(4, 86e5, -1e5), spaced(5, -2e5, 1e5))
	f(mercator, 99, 60, 100.5, 60.8, forecast.Window{Row: 1, Rows: 2, Col: 1, Cols: 2})
	f(meshOf(t, mercator), 99, 60, 100.5, 60.8, forecast.Window{Row: 1, Rows: 2, Col: 1, Cols: 2})
	f(mercator, 459, 60, 460.5, 60.8, forecast.Window{Row: 1, Rows: 2, Col: 1, Cols: 2})
	if _, err := Box(mercator, 90, 50, 95, 60); forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), "no node") {
		t.Errorf("a box beside the grid: %v", err)
	}
}

func TestContains(t *testing.T) {
	found, err := Parse([]byte(`{"type":"Polygon","coordinates":[[[175,-10],[185,-10],[185,0],[175,0],[175,-10]],[[179,-6],[181,-6],[181,-4],[179,-4],[179,-6]]]}`))
	if err != nil {
		t.Fatal(err)
	}
	f := func(lat, lon float64, want bool) {
		t.Helper()
		if got := found[0].Contains(lat, lon); got != want {
			t.Errorf("%g, %g: %v", lat, lon, got)
		}
	}
	f(-5, 176, true)
	f(-5, -176, true)
	f(-5, 544, true)
	f(-5, -180, false) // in the hole
	f(5, 176, false)
}
