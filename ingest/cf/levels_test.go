package cf

import (
	"testing"
)

func TestLevels(t *testing.T) {
	f := func(dim string, values []float64, attrs []string, want string) {
		t.Helper()
		p, err := Read(timed("x.nc").coordinate(dim, values, attrs...).data("t", "time "+dim+" lat lon", "units", "K"), Options{})
		if err != nil || layers(p) != want {
			t.Errorf("%s %v %v: got %v, want %s", dim, values, attrs, err, want)
			if err == nil {
				t.Errorf("got %s", layers(p))
			}
		}
	}
	const two = "temperature_850hPa temperature_500hPa"
	f("level", []float64{850, 500}, []string{"units", "millibars"}, two)
	f("isobaricInhPa", []float64{850, 500}, []string{"units", "hPa"}, two)
	f("plev", []float64{85000, 50000}, []string{"units", "Pa"}, two)
	f("plev", []float64{85000, 50000}, nil, two)
	f("level", []float64{850, 500}, nil, two)
	f("temp_at_pl", []float64{850, 500}, []string{"standard_name", "pressure_level_in_hpa", "units", "1"}, two)
	f("lev", []float64{850.0000001, 500}, []string{"units", "hPa"}, two)
	f("heightAboveGround", []float64{2, 100}, []string{"units", "m"}, "temperature_2m temperature_100m")
	f("t_at_hagl", []float64{2}, []string{"standard_name", "height_above_ground_level_in_m"}, "temperature_2m")
	f("height", []float64{2}, nil, "temperature_2m")
	f("level", []float64{850}, []string{"units", "hPa"}, "temperature_850hPa")
	f("level", []float64{1}, nil, "temperature")
	f("alt", []float64{0}, []string{"units", "m"}, "temperature")
	f("msl", []float64{9.969e36}, nil, "temperature")
	f("batch", []float64{0}, nil, "temperature")
	f("member", []float64{3}, nil, "temperature")
	f("number", []float64{0}, []string{"standard_name", "realization"}, "temperature")
}

func TestScalarLevel(t *testing.T) {
	f := func(name string, value float64, units, want string) {
		t.Helper()
		p := mustRead(t, timed("x.nc").scalar(name, value, "units", units).
			data("ua", "time lat lon", "units", "m/s", "coordinates", name+" lat"))
		if got := layers(p); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	f("height", 10, "m", "wind_u_component_10m")
	f("isobaricInhPa", 850, "hPa", "wind_u_component_850hPa")
	f("number", 0, "1", "wind_u_component")
}

func TestLevelsRefused(t *testing.T) {
	f := func(variable, dim string, values []float64, attrs []string, want string) {
		t.Helper()
		wantRefused(t, timed("x.nc").coordinate(dim, values, attrs...).data(variable, "time "+dim+" lat lon", "units", "K"), want)
	}
	f("t", "level", []float64{1, 2, 3}, nil, "only numbers the levels")
	f("t", "lev", []float64{1, 2}, []string{"standard_name", "hybrid_height"}, "model levels")
	f("t", "depth", []float64{1, 2}, nil, "depths")
	f("t", "altitude", []float64{100, 200}, []string{"units", "m"}, "above the sea")
	f("t", "level", []float64{850, 850}, []string{"units", "hPa"}, "twice")
	f("t", "level", []float64{850, -1}, []string{"units", "hPa"}, "the level -1")
	f("t", "bands", []float64{1, 2}, nil, "nothing says what they are")
	f("sst", "level", []float64{850, 500}, []string{"units", "hPa"}, "has no levels")
	wantRefused(t, timed("x.nc").scalarOn([]Dim{{"time", 2}, {"layer", 3}, {"lat", 3}, {"lon", 4}}, "t", nil), "nothing says what they are")
}

func TestSurfaceGeopotential(t *testing.T) {
	p := mustRead(t, timed("x.nc").data("z", "time lat lon", "units", "m**2 s**-2", "standard_name", "geopotential"))
	if got := layers(p); got != "surface_altitude" || p.Takes[0].Planes[0].Scale != 1/9.80665 {
		t.Errorf("got %s, %+v", got, p.Takes[0].Planes)
	}
}

func TestChannels(t *testing.T) {
	f := timed("x.nc")
	f.vars = append(f.vars, Var{Name: "channel", Kind: Text, Dims: []Dim{{"channel", 6}, {"len", 5}}})
	f.strings["channel"] = []string{"u10", "u100", "u_850", "u_500", "u_50", "what"}
	f.scalarOn([]Dim{{"time", 2}, {"channel", 6}, {"lat", 3}, {"lon", 4}}, "data", nil)
	p := mustRead(t, f)
	if got := layers(p); got != "wind_u_component_10m wind_u_component_100m wind_u_component_850hPa wind_u_component_500hPa wind_u_component_50hPa" {
		t.Errorf("got %s", got)
	}
	if len(p.LeftOut) != 1 || p.LeftOut[0].Name != "data:what" {
		t.Errorf("left out %v", p.LeftOut)
	}
	nameless := timed("x.nc").coordinate("channel", count69())
	wantRefused(t, nameless.data("data", "time channel lat lon"), "no names")
}

func count69() []float64 {
	out := make([]float64, 69)
	for i := range out {
		out[i] = float64(i)
	}
	return out
}
