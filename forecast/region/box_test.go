package region

import (
	"math/rand/v2"
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

// TestBoxOfAll compares with looking at every node, over poles, the date line and the whole globe.
func TestBoxOfAll(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	polar := "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=30 +R=6371229"
	for _, g := range []*forecast.Grid{
		projected(t, "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=45 +lon_0=178 +R=6371229", spaced(50, 15e5, -6e4), spaced(50, -15e5, 6e4)),
		projected(t, polar, spaced(50, 30e5, -12e4), spaced(50, -30e5, 12e4)),
		projected(t, "+proj=ob_tran +o_proj=longlat +o_lat_p=40 +lon_0=100", spaced(45, 88, -4), spaced(90, 0, 4)),
		meshOf(t, projected(t, polar, spaced(30, 30e5, -2e5), spaced(30, -30e5, 2e5))),
	} {
		for range 25 {
			lat, lon := g.At(random.IntN(g.Rows()), random.IntN(g.Cols()))
			side := 90 * random.Float64() * random.Float64()
			south, north := max(lat-side*random.Float64(), -90), min(lat+side*random.Float64(), 90)
			west, east := lon-2*side*random.Float64(), lon+2*side*random.Float64()
			in := newRectangle(west, south, east, north)
			inRow, inCol := make([]bool, g.Rows()), make([]bool, g.Cols())
			for i := range g.Size() {
				row, col := i/g.Cols(), i%g.Cols()
				if lat, lon := g.At(row, col); in.hasLat(lat) && in.hasLon(lon, 0) {
					inRow[row], inCol[col] = true, true
				}
			}
			want, _ := around(inRow, inCol, g.X.Periodic())
			if got, err := Box(g, west, south, east, north); err != nil || got != want {
				t.Errorf("%v: %g,%g,%g,%g: %+v, %v; want %+v", g, west, south, east, north, got, err, want)
			}
		}
	}
}
