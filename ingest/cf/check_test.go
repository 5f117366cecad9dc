package cf

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

var nan = float32(math.NaN())

func TestSettle(t *testing.T) {
	f := func(layer string, values, want []float32, wantFinding Finding) {
		t.Helper()
		l, err := forecast.ParseLayer(layer)
		if err != nil {
			t.Fatal(err)
		}
		got, extent, err := Settle(l, values)
		if err != nil || extent != ExtentOf(values) || got != wantFinding {
			t.Errorf("%s: got %+v of %+v, %v, want %+v", layer, got, extent, err, wantFinding)
			return
		}
		for i, v := range values {
			if d := math.Abs(float64(v - want[i])); d > 1e-4 || (v != v) != (want[i] != want[i]) {
				t.Errorf("%s: got %v, want %v", layer, values, want)
				return
			}
		}
	}
	f("temperature_2m", []float32{250, nan, 300}, []float32{250, nan, 300}, Finding{})
	f("temperature_2m", []float32{-20, nan, 35}, []float32{253.15, nan, 308.15}, Finding{Repaired: "°C"})
	f("pressure_msl", []float32{990, 1030}, []float32{99000, 103000}, Finding{Repaired: "hPa"})
	f("precipitation", []float32{-0.01, 0, 5, -0.04}, []float32{0, 0, 5, 0}, Finding{Clipped: 2})
	f("cloud_cover", []float32{-0.001, 1.002, 0.5}, []float32{0, 1, 0.5}, Finding{Clipped: 2})
	f("relative_humidity_500hPa", []float32{1.001, -0.01}, []float32{1.001, -0.01}, Finding{})
	f("wind_direction_10m", []float32{-90, 360, 361, 10}, []float32{270, 360, 1, 10}, Finding{})
	f("geopotential_height_500hPa", []float32{5500}, []float32{5500}, Finding{})
}

func TestSettleStaysInRange(t *testing.T) {
	l, _ := forecast.ParseLayer("precipitation_rate")
	values := []float32{0.16 + 1e-8, 0.1}
	if _, _, err := Settle(l, values); err != nil || float64(values[0]) > 0.16 {
		t.Errorf("got %v, %v", values, err)
	}
}

func TestSettleRefused(t *testing.T) {
	f := func(layer string, values ...float32) {
		t.Helper()
		l, err := forecast.ParseLayer(layer)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := Settle(l, values); err == nil {
			t.Errorf("%s %v: got %+v", layer, values, got)
		}
	}
	f("temperature_2m", nan, nan)
	f("temperature_2m")
	f("temperature_2m", -20, 300) // part °C, part K
	f("temperature_2m", 9.96921e36)
	f("precipitation", -0.2, 1)
	f("cloud_cover", 50, 100)
	f("geopotential_height_500hPa", 54000)
	f("wind_u_component_10m", float32(math.Inf(1)))
	f("pressure_msl", 101325, 1e7)
}
