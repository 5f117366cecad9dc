package sun_test

import (
	"math"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast/sun"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestCosZenith compares with the almanac: the sun's declination and the equation of time at
// solstice, equinox and the extremes of the equation.
func TestCosZenith(t *testing.T) {
	f := func(when string, lat, lon, height float64) {
		t.Helper()
		got := math.Asin(sun.CosZenith(at(t, when), lat, lon)) * 180 / math.Pi
		if math.Abs(got-height) > 0.05 {
			t.Errorf("at %s the sun stands %.3f° high over %g, %g; want %g", when, got, lat, lon, height)
		}
	}
	f("2026-06-21T12:01:50Z", 23.436, 0, 90) // overhead at the tropic; the equation of time is -1 min 50 s
	f("2026-12-21T11:58:00Z", -23.436, 0, 90)
	f("2026-12-21T11:58:00Z", 90, 0, -23.436)
	f("2026-03-20T12:07:30Z", 0, 0, 90) // the equinox of 2026 is at 14:46 UTC that day
}

// TestDay compares with the times that the NOAA calculator's equations give: independent ones, of
// Meeus' higher-precision series.
func TestDay(t *testing.T) {
	f := func(from, to string, lat, lon float64, rise, set string) {
		t.Helper()
		r, s, rises, sets, light := sun.Day(at(t, from), at(t, to), lat, lon)
		near := func(got time.Time, want string) bool {
			d := got.Sub(at(t, want))
			return d.Abs() < 90*time.Second
		}
		if !rises || !sets || !near(r, rise) || !near(s, set) {
			t.Errorf("%g, %g: %v (%v) to %v (%v), want %s to %s", lat, lon, r, rises, s, sets, rise, set)
		}
		if d := light - s.Sub(r); d.Abs() > time.Second {
			t.Errorf("%v of light between %v and %v", light, r, s)
		}
	}
	f("2026-06-20T22:00:00Z", "2026-06-21T22:00:00Z", 52.52, 13.405, "2026-06-21T02:43:00Z", "2026-06-21T19:33:00Z") // Berlin
	f("2026-11-22T16:00:00Z", "2026-11-23T16:00:00Z", 31.23, 121.47, "2026-11-22T22:28:00Z", "2026-11-23T08:53:00Z") // Shanghai
}

func TestPolarDayAndNight(t *testing.T) {
	f := func(from string, want time.Duration) {
		t.Helper()
		start := at(t, from)
		_, _, rises, sets, light := sun.Day(start, start.Add(24*time.Hour), 78.2, 15.6)
		if rises || sets || light != want {
			t.Errorf("%s: rises %v, sets %v, light %v", from, rises, sets, light)
		}
	}
	f("2026-06-21T00:00:00Z", 24*time.Hour)
	f("2026-12-21T00:00:00Z", 0)
}

// TestLight: over the day of the equinox at the equator the mean is 1/π; otherwhere it is what the
// height adds up to second by second; parts make the whole.
func TestLight(t *testing.T) {
	start := at(t, "2026-03-20T00:00:00Z")
	if got := sun.PathAt(start.Add(12*time.Hour), 0, 0).Light(start, start.Add(24*time.Hour)) / 86400; math.Abs(got-1/math.Pi) > 1e-4 {
		t.Errorf("mean light %g, want %g", got, 1/math.Pi)
	}
	f := func(lat, lon float64, from, to int) {
		t.Helper()
		a, b := start.Add(time.Duration(from)*time.Hour), start.Add(time.Duration(to)*time.Hour)
		path := sun.PathAt(a.Add(b.Sub(a)/2), lat, lon)
		want, parts := 0.0, 0.0
		for s := a; s.Before(b); s = s.Add(time.Minute) {
			want += 60 * max(0, sun.CosZenith(s.Add(30*time.Second), lat, lon))
			parts += path.Light(s, s.Add(time.Minute))
		}
		if got := path.Light(a, b); math.Abs(got-want) > 2e-3*want+1e-6 || math.Abs(got-parts) > 1e-6*got+1e-6 {
			t.Errorf("%g, %g from %d to %d h: light %g, in parts %g, want %g", lat, lon, from, to, got, parts, want)
		}
	}
	f(0, 0, 0, 3)
	f(31, 121, -3, 6)
	f(-60, -170, 18, 24)
	f(80, 20, 6, 18)
	f(89, 20, 24*90, 24*91)   // the sun never sets
	f(89, 20, 24*270, 24*271) // it never rises
}
