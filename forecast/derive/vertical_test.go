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
