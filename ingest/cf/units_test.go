package cf

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestConvert(t *testing.T) {
	f := func(units, variable string, value, want float64, wantVariable string) {
		t.Helper()
		u, ok := parseUnit(units)
		if !ok {
			t.Errorf("%q is not known", units)
			return
		}
		c, ok := convert(u, forecast.VariableNamed(variable))
		if got := value*c.scale + c.offset; !ok || math.Abs(got-want) > 1e-9*math.Abs(want) || c.variable.Name != wantVariable {
			t.Errorf("%v %q of %s: got %v %s %v, want %v %s", value, units, variable, got, c.variable.Name, ok, want, wantVariable)
		}
	}
	same := func(units, variable string, value, want float64) {
		t.Helper()
		f(units, variable, value, want, variable)
	}
	for _, mps := range []string{"m s**-1", "m s-1", "m/s", "m.s-1", "m s^-1", "metre/second", "m·s⁻¹", "m  s-1"} {
		same(mps, "wind_u_component", 2, 2)
	}
	same("kts", "wind_speed", 17.065635681152344, 8.779321467081706)
	same("knots", "wind_speed", 1, 1852.0/3600)
	same("km/h", "wind_speed", 36, 10)
	same("K", "temperature", 280, 280)
	for _, c := range []string{"C", "degC", "deg_C", "°C", "celsius", "degree_Celsius", "degrees Celsius"} {
		same(c, "temperature", 10, 283.15)
	}
	same("degF", "temperature", 50, 283.15)
	for _, h := range []string{"hPa", "mb", "mbar", "millibars"} {
		same(h, "pressure_msl", 1013.25, 101325)
	}
	same("m**2 s**-2", "geopotential_height", 53423.7616050174, 53423.7616050174/9.80665)
	same("m2 s-2", "surface_altitude", 9.80665, 1)
	same("J/kg", "geopotential_height", 9.80665, 1)
	same("gpm", "geopotential_height", 5500, 5500)
	same("dam", "geopotential_height", 550, 5500)
	same("kg kg**-1", "specific_humidity", 0.01, 0.01)
	same("g/kg", "specific_humidity", 10, 0.01)
	same("%", "relative_humidity", 47.5, 0.475)
	same("0-1", "cloud_cover", 0.5, 0.5)
	same("(0 - 1)", "cloud_cover", 0.5, 0.5)
	same("okta", "cloud_cover", 4, 0.5)
	same("Pa s**-1", "vertical_velocity", 0.1, 0.1)
	same("m", "precipitation", 0.001, 1)
	same("mm", "precipitation", 3, 3)
	same("kg m**-2", "precipitation", 3, 3)
	same("J kg**-1", "cape", 900, 900)
	same("W m**-2", "shortwave_radiation", 500, 500)
	same("kg m-2", "cloud_water", 0.5, 0.5)
	same("degree", "wind_direction", 90, 90)
	f("mm h-1", "precipitation", 3.6, 0.001, "precipitation_rate")
	f("mm/hr", "precipitation_rate", 6.400000095367432, 0.001777777804268731, "precipitation_rate")
	f("kg m-2 s-1", "precipitation", 0.001, 0.001, "precipitation_rate")
	f("mm", "precipitation_rate", 2, 2, "precipitation")
}

func TestConvertEnergy(t *testing.T) {
	u, _ := parseUnit("J m**-2")
	if c, ok := convert(u, forecast.VariableNamed("shortwave_radiation")); !ok || !c.perTime || c.scale != 1 {
		t.Errorf("got %+v, %v", c, ok)
	}
}

func TestConvertRefused(t *testing.T) {
	f := func(units, variable string) {
		t.Helper()
		if u, ok := parseUnit(units); ok {
			if c, ok := convert(u, forecast.VariableNamed(variable)); ok {
				t.Errorf("%q of %s: got %+v", units, variable, c)
			}
		}
	}
	f("m s-1", "vertical_velocity")
	f("Pa", "temperature")
	f("K", "precipitation")
	f("furlongs", "wave_height")
	f("", "temperature")
	f("1", "wind_direction")
	f("degC m", "temperature")
	f("m s-1 s-1 s-1 s-1 s-1 s-1 s-1 s-1", "wind_speed")
}

func TestEveryVariableHasUnits(t *testing.T) {
	for _, v := range forecast.Variables() {
		if u, ok := parseUnit(v.Units); !ok {
			t.Errorf("%s: %q is not known", v.Name, v.Units)
		} else if c, ok := convert(u, v); !ok || c.scale != 1 || c.offset != 0 {
			t.Errorf("%s: its own units convert by %+v, %v", v.Name, c, ok)
		}
	}
}

func FuzzUnit(f *testing.F) {
	for _, s := range []string{"m s**-1", "kg m-2 s-1", "(0 - 1)", "°C", "6h", "m.s-1", "1e9", "/s/s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, ok := parseUnit(s)
		if ok && (math.IsNaN(u.scale) || u.scale == 0 || u.scale < 0) {
			t.Errorf("%q: scale %v", s, u.scale)
		}
	})
}
