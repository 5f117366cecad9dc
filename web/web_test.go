package web_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"image/png"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

var (
	ctx  = context.Background()
	run0 = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func layer(t testing.TB, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	must(t, err)
	return l
}

// globe is a 2° grid round the globe.
func globe(t testing.TB) *forecast.Grid {
	t.Helper()
	lat, lon := make([]float64, 91), make([]float64, 180)
	for i := range lat {
		lat[i] = 90 - 2*float64(i)
	}
	for i := range lon {
		lon[i] = 2 * float64(i)
	}
	g, err := forecast.NewGrid(lat, lon)
	must(t, err)
	return g
}

// site is a server with one dataset of two runs: an old complete one and a new one of which the
// second step is still to come.
type site struct {
	handler http.Handler
	store   *store.Store
	growing *store.Run
}

func newSite(t testing.TB) *site {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g := globe(t)
	out := &site{store: s}
	for _, start := range []time.Time{run0.Add(-24 * time.Hour), run0} {
		times := []time.Time{start, start.Add(6 * time.Hour)}
		out.growing, err = s.Begin(ctx, store.Spec{
			Dataset: forecast.Dataset{ID: "test", Title: "Test", Licence: "CC0-1.0", Attribution: "nobody"},
			Run:     start, Grid: g, Times: times,
		})
		must(t, err)
		put(t, out.growing, g, times[0])
		if start.Before(run0) {
			put(t, out.growing, g, times[1])
			must(t, out.growing.AddSource(ctx, store.Source{File: "a.nc", SHA256: strings.Repeat("a", 64), At: start.Add(time.Hour)}))
		}
	}
	out.handler, err = web.New(web.Options{
		Now:   func() time.Time { return run0.Add(-22 * time.Hour) },
		Store: s, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		UI: fstest.MapFS{
			"index.html":      {Data: []byte("<!doctype html><title>map</title>")},
			"assets/a-1.js":   {Data: []byte("1")},
			".keep":           {Data: nil},
			"basemap/sea.txt": {Data: []byte(strings.Repeat("sea ", 100))},
		},
	})
	must(t, err)
	return out
}

// put writes temperature = 280 + lat/10, u = 3, v = 4 and a wave height that is missing in the
// north.
func put(t testing.TB, r *store.Run, g *forecast.Grid, at time.Time) {
	t.Helper()
	for name, value := range map[string]func(lat float64) float64{
		"temperature_2m":       func(lat float64) float64 { return 280 + lat/10 },
		"wind_u_component_10m": func(float64) float64 { return 3 },
		"wind_v_component_10m": func(float64) float64 { return 4 },
		"wave_height": func(lat float64) float64 {
			if lat > 0 {
				return math.NaN()
			}
			return 2
		},
	} {
		values := make([]float32, g.Size())
		for i := range values {
			values[i] = float32(value(g.Y.Values()[i/g.Cols()]))
		}
		must(t, r.Put(ctx, layer(t, name), at, values))
	}
}

func (s *site) get(target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func (s *site) json(t *testing.T, target string, into any) {
	t.Helper()
	w := s.get(target)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	must(t, json.Unmarshal(w.Body.Bytes(), into))
}

func TestCatalogue(t *testing.T) {
	s := newSite(t)
	var all struct {
		Datasets []struct {
			ID, Title, Licence, Attribution, Latest string
			Grid                                    struct {
				Rows, Columns int
				Periodic      bool
				BBox          []float64
				LODs          []struct{ Rows int }
			}
			Runs []struct {
				Run       string
				Complete  bool
				Published time.Time
			}
		}
	}
	s.json(t, "/api/v1/datasets", &all)
	if len(all.Datasets) != 1 {
		t.Fatalf("%d datasets", len(all.Datasets))
	}
	d := all.Datasets[0]
	if d.ID != "test" || d.Licence != "CC0-1.0" || d.Attribution != "nobody" || d.Latest != "20261122T0000Z" {
		t.Errorf("dataset %+v", d)
	}
	if d.Grid.Rows != 91 || d.Grid.Columns != 180 || !d.Grid.Periodic || len(d.Grid.LODs) != 1 {
		t.Errorf("grid %+v", d.Grid)
	}
	if len(d.Runs) != 2 || d.Runs[0].Run != "20261123T0000Z" || d.Runs[0].Complete || !d.Runs[1].Complete {
		t.Errorf("runs %+v", d.Runs)
	}
}

func TestRun(t *testing.T) {
	s := newSite(t)
	var r struct {
		Run           string
		Times         []string
		ExpectedTimes []string `json:"expected_times"`
		Complete      bool
		Completeness  struct{ Expected, Present int }
		Source        []struct{ File, SHA256 string }
		Layers        []struct {
			Name, Units, Level, Kind string
			Derived                  bool
			Components               []string
		}
	}
	s.json(t, "/api/v1/datasets/test/runs/2026-11-23T00:00Z", &r)
	if r.Run != "20261123T0000Z" || !slices.Equal(r.Times, []string{"2026-11-23T00:00:00Z"}) || r.Complete ||
		r.Completeness.Expected != 8 || r.Completeness.Present != 4 {
		t.Errorf("run %+v", r)
	}
	var names []string
	for _, l := range r.Layers {
		names = append(names, l.Name)
		if l.Name == "wind_10m" && (!l.Derived || l.Kind != "vector" || !slices.Equal(l.Components, []string{"wind_u_component_10m", "wind_v_component_10m"})) {
			t.Errorf("vector layer %+v", l)
		}
	}
	want := []string{
		"temperature_2m", "wind_10m", "wind_u_component_10m", "wind_v_component_10m", "wind_speed_10m", "wind_direction_10m",
		"relative_vorticity_10m", "absolute_vorticity_10m", "divergence_10m", "wave_height",
	}
	if !slices.Equal(names, want) {
		t.Errorf("layers %v", names)
	}
	s.json(t, "/api/v1/datasets/test/runs/latest", &r)
	if r.Run != "20261122T0000Z" || len(r.Source) != 1 || r.Source[0].File != "a.nc" {
		t.Errorf("latest %+v", r)
	}
}

func TestPoint(t *testing.T) {
	s := newSite(t)
	var a struct {
		Dataset, Run, Licence, Interpolation string
		Points                               []struct {
			Cell   *struct{ Lat, Lon float64 }
			Times  []string
			Layers map[string]struct {
				Units, Missing string
				Values         []*float64
			}
		}
	}
	s.json(t, "/api/v1/point?run=20261123T0000Z&lat=31,-31&lon=121.5,-0.5&layers=temperature_2m,wind_speed_10m,wind_10m,wave_height", &a)
	if a.Dataset != "test" || a.Run != "20261123T0000Z" || a.Licence != "CC0-1.0" || a.Interpolation != "bilinear" || len(a.Points) != 2 {
		t.Fatalf("answer %+v", a)
	}
	p := a.Points[0]
	if math.Abs(*p.Layers["temperature_2m"].Values[0]-283.1) > 0.01 || p.Layers["temperature_2m"].Units != "K" || *p.Layers["wind_speed_10m"].Values[0] != 5 {
		t.Errorf("point %+v", p)
	}
	if len(p.Times) != 2 || p.Layers["temperature_2m"].Values[1] != nil || p.Layers["temperature_2m"].Missing != "not arrived yet or not in this run at 1 of 2 times" {
		t.Errorf("a step that has not arrived: %+v", p.Layers["temperature_2m"])
	}
	if w := p.Layers["wave_height"]; w.Values[0] != nil || !strings.HasPrefix(w.Missing, "not arrived yet or not in this run at 1 of 2 times; no value there") {
		t.Errorf("waves on land %+v", w)
	}
	if c := a.Points[1].Cell; c.Lat != -32 && c.Lat != -30 || c.Lon != 0 {
		t.Errorf("cell %+v", c)
	}
	for _, name := range []string{"wind_u_component_10m", "wind_v_component_10m"} {
		if p.Layers[name].Values == nil {
			t.Errorf("wind_10m gave no %s", name)
		}
	}
	a.Points = nil
	s.json(t, "/api/v1/point?dataset=test&lat=30&lon=0&layers=all&units=metric&interpolation=nearest&times=2026-11-22T06:00Z/2026-11-23", &a)
	if l := a.Points[0].Layers; len(l) != 4 || *l["temperature_2m"].Values[0] != 9.85 || l["temperature_2m"].Units != "°C" || len(a.Points[0].Times) != 1 {
		t.Errorf("metric %+v", a.Points[0])
	}
}

// TestDerived holds that derived layers are layers everywhere, and that what may still be derived from
// something better is not kept for ever.
func TestDerived(t *testing.T) {
	s := newSite(t)
	f := func(path string, code int, immutable bool) {
		t.Helper()
		if code == 200 && strings.Count(path, "/") > 6 {
			path = s.versioned(t, path)
		}
		w := s.get(path)
		if w.Code != code || strings.Contains(w.Header().Get("Cache-Control"), "immutable") != immutable {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
	for _, layer := range []string{"wind_10m", "wind_speed_10m", "relative_vorticity_10m"} {
		f("/tiles/test/20261122T0000Z/"+layer+"/20261122T0000Z/1/1/0.png", 200, true)
		f("/tiles/test/20261123T0000Z/"+layer+"/20261123T0000Z/1/1/0.png", 200, false)
		f("/values/test/20261122T0000Z/"+layer+"/20261122T0000Z/0/0/0.bin", 200, true)
		f("/tiles/test/20261122T0000Z/"+layer+"/tilejson.json", 200, false)
		f("/api/v1/legend/"+layer+".json", 200, false)
	}
	f("/tiles/test/20261122T0000Z/cape/20261122T0000Z/1/1/0.png", 404, false)
	f("/tiles/test/20261122T0000Z/wind_80m/20261122T0000Z/1/1/0.png", 404, false)
	f("/api/v1/point?dataset=test&lat=30&lon=0&layers=relative_vorticity_10m,divergence_10m", 200, false)
	f("/api/v1/point?dataset=test&lat=30&lon=0&layers=cape", 404, false)
}

func TestTile(t *testing.T) {
	s := newSite(t)
	w := s.get(s.versioned(t, "/tiles/test/20261123T0000Z/temperature_2m/2026-11-23T00:00:00Z/1/1/0.png"))
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/png" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	img, err := png.Decode(w.Body)
	must(t, err)
	if b := img.Bounds(); b.Dx() != 256 || b.Dy() != 256 {
		t.Errorf("tile of %v", b)
	}
	again := s.get("/tiles/test/20261123T0000Z/temperature_2m/20261123T0000Z/1/1/0.png", "If-None-Match", w.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("with its ETag: %d, %d bytes", again.Code, again.Body.Len())
	}
	moving := s.get("/tiles/test/latest/wind_10m/20261122T0000Z/0/0/0.png")
	if moving.Code != 200 || strings.Contains(moving.Header().Get("Cache-Control"), "immutable") ||
		moving.Header().Get("Content-Location") != "/tiles/test/20261122T0000Z/wind_10m/20261122T0000Z/0/0/0.png" {
		t.Errorf("latest: %d %v", moving.Code, moving.Header())
	}
	head := httptest.NewRecorder()
	s.handler.ServeHTTP(head, httptest.NewRequest(http.MethodHead, "/tiles/test/latest/wind_10m/20261122T0000Z/0/0/0.png", nil))
	if head.Code != 200 {
		t.Errorf("HEAD: %d", head.Code)
	}
}

func TestTileJSON(t *testing.T) {
	s := newSite(t)
	var j struct {
		TileJSON string
		Tiles    []string
		Times    []string
	}
	s.json(t, "/tiles/test/latest/temperature_2m/tilejson.json", &j)
	want := "http://example.com/tiles/test/20261122T0000Z/temperature_2m/20261122T0000Z/{z}/{x}/{y}.png"
	if j.TileJSON != "3.0.0" || len(j.Tiles) != 1 || unversioned(j.Tiles[0]) != want || len(j.Times) != 2 {
		t.Errorf("TileJSON %+v", j)
	}
}

func TestValueTile(t *testing.T) {
	s := newSite(t)
	w := s.get("/values/test/latest/wind_10m/20261122T0000Z/0/0/0.bin")
	if w.Code != 200 || w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	zr, err := gzip.NewReader(w.Body)
	must(t, err)
	body, err := io.ReadAll(zr)
	must(t, err)
	if string(body[:4]) != "FTV1" || body[8] != 2 || len(body) != 32+2*2*181*91 {
		t.Errorf("value tile of %d bytes: %q", len(body), body[:9])
	}
}

func TestLegend(t *testing.T) {
	s := newSite(t)
	var l struct {
		Units string
		Stops []struct {
			Value  float64
			Colour string
		}
	}
	s.json(t, "/api/v1/legend/temperature_2m.json", &l)
	if l.Units != "K" || len(l.Stops) < 5 || l.Stops[0].Value > 260 || !strings.HasPrefix(l.Stops[0].Colour, "#") {
		t.Errorf("legend %+v", l)
	}
	if w := s.get("/api/v1/legend/temperature_2m.png"); w.Code != 200 || w.Header().Get("Content-Type") != "image/png" {
		t.Errorf("legend picture: %d", w.Code)
	}
}

func TestZarr(t *testing.T) {
	s := newSite(t)
	var g struct {
		Node         string `json:"node_type"`
		Consolidated struct {
			Metadata map[string]struct{ Shape []int }
		} `json:"consolidated_metadata"`
	}
	s.json(t, "/zarr/test/latest/zarr.json", &g)
	if m := g.Consolidated.Metadata; g.Node != "group" || !slices.Equal(m["temperature_2m"].Shape, []int{2, 91, 180}) || m["latitude"].Shape == nil {
		t.Errorf("group %+v", g)
	}
	whole := s.get("/zarr/test/20261122T0000Z/latitude/c.0")
	if whole.Code != 200 || whole.Body.Len() != 91*8 {
		t.Errorf("latitude: %d, %d bytes", whole.Code, whole.Body.Len())
	}
	must(t, s.store.Arrange(ctx, "test", run0.Add(-24*time.Hour)))
	s.json(t, "/zarr/test/latest/series/zarr.json", &g)
	if m := g.Consolidated.Metadata; !slices.Equal(m["temperature_2m"].Shape, []int{2, 91, 180}) || !slices.Equal(m["time"].Shape, []int{2}) {
		t.Errorf("group by location %+v", g)
	}
	if w := s.get("/zarr/test/20261122T0000Z/series/temperature_2m/c.0.0.0"); w.Code != 200 || strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("shard by location: %d %v", w.Code, w.Header())
	}
	part := s.get("/zarr/test/20261122T0000Z/latitude/c.0", "Range", "bytes=-16")
	if part.Code != http.StatusPartialContent || part.Body.Len() != 16 {
		t.Errorf("range: %d, %d bytes", part.Code, part.Body.Len())
	}
}

func TestPage(t *testing.T) {
	s := newSite(t)
	w := s.get("/")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "<title>map") || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "default-src 'self'") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := s.get("/assets/a-1.js"); w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("asset: %d %v", w.Code, w.Header())
	}
	w = s.get("/basemap/sea.txt", "Accept-Encoding", "gzip, br")
	zr, err := gzip.NewReader(w.Body)
	if w.Header().Get("Content-Encoding") != "gzip" || err != nil {
		t.Fatalf("packed: %v, %v", w.Header(), err)
	}
	if text, err := io.ReadAll(zr); err != nil || string(text) != strings.Repeat("sea ", 100) {
		t.Errorf("packed: %q, %v", text, err)
	}
	for _, path := range []string{"/healthz", "/readyz", "/basemap/sea.txt"} {
		if w := s.get(path); w.Code != 200 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestProblems asks for what is not there or makes no sense.
func TestProblems(t *testing.T) {
	s := newSite(t)
	f := func(target string, status int, want string) {
		t.Helper()
		w := s.get(target)
		var p struct {
			Status       int
			Detail, Kind string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		if w.Code != status || p.Status != status || !strings.Contains(p.Detail, want) || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s %s; want %d with %q", target, w.Code, w.Header().Get("Content-Type"), w.Body, status, want)
		}
	}
	const tile = "/tiles/test/latest/temperature_2m/20261122T0000Z"
	f("/api/v1/datasets/nope", 404, "no dataset")
	f("/api/v1/datasets/test/runs/20200101T0000Z", 404, "no run")
	f("/api/v1/datasets/test/runs/yesterday", 400, "is not a time")
	f("/api/v1/point?lat=95&lon=0&layers=all", 400, "within ±90")
	f("/api/v1/point?lat=NaN&lon=0&layers=all", 400, "within ±90")
	f("/api/v1/point?lat=1&lon=1,2&layers=all", 400, "as many places")
	f("/api/v1/point?lon=1&layers=all", 400, "lat is missing")
	f("/api/v1/point?lat=1&lon=1", 400, "layers is missing")
	f("/api/v1/point?lat=1&lon=1&layers=cape", 404, "no layer cape")
	f("/api/v1/point?lat=1&lon=1&layers=all&units=furlongs", 400, "si or metric")
	f("/api/v1/point?lat=1&lon=1&layers=all&interpolation=magic", 400, "bilinear, nearest, land or sea")
	f("/api/v1/point?dataset=nope&lat=1&lon=1&layers=all", 404, "no dataset")
	f("/tiles/test/latest/nothing_2m/20261122T0000Z/0/0/0.png", 404, "no layer")
	f("/tiles/test/latest/temperature_2m/20261122T0100Z/0/0/0.png", 404, "is no time of run")
	f("/tiles/test/20261123T0000Z/temperature_2m/20261123T0600Z/0/0/0.png", 404, "has not arrived yet")
	f(tile+"/1/2/0.png", 400, "x and y go from 0 to 1")
	f(tile+"/99/0/0.png", 400, "zoom")
	f(tile+"/0/0/0.gif", 404, ".png")
	f(tile+"/a/0/0.png", 400, "")
	f("/values/test/latest/temperature_2m/20261122T0000Z/0/9/0.bin", 404, "")
	f("/values/test/latest/temperature_2m/20261122T0000Z/5/0/0.bin", 404, "level of detail")
	f("/values/test/latest/temperature_2m/20261122T0000Z/0/x/0.bin", 400, "whole number")
	f("/tiles/test/latest/cape/tilejson.json", 404, "no field of cape")
	f("/api/v1/legend/temperature_2m.bmp", 404, ".json and")
	f("/zarr/test/latest/nothing", 404, "no object")
	f("/zarr/test/latest/zarr.json/zarr.json", 404, "no object")
	f("/zarr/test/latest/.zattrs", 404, "no object")
	f("/zarr/test/latest/../../../../etc/passwd", 404, "no object")
	f("/.keep", 404, "nothing at this address")
	f("/no/such/page", 404, "nothing at this address")
	post := httptest.NewRecorder()
	s.handler.ServeHTTP(post, httptest.NewRequest(http.MethodPost, "/api/v1/datasets", nil))
	if post.Code != http.StatusMethodNotAllowed || !strings.Contains(post.Body.String(), "GET and HEAD") {
		t.Errorf("POST: %d %s", post.Code, post.Body)
	}
}

func TestEvents(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.handler)
	defer server.Close()
	r, err := http.Get(server.URL + "/events")
	must(t, err)
	defer r.Body.Close()
	lines := bufio.NewScanner(r.Body)
	lines.Scan() // the greeting: from here on nothing is missed
	put(t, s.growing, globe(t), run0.Add(6*time.Hour))
	var got []string
	for lines.Scan() && len(got) < 2 {
		if lines.Text() != "" {
			got = append(got, lines.Text())
		}
	}
	want := []string{"event: run", `data: {"dataset":"test","run":"20261123T0000Z"}`}
	if !slices.Equal(got, want) {
		t.Errorf("events %q", got)
	}
	var d struct{ Latest string }
	s.json(t, "/api/v1/datasets/test", &d)
	if d.Latest != "20261123T0000Z" {
		t.Errorf("a run that is complete is not the latest: %s", d.Latest)
	}
}

// FuzzRequests sends any path and query: the server answers, and never with a fault of its own.
func FuzzRequests(f *testing.F) {
	for _, seed := range []string{
		"/api/v1/point?lat=1&lon=2&layers=all&times=a/b", "/tiles/test/latest/wind_10m/20261122T0000Z/3/1/2.png",
		"/v1/forecast?latitude=1&longitude=2&hourly=temperature_2m&daily=sunset", "/weatherapi/locationforecast/2.0/compact?lat=1&lon=2",
		"/values/test/latest/wind_10m/20261122T0000Z/0/0/0.bin", "/zarr/test/latest/time/c.0", "/api/v1/legend/x.png",
	} {
		f.Add(seed)
	}
	s := newSite(f)
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || !strings.HasPrefix(target, "/") || u.Path == "/events" {
			t.Skip()
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: u, Host: "example.com", Header: http.Header{}, Body: http.NoBody})
		if w.Code >= 500 {
			t.Errorf("%q: %d %s", target, w.Code, w.Body)
		}
	})
}

func BenchmarkTile(b *testing.B) {
	s := newSite(b)
	for b.Loop() {
		if w := s.get("/tiles/test/latest/temperature_2m/20261122T0000Z/4/13/6.png"); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}

func BenchmarkPoint(b *testing.B) {
	s := newSite(b)
	for b.Loop() {
		if w := s.get("/api/v1/point?lat=31.2&lon=121.5&layers=all"); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
