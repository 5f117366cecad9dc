package web_test

import (
	"fmt"
	"math"
	"net/http"
	"testing"
)

type sectionAnswer struct {
	Length    float64   `json:"length_km"`
	Distance  []float64 `json:"distance_km"`
	Lat, Lon  []float64
	Bearing   []float64
	Vertices  []int
	Units     map[string]string
	Pressure  []float64
	Elevation []*float64
	Sections  []struct {
		Time            string
		SurfacePressure []*float64 `json:"surface_pressure"`
		Levels          map[string][][]*float64
		Layers          map[string][]*float64
		Missing         map[string]string
	}
}

// TestSection: a section over the date line has the numbers that points have, and winds turned along it.
func TestSection(t *testing.T) {
	s := newAirSite(t)
	var a sectionAnswer
	s.json(t, "/api/v1/section?points=31,121;50,175;45,-140&count=21&time=20261123T0600Z&layers=temperature,wind,relative_humidity,temperature_2m,wind_10m,wave_height", &a)
	if len(a.Lat) != 21 || len(a.Vertices) != 3 || len(a.Sections) != 1 || len(a.Pressure) != len(airLevels) {
		t.Fatalf("%d places, %d sections", len(a.Lat), len(a.Sections))
	}
	at := a.Sections[0]
	near := func(what string, got *float64, want float64) { // the bearing has three decimals
		t.Helper()
		if got == nil || math.Abs(*got-want) > 1e-3 {
			t.Errorf("%s: %v, want %g", what, got, want)
		}
	}
	for _, i := range []int{0, 7, 15, 20} {
		point := func(name string) float64 { return s.pointValue(t, name, a.Lat[i], a.Lon[i]) }
		near("temperature", at.Levels["temperature"][2][i], point("temperature_850hPa"))
		near("humidity", at.Levels["relative_humidity"][3][i], point("relative_humidity_700hPa"))
		near("near the ground", at.Layers["temperature_2m"][i], point("temperature_2m"))
		near("ground", at.SurfacePressure[i], 98000.5) // what the store keeps of 98000
		u, v := point("wind_u_component_500hPa"), point("wind_v_component_500hPa")
		sin, cos := math.Sincos(a.Bearing[i] * math.Pi / 180)
		near("along", at.Levels["wind_along"][4][i], u*sin+v*cos)
		near("across", at.Levels["wind_across"][4][i], v*sin-u*cos)
		near("along at 10 m", at.Layers["wind_along_10m"][i], 3*sin+4*cos)
	}
	if at.Layers["wave_height"][0] != nil || at.Missing["wave_height"] != "no value there at 21 of 21 values" {
		t.Errorf("waves on land: %v %q", at.Layers["wave_height"][0], at.Missing["wave_height"])
	}
	if a.Units["wind_along"] != "m s-1" || a.Units["temperature_2m"] != "K" || len(at.Missing) != 1 {
		t.Errorf("units %v, missing %v", a.Units, at.Missing)
	}
}

// TestSectionTimes: all times of a run are read by location, and are the same.
func TestSectionTimes(t *testing.T) {
	s := newAirSite(t)
	var all, one sectionAnswer
	s.json(t, "/api/v1/section?points=80,0;80,180&count=9&layers=temperature&units=metric", &all)
	s.json(t, "/api/v1/section?points=80,0;80,180&count=9&layers=temperature&units=metric&times=20261123T0600Z", &one)
	if len(all.Sections) != 2 || all.Units["pressure"] != "hPa" || math.Abs(all.Length-2224) > 1 {
		t.Errorf("%d sections of %g km", len(all.Sections), all.Length)
	}
	if a, b := fmt.Sprint(*all.Sections[1].Levels["temperature"][0][4]), fmt.Sprint(*one.Sections[0].Levels["temperature"][0][4]); a != b {
		t.Errorf("at the pole %s and %s", a, b)
	}
}

func TestSectionRefusals(t *testing.T) {
	s := newAirSite(t)
	f := func(status int, query, part string) {
		t.Helper()
		s.refused(t, status, "/api/v1/section?"+query, part)
	}
	const line = "points=10,20;30,40&"
	f(http.StatusBadRequest, "layers=temperature", "points is missing")
	f(http.StatusBadRequest, "layers=temperature&points=10,20", "two places or more")
	f(http.StatusBadRequest, "layers=temperature&points=10;20", "separated by semicolons")
	f(http.StatusBadRequest, "layers=temperature&points=10,20,30,40", "lat and lon must list as many")
	f(http.StatusBadRequest, "layers=temperature&points=95,20;30,40", "within ±90")
	f(http.StatusBadRequest, "layers=temperature&points=10,20;-10,-160", "opposite each other")
	f(http.StatusBadRequest, line+"layers=", "layers is missing")
	f(http.StatusNotFound, line+"layers=temprature", "has no layer temprature, but temperature")
	f(http.StatusBadRequest, line+"layers=temperature&count=100000", "count is how many places")
	f(http.StatusBadRequest, line+"layers=temperature&count=1", "count is how many places")
	f(http.StatusBadRequest, line+"layers=temperature&interpolation=sea", "bilinear or nearest")
	f(http.StatusBadRequest, line+"layers=temperature&time=20300101", "ask for times in it")
}
