package power

import (
	"math"
	"testing"
)

// TestDensity compares with the tables of the ICAO standard atmosphere (Doc 7488/3).
func TestDensity(t *testing.T) {
	f := func(what string, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance*want) {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	f("density at 500 m", HubDensity(Hydrostatic, 101325, 500, HubTemperature(288.15, 0, 500), 0), 1.16727, 1e-4)
	f("density 100 m above 3000 m", HubDensity(Hydrostatic, 70108.5, 100, 268.009, 0), 0.89992, 3e-4)
	f("pressure at 1500 m", SurfacePressure(101325, 1500, 278.4), 84556, 1e-4)
	f("pressure at 3000 m", SurfacePressure(101325, 3000, 268.65), 70108.5, 3e-4)
	f("standard", HubDensity(Standard, 50000, 100, 250, 0), 1.225, 0)
}

// TestDryDensity is worked by hand: 1000 hPa less 10 hPa over 80 m, 280 K.
func TestDryDensity(t *testing.T) {
	f := func(way Air, want float64) {
		t.Helper()
		if got := HubDensity(way, 100000, 80, 280, 0.01); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v: %.10f, want %.10f", way, got, want)
		}
	}
	f(IdealGas, 99000/(287.058*280))
	f(Barometric, 990*1.225*288.15*100/(101330*280))
}

// TestHumidity compares with WMO-No. 8's and the ISO 2533 values: at 20 °C saturation is 23.37 hPa,
// and saturated air of 1013.25 hPa has a density of 1.1942 kg m-3 (CIPM-2007: 1.1937 to 1.1942).
func TestHumidity(t *testing.T) {
	f := func(what string, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance) {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	q := HumidityOfDewPoint(293.15, 101325)
	f("specific humidity", q, 0.622*2337/(101325-0.378*2337), 1e-5)
	f("moist density", HubDensity(Hydrostatic, 101325, 0, 293.15, q), 1.1940, 5e-4)
	f("relative humidity", RelativeHumidity(293.15, 283.15), 12.272/23.37, 1e-3)
}

func TestProfiles(t *testing.T) {
	f := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-9*math.Abs(want)) {
			t.Errorf("%s: %g, want %g", what, got, want)
		}
	}
	f("log law", LogLaw(10, 100, 0.1), 1.5)            // ln 1000 / ln 100
	f("power law", PowerLaw(5, 10, 10, 100, 1000), 20) // doubles once more
	f("steep shear", PowerLaw(1, 10, 10, 100, 1000), 10*math.Pow(10, 0.6))
	f("power law", PowerLaw(8, 10, 8*math.Pow(10, 0.14), 100, 150), 8*math.Pow(15, 0.14))
	f("calm above", PowerLaw(1, 10, 0, 100, 150), 0)
	f("calm below", PowerLaw(0, 10, 2, 100, 150), 2*math.Pow(1.5, 0.6))
	f("between", Between(10, 1000, 100), 0.5)
	if v := PowerLaw(math.NaN(), 10, 2, 100, 150); !math.IsNaN(v) {
		t.Errorf("without a speed: %g", v)
	}
	if v := PowerLaw(1, 10, math.NaN(), 100, 150); !math.IsNaN(v) {
		t.Errorf("without a speed: %g", v)
	}
}

func TestLosses(t *testing.T) {
	l := Losses{Wake: 0.1, Electrical: 0.02, Unavailable: 0.03, HotFrom: 35, HotTo: 45, ColdBelow: -30, Icing: 0.5}
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	if got := l.Factor(); math.Abs(got-0.9*0.98*0.97) > 1e-12 {
		t.Errorf("factor %g", got)
	}
	f := func(celsius, humidity, want float64) {
		t.Helper()
		if got := l.Weather(celsius+273.15, humidity); math.Abs(got-want) > 1e-9 && (want == want || got == got) {
			t.Errorf("at %g °C, humidity %g: %g, want %g", celsius, humidity, got, want)
		}
	}
	f(20, 1, 1)
	f(40, 0.5, 0.5)
	f(46, 0.5, 0)
	f(-5, 0.94, 1)
	f(-5, 0.95, 0.5)
	f(-31, 0.5, 0)
	f(-5, math.NaN(), math.NaN())
	f(math.NaN(), 0.5, math.NaN())
	f(5, math.NaN(), 1)
	for _, bad := range []Losses{{Wake: -0.1}, {Electrical: 1.1}, {Icing: math.NaN()}, {HotFrom: 40}, {HotFrom: 40, HotTo: 35}, {ColdBelow: 5}, {Curtailed: -1}} {
		if bad.Check() == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}
