package web_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// newAir adds two runs of a dataset "air" on a 2° grid: 2 m temperature is 270 + lat/10 + lon/100 +
// hours, that at 850 hPa 10 K less, at 500 hPa 30 K less; wind is from west at 850 hPa and from north
// at 500 hPa; 6 mm fall in each step. Two places are named.
func newAir(t testing.TB, s *site) {
	t.Helper()
	g := globe(t)
	for _, start := range []time.Time{run0, run0.Add(-6 * time.Hour)} {
		times := []time.Time{start, start.Add(6 * time.Hour), start.Add(12 * time.Hour)}
		r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "air", Title: "Air", Licence: "CC0-1.0", Attribution: "nobody"}, Run: start, Grid: g, Times: times})
		must(t, err)
		for i, at := range times {
			fill := func(name string, value func(lat, lon float64) float64) {
				values := make([]float32, g.Size())
				for k := range values {
					values[k] = float32(value(g.At(k/g.Cols(), k%g.Cols())))
				}
				must(t, r.Put(ctx, layer(t, name), at, values))
			}
			for name, less := range map[string]float64{"temperature_2m": 0, "temperature_850hPa": 10, "temperature_500hPa": 30} {
				fill(name, func(lat, lon float64) float64 { return 270 + lat/10 + lon/100 + 6*float64(i) - less })
			}
			for name, v := range map[string]float64{"wind_u_component_850hPa": 10, "wind_v_component_850hPa": 0, "wind_u_component_500hPa": 0, "wind_v_component_500hPa": -10} {
				fill(name, func(float64, float64) float64 { return v })
			}
			if i > 0 {
				fill("precipitation", func(float64, float64) float64 { return 6 })
			}
		}
	}
	var err error
	s.handler, err = web.New(web.Options{Store: s.store, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), UI: fstest.MapFS{"basemap/places.json": {Data: []byte(`[
		{"zh":"上海","en":"Shanghai","lat":31.22,"lon":121.43,"rank":1},
		{"zh":"圣地亚哥","en":"Santiago","lat":-33.45,"lon":-70.67,"rank":1},
		{"zh":"圣地亚哥","en":"Santiago","lat":19.5,"lon":-70.67,"rank":2}]`)}}})
	must(t, err)
}

type ranges map[string]struct {
	AxisNames []string
	Shape     []int
	Values    []*float64
}

type covjson struct {
	Type      string
	Coverages []covjson
	Domain    struct {
		DomainType string
		Axes       map[string]struct {
			Values      []any
			Coordinates []string
		}
	}
	Parameters map[string]struct {
		Unit struct{ Symbol struct{ Value string } }
	}
	Ranges ranges
}

// coverage asks for one and holds that its shapes are its axes'.
func (s *site) coverage(t *testing.T, target string) covjson {
	t.Helper()
	w := s.get(target)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/vnd.cov+json" {
		t.Fatalf("%s: %d %s %s", target, w.Code, w.Header(), w.Body)
	}
	var out covjson
	must(t, json.Unmarshal(w.Body.Bytes(), &out))
	for _, c := range append(out.Coverages, out) {
		for name, r := range c.Ranges {
			n := 1
			for i, axis := range r.AxisNames {
				if n *= r.Shape[i]; len(c.Domain.Axes[axis].Values) != r.Shape[i] {
					t.Errorf("%s: %s has %d values on %s, the domain %d", target, name, r.Shape[i], axis, len(c.Domain.Axes[axis].Values))
				}
			}
			if n != len(r.Values) {
				t.Errorf("%s: %s has %d values in %v", target, name, len(r.Values), r.Shape)
			}
		}
	}
	return out
}

const air = "/edr/collections/air/"

func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "?" + q.Encode()
}

func TestEDRMetadata(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	var landing struct{ Links []struct{ Rel, Href string } }
	s.json(t, "/edr", &landing)
	if slash := s.get("/edr/"); slash.Code != 200 || slash.Body.String() != s.get("/edr").Body.String() {
		t.Errorf("/edr/: %d %s", slash.Code, slash.Body)
	}
	if all := s.get("/edr/conformance").Body.String(); !strings.Contains(all, "ogcapi-edr-1/1.1/conf/oas30") {
		t.Errorf("conforms to %s", all)
	}
	for _, l := range landing.Links {
		if w := s.get(strings.TrimPrefix(l.Href, "http://example.com")); w.Code != 200 {
			t.Errorf("%s: %d", l.Href, w.Code)
		}
	}
	type collection struct {
		ID, Title string
		Extent    struct {
			Spatial  struct{ BBox [][]float64 }
			Temporal struct{ Interval [][]string }
			Vertical struct{ Values []string }
		}
		DataQueries map[string]struct{ Link struct{ Href string } } `json:"data_queries"`
		Parameters  map[string]struct {
			ObservedProperty struct{ ID, Label string }
			Unit             struct{ Symbol struct{ Value string } }
		} `json:"parameter_names"`
	}
	var list struct{ Collections []collection }
	s.json(t, "/edr/collections", &list)
	i := slices.IndexFunc(list.Collections, func(c collection) bool { return c.ID == "air" })
	if len(list.Collections) != 2 || i < 0 {
		t.Fatalf("%+v", list)
	}
	c := list.Collections[i]
	if got := fmt.Sprint(c.Extent); got != "{{[[-180 -90 180 90]]} {[[2026-11-23T00:00:00Z 2026-11-23T12:00:00Z]]} {[500 850]}}" {
		t.Errorf("extent %s", got)
	}
	temperature := c.Parameters["temperature"]
	if temperature.Unit.Symbol.Value != "K" || !strings.HasSuffix(temperature.ObservedProperty.ID, "/air_temperature/") || c.Parameters["wind_speed"].Unit.Symbol.Value != "m.s-1" {
		t.Errorf("%+v", c.Parameters)
	}
	for _, name := range []string{"temperature_2m", "precipitation", "wind_direction", "relative_humidity_2m", "temperature_850hPa"} {
		if _, there := c.Parameters[name]; there != (name == "temperature_2m" || name == "precipitation" || name == "wind_direction") {
			t.Errorf("%s: %v", name, there)
		}
	}
	if href := c.DataQueries["position"].Link.Href; href != "http://example.com/edr/collections/air/position" || len(c.DataQueries) != 8 {
		t.Errorf("%+v", c.DataQueries)
	}
	var runs struct{ Instances []collection }
	s.json(t, air+"instances", &runs)
	if len(runs.Instances) != 2 || runs.Instances[1].ID != "20261122T1800Z" || runs.Instances[1].DataQueries["area"].Link.Href != "http://example.com/edr/collections/air/instances/20261122T1800Z/area" {
		t.Errorf("%+v", runs)
	}
	s.json(t, air+"instances/latest", &c)
}

// TestEDRPosition: the numbers are those of the native point answer to the digit.
func TestEDRPosition(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	var native struct {
		Points []struct {
			Layers map[string]struct{ Values []json.RawMessage }
		}
	}
	f := func(instance, run, lat, lon, parameter, layers string) {
		t.Helper()
		s.json(t, "/api/v1/point?dataset=air&lat="+lat+"&lon="+lon+"&layers="+layers+"&run="+run, &native)
		w := s.get(air + instance + "position" + query("coords", "POINT("+lon+" "+lat+")", "parameter-name", parameter))
		var got struct {
			Ranges map[string]struct{ Values []json.RawMessage }
		}
		must(t, json.Unmarshal(w.Body.Bytes(), &got))
		var want []json.RawMessage
		for step := range 3 {
			for name := range strings.SplitSeq(layers, ",") {
				want = append(want, native.Points[0].Layers[name].Values[step])
			}
		}
		if fmt.Sprintf("%s", got.Ranges[parameter].Values) != fmt.Sprintf("%s", want) {
			t.Errorf("%s at %s, %s: %s, want %s", parameter, lat, lon, got.Ranges[parameter].Values, want)
		}
	}
	f("", "latest", "31.234", "121.47", "temperature_2m", "temperature_2m")
	f("instances/20261122T1800Z/", "20261122T1800Z", "-89.7", "-179.9", "temperature_2m", "temperature_2m")
	f("instances/2026-11-22T18:00:00Z/", "20261122T1800Z", "3.3", "179.5", "temperature", "temperature_850hPa,temperature_500hPa")
	f("", "latest", "3.3", "179.5", "wind_direction", "wind_direction_850hPa,wind_direction_500hPa")
	f("", "latest", "3.3", "179.5", "precipitation", "precipitation")
}

func TestEDRDomains(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	f := func(target, kind string, shapes map[string]string) covjson {
		t.Helper()
		c := s.coverage(t, air+target)
		for name, want := range shapes {
			if r := c.Ranges[name]; fmt.Sprint(r.AxisNames, r.Shape) != want || c.Domain.DomainType != kind {
				t.Errorf("%s: %s is %v %v in a %s, want %s in a %s", target, name, r.AxisNames, r.Shape, c.Domain.DomainType, want, kind)
			}
		}
		return c
	}
	at := func(more ...string) string {
		return "position" + query(append([]string{"coords", "POINT(10 50)"}, more...)...)
	}
	const six = "2026-11-23T06:00:00Z"
	f(at("parameter-name", "temperature_2m"), "PointSeries", map[string]string{"temperature_2m": "[t] [3]"})
	f(at("parameter-name", "temperature_2m", "datetime", six), "PointSeries", map[string]string{"temperature_2m": "[t] [1]"})
	f(at("parameter-name", "temperature_2m", "datetime", six+"/.."), "PointSeries", map[string]string{"temperature_2m": "[t] [2]"})
	f(at("parameter-name", "temperature_2m", "datetime", "../2026-11-23T05:00Z"), "PointSeries", map[string]string{"temperature_2m": "[t] [1]"})
	profile := f(at("parameter-name", "temperature", "datetime", six), "VerticalProfile", map[string]string{"temperature": "[z] [2]"})
	if got := numbers(profile.Ranges["temperature"].Values); got != "271.1 251.1" || fmt.Sprint(profile.Domain.Axes["z"].Values) != "[850 500]" {
		t.Errorf("profile %s at %v", got, profile.Domain.Axes["z"].Values)
	}
	f(at("parameter-name", "temperature", "z", "500"), "PointSeries", map[string]string{"temperature": "[t] [3]"})
	f(at("z", "800/900"), "PointSeries", map[string]string{"temperature": "[t] [3]", "wind_speed": "[t] [3]"})
	f(at("z", "R8/500/50", "parameter-name", "temperature"), "Grid", map[string]string{"temperature": "[t z y x] [3 2 1 1]"})
	f("position"+query("coords", "POINT Z (10 50 850)", "parameter-name", "temperature"), "PointSeries", map[string]string{"temperature": "[t] [3]"})
	if c := s.coverage(t, air+at("parameter-name", "temperature,temperature_2m,temperature_850hPa")); c.Type != "CoverageCollection" || len(c.Coverages) != 2 || len(c.Coverages[1].Ranges) != 2 {
		t.Errorf("%+v", c)
	}
	if c := s.coverage(t, air+"position"+query("coords", "MULTIPOINT((10 50),(12 52))", "parameter-name", "temperature_2m", "datetime", six)); len(c.Coverages) != 2 || numbers(c.Coverages[1].Ranges["temperature_2m"].Values) != "281.3" {
		t.Errorf("%+v", c)
	}
}

func TestEDRWithin(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	f := func(target, wantY, wantX, want string) {
		t.Helper()
		c := s.coverage(t, air+target+"&parameter-name=temperature_2m&datetime=2026-11-23T00:00:00Z")
		if y, x, got := fmt.Sprint(c.Domain.Axes["y"].Values), fmt.Sprint(c.Domain.Axes["x"].Values), numbers(c.Ranges["temperature_2m"].Values); y != wantY || x != wantX || got != want || c.Domain.DomainType != "Grid" {
			t.Errorf("%s: %s of %s, %s", target, got, y, x)
		}
	}
	f("cube"+query("bbox", "9,49,14,52"), "[52 50]", "[10 12 14]", "275.3 275.3 275.3 275.1 275.1 275.1")
	f("cube"+query("bbox", "177,0,-179,1"), "[0]", "[178 180]", "271.8 271.8")
	f("area"+query("coords", "POLYGON((9 49,14.5 49,9 53,9 49))"), "[52 50]", "[10 12 14]", "275.3 - - 275.1 275.1 -")
	f("area"+query("coords", "MULTIPOLYGON(((9 49,11 49,11 51,9 51,9 49)),((13 51,15 51,15 53,13 53,13 51)))"), "[52 50]", "[10 12 14]", "- - 275.3 275.1 - -")
	f("radius"+query("coords", "POINT(10 50)", "within", "230", "within-units", "km"), "[52 50 48]", "[8 10 12]", "- 275.3 - 275.1 275.1 275.1 - 274.9 -")
	f("corridor"+query("coords", "LINESTRING(179 0.5,-177 0.5)", "corridor-width", "200", "width-units", "km"), "[0]", "[180 182]", "271.8 271.8")
	c := s.coverage(t, air+"cube"+query("bbox", "9,49,500,11,51,900", "parameter-name", "temperature"))
	if r := c.Ranges["temperature"]; fmt.Sprint(r.AxisNames, r.Shape) != "[t z y x] [3 2 1 1]" || numbers(r.Values) != "265.1 245.1 271.1 251.1 277.1 257.1" {
		t.Errorf("%+v %s", r, numbers(r.Values))
	}
	if c := s.coverage(t, air+"corridor"+query("coords", "LINESTRINGZ(9 50 825,15 50 825)", "corridor-width", "40", "width-units", "km", "corridor-height", "100", "height-units", "hPa", "parameter-name", "temperature")); fmt.Sprint(c.Domain.Axes["z"].Values) != "[850]" {
		t.Errorf("%+v", c)
	}
}

// TestEDRTrajectory: between the grid's nodes values go linearly with place and time, and with the
// logarithm of pressure.
func TestEDRTrajectory(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	seconds := run0.Add(3 * time.Hour).Unix()
	c := s.coverage(t, air+"trajectory"+query("coords", fmt.Sprintf("LINESTRINGM(10 0 %d,16 0 %d)", seconds, seconds+3*3600), "parameter-name", "temperature_2m"))
	composite := c.Domain.Axes["composite"]
	if got := numbers(c.Ranges["temperature_2m"].Values); c.Domain.DomainType != "Trajectory" || got != "273.1 274.1 275.1 276.2" {
		t.Errorf("%s at %v", got, composite.Values)
	}
	if fmt.Sprint(composite.Coordinates, composite.Values[1]) != "[t x y] [2026-11-23T04:00:00Z 12 0]" {
		t.Errorf("%v", composite)
	}
	middle := math.Sqrt(850 * 500)
	c = s.coverage(t, air+"trajectory"+query("coords", fmt.Sprintf("LINESTRING Z(10 0 850,11 0 %g,12 0 400)", middle), "parameter-name", "temperature,wind_direction", "datetime", "2026-11-23T00:00:00Z"))
	if got := numbers(c.Ranges["temperature"].Values); got != "260.1 250.1 -" {
		t.Errorf("%s", got)
	}
	if got := numbers(c.Ranges["wind_direction"].Values); got != "270 315 -" {
		t.Errorf("%s", got)
	}
	c = s.coverage(t, air+"trajectory"+query("coords", "LINESTRING(10 0,11 0)", "parameter-name", "temperature"))
	if len(c.Coverages) != 6 { // three times by two levels
		t.Errorf("%d coverages", len(c.Coverages))
	}
}

func TestEDRLocations(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	var list struct {
		Features []struct {
			ID         string
			Properties struct{ Label string }
		}
	}
	s.json(t, air+"locations", &list)
	var ids []string
	for _, f := range list.Features {
		ids = append(ids, f.ID)
	}
	if fmt.Sprint(ids) != "[shanghai santiago santiago-2]" {
		t.Errorf("%v", ids)
	}
	at := s.coverage(t, air+"locations/shanghai?parameter-name=temperature_2m")
	same := s.coverage(t, air+"position"+query("coords", "POINT(121.43 31.22)", "parameter-name", "temperature_2m"))
	if numbers(at.Ranges["temperature_2m"].Values) != numbers(same.Ranges["temperature_2m"].Values) {
		t.Errorf("%+v, want %+v", at, same)
	}
	list.Features = nil
	if s.json(t, air+"locations?bbox=-80,-40,-60,0", &list); len(list.Features) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestEDRForms(t *testing.T) {
	s := newSite(t)
	newAir(t, s)
	at := air + "position" + query("coords", "POINT(10 50)", "parameter-name", "temperature,temperature_2m", "datetime", "2026-11-23T06:00:00Z")
	const table = "time,longitude,latitude,level,temperature (K),temperature_2m (K)\n2026-11-23T06:00:00Z,10,50,850,271.1,\n2026-11-23T06:00:00Z,10,50,500,251.1,\n2026-11-23T06:00:00Z,10,50,,,281.1\n"
	for _, w := range []*httptest.ResponseRecorder{s.get(at + "&f=CSV"), s.get(at, "Accept", "text/html, text/csv;q=0.9")} {
		if rows := tidyRows(w.Body.String()); rows != table {
			t.Errorf("%s", rows)
		}
	}
	f := func(target string, status int, says string) {
		t.Helper()
		w := s.get(target)
		var e struct{ Code, Description string }
		must(t, json.Unmarshal(w.Body.Bytes(), &e))
		if w.Code != status || e.Code != fmt.Sprint(status) || !strings.Contains(e.Description, says) {
			t.Errorf("%s: %d %+v", target, w.Code, e)
		}
	}
	f("/edr/collections/nothing", 404, "/edr/collections lists them")
	f(air+"instances/20200101T0000Z", 404, "no run")
	f(air+"instances/noon", 404, "lists them")
	f(air+"items", 404, "there is no query")
	f(air+"locations/nowhere", 404, "lists them")
	f(air+"position", 400, "POINT(121.5 31.2)")
	f(air+"position"+query("coords", "POINT(10 95)"), 400, "Well-Known Text")
	f(air+"position"+query("coords", "POLYGON((0 0,1 0,1 1,0 0))"), 400, "Well-Known Text")
	f(at+"&f=GRIB", 400, "CoverageJSON")
	f(at+"&f=NetCDF", 503, "built without NetCDF")
	f(air+"trajectory"+query("coords", "LINESTRING(0 0,1 1)", "f", "NetCDF"), 400, "NetCDF is of one position")
	f(at+"&crs=EPSG:3857", 400, "CRS84")
	f(at+"&resolution-x=20", 400, "resolution-x is 0")
	f(at+"&resolution-z=5", 400, "resolution-z is 0")
	f(at+"&z=12", 404, "the levels are 500, 850")
	f(at+"&z=a", 400, "z is a level")
	f(air+"position"+query("coords", "POINT(10 50)", "parameter-name", "temperatur"), 400, "but temperature")
	f(air+"position"+query("coords", "POINT(10 50)", "datetime", "2026-11-23T03:00Z"), 404, "but at 2026-11-23T00:00:00Z and 2026-11-23T06:00:00Z")
	f(air+"position"+query("coords", "POINT(10 50)", "datetime", "2026-11-23T06:00Z/2026-11-23T00:00Z"), 400, "earlier end first")
	f(air+"position"+query("coords", "POINT(10 50)", "datetime", "now"), 400, "datetime is a time")
	f(air+"area"+query("coords", "POLYGON((0 0,1 0,1 1))"), 400, "end where it begins")
	f(air+"area"+query("coords", "POLYGON((0.1 0.1,0.2 0.1,0.2 0.2,0.1 0.1))"), 404, "ask for a larger area")
	f(air+"cube"+query("bbox", "-180,-90,180,90"), 413, "ask for a smaller area")
	f(air+"cube"+query("bbox", "1,2,3"), 400, "west,south,east,north")
	f(air+"radius"+query("coords", "POINT(10 50)", "within", "10", "within-units", "leagues"), 400, "km, m, mi")
	f(air+"radius"+query("coords", "POINT(10 50)", "within", "-1", "within-units", "km"), 400, "within is a length")
	f(air+"trajectory"+query("coords", "LINESTRINGM(0 0 0,1 1 3600)"), 404, "seconds since 1970")
	f(air+"corridor"+query("coords", "LINESTRING(0 0,1 1)"), 400, "width-units")
}

// tidyRows keeps one decimal of values, which have all digits of float32.
func tidyRows(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines[1:] {
		cells := strings.Split(line, ",")
		for k := 4; k < len(cells); k++ {
			var v float64
			if n, _ := fmt.Sscan(cells[k], &v); n == 1 {
				cells[k] = fmt.Sprintf("%.1f", v)
			}
		}
		lines[i+1] = strings.Join(cells, ",")
	}
	return strings.Join(lines, "\n")
}

func TestEDRMembers(t *testing.T) {
	s := voicesSite(t)
	const at = "/edr/collections/many/"
	f := func(query string, want string) {
		t.Helper()
		c := s.coverage(t, at+query)
		if got := numbers(c.Ranges["temperature_2m"].Values); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	where := query("coords", "POINT(4 0)", "parameter-name", "temperature_2m")
	f("position"+where, "280")
	f("position"+where+"&member=1", "290")
	f("cube"+query("bbox", "4,0,4,0", "parameter-name", "temperature_2m")+"&member=1", "290")
	var meta struct {
		Extent struct {
			Custom []struct {
				ID     string
				Values []string
			}
		}
	}
	s.json(t, "/edr/collections/many", &meta)
	if c := meta.Extent.Custom; len(c) != 1 || c[0].ID != "member" || !slices.Equal(c[0].Values, []string{"0", "1"}) {
		t.Errorf("%+v", meta)
	}
	for _, bad := range []string{"member=7", "member=all", "member=x"} {
		if w := s.get(at + "position" + where + "&" + bad); w.Code != 400 || !strings.Contains(w.Body.String(), `"code":"400"`) {
			t.Errorf("%s: %d %s", bad, w.Code, w.Body)
		}
	}
}

// TestEDRProjected: an area of a Lambert grid has the nodes inside, each where it lies and with its own value.
func TestEDRProjected(t *testing.T) {
	s := newSite(t)
	g := addProjected(t, s)
	c := s.coverage(t, "/edr/collections/lambert/area"+query("coords", "POLYGON((104 35,106 35,105 37,104 35))", "parameter-name", "wind_u_component_10m"))
	places, values := c.Domain.Axes["composite"].Values, c.Ranges["wind_u_component_10m"].Values
	inside := 0
	for i := range g.Size() {
		lat, lon := g.At(i/g.Cols(), i%g.Cols())
		if up := (lat - 35) / 2; up > 0 && lon > 104+up && lon < 106-up { // the triangle, by hand
			inside++
		}
	}
	if c.Domain.DomainType != "MultiPointSeries" || len(places) != inside || inside < 100 || len(values) != inside {
		t.Fatalf("%s of %d nodes, want %d", c.Domain.DomainType, len(places), inside)
	}
	for i, at := range places {
		xy := at.([]any)
		place, on := g.Locate(xy[1].(float64), xy[0].(float64))
		col := math.Round(float64(place.Col) + place.X)
		if v := *values[i]; !on || math.Abs(v-(10+0.01*col)) > 0.004 {
			t.Fatalf("at %v in column %g it is %g", xy, col, v)
		}
	}
}

func TestEDRCollectionsWithin(t *testing.T) {
	s := newSite(t)
	addProjected(t, s)
	f := func(query string, want ...string) {
		t.Helper()
		var got struct{ Collections []struct{ ID string } }
		s.json(t, "/edr/collections?"+query, &got)
		var ids []string
		for _, c := range got.Collections {
			ids = append(ids, c.ID)
		}
		if !slices.Equal(ids, want) {
			t.Errorf("%s: %v, want %v", query, ids, want)
		}
	}
	f("", "lambert", "test")
	f("bbox=100,30,110,40", "lambert", "test")
	f("bbox=-10,30,10,40", "test")
	f("bbox=170,30,-170,40", "test")
	f("datetime=../2026-11-21T00:00:00Z")
	f("datetime=2026-11-22T06:00:00Z/2026-11-22T07:00:00Z", "test") // its newest complete run
	f("datetime=2026-11-23T00:00:00Z/..", "lambert")
	for _, bad := range []string{"bbox=1,2,3", "datetime=soon"} {
		if w := s.get("/edr/collections?" + bad); w.Code != 400 {
			t.Errorf("%s: %d %s", bad, w.Code, w.Body)
		}
	}
}
