package point_test

import (
	"math"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast/point"
)

var nan = math.NaN()

// timed makes a series of a place near Shanghai, every six hours from start; NaN stands for a
// missing value.
func timed(t *testing.T, name string, values ...float64) point.Timed {
	t.Helper()
	s := point.Timed{Layer: layer(t, name), Place: point.Place{Lat: 31.2, Lon: 121.5}, Since: start.Add(-6 * time.Hour)}
	for i, v := range values {
		s.Times = append(s.Times, start.Add(time.Duration(i)*6*time.Hour))
		s.Values = append(s.Values, float32(v))
		reason := point.Present
		if v != v {
			reason = point.NotThere
		}
		s.Reasons = append(s.Reasons, reason)
	}
	return s
}

func hours(first, step, n int) (out []time.Time) {
	for i := range n {
		out = append(out, start.Add(time.Duration(first+i*step)*time.Hour))
	}
	return out
}

func TestOnto(t *testing.T) {
	f := func(s point.Timed, first, step int, want ...float64) {
		t.Helper()
		got := s.Onto(hours(first, step, len(want)), time.Duration(step)*time.Hour)
		for i, w := range want {
			v := float64(got.Values[i])
			if math.IsNaN(v) != math.IsNaN(w) || math.Abs(v-w) > 2e-5*math.Abs(w) || math.IsNaN(w) == (got.Reasons[i] == point.Present) {
				t.Errorf("%s: %v (%v), want %v", s.Layer.Name(), got.Values, got.Reasons, want)
				return
			}
		}
	}
	temperature := timed(t, "temperature_2m", 280, 283, nan, 290, 284)
	f(temperature, -1, 1, nan, 280, 280.5, 281, 281.5, 282, 282.5, 283, nan)
	f(temperature, 18, 3, 290, 287, 284, nan)
	f(timed(t, "wave_direction", 350, 20, 200, 20), 0, 2, 350, 359.8961, 10.1039, 20, 20, 200, 200, 200, 20, 20)
	rain := timed(t, "precipitation", 3, 6, 12, nan, 1)
	f(rain, 0, 1, 0.5, 1, 1, 1, 1, 1, 1, 2)
	f(rain, 0, 6, 3, 6, 12, nan, 1)
	f(rain, 12, 12, 18, nan) // steps longer than the series' own take its parts together
	f(rain, 9, 6, 9)
	f(rain, -5, 1, 0.5)
	f(rain, -6, 1, nan) // before anything is known
}

// TestOntoSunshine compares with a calculation in Python by Meeus' series for the sun's place,
// sampled every six seconds; and the parts make the whole.
func TestOntoSunshine(t *testing.T) {
	s := timed(t, "shortwave_radiation", nan, 400, 90, 0)
	want := []float64{271.17, 372.28, 438.8, 466.2, 452.6, 398.94, 305.23, 186.31, 48.46, 0, 0, 0, 0}
	got := s.Onto(hours(1, 1, len(want)), time.Hour).Values
	var sum float64
	for i, w := range want {
		if math.Abs(float64(got[i])-w) > 0.4 {
			t.Errorf("hour %d: %g, want %g", i+1, got[i], w)
		}
		if i < 6 {
			sum += float64(got[i]) / 6
		}
	}
	if math.Abs(sum-400) > 1e-3 {
		t.Errorf("the hours' mean is %g, want 400", sum)
	}
	day := s.Onto(hours(18, 18, 1), 18*time.Hour).Values[0]
	if math.Abs(float64(day)-490./3) > 1e-3 {
		t.Errorf("mean of 18 hours %g", day)
	}
}

func TestExact(t *testing.T) {
	f := func(name string, at, step int, want bool) {
		t.Helper()
		if got := timed(t, name, 1, 2, 3).Exact(start.Add(time.Duration(at)*time.Hour), time.Duration(step)*time.Hour); got != want {
			t.Errorf("%s at %d h by %d h: exact %v", name, at, step, got)
		}
	}
	f("temperature_2m", 6, 1, true)
	f("temperature_2m", 5, 1, false)
	f("precipitation", 6, 1, false)
	f("precipitation", 6, 6, true)
	f("precipitation", 99, 6, false)
}

// TestElevate compares with Python: the dew point found by bisection, the pressure by integrating
// the hydrostatic equation in steps of 8 mm.
func TestElevate(t *testing.T) {
	f := func(name string, in float64, temperature []float32, rise, want float64) {
		t.Helper()
		s := timed(t, name, in)
		point.Elevate(s.Layer, s.Series, temperature, rise)
		got := float64(s.Values[0])
		if math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > 1e-5*want {
			t.Errorf("%s %g raised by %g m: %g, want %g", name, in, rise, got, want)
		}
	}
	warm := []float32{288.15}
	f("temperature_2m", 288.15, nil, 800, 282.95)
	f("temperature_2m", 288.15, nil, -100, 288.8)
	f("dew_point_2m", 281.15, warm, 800, 276.22552)
	f("dew_point_2m", 281.15, nil, 800, nan)
	f("surface_pressure", 95000, warm, 800, 86328.704)
	f("surface_pressure", 95000, nil, 0, 95000)
	f("temperature_2m", nan, nil, 800, nan)
	for name, want := range map[string]bool{"temperature_2m": true, "temperature_850hPa": false, "pressure_msl": false, "surface_pressure": true} {
		if got := point.Elevatable(layer(t, name)); got != want {
			t.Errorf("%s: elevatable %v", name, got)
		}
	}
}

func TestChoose(t *testing.T) {
	mask := field(t, "land_sea_mask", func(lat, lon float64) float64 {
		switch {
		case lat == 10 && lon == 120:
			return nan
		case lat == 0 && lon == 0 || lon >= 120 && lon < 150:
			return 0.5
		}
		return 0.4
	})
	f := func(method point.Method, lat, lon, wantLat, wantLon float64) {
		t.Helper()
		got, err := point.Choose(ctx, mask, []point.Place{{Lat: lat, Lon: lon}}, method)
		if err != nil || got[0] != (point.Place{Lat: wantLat, Lon: wantLon}) {
			t.Errorf("%v at %g, %g: %+v, %v", method, lat, lon, got, err)
		}
	}
	f(point.Land, 3, 117, 0, 120)
	f(point.Land, 3, 101, 0, 120)
	f(point.Land, 3, 94, 0, 90) // no land within reach
	f(point.Sea, 3, 117, 0, 110)
	f(point.Sea, 3, 125, 0, 110)
	f(point.Land, 2, -18, 0, 0) // across the seam
	f(point.Land, 89, 118, 90, 120)
	f(point.Land, 9, 118, 0, 120) // the nearest is unknown: 9.0° away against 11.2°
}
