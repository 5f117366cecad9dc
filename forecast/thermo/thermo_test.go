package thermo

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, within)
	}
}

func TestLogAndExp(t *testing.T) {
	for x := 1e-8; x < 1e9; x *= 1.0137 {
		near(t, "log", log(x), math.Log(x), 1e-9)
	}
	for x := -60.0; x < 60; x += 0.0371 {
		near(t, "exp", exp(x)/math.Exp(x), 1, 1e-9)
	}
	for _, x := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if v := log(x); v == v {
			t.Errorf("log(%g) = %g", x, v)
		}
	}
	for _, x := range []float64{math.NaN(), 1e9, -1e9} {
		if v := exp(x); v == v {
			t.Errorf("exp(%g) = %g", x, v)
		}
	}
}

// TestAgainstMetPy compares with MetPy 0.9 (Python): saturation, specific humidity, relative
// humidity, potential and equivalent potential temperature, dew point of the specific humidity. Its
// humidity is a ratio of mixing ratios, ours one of vapour pressures, as the WMO has it.
func TestAgainstMetPy(t *testing.T) {
	f := func(temperature, dewPoint, p, saturation, q, ratio, theta, thetaE, back float64) {
		t.Helper()
		e := Saturation(dewPoint)
		near(t, "saturation", Saturation(temperature)/saturation, 1, 1e-4)
		near(t, "specific humidity", SpecificHumidity(e, p)/q, 1, 1e-4)
		near(t, "relative humidity", e/Saturation(temperature), ratio, 0.01)
		near(t, "potential temperature", PotentialTemperature(temperature, p), theta, 0.04)
		near(t, "equivalent potential temperature", EquivalentPotentialTemperature(temperature, e, p), thetaE, 0.05)
		near(t, "dew point", DewPoint(VapourPressure(SpecificHumidity(e, p), p)), dewPoint, 0.002)
		near(t, "dew point beside MetPy", DewPoint(VapourPressure(q, p)), back, 0.3)
	}
	f(303.15, 297.15, 100000, 4245.575, 0.01876689, 0.7026737, 303.15, 360.2228, 296.9324)
	f(293.15, 291.15, 85000, 2336.947, 0.01523251, 0.8825977, 307.0789, 353.9342, 291.0973)
	f(280, 275, 92500, 991.1891, 0.004708938, 0.7045155, 286.305, 299.8735, 274.9553)
	f(265, 255, 70000, 331.4659, 0.001309586, 0.4442948, 293.4205, 297.5635, 254.9688)
	f(250, 240, 50000, 95.48906, 0.0004696089, 0.3952321, 304.7356, 306.3773, 239.9881)
	f(225, 213, 30000, 7.846838, 3.848694e-05, 0.2365665, 317.3455, 317.5051, 212.9984)
	f(273.15, 273.15, 101325, 611.2, 0.003760405, 1, 272.125, 282.3886, 273.15)
	f(233.15, 231, 60000, 18.95761, 0.00015682, 0.797905, 269.7752, 270.2769, 230.9994)
}

// TestSaturation compares with Bolton's formula, and that with Murphy and Koop's (2005, eq. 10).
func TestSaturation(t *testing.T) {
	for x := 180.0; x < 330; x += 0.0713 {
		want := 611.2 * math.Exp(17.67*(x-273.15)/(x-29.65))
		near(t, "curve", Saturation(x)/want, 1, 1e-4)
	}
	murphyKoop := func(t float64) float64 {
		return math.Exp(54.842763 - 6763.22/t - 4.21*math.Log(t) + 0.000367*t +
			math.Tanh(0.0415*(t-218.8))*(53.878-1331.22/t-9.44523*math.Log(t)+0.014025*t))
	}
	f := func(from, to, within float64) {
		t.Helper()
		for c := from; c <= to; c++ {
			near(t, "saturation", Saturation(c+Zero)/murphyKoop(c+Zero), 1, within)
		}
	}
	f(-35, 35, 0.005)
	f(-60, -35, 0.03)
	f(-90, -60, 0.12)
	for _, x := range []float64{math.NaN(), 99, 401, math.Inf(1)} {
		if v := Saturation(x); v == v {
			t.Errorf("saturation at %g K is %g", x, v)
		}
	}
}

// TestAdiabat holds that air comes back to the equivalent potential temperature that it was given.
func TestAdiabat(t *testing.T) {
	for _, p := range []float64{100000, 85000, 50000, 20000, 10000} {
		for thetaE := 230.0; thetaE < 400; thetaE += 3.7 {
			x := AdiabatAt(p).Temperature(thetaE)
			near(t, "equivalent potential temperature", EquivalentPotentialTemperature(x, Saturation(x), p), thetaE, 0.01)
		}
	}
	for _, x := range []float64{math.NaN(), 100, 600} {
		if v := AdiabatAt(50000).Temperature(x); v == v {
			t.Errorf("temperature %g for %g K", v, x)
		}
	}
}

func BenchmarkLog(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += log(float64(i) + 1.5)
		}
	}
}

func BenchmarkExp(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += exp(float64(i)*0.01 + 1.5)
		}
	}
}

func BenchmarkThetaE(b *testing.B) {
	for b.Loop() {
		sink = 0
		for i := range 1000 {
			sink += EquivalentPotentialTemperature(float64(i)*0.01+280, 500, 85000)
		}
	}
}

var sink float64
