package section

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.9g, want %.9g within %g", what, got, want, within)
	}
}

func along(t *testing.T, count int, vertices ...point.Place) []Stop {
	t.Helper()
	stops, err := Along(vertices, count)
	if err != nil {
		t.Fatal(err)
	}
	return stops
}

// TestAlong compares with the aviation formulary (Williams): New York to London by its intermediate
// points and courses on a sphere of this radius, computed in Python.
func TestAlong(t *testing.T) {
	stops := along(t, 5, point.Place{Lat: 40.7, Lon: -74}, point.Place{Lat: 51.5, Lon: 0})
	want := []struct{ lat, lon, km, bearing float64 }{
		{40.7, -74, 0, 51.18232},
		{47.71, -59.43429, 1394.894, 61.38507},
		{52.38047, -41.23336, 2789.787, 75.39699},
		{53.76499, -20.40515, 4184.681, 92.11446},
		{51.5, 0, 5579.575, 108.39795},
	}
	for i, w := range want {
		s := stops[i]
		near(t, "latitude", s.Lat, w.lat, 1e-4)
		near(t, "longitude", s.Lon, w.lon, 1e-4)
		near(t, "distance", s.Distance/1000, w.km, 0.01)
		near(t, "bearing", s.Bearing, w.bearing, 1e-3)
	}
}

// TestOddWays: over the date line, over a pole, along the equator.
func TestOddWays(t *testing.T) {
	stops := along(t, 3, point.Place{Lat: 0, Lon: 179}, point.Place{Lat: 0, Lon: -179})
	near(t, "the date line", math.Abs(stops[1].Lon), 180, 1e-9)
	near(t, "two degrees", stops[2].Distance, 2*math.Pi/180*earthRadius, 1e-3)
	near(t, "eastwards", stops[1].Bearing, 90, 1e-9)
	stops = along(t, 3, point.Place{Lat: 80, Lon: 30}, point.Place{Lat: 80, Lon: -150})
	near(t, "the pole", stops[1].Lat, 90, 1e-6)
	near(t, "northwards", stops[0].Bearing, 0, 1e-9)
	near(t, "southwards", stops[2].Bearing, 180, 1e-9)
	stops = along(t, 2, point.Place{Lat: 10, Lon: 720}, point.Place{Lat: 20, Lon: 360})
	near(t, "any turn", stops[0].Lon, 0, 1e-9)
	near(t, "northwards", math.Mod(stops[0].Bearing, 360), 0, 1e-9)
}

// TestVertices: all of them are places, and the steps of all legs are as equal as may be.
func TestVertices(t *testing.T) {
	stops := along(t, 8, point.Place{Lat: 0, Lon: 0}, point.Place{Lat: 0, Lon: 10}, point.Place{Lat: 30, Lon: 10}, point.Place{Lat: 30, Lon: 11})
	if len(stops) != 8 {
		t.Fatalf("%d places", len(stops))
	}
	var at []int
	for i, s := range stops {
		if s.Vertex >= 0 {
			at = append(at, i)
		}
		if i > 0 && !(s.Distance > stops[i-1].Distance) {
			t.Errorf("place %d is at %g m", i, s.Distance)
		}
	}
	if len(at) != 4 || at[0] != 0 || at[1] != 2 || at[2] != 6 || at[3] != 7 {
		t.Errorf("vertices at %v", at)
	}
	near(t, "bearing of the next leg", math.Mod(stops[2].Bearing, 360), 0, 1e-9)
}

func TestTurn(t *testing.T) {
	f := func(bearing, u, v, along, across float64) {
		t.Helper()
		a, b := Stop{Bearing: bearing}.Turn(u, v)
		near(t, "along", a, along, 1e-9)
		near(t, "across", b, across, 1e-9)
	}
	f(90, 10, 3, 10, 3) // eastwards: a wind from the south blows into the picture
	f(0, 10, 3, 3, -10) // northwards: a wind from the west blows out of it
	f(225, 1, 1, -math.Sqrt2, 0)
	f(315, 1, 1, 0, -math.Sqrt2)
}

func TestNoLine(t *testing.T) {
	f := func(count int, vertices ...point.Place) {
		t.Helper()
		if _, err := Along(vertices, count); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%v: %v", vertices, err)
		}
	}
	f(5, point.Place{Lat: 1, Lon: 2})
	f(5, point.Place{Lat: 1, Lon: 2}, point.Place{Lat: 1, Lon: 362})
	f(5, point.Place{Lat: 10, Lon: 20}, point.Place{Lat: -10, Lon: -160})
	f(5, point.Place{Lat: 90, Lon: 0}, point.Place{Lat: 90, Lon: 50})
	f(2, point.Place{Lat: 1, Lon: 2}, point.Place{Lat: 1, Lon: 3}, point.Place{Lat: 1, Lon: 4})
}
