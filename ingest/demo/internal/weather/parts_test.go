package weather

import (
	"math"
	"testing"
	"time"
)

func TestProfile(t *testing.T) {
	var y [13]float64
	for i, p := range standard {
		y[i] = math.Log(p) * 3
	}
	p := newProfile(y)
	for _, hPa := range []float64{10, 50, 70, 333, 1000, 1040} {
		value, slope := p.at(hPa)
		if math.Abs(value-3*math.Log(hPa)) > 1e-9 || math.Abs(slope-3) > 1e-9 {
			t.Errorf("straight line at %v: %v, %v", hPa, value, slope)
		}
	}
	if got, want := p.integral(100, 1000), 1.5*(math.Pow(math.Log(1000), 2)-math.Pow(math.Log(100), 2)); math.Abs(got-want) > 1e-6 {
		t.Errorf("integral = %v, want %v", got, want)
	}
	_, slope := jetShape.at(420)
	above, _ := jetShape.at(420 * math.Exp(-1e-5))
	below, _ := jetShape.at(420 * math.Exp(1e-5))
	if math.Abs(slope-(below-above)/2e-5) > 1e-5 {
		t.Errorf("slope = %v, want %v", slope, (below-above)/2e-5)
	}
}

// TestThermalWind: the zonal mean wind changes with height as the temperature does
// with latitude.
func TestThermalWind(t *testing.T) {
	c := newClimate(time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC))
	const h = 0.5 / degree
	for _, lat := range []float64{-60, -45, -30, 30, 45, 60} {
		for _, p := range []float64{850, 500, 250, 100} {
			at := lat / degree
			warm := (c.level(p).at(at+h).temperature - c.level(p).at(at-h).temperature) / (2 * h * 6.371e6)
			shear := (c.level(p*1.01).at(at).u - c.level(p/1.01).at(at).u) / (2 * math.Log(1.01))
			want := gasConstant / (2 * omega * math.Sin(at)) * warm
			if math.Abs(shear-want) > 0.6 {
				t.Errorf("%v hPa, %v: shear %.2f m/s, temperature asks for %.2f", p, lat, shear, want)
			}
		}
	}
}

// TestCycloneBalance: the slope of the geopotential turns the wind.
func TestCycloneBalance(t *testing.T) {
	c := cyclone{lat: -18 / degree, speed: 45, sign: -1}
	c.fill()
	f := 2 * omega * math.Sin(18/degree)
	for _, i := range []int{8, 15, 30, 80} {
		r := (float64(i) + 0.5) * tableStep
		v := (c.wind[i] + c.wind[i+1]) / 2
		slope := (c.linear[i+1] + c.quadratic[i+1] - c.linear[i] - c.quadratic[i]) / tableStep
		if want := v*v/r + f*v; math.Abs(slope-want) > 1e-3*want {
			t.Errorf("r = %v km: slope %v, want %v", r/1000, slope, want)
		}
	}
	if low := (c.linear[0] + c.quadratic[0]) / gravity * 0.12; low > -25 || low < -110 {
		t.Errorf("the centre is %.0f hPa deep", low)
	}
	south := c.influences(oneDegree, 90+18)
	if len(south) == 0 {
		t.Fatal("no influence at its own latitude")
	}
	for _, e := range south {
		if east := e.col > 0 && e.col < 10; east && e.v >= 0 {
			t.Errorf("north of the equator's way round at column %d: v = %v", e.col, e.v)
		}
	}
}

// TestSaturation against the ECMWF model's values at 0 °C and well-known ones.
func TestSaturation(t *testing.T) {
	table := newVapour()
	f := func(k, want float64) {
		t.Helper()
		if got := saturationPressure(k); math.Abs(got-want) > 0.02*want {
			t.Errorf("e(%v) = %v hPa, want %v", k, got, want)
		}
		if got, exact := float64(table.humidity(float32(k), 1000)), saturation(k, 1000); math.Abs(got-exact) > 1e-3*exact {
			t.Errorf("table at %v = %v, want %v", k, got, exact)
		}
	}
	f(273.16, 6.112)
	f(293.15, 23.39)
	f(303.15, 42.46)
	f(233.15, 0.1283) // over ice
}

func TestDeclination(t *testing.T) {
	f := func(y int, m time.Month, d int, want float64) {
		t.Helper()
		if got := declination(float64(time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Unix())) * degree; math.Abs(got-want) > 1.2 {
			t.Errorf("%v %d: %v, want %v", m, d, got, want)
		}
	}
	f(2026, 6, 21, 23.4)
	f(2026, 12, 21, -23.4)
	f(2026, 3, 20, 0)
}

func BenchmarkStep(b *testing.B) {
	m := New(cycleStart, 0)
	s := NewSheet(m, oneDegree)
	for b.Loop() {
		m.Advance(m.Seconds() + 6*3600)
		s.Set()
		take(s)
	}
}
