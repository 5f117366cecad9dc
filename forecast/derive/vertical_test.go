package derive

import (
	"math"
	"slices"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// TestBetweenLevels: values at any pressure are linear in its logarithm between the levels around, and
// what is computed of them is of those; a level that the run has but lacks a value at stays without.
func TestBetweenLevels(t *testing.T) {
	m := single(t, map[string]float64{
		"temperature_1000hPa": 290, "temperature_850hPa": 282, "temperature_700hPa": 274, "wind_u_component_850hPa": 10, "wind_u_component_700hPa": 20,
		"wind_v_component_850hPa": 0, "wind_v_component_700hPa": -10, "specific_humidity_850hPa": 0.008, "specific_humidity_700hPa": 0.004,
	})
	f := math.Log(850/773.0) / math.Log(850/700.0)
	near(t, "temperature", m.value(t, "temperature_773hPa"), 282-8*f, 1e-4)
	near(t, "temperature of the layer below", m.value(t, "temperature_900hPa"), 290-8*math.Log(1000/900.0)/math.Log(1000/850.0), 1e-4)
	near(t, "wind speed", m.value(t, "wind_speed_773hPa"), math.Hypot(10+10*f, -10*f), 1e-4)
	near(t, "potential temperature", m.value(t, "potential_temperature_773hPa"), (282-8*f)*math.Pow(1000/773.0, 2.0/7), 1e-3)
	menu := NewMenu(held(t, m))
	for _, name := range []string{"temperature_600hPa", "temperature_1010hPa", "wind_speed_900hPa", "specific_humidity_1000hPa"} {
		if menu.Has(layerNamed(t, name)) {
			t.Errorf("%s has no levels to both sides, or is one that the run lacks", name)
		}
	}
	for name, want := range map[string]bool{"temperature_850hPa": false, "temperature_773hPa": true, "wind_speed_773hPa": true, "wind_speed_850hPa": false} {
		if got := menu.Vertical(layerNamed(t, name)); got != want {
			t.Errorf("%s is interpolated between levels: %v", name, got)
		}
	}
	if slices.Contains(menu.Derived(), layerNamed(t, "temperature_773hPa")) {
		t.Error("any pressure is listed")
	}
}

// TestTemperatureAtHeight: linear between 2 m and the levels, by their heights above the ground.
func TestTemperatureAtHeight(t *testing.T) {
	m := sounded(t, omaha)
	ground := 40 + (722-40)*math.Log(1000/965.0)/math.Log(1000/925.0)
	near(t, "at 300 m", m.value(t, "temperature_300m"), 273.15+27.8+(24.6-27.8)*(300-2)/(722-ground-2), 0.01)
	near(t, "at 1500 m", m.value(t, "temperature_1500m"), 273.15+21+(11.6-21)*(1500+ground-1460)/(3118-1460), 0.01)
	if !NewMenu(held(t, m)).Vertical(layerNamed(t, "temperature_300m")) {
		t.Error("a temperature at a height is not marked")
	}
}

func held(t *testing.T, m *memory) *forecast.Holdings {
	t.Helper()
	h, err := m.Holdings(ctx, "test", start)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestAtAnyHeight compares temperature and humidity above the ground and the sea with testdata/heights.py, and
// holds that nothing is told of beneath the ground.
func TestAtAnyHeight(t *testing.T) {
	m := sounded(t, omaha)
	f := func(level string, temperature, q, rh, dew float64) {
		t.Helper()
		near(t, "temperature", m.value(t, "temperature"+level), temperature, 0.002)
		near(t, "specific humidity", m.value(t, "specific_humidity"+level), q, 3e-6)
		near(t, "relative humidity", m.value(t, "relative_humidity"+level), rh, 2e-4)
		near(t, "dew point", m.value(t, "dew_point"+level), dew, 0.01)
		if !NewMenu(held(t, m)).Vertical(layerNamed(t, "dew_point"+level)) {
			t.Errorf("%s is not marked", level)
		}
	}
	f("_300m", 298.361, 0.017502, 0.80945, 294.860)
	f("_1500m", 291.929, 0.010544, 0.63139, 284.778)
	f("_2000m_asl", 291.088, 0.010078, 0.62545, 283.840)
	for _, name := range []string{"temperature_300m_asl", "relative_humidity_300m_asl", "dew_point_300m_asl"} {
		if v := m.value(t, name); v == v {
			t.Errorf("%s is %g, beneath the ground at 352 m", name, v)
		}
	}
	near(t, "the lowest 2 m", m.value(t, "temperature_353m_asl"), 273.15+27.8, 1e-4)
}

// TestAltitudeWithoutGround: where nobody knows the ground, values are there from the lowest level up.
func TestAltitudeWithoutGround(t *testing.T) {
	values := map[string]float64{}
	for k, p := range []float64{1000, 850, 700, 500, 300} {
		suffix := forecast.PressureLevel(p).Suffix()
		values["geopotential_height"+suffix] = 100 + 2000*float64(k)
		values["wind_u_component"+suffix], values["wind_v_component"+suffix] = 10*float64(k), 0
	}
	m := single(t, values)
	near(t, "wind", m.value(t, "wind_speed_1600m_asl"), 7.5, 1e-5)
	near(t, "its direction", m.value(t, "wind_direction_2100m_asl"), 270, 1e-4)
	if v := m.value(t, "wind_speed_50m_asl"); v == v {
		t.Errorf("wind %g beneath the lowest level", v)
	}
	if NewMenu(held(t, m)).Has(layerNamed(t, "temperature_1600m_asl")) {
		t.Error("a temperature of no temperatures")
	}
}
