package power

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// TestDegreeDays has a day that warms from 10 to 20 °C and cools to 10 again: a mean of 15 °C.
func TestDegreeDays(t *testing.T) {
	days := DegreeDays(clock(0, 12, 24, 48), []float32{283.15, 293.15, 283.15, 313.15}, time.UTC, 291.15, 295.15)
	near := func(got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-3 {
			t.Errorf("%g, want %g in %+v", got, want, days)
		}
	}
	near(float64(len(days)), 2)
	near(days[0].Mean, 288.15)
	near(days[0].Heating, 3)
	near(days[0].Cooling, 0)
	near(days[1].Mean, 298.15)
	near(days[1].Heating, 0)
	near(days[1].Cooling, 3)
	near(days[1].Hours, 24)
}

func TestWeighted(t *testing.T) {
	w, err := ParseWeighted([]byte("name,lat,lon,weight\na,31,121,3\nb,32,122,1\n"), 2)
	if err != nil {
		t.Fatal(err)
	}
	values := [][]float32{{280, 290, 300}, {284, 290, float32(math.NaN())}}
	got := w.Mean(func(p int) []float32 { return values[p] }, 3)
	if got[0] != 281 || got[1] != 290 || got[2] == got[2] {
		t.Errorf("means %v", got)
	}
	f := func(text, want string) {
		t.Helper()
		if _, err := ParseWeighted([]byte(text), 2); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	f("", "no header")
	f("lat,lon\n", "no column weight")
	f("lat,lon,weight\n1,2,-3\n", `line 2, column 3 (weight): "-3"`)
	f("lat,lon,weight\n1,2\n", "not CSV")
	f("lat,lon,weight\n1,2,0\n", "sum to 0")
	f("lat,lon,weight\n1,2,0\n1,2,3\n1,2,3\n", "more than 2 places")
}

func TestCities(t *testing.T) {
	shanghai := Cities().Where(func(p point.Place) bool { return p.Lat > 31.1 && p.Lat < 31.3 && p.Lon > 121.3 && p.Lon < 121.6 })
	if len(shanghai.Places) != 1 || shanghai.Whole() != 14_987_000 {
		t.Errorf("Shanghai is %+v", shanghai)
	}
	if whole := Cities().Whole(); math.Abs(whole-2.3635e9) > 1e5 { // the sum of the source's column
		t.Errorf("%g people live in cities", whole)
	}
}
