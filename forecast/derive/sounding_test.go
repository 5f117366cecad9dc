package derive

import (
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/thermo"
)

// level is a line of a sounding: hPa, metres, °C and °C.
type level struct{ p, z, t, td float64 }

// Two soundings of the United States' weather service (public domain) at standard levels, the
// first line at the ground: Omaha, 2014-06-16 19 UTC, before the tornadoes of Pilger, and Nashville,
// 2014-07-28 00 UTC.
var (
	omaha = []level{
		{965, 350, 27.8, 23.8},
		{925, 722.00, 24.600, 21.200},
		{850, 1460.00, 21.000, 14.000},
		{700, 3118.00, 11.600, 2.600},
		{600, 4378.36, 2.081, -18.067},
		{500, 5820.00, -11.100, -27.100},
		{400, 7500.00, -21.700, -41.700},
		{300, 9540.00, -38.900, -49.900},
		{250, 10770.00, -49.100, -62.100},
		{200, 12200.00, -58.100, -71.100},
		{150, 13990.00, -62.300, -77.300},
		{100, 16520.00, -61.900, -81.900},
	}
	nashville = []level{
		{989, 210, 32.6, 23.6},
		{925, 780.00, 26.400, 22.100},
		{850, 1521.00, 20.400, 19.300},
		{700, 3179.00, 12.600, -15.400},
		{600, 4448.57, 3.602, -15.066},
		{500, 5900.00, -7.500, -15.500},
		{400, 7610.00, -16.300, -35.300},
		{300, 9710.00, -31.300, -45.300},
		{250, 10980.00, -42.100, -53.100},
		{200, 12450.00, -53.900, -62.900},
		{150, 14209.80, -63.675, -71.667},
		{100, 16679.49, -69.881, -78.410},
	}
)

// sounded makes a run of a sounding, with something made up at 1000 hPa, beneath the ground.
func sounded(t testing.TB, lines []level) *memory {
	values := map[string]float64{"temperature_1000hPa": 340, "specific_humidity_1000hPa": 0.04, "geopotential_height_1000hPa": 40}
	for i, l := range lines {
		q := thermo.SpecificHumidity(thermo.Saturation(l.td+thermo.Zero), l.p*100)
		suffix := forecast.PressureLevel(l.p).Suffix()
		if i == 0 {
			suffix = "_2m"
			values["surface_pressure"] = l.p * 100
		} else {
			values["geopotential_height"+suffix] = l.z
		}
		values["temperature"+suffix], values["specific_humidity"+suffix] = l.t+thermo.Zero, q
	}
	return single(t, values)
}

// TestSoundings compares with testdata/pseudoadiabat.py, and more widely with SHARPpy (Python, after
// NOAA's routines) on the same levels, which lifts parcels along Wobus' adiabats.
func TestSoundings(t *testing.T) {
	f := func(lines []level, cape, lifted, showalter, k, totals, freezing, vapour, sharpCAPE, sharpLifted, sharpShowalter float64) {
		t.Helper()
		m := sounded(t, lines)
		near(t, "cape", m.value(t, "cape"), cape, 0.005*cape)
		near(t, "cape beside SHARPpy", m.value(t, "cape"), sharpCAPE, 0.05*sharpCAPE)
		near(t, "convective inhibition beside SHARPpy's 0 to 2", m.value(t, "convective_inhibition"), 1, 4)
		near(t, "lifted index", m.value(t, "lifted_index"), lifted, 0.02)
		near(t, "lifted index beside SHARPpy", m.value(t, "lifted_index"), sharpLifted, 0.5)
		near(t, "Showalter", m.value(t, "showalter_index"), showalter, 0.02)
		near(t, "Showalter beside SHARPpy", m.value(t, "showalter_index"), sharpShowalter, 0.5)
		near(t, "K", m.value(t, "k_index"), k, 0.05)
		near(t, "total totals", m.value(t, "total_totals_index"), totals, 0.05)
		near(t, "freezing level", m.value(t, "freezing_level_height"), freezing, 2)
		near(t, "column vapour", m.value(t, "total_column_integrated_water_vapour"), vapour, 0.02)
	}
	f(omaha, 5528.6, -12.201, -6.032, 37.10, 57.20, 4606, 38.627, 5687.7, -12.541, -6.464)
	f(nashville, 3902.8, -8.937, -7.326, 19.20, 54.70, 4919, 45.022, 4059.5, -9.327, -7.805)
}

// TestStable holds that stable air has no energy to give, and so nothing to inhibit.
func TestStable(t *testing.T) {
	var lines []level
	for i, p := range pressureLevels[1:] {
		lines = append(lines, level{p, forecast.StandardHeight(p), -5 - float64(i), -15 - float64(i)})
	}
	m := sounded(t, lines)
	near(t, "cape", m.value(t, "cape"), 0, 0)
	if v := m.value(t, "convective_inhibition"); v == v {
		t.Errorf("inhibition %g without energy", v)
	}
	if v := m.value(t, "freezing_level_height"); v == v {
		t.Errorf("freezing level %g where it freezes down to the ground", v)
	}
}

// TestBeneathTheGround holds that high ground hides the levels beneath it.
func TestBeneathTheGround(t *testing.T) {
	m := sounded(t, omaha)
	m.put(map[string]float64{"surface_pressure": 60500}) // Tibet
	delete(m.fields, "specific_humidity_2m")
	m.held = nil
	for _, name := range []string{"k_index", "total_totals_index", "showalter_index"} {
		if v := m.value(t, name); v == v {
			t.Errorf("%s is %g where 850 hPa lies beneath the ground", name, v)
		}
	}
	if v := m.value(t, "total_column_integrated_water_vapour"); !(v > 1 && v < 8) {
		t.Errorf("column vapour %g", v)
	}
	if v := m.value(t, "cape"); !(v < 500) {
		t.Errorf("cape %g", v)
	}
}
