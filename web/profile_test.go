package web_test

import (
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

var airLevels = []float64{1000, 925, 850, 700, 500, 400, 300, 200}

// putAir writes an atmosphere over ground at 980 hPa: warm, moist and windy below.
func putAir(t testing.TB, r *store.Run, g *forecast.Grid, at time.Time) {
	t.Helper()
	values := make([]float32, g.Size())
	field := func(name string, value func(lat, lon float64) float64) {
		for i := range values {
			lat, lon := g.At(i/g.Cols(), i%g.Cols())
			values[i] = float32(value(lat, lon))
		}
		must(t, r.Put(ctx, layer(t, name), at, values))
	}
	for _, p := range airLevels {
		z, suffix := forecast.StandardHeight(p), forecast.PressureLevel(p).Suffix()
		field("geopotential_height"+suffix, func(lat, _ float64) float64 { return z + 80 - lat })
		field("temperature"+suffix, func(lat, _ float64) float64 { return math.Max(215, 303-0.0072*z+lat/30) })
		field("specific_humidity"+suffix, func(_, lon float64) float64 { return 0.015 * math.Exp(-z/2300) * (1 + math.Cos(lon*math.Pi/180)/20) })
		field("wind_u_component"+suffix, func(lat, _ float64) float64 { return 2 + z/500*math.Cos(lat*math.Pi/180) })
		field("wind_v_component"+suffix, func(_, lon float64) float64 { return 5 * math.Sin(lon*math.Pi/180) })
	}
	field("surface_pressure", func(_, _ float64) float64 { return 98000 })
	field("temperature_2m", func(_, _ float64) float64 { return 302 })
	field("specific_humidity_2m", func(_, _ float64) float64 { return 0.014 })
}

// newAirSite is a server with one complete run of an atmosphere at two times.
func newAirSite(t testing.TB) *site {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g := globe(t)
	times := []time.Time{run0, run0.Add(6 * time.Hour)}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "air", Licence: "CC0-1.0"}, Run: run0, Grid: g, Times: times})
	must(t, err)
	for _, at := range times {
		put(t, r, g, at)
		putAir(t, r, g, at)
	}
	handler, err := web.New(web.Options{Store: s, UI: fstest.MapFS{}, Regions: provinces(t), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	must(t, err)
	return &site{handler: handler, store: s}
}

// pointValue asks /api/v1/point for one value at the second time.
func (s *site) pointValue(t *testing.T, name string, lat, lon float64) float64 {
	t.Helper()
	var a struct {
		Points []struct {
			Layers map[string]struct{ Values []*float64 }
		}
	}
	s.json(t, fmt.Sprintf("/api/v1/point?lat=%g&lon=%g&layers=%s&times=20261123T0600Z", lat, lon, name), &a)
	if v := a.Points[0].Layers[name].Values[0]; v != nil {
		return *v
	}
	return math.NaN()
}

type profileAnswer struct {
	Dataset, Run, Interpolation string
	Units                       map[string]string
	Pressure                    []float64
	Profiles                    []struct {
		Time        string
		Ground      map[string]*float64
		BelowGround []bool `json:"below_ground"`
		Levels      map[string][]*float64
		Indices     []struct {
			Name, Units string
			Value       *float64
			Missing     string
		}
		Parcels map[string]struct {
			CAPE, CIN    *float64
			LCL, LFC, EL *struct{ Pressure, Height, Temperature float64 }
			Path         struct{ Pressure, Temperature []float64 }
		}
		Missing map[string]string
	}
}

// TestProfile: a profile has the numbers that points have, and those of a parcel that is lifted
// through them.
func TestProfile(t *testing.T) {
	s := newAirSite(t)
	var a profileAnswer
	s.json(t, "/api/v1/profile?lat=31.3&lon=121.4&time=20261123T0600Z", &a)
	if a.Dataset != "air" || a.Run != "20261123T0000Z" || len(a.Profiles) != 1 || a.Profiles[0].Time != "2026-11-23T06:00:00Z" || a.Interpolation != "bilinear" {
		t.Fatalf("%+v", a)
	}
	p := a.Profiles[0]
	for k, hPa := range airLevels {
		if a.Pressure[k] != hPa*100 || p.BelowGround[k] != (hPa == 1000) {
			t.Errorf("level %d: %g Pa, below ground %v", k, a.Pressure[k], p.BelowGround[k])
		}
	}
	for name, column := range p.Levels {
		k := 3
		want := s.pointValue(t, name+"_700hPa", 31.3, 121.4)
		if column[k] == nil || math.Abs(*column[k]-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s: %v, want %g", name, column[k], want)
		}
	}
	for _, name := range []string{"temperature", "dew_point", "relative_humidity", "wind_speed", "wind_direction", "geopotential_height"} {
		if len(p.Levels[name]) != len(airLevels) || a.Units[name] == "" {
			t.Errorf("%s: %v %q", name, p.Levels[name], a.Units[name])
		}
	}
	indices := map[string]float64{}
	for _, i := range p.Indices {
		if i.Value == nil {
			t.Errorf("%s is missing: %s", i.Name, i.Missing)
			continue
		}
		indices[i.Name] = *i.Value
	}
	for _, name := range []string{"cape", "k_index", "wind_shear_6000m"} {
		if want := s.pointValue(t, name, 31.3, 121.4); math.Abs(indices[name]-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s: %g, want the layer's %g", name, indices[name], want)
		}
	}
	x := p.Parcels["most_unstable"]
	if x.CAPE == nil || math.Abs(*x.CAPE-indices["cape"]) > 0.02*indices["cape"] || indices["cape"] < 500 {
		t.Errorf("CAPE %v beside %g", x.CAPE, indices["cape"])
	}
	if !(x.LCL.Pressure > x.LFC.Pressure-1e-9 && x.LFC.Pressure > x.EL.Pressure && x.EL.Height > x.LCL.Height && x.LCL.Height > 200) {
		t.Errorf("levels %+v %+v %+v", x.LCL, x.LFC, x.EL)
	}
	if n := len(x.Path.Pressure); n < 30 || len(x.Path.Temperature) != n || math.Abs(x.Path.Pressure[0]-98000) > 1 {
		t.Errorf("path %+v", x.Path)
	}
}

func TestProfileUnits(t *testing.T) {
	s := newAirSite(t)
	var si, metric profileAnswer
	s.json(t, "/api/v1/profile?lat=31.3&lon=121.4&units=si&interpolation=nearest", &si)
	s.json(t, "/api/v1/profile?lat=31.3&lon=121.4&units=metric&interpolation=nearest", &metric)
	if len(si.Profiles) != 2 || metric.Units["temperature"] != "°C" || metric.Units["pressure"] != "hPa" || metric.Pressure[2] != 850 {
		t.Errorf("%d profiles, units %v, levels %v", len(si.Profiles), metric.Units, metric.Pressure)
	}
	a, b := *si.Profiles[0].Levels["temperature"][2], *metric.Profiles[0].Levels["temperature"][2]
	if math.Abs(a-273.15-b) > 0.001 {
		t.Errorf("%g K is not %g °C", a, b)
	}
	a, b = si.Profiles[0].Parcels["surface"].LCL.Temperature, metric.Profiles[0].Parcels["surface"].LCL.Temperature
	if math.Abs(a-273.15-b) > 0.002 {
		t.Errorf("%g K is not %g °C", a, b)
	}
}

// refused asks for something wrong and holds that the answer says what to do.
func (s *site) refused(t *testing.T, status int, target, part string) {
	t.Helper()
	w := s.get(target)
	if w.Code != status || !strings.Contains(w.Body.String(), part) || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
		t.Errorf("%s: %d %s, want %d with %q", target, w.Code, w.Body, status, part)
	}
}

func TestProfileRefusals(t *testing.T) {
	s := newAirSite(t)
	f := func(status int, query, part string) {
		t.Helper()
		s.refused(t, status, "/api/v1/profile?"+query, part)
	}
	f(http.StatusBadRequest, "lat=95&lon=0", "lat must be degrees within ±90")
	f(http.StatusBadRequest, "lat=NaN&lon=0", "lat must be degrees")
	f(http.StatusNotFound, "lat=0&lon=0&statistic=mean", "leave statistic out")
	f(http.StatusBadRequest, "lat=0&lon=0&minus=previous", "leave minus out")
	f(http.StatusBadRequest, "lat=1,2&lon=1,2", "a profile is of one place")
	f(http.StatusBadRequest, "lat=1", "lon is missing")
	f(http.StatusBadRequest, "lat=1&lon=2&time=2027", "is not a time")
	f(http.StatusBadRequest, "lat=1&lon=2&time=20270101T0000Z", "ask for times in it")
	f(http.StatusBadRequest, "lat=1&lon=2&units=imperial", "units are si or metric")
	f(http.StatusNotFound, "lat=1&lon=2&member=3", "has no members")
	f(http.StatusBadRequest, "lat=1&lon=2&interpolation=cubic", "interpolation is")
	newSite(t).refused(t, http.StatusNotFound, "/api/v1/profile?lat=1&lon=2", "no pressure levels")
}

// TestBetweenLevels: a layer at any pressure is there, and says that it is interpolated.
func TestBetweenLevels(t *testing.T) {
	s := newAirSite(t)
	w := s.get("/api/v1/point?lat=31&lon=121&times=20261123T0600Z&layers=temperature_773hPa,temperature_850hPa")
	if w.Code != http.StatusOK || strings.Count(w.Body.String(), `"between_levels":true`) != 1 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	f := math.Log(850/773.0) / math.Log(850/700.0)
	low, high := s.pointValue(t, "temperature_850hPa", 31, 121), s.pointValue(t, "temperature_700hPa", 31, 121)
	if got := s.pointValue(t, "temperature_773hPa", 31, 121); math.Abs(got-low-f*(high-low)) > 1e-3 {
		t.Errorf("%g between %g and %g", got, low, high)
	}
}
