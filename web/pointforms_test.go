package web_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// newHills adds a run of a dataset "hills": the ground is 500 m high, and 2 m temperature rises by
// 1 K an hour from 280 K; 3 mm fall in each six hours; it is sea east of 0.
func newHills(t testing.TB, s *site) {
	t.Helper()
	g, err := forecast.NewGrid([]float64{2, 0, -2}, []float64{-2, 0, 2})
	must(t, err)
	times := []time.Time{run0, run0.Add(6 * time.Hour), run0.Add(12 * time.Hour)}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "hills"}, Run: run0, Grid: g, Times: times})
	must(t, err)
	fill := func(name string, at time.Time, value func(i int) float64) {
		values := make([]float32, g.Size())
		for i := range values {
			values[i] = float32(value(i))
		}
		must(t, r.Put(ctx, layer(t, name), at, values))
	}
	fill("surface_altitude", run0, func(int) float64 { return 500 })
	fill("land_sea_mask", run0, func(i int) float64 { return []float64{1, 1, 0}[i%3] })
	for i, at := range times {
		fill("temperature_2m", at, func(k int) float64 { return 280 + 6*float64(i) + float64(k%3) })
		if i > 0 {
			fill("precipitation", at, func(int) float64 { return 3 })
		}
	}
}

type pointAnswer struct {
	Points []struct {
		Elevation *float64
		Cell      *struct{ Lat, Lon, Elevation float64 }
		Times     []time.Time
		Layers    map[string]struct {
			Values       []*float64
			Interpolated []bool
			Corrected    bool `json:"elevation_corrected"`
			Missing      string
		}
	}
}

func TestPointStepAndElevation(t *testing.T) {
	s := newSite(t)
	newHills(t, s)
	var a pointAnswer
	s.json(t, "/api/v1/point?dataset=hills&lat=0&lon=1&layers=temperature_2m,precipitation&elevation=1500&step=3h", &a)
	p := a.Points[0]
	temperature, rain := p.Layers["temperature_2m"], p.Layers["precipitation"]
	if len(p.Times) != 5 || *p.Elevation != 1500 || p.Cell.Elevation != 500 || !temperature.Corrected || rain.Corrected {
		t.Fatalf("answer %+v", p)
	}
	for i, want := range []float64{275, 278, 281, 284, 287} { // 280 + 1.5 between the columns - 6.5 for a kilometre
		if got := *temperature.Values[i]; math.Abs(got-want) > 0.01 {
			t.Errorf("temperature %d is %g, want %g", i, got, want)
		}
		if got := temperature.Interpolated[i]; got != (i%2 == 1) {
			t.Errorf("temperature %d: interpolated %v", i, got)
		}
		if i > 0 && math.Abs(*rain.Values[i]-1.5) > 0.01 || i == 0 && rain.Values[i] != nil || i > 0 && !rain.Interpolated[i] {
			t.Errorf("rain %v", rain)
		}
	}
	a.Points = nil
	s.json(t, "/api/v1/point?dataset=hills&lat=0&lon=1.5&layers=temperature_2m&interpolation=land", &a)
	if p := a.Points[0]; p.Cell.Lon != 0 || *p.Layers["temperature_2m"].Values[0] != 281 || p.Layers["temperature_2m"].Interpolated != nil {
		t.Errorf("on land %+v", p)
	}
}

func TestPointForms(t *testing.T) {
	s := newSite(t)
	newHills(t, s)
	w := s.get("/api/v1/point?dataset=hills&lat=0,1&lon=-1,9&layers=temperature_2m,precipitation&times=2026-11-23T00:00Z/2026-11-23T06:00Z&units=metric&format=csv")
	want := "lat,lon,time,temperature_2m (°C),precipitation (mm)\n0,-1,2026-11-23T00:00:00Z,7.35,\n0,-1,2026-11-23T06:00:00Z,13.35,3\n" +
		"1,9,2026-11-23T00:00:00Z,,\n1,9,2026-11-23T06:00:00Z,,\n"
	if w.Code != 200 || w.Body.String() != want || w.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("%d %v\n%s", w.Code, w.Header(), w.Body)
	}
	var lat, lon []string
	for i := range 3000 {
		lat, lon = append(lat, fmt.Sprint(float64(i%200)/100)), append(lon, "0")
	}
	body := fmt.Sprintf(`{"dataset":"hills","lat":[%s],"lon":[%s],"layers":["temperature_2m"],"format":"ndjson"}`, strings.Join(lat, ","), strings.Join(lon, ","))
	w = s.post("/api/v1/point", "application/json", body)
	lines := bufio.NewScanner(w.Body)
	lines.Scan()
	if w.Code != 200 || !strings.HasPrefix(lines.Text(), `{"dataset":"hills","run":"20261123T0000Z"`) {
		t.Fatalf("%d %s", w.Code, lines.Text())
	}
	n := 0
	for ; lines.Scan(); n++ {
		var p struct {
			Lat    float64
			Layers map[string]struct{ Values []float64 }
		}
		must(t, json.Unmarshal(lines.Bytes(), &p))
		if p.Lat != float64(n%200)/100 || len(p.Layers["temperature_2m"].Values) != 3 {
			t.Fatalf("line %d: %s", n, lines.Text())
		}
	}
	if n != 3000 {
		t.Errorf("%d places", n)
	}
	w = s.post("/api/v1/point", "application/x-www-form-urlencoded", "dataset=hills&lat=0&lon=0&layers=temperature_2m")
	s.must(t, w, 200, `"values":[281,287,293]`)
}

// TestPointRefusals asks for what makes no sense: each answer is a sentence.
func TestPointRefusals(t *testing.T) {
	s := newSite(t)
	newHills(t, s)
	f := func(query string, status int, want string) {
		t.Helper()
		s.must(t, s.post("/api/v1/point", "application/x-www-form-urlencoded", "dataset=hills&"+query), status, want)
	}
	many := strings.TrimSuffix(strings.Repeat("1,", 100_000), ",")
	f("lat=95&lon=0&layers=all", 400, "within ±90")
	f("lat=NaN&lon=0&layers=all", 400, "within ±90")
	f("lat="+many+"&lon="+many+"&layers=all", 400, "100000 places are too many for one request: ask for at most 10000, or for format=ndjson")
	f("lat="+many+"&lon="+many+"&layers=all&format=ndjson", 400, "ask for at most 50000")
	f("lat=0&lon=0&layers=temprature_2m", 404, "no layer temprature_2m, but temperature_2m")
	f("lat=0&lon=0&layers=cape", 404, "no layer cape: /api/v1/datasets/hills")
	f("lat=0&lon=0&layers=all&times=2020-01-01/2020-01-02", 400, "goes from 20261123T0000Z to 20261123T1200Z")
	f("lat=0&lon=0&layers=all&times=2020-01-01", 400, "goes from")
	f("lat=0&lon=0&layers=all&times=2026-11-24/2026-11-23", 400, "the earlier one first")
	f("lat=0&lon=0&layers=all&units=imperial", 400, "si or metric")
	f("lat=0&lon=0&layers=all&step=1s", 400, "whole minutes")
	f("lat=0&lon=0&layers=all&step=1h&times=2026-11-23", 400, "a range of times")
	f("lat=0&lon=0&layers=all&elevation=1,2", 400, "as many as places")
	f("lat=0&lon=0&layers=all&elevation=99999", 400, "metres within ±9000")
	f("lat=0&lon=0&layers=all&format=xml", 400, "json, csv, ndjson or netcdf")
	s.must(t, s.get("/api/v1/point?dataset=test&lat=0&lon=0&layers=all&interpolation=land"), 400, "no land-sea mask")
}

// TestPointNetCDF: what is written has a series a layer of each place after the other.
func TestPointNetCDF(t *testing.T) {
	s := newSite(t)
	const target = "/api/v1/point?run=20261122T0000Z&lat=30,40&lon=0,10&layers=temperature_2m,wave_height&format=netcdf&units=metric"
	s.refused(t, http.StatusServiceUnavailable, target, "built without NetCDF")
	var got gridfile.Stations
	handler, err := web.New(web.Options{
		Store: s.store, UI: fstest.MapFS{}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Stations: func(path string, stations gridfile.Stations) error {
			got = stations
			return os.WriteFile(path, []byte("a file"), 0o600)
		},
	})
	must(t, err)
	w := (&site{handler: handler}).get(target)
	if w.Code != http.StatusOK || w.Body.String() != "a file" || w.Header().Get("Content-Type") != "application/x-netcdf" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if len(got.Times) != 2 || len(got.Lat) != 2 || got.Lon[1] != 10 || got.Variables[0].Name != "temperature_2m" || got.Variables[0].Units != "°C" {
		t.Errorf("%+v", got)
	}
	v := got.Values[0]
	if len(v) != 4 || math.Abs(float64(v[0])-9.85) > 0.01 || math.Abs(float64(v[2])-10.85) > 0.01 || got.Values[1][0] == got.Values[1][0] {
		t.Errorf("%v", got.Values)
	}
}
