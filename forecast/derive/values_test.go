package derive

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// TestValues compares with numbers worked out from the published formulae by numpy.
func TestValues(t *testing.T) {
	f := func(name string, want, within float64, inputs map[string]float64) {
		t.Helper()
		near(t, name, single(t, inputs).value(t, name), want, within)
	}
	f("apparent_temperature", 304.0562, 0.001, map[string]float64{ // 30 °C, 60 %, 5 m/s
		"temperature_2m": 303.15, "relative_humidity_2m": 0.6, "wind_u_component_10m": 3, "wind_v_component_10m": 4})
	f("thickness_1000_500hPa", 5460, 0, map[string]float64{"geopotential_height_1000hPa": 120, "geopotential_height_500hPa": 5580})
	f("lapse_rate_850_500hPa", 0.0068, 1e-6, map[string]float64{
		"temperature_850hPa": 283.2, "temperature_500hPa": 256,
		"geopotential_height_850hPa": 1500, "geopotential_height_500hPa": 5500,
	})
	f("wind_shear_850_200hPa", 50, 1e-4, map[string]float64{
		"wind_u_component_850hPa": 10, "wind_v_component_850hPa": -10,
		"wind_u_component_200hPa": 40, "wind_v_component_200hPa": 30,
	})
	f("potential_temperature_850hPa", 280*math.Pow(1000.0/850, 2.0/7), 1e-3, map[string]float64{"temperature_850hPa": 280})
	f("wind_speed_50m", 6*(1+math.Log(5)/math.Log(10)*0.5), 1e-4, map[string]float64{ // 6 m/s at 10 m, 9 at 100 m
		"wind_u_component_10m": 6, "wind_u_component_100m": 9, "wind_v_component_10m": 0, "wind_v_component_100m": 0})
	f("wind_speed_120m", 6*(1+math.Log(12)/math.Log(10)*0.5), 1e-4, map[string]float64{
		"wind_u_component_10m": 6, "wind_u_component_100m": 9, "wind_v_component_10m": 0, "wind_v_component_100m": 0,
	})
	f("wind_direction_50m", 270, 1e-4, map[string]float64{
		"wind_u_component_10m": 6, "wind_u_component_100m": 9, "wind_v_component_10m": 0, "wind_v_component_100m": 0,
	})
	f("wind_power_density_100m", 0.5*1.213279*1000, 0.05, map[string]float64{ // ICAO: 1.2133 kg/m³ at 100 m
		"wind_speed_100m": 10, "temperature_2m": 288.137, "surface_pressure": 101325})
	f("dew_point_2m", 282.424, 0.02, map[string]float64{"temperature_2m": 293.15, "relative_humidity_2m": 0.5})
	f("specific_humidity_2m", 0.00720595, 2e-7, map[string]float64{"dew_point_2m": 282.424, "surface_pressure": 101325})
}

// standardColumn is a run of one column on FengWu's levels in the standard atmosphere.
func standardColumn(t testing.TB, ground float64, values map[string]func(p, z float64) float64) *memory {
	all := map[string]float64{"surface_pressure": ground}
	for _, p := range pressureLevels {
		z := forecast.StandardHeight(p)
		all["geopotential_height"+forecast.PressureLevel(p).Suffix()] = z
		for name, f := range values {
			all[name+forecast.PressureLevel(p).Suffix()] = f(p, z)
		}
	}
	return single(t, all)
}

// TestHubHeights takes winds from heights and pressure levels, over the sea and on a plateau.
func TestHubHeights(t *testing.T) {
	run := func(ground float64) *memory {
		zero := func(_, _ float64) float64 { return 0 }
		m := standardColumn(t, ground, map[string]func(p, z float64) float64{
			"wind_u_component": func(_, z float64) float64 { return z / 100 }, "wind_v_component": zero,
		})
		return m.put(map[string]float64{"wind_u_component_10m": 5, "wind_v_component_10m": 0})
	}
	sea := run(101325)
	z1, z2 := forecast.StandardHeight(1000), forecast.StandardHeight(925) // 110.9 and 762 m
	near(t, "between 10 m and 1000 hPa", sea.value(t, "wind_speed_50m"), 5+(z1/100-5)*math.Log(5)/math.Log(z1/10), 0.02)
	near(t, "between 1000 and 925 hPa", sea.value(t, "wind_speed_300m"), z1/100+(z2-z1)/100*math.Log(300/z1)/math.Log(z2/z1), 0.02)
	near(t, "aloft", sea.value(t, "wind_speed_6000m"), 60, 0.02)
	near(t, "shear", sea.value(t, "wind_shear_6000m"), 55, 0.02)
	// On a plateau of 700 hPa, 3012 m high, the next level is 600 hPa, 4206 m.
	plateau := run(70000)
	zg, z3 := forecast.StandardHeight(700), forecast.StandardHeight(600)
	near(t, "on the plateau", plateau.value(t, "wind_speed_100m"), 5+(z3/100-5)*math.Log(10)/math.Log((z3-zg)/10), 0.05)
	near(t, "above the plateau", plateau.value(t, "wind_speed_2000m"), (zg+2000)/100, 0.05)
	// Without pressure levels nothing is made up far from what is known.
	m := single(t, map[string]float64{"wind_u_component_10m": 6, "wind_u_component_100m": 9, "wind_v_component_10m": 0, "wind_v_component_100m": 0})
	menu := NewMenu(must(m.Holdings(ctx, "", start)))
	for _, name := range []string{"wind_speed_250m", "wind_speed_5m"} {
		if menu.Has(layerNamed(t, name)) {
			t.Errorf("%s can be had of 10 m and 100 m", name)
		}
	}
}

// TestGround finds the pressure at the ground from the model's elevation, which is there at one time
// only.
func TestGround(t *testing.T) {
	m := newMemory(t, []float64{10, 0}, []float64{0, 10}, 0, 6)
	for at := range 2 {
		for _, p := range pressureLevels {
			m.set("geopotential_height"+forecast.PressureLevel(p).Suffix(), at, func(_, _ float64) float64 { return forecast.StandardHeight(p) })
		}
	}
	f := func(elevation, want, within float64) {
		t.Helper()
		m.set("surface_altitude", 0, func(_, _ float64) float64 { return elevation })
		for at := range 2 {
			near(t, "pressure", float64(m.read(t, "surface_pressure", at)[0]), want, within)
		}
	}
	f(forecast.StandardHeight(700), 70000, 1)
	f(forecast.StandardHeight(1000), 100000, 1)
	f(1000, 89874.6, 60) // ICAO's table; levels in between are 75 hPa apart
	f(5000, 54019.9, 250)
	f(0, 101325, 30)
	x, err := New(m).Series(ctx, "test", start, layerNamed(t, "surface_pressure"))
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float32, 2)
	if err := x.Read(ctx, forecast.Window{Rows: 1, Cols: 1}, got); err != nil || got[0] != got[1] || math.Abs(float64(got[0])-101325) > 30 {
		t.Errorf("by location %v, %v", got, err)
	}
}

// TestClouds takes humidity that is critical, saturated and dry.
func TestClouds(t *testing.T) {
	f := func(rh func(p float64) float64, low, mid, high, total float64) {
		t.Helper()
		m := standardColumn(t, 101325, map[string]func(p, z float64) float64{
			"temperature":       func(_, _ float64) float64 { return 280 },
			"specific_humidity": func(p, _ float64) float64 { return rh(p) * 0.62198 * 991.9 / (p*100 - 0.378*rh(p)*991.9) },
		})
		near(t, "low", m.value(t, "cloud_cover_low"), low, 0.01)
		near(t, "mid", m.value(t, "cloud_cover_mid"), mid, 0.01)
		near(t, "high", m.value(t, "cloud_cover_high"), high, 0.01)
		near(t, "total", m.value(t, "cloud_cover"), total, 0.01)
	}
	at := func(level, humid float64) func(float64) float64 {
		return func(p float64) float64 {
			if p == level {
				return humid
			}
			return 0.3
		}
	}
	f(at(0, 0), 0, 0, 0, 0)
	f(at(850, 1.01), 1, 0, 0, 1)
	f(at(600, 1.01), 0, 1, 0, 1)
	f(at(300, 1.01), 0, 0, 1, 1)
	// 500 hPa: critical 0.7 + 0.2 exp(1 − 2.0265⁴) = 0.7000; 0.925 gives 1 − √(0.075 ∕ 0.3) = 0.5.
	f(at(500, 0.925), 0, 0.5, 0, 0.5)
	f(func(p float64) float64 {
		if p == 500 || p == 300 {
			return 0.925
		}
		return 0.3
	}, 0, 0.5, 0.5, 0.75)
}
