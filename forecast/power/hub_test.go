package power

import (
	"math"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func layers(t testing.TB, names ...string) (out []forecast.Layer) {
	t.Helper()
	for _, name := range names {
		l, err := forecast.ParseLayer(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

// hubOf computes weather at a hub from one value a layer.
func hubOf(t *testing.T, height float64, o Options, weather map[string]float64) (*Hub, *At) {
	t.Helper()
	var names []string
	for name := range weather {
		names = append(names, name)
	}
	h, err := PlanHub(layers(t, names...), height, o)
	if err != nil {
		t.Fatal(err)
	}
	var in [][]float32
	for _, l := range h.Layers {
		v, ok := weather[l.Name()]
		if !ok {
			t.Fatalf("%s is asked for", l.Name())
		}
		in = append(in, []float32{float32(v)})
	}
	out := NewAt(1)
	h.Compute(out, in...)
	return h, out
}

func TestHubWind(t *testing.T) {
	f := func(height float64, o Options, weather map[string]float64, want float64, how string) {
		t.Helper()
		h, out := hubOf(t, height, o, weather)
		if got := float64(out.Speed[0]); math.Abs(got-want) > 1e-5 && (want == want || got == got) || !strings.Contains(h.Wind, how) {
			t.Errorf("%v at %g m: %g (%s), want %g (%s)", weather, height, got, h.Wind, want, how)
		}
	}
	two := map[string]float64{"wind_speed_10m": 5, "wind_speed_100m": 8}
	f(100, Options{}, two, 8, "the model's wind at 100 m")
	f(math.Sqrt(1000), Options{}, two, 6.5, "between")
	f(150, Options{}, two, 8*math.Pow(1.5, math.Log10(1.6)), "power law")
	f(5, Options{}, two, 8*math.Pow(0.05, math.Log10(1.6)), "power law")
	f(50, Options{Profile: Power}, two, 8*math.Pow(0.5, math.Log10(1.6)), "power law")
	f(150, Options{Profile: Log, Roughness: 0.5}, two, 8*math.Log(300)/math.Log(200), "stated roughness length of 0.5 m")
	f(150, Options{Profile: Log}, two, 8*math.Log(1500)/math.Log(1000), "assumed roughness length of 0.1 m")
	f(20, Options{Profile: Log}, two, 5*math.Log(200)/math.Log(100), "wind at 10 m")
	rough := map[string]float64{"wind_speed_100m": 8, "roughness_length": 0.5}
	f(150, Options{}, rough, 8*math.Log(300)/math.Log(200), "the model's roughness")
	f(150, Options{Roughness: 0.1}, rough, 8*math.Log(1500)/math.Log(1000), "stated")
	rough["roughness_length"] = math.NaN()
	f(150, Options{}, rough, math.NaN(), "the model's roughness")

	air := map[string]float64{
		"wind_speed_10m": 4, "surface_altitude": 300,
		"wind_speed_1000hPa": 90, "geopotential_height_1000hPa": 120, // below the ground
		"wind_speed_925hPa": 10, "geopotential_height_925hPa": 700, // 400 m above it
		"wind_speed_850hPa": 20, "geopotential_height_850hPa": 1450,
	}
	f(100, Options{}, air, 4+6*math.Log(10)/math.Log(40), "pressure levels")
	f(500, Options{}, air, 10+10*math.Log(1.25)/math.Log(1150.0/400), "pressure levels")
	air["geopotential_height_925hPa"] = math.NaN()
	f(100, Options{}, air, math.NaN(), "pressure levels")
	delete(air, "surface_altitude")
	f(100, Options{}, air, 4*1.5, "log law from the model's wind at 10 m")
}

func TestHubAir(t *testing.T) {
	f := func(o Options, weather map[string]float64, want float64, how string) {
		t.Helper()
		weather["wind_speed_100m"] = 8
		h, out := hubOf(t, 100, o, weather)
		if got := float64(out.Density[0]); math.Abs(got-want) > 1e-6 && (want == want || got == got) || !strings.Contains(h.Density, how) {
			t.Errorf("%v: %g (%s), want %g (%s)", weather, got, h.Density, want, how)
		}
	}
	temperature := 280 - 98*0.0065
	f(Options{}, map[string]float64{}, 1.225, "standard")
	f(Options{}, map[string]float64{"temperature_2m": 280}, 1.225, "standard")
	f(Options{Air: IdealGas}, map[string]float64{"temperature_2m": 280, "surface_pressure": 1e5}, 98750/(287.058*temperature), "ideal_gas")
	f(Options{}, map[string]float64{"temperature_2m": 280, "surface_pressure": 1e5}, HubDensity(Hydrostatic, 1e5, 100, temperature, 0), "hydrostatic")
	f(Options{}, map[string]float64{"temperature_2m": 280, "surface_pressure": math.NaN()}, math.NaN(), "hydrostatic")
	f(Options{}, map[string]float64{"temperature_2m": 280, "pressure_msl": 1e5, "surface_altitude": 500},
		HubDensity(Hydrostatic, SurfacePressure(1e5, 500, 280), 100, temperature, 0), "sea level pressure")
	f(Options{Air: Standard, AnyAir: true}, map[string]float64{"temperature_2m": 280, "surface_pressure": 1e5}, 1.225, "standard")
	moist := HubDensity(Hydrostatic, 1e5, 100, temperature, HumidityOfDewPoint(275, 1e5))
	f(Options{}, map[string]float64{"temperature_2m": 280, "surface_pressure": 1e5, "dew_point_2m": 275}, moist, "moist")
	f(Options{}, map[string]float64{"temperature_2m": 280, "surface_pressure": 1e5, "specific_humidity_2m": HumidityOfDewPoint(275, 1e5)}, moist, "moist")
	f(Options{}, map[string]float64{"temperature_2m": 280, "surface_pressure": 1e5, "dew_point_2m": math.NaN()},
		HubDensity(Hydrostatic, 1e5, 100, temperature, 0), "moist")
}

func TestHubRefused(t *testing.T) {
	f := func(want string, height float64, o Options, names ...string) {
		t.Helper()
		if _, err := PlanHub(layers(t, names...), height, o); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v", names, err)
		}
	}
	f("wind at 0 heights", 100, Options{}, "temperature_2m", "wind_u_component_10m")
	f("profile power", 100, Options{Profile: Power}, "wind_speed_10m")
	f("profile levels", 100, Options{Profile: Levels}, "wind_speed_10m", "wind_speed_850hPa")
	f("density ideal_gas", 100, Options{Air: IdealGas, AnyAir: true}, "wind_speed_10m")
	f("1 to 500 m", 0, Options{}, "wind_speed_10m")
	f("1 to 500 m", math.NaN(), Options{}, "wind_speed_10m")
	f("roughness", 100, Options{Roughness: -1}, "wind_speed_10m")
}
