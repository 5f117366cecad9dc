package openmeteo_test

import (
	"math"
	"strings"
	"testing"
)

// TestVerticalVelocity: 20 Pa/s upward in air of 275.2 K at 850 hPa are 20 × 287.05287 × 275.2 ÷ (9.80665 × 85000)
// m/s, whatever unit the wind has.
func TestVerticalVelocity(t *testing.T) {
	const query = "latitude=52&longitude=12&models=test&hourly=vertical_velocity_850hPa,vertical_velocity_500hPa,vertical_velocity_850hPa_previous_day1&wind_speed_unit=kn"
	for _, when := range []string{"&forecast_hours=1", "&temporal_resolution=native&start_hour=2026-11-23T18:00&end_hour=2026-11-23T18:00"} {
		a := read(t, newHandler(t), query+when)
		if got := a.Hourly.numbers(t, "vertical_velocity_850hPa"); len(got) != 1 || got[0] != 1.90 || a.Units["vertical_velocity_850hPa"] != "m/s" {
			t.Errorf("%s: %v %s", when, got, a.Units["vertical_velocity_850hPa"])
		}
		if got := a.Hourly.numbers(t, "vertical_velocity_850hPa_previous_day1")[0]; got != 1.90 {
			t.Errorf("%s: a day before %g", when, got)
		}
		if why := a.Fengtu[0].Missing["vertical_velocity_500hPa"]; !math.IsNaN(a.Hourly.numbers(t, "vertical_velocity_500hPa")[0]) || why != "temperature_500hPa is not in run 20261123T0000Z of test" {
			t.Errorf("%s: without temperature %s, %q", when, a.Hourly["vertical_velocity_500hPa"], why)
		}
	}
}

// TestRadiation: what falls on the ground is parted into beam and sky, none of it is lost, and the days have
// their sums in MJ.
func TestRadiation(t *testing.T) {
	a := read(t, newHandler(t), "latitude=52&longitude=12&models=test&start_date=2026-11-24&end_date=2026-11-24"+
		"&hourly=shortwave_radiation,direct_radiation,diffuse_radiation,direct_normal_irradiance,global_tilted_irradiance&tilt=60"+
		"&daily=shortwave_radiation_sum,direct_radiation_sum,diffuse_radiation_sum,global_tilted_irradiance_sum,global_tilted_irradiance_max,direct_normal_irradiance_mean")
	all, direct, diffuse := a.Hourly.numbers(t, "shortwave_radiation"), a.Hourly.numbers(t, "direct_radiation"), a.Hourly.numbers(t, "diffuse_radiation")
	facing, plane := a.Hourly.numbers(t, "direct_normal_irradiance"), a.Hourly.numbers(t, "global_tilted_irradiance")
	var sums [3]float64
	most, normal := 0.0, 0.0
	for i := range all {
		if math.Abs(direct[i]+diffuse[i]-all[i]) > 0.11 || facing[i] < direct[i] || (i < 6 || i > 16) && facing[i] != 0 || i == 12 && !(direct[i] > 20 && facing[i] > 2*direct[i]) {
			t.Errorf("%d o'clock: %g of the sun, %g of the sky, %g in all; %g towards the sun", i, direct[i], diffuse[i], all[i], facing[i])
		}
	}
	for i := range all[1:] { // hours end at their times: the first is of the day before, the last not of these
		sums[0], sums[1], sums[2] = sums[0]+direct[i+1], sums[1]+diffuse[i+1], sums[2]+plane[i+1]
		most, normal = max(most, plane[i+1]), normal+facing[i+1]
	}
	for i, name := range []string{"direct_radiation_sum", "diffuse_radiation_sum", "global_tilted_irradiance_sum"} {
		if got := a.Daily.numbers(t, name)[0]; math.Abs(got-sums[i]*0.0036) > 0.37 { // an hour of a bright night
			t.Errorf("%s %g, want %g", name, got, sums[i]*0.0036)
		}
	}
	if got := a.Daily.numbers(t, "global_tilted_irradiance_max")[0]; got != most {
		t.Errorf("most %g, want %g", got, most)
	}
	if got := a.Daily.numbers(t, "direct_normal_irradiance_mean")[0]; math.Abs(got-normal/24) > 0.1 {
		t.Errorf("mean %g, want %g", got, normal/24)
	}
	if len(a.Fengtu[0].Missing) != 0 {
		t.Errorf("missing %v", a.Fengtu[0].Missing)
	}
	coarse := read(t, newHandler(t), "latitude=52&longitude=12&models=coarse&hourly=direct_normal_irradiance,direct_radiation")
	for _, name := range []string{"direct_normal_irradiance", "direct_radiation"} {
		if why := coarse.Fengtu[0].Missing[name]; !strings.HasPrefix(why, "shortwave_radiation is not in run") || coarse.Units[name] != "W/m²" {
			t.Errorf("%s in %s without radiation: %q", name, coarse.Units[name], why)
		}
	}
}
