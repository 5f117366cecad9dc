package earth

import (
	"testing"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

var half = sphere.Grid{NLat: 361, NLon: 720}

func cell(lat, lon float64) int {
	return int((90-lat)*2+0.5)*720 + int(lon*2+0.5)%720
}

func TestLand(t *testing.T) {
	land := Land(half)
	f := func(lat, lon float64, want float32) {
		t.Helper()
		if got := land[cell(lat, lon)]; got != want {
			t.Errorf("land at %v, %v = %v", lat, lon, got)
		}
	}
	f(40, 116.5, 1)  // Beijing
	f(51.5, 0, 1)    // London
	f(25, 150, 0)    // Pacific
	f(0, 0, 0)       // Gulf of Guinea
	f(68, 180, 1)    // Chukotka, on the date line
	f(90, 0, 0)      // Arctic Ocean
	f(-90, 0, 1)     // Antarctica
	f(-25, 134, 1)   // Australia
	f(42.5, 50.5, 0) // Caspian
	if got := land[cell(37, 127)]; got == 0 {
		t.Error("no Korea")
	}
}

func TestElevation(t *testing.T) {
	land := Land(half)
	high := Elevation(half, land)
	f := func(name string, lat, lon float64, low, top float32) {
		t.Helper()
		if got := high[cell(lat, lon)]; got < low || got > top {
			t.Errorf("%s: %v m", name, got)
		}
	}
	f("Pacific", 25, 150, 0, 0)
	f("Lhasa", 29.5, 91, 2500, 6000)
	f("Tibet", 33, 87, 4000, 6000)
	f("Shanghai", 31, 121, 0, 500)
	f("Amazon", -3, 300, 0, 500)
	f("Greenland", 72, 321, 2000, 3500)
	f("South Pole", -90, 0, 1500, 3500)
	f("Altiplano", -19, 292, 2500, 4500)
	f("Netherlands", 52, 5.5, 0, 500)
}
