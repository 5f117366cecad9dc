package web_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// windSite is a server with runs six hours apart over a small grid in which wind at 100 m is the
// given speed at each time, 0.5 m/s more with each run, and 3 m/s more south of 32.5°; NaN is left
// out.
func windSite(t testing.TB, runs int, speeds ...float64) *site {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	st, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid([]float64{35, 34, 33, 32, 31, 30}, []float64{118, 119, 120, 121, 122, 123})
	must(t, err)
	var times []time.Time
	for i := range speeds {
		times = append(times, run0.Add(time.Duration(6*i)*time.Hour))
	}
	for k := range runs {
		r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "wind", Licence: "CC0-1.0"}, Run: run0.Add(time.Duration(6*(k-runs+1)) * time.Hour), Grid: g, Times: times})
		must(t, err)
		for i, speed := range speeds {
			if speed != speed {
				continue
			}
			for name, v := range map[string]float64{"wind_speed_100m": speed + 0.5*float64(k), "temperature_2m": 288.15, "surface_pressure": 101325, "shortwave_radiation": 400} {
				values := make([]float32, g.Size())
				for n := range values {
					values[n] = float32(v)
					if south := n >= 3*g.Cols(); south && name == "wind_speed_100m" {
						values[n] += 3
					}
				}
				must(t, r.Put(ctx, layer(t, name), times[i], values))
			}
		}
	}
	handler, err := web.New(web.Options{Store: st, UI: fstest.MapFS{}, KeepPortfolios: true, Regions: provinces(t), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	must(t, err)
	return &site{handler: handler, store: st}
}

func provinces(t testing.TB) region.Set {
	t.Helper()
	data, err := os.ReadFile("../forecast/region/testdata/provinces.geojson")
	must(t, err)
	regions, err := region.Parse(data)
	must(t, err)
	return regions
}

func (s *site) send(method, target, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequest(method, target, strings.NewReader(body)))
	return w
}

type sumAnswer struct {
	Capacity float64    `json:"capacity_MW"`
	Power    []*float64 `json:"power_MW"`
	P10      []*float64 `json:"p10_MW"`
	P50      []*float64 `json:"p50_MW"`
	P90      []*float64 `json:"p90_MW"`
	Energy   []struct {
		Date     string
		MWh      float64 `json:"energy_MWh"`
		Hours    float64
		Complete bool
	}
	Rise *struct {
		From, To string
		Change   float64 `json:"change_MW"`
	} `json:"largest_rise"`
	Missing string
}

type powerAnswer struct {
	Run    string
	Method []struct{ Wind, Density string }
	Lagged []string `json:"lagged_runs"`
	Total  sumAnswer
	Groups map[string]sumAnswer
	Farms  []struct {
		Name, Turbine string
		Power         []*float64 `json:"power_MW"`
		Speed         []*float64 `json:"wind_speed_m_s"`
		Missing       string
	}
}

func decode[T any](t *testing.T, w *httptest.ResponseRecorder) (out T) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	must(t, json.Unmarshal(w.Body.Bytes(), &out))
	return out
}

func tell(values []*float64) string {
	var out []string
	for _, v := range values {
		if v == nil {
			out = append(out, "null")
		} else {
			out = append(out, fmt.Sprintf("%.4g", *v))
		}
	}
	return strings.Join(out, " ")
}

// TestPowerPoint has figures by hand: the 5 MW curve gives 403.9 kW at 5 m/s, 1771.17 at 8 and
// 5000 at 12; standing still at 25.
func TestPowerPoint(t *testing.T) {
	s := windSite(t, 1, 5, 8, math.NaN(), 12, 26)
	const at = "/api/v1/power/point?lat=33.2&lon=121.5&turbine=nrel-5mw-126&hub_height_m=100&density=standard"
	a := decode[powerAnswer](t, s.get(at+"&count=10&wake_loss=0.1"))
	if got := tell(a.Total.Power); got != "3.635 15.94 null 45 0" || a.Total.Capacity != 50 || !strings.Contains(a.Total.Missing, "1 of 5") {
		t.Errorf("power %s of %g MW (%s)", got, a.Total.Capacity, a.Total.Missing)
	}
	if e := a.Total.Energy; len(e) != 1 || math.Abs(e[0].MWh-(6*(3.6351+15.9399)/2+6*22.5)) > 0.01 || e[0].Hours != 12 || e[0].Complete {
		t.Errorf("energy %+v", e)
	}
	if r := a.Total.Rise; r == nil || r.From != "2026-11-23T00:00:00Z" || math.Abs(r.Change-12.305) > 0.001 {
		t.Errorf("rise %+v", r)
	}
	if m := a.Method; len(m) != 1 || m[0].Wind != "the model's wind at 100 m" || !strings.Contains(m[0].Density, "standard") {
		t.Errorf("method %+v", m)
	}
	if got := tell(a.Farms[0].Speed); got != "5 8 null 12 26" {
		t.Errorf("wind %s", got)
	}
	mixed := decode[powerAnswer](t, s.get(at+"&count=10&wake_loss=0.1&times=20261123T0600Z,20261123T0000Z,20261123T0600Z"))
	if got := tell(mixed.Total.Power); got != "3.635 15.94" || mixed.Total.Rise == nil || len(mixed.Total.Energy) != 1 {
		t.Errorf("times in another order: %s, %+v", got, mixed.Total)
	}
	own := decode[powerAnswer](t, s.send("POST", "/api/v1/power/point?lat=34&lon=121&hub_height_m=100&density=standard", "wind_speed,power_kW\n4,0\n10,600\n"))
	if got := tell(own.Total.Power); got != "0.1 0.4 null 0 0" || own.Total.Capacity != 0.6 {
		t.Errorf("own curve %s", got)
	}
	table := s.get(at + "&format=csv&zone=Asia/Shanghai&detail=total").Body.String()
	if !strings.HasPrefix(table, "time,total_MW\n2026-11-23T08:00:00+08:00,0.4039\n2026-11-23T14:00:00+08:00,1.77117\n2026-11-23T20:00:00+08:00,\n") {
		t.Errorf("table\n%s", table)
	}
}

const threeFarms = `name,group,lat,lon,turbine,capacity_MW,hub_height_m,commissioned
a,north,34,119,nrel-5mw-126,50,100,
b,south,34,121,nrel-5mw-126,100,100,2026-11-23T06:00Z
c,south,33.5,121.5,nrel-5mw-126,100,100,2027
`

func TestFarms(t *testing.T) {
	s := windSite(t, 4, 5, 8)
	a := decode[powerAnswer](t, s.send("POST", "/api/v1/power/farms?density=standard&run=20261122T0600Z", threeFarms))
	if tell(a.Total.Power) != "4.039 53.14" || tell(a.Groups["south"].Power) != "0 35.42" || tell(a.Groups["north"].Power) != "4.039 17.71" ||
		len(a.Farms) != 3 || tell(a.Farms[2].Power) != "0 0" || a.Total.Capacity != 250 {
		t.Errorf("answer %+v", a)
	}
	if strings.Contains(s.send("POST", "/api/v1/power/farms?detail=groups", threeFarms).Body.String(), `"farms"`) {
		t.Error("farms are told though not asked for")
	}
	// Four runs with 5, 5.5, 6 and 6.5 m/s at the first time: by hand from 403.9, 570.75, 737.6 and
	// 962.4 kW, with numpy.quantile.
	q := decode[powerAnswer](t, s.send("POST", "/api/v1/power/farms?density=standard&lags=4&run=20261123T0000Z", threeFarms))
	if len(q.Lagged) != 4 || tell(q.Total.P10[:1]) != "4.54" || tell(q.Total.P50[:1]) != "6.542" || tell(q.Total.P90[:1]) != "8.949" {
		t.Errorf("quantiles %s %s %s of %v", tell(q.Total.P10), tell(q.Total.P50), tell(q.Total.P90), q.Lagged)
	}
}

func TestPortfolios(t *testing.T) {
	s := windSite(t, 1, 5, 8)
	const at = "/api/v1/power/portfolios"
	if w := s.send("PUT", at+"/east-1", threeFarms); w.Code != 200 || !strings.Contains(w.Body.String(), `"capacity_MW":250,"farms":3`) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := s.send("PUT", at+"/east-1", "lat\nx\n"); w.Code != 400 {
		t.Errorf("a bad portfolio: %d", w.Code)
	}
	if got := s.get(at + "/east-1").Body.String(); got != threeFarms {
		t.Errorf("kept is %q", got)
	}
	if w := s.send("PUT", at+"/east", threeFarms); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if a := decode[powerAnswer](t, s.get(at+"/east-1/forecast?density=standard")); tell(a.Total.Power) != "4.039 53.14" {
		t.Errorf("forecast %s", tell(a.Total.Power))
	}
	if w := s.send("DELETE", at+"/east", ""); w.Code != http.StatusNoContent {
		t.Errorf("deleting: %d %s", w.Code, w.Body)
	}
	if got := s.get(at).Body.String(); got != `{"portfolios":["east-1"]}` {
		t.Errorf("left are %s", got)
	}
	if w := s.get("/api/v1/datasets"); strings.Contains(w.Body.String(), "power") {
		t.Errorf("portfolios are a dataset: %s", w.Body)
	}
	other := newSite(t)
	for _, method := range []string{"PUT", "DELETE"} {
		if w := other.send(method, at+"/east", threeFarms); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "--portfolios") {
			t.Errorf("%s where it is not allowed: %d %s", method, w.Code, w.Body)
		}
	}
}

func TestPowerRefused(t *testing.T) {
	s := windSite(t, 1, 5, 8)
	f := func(w *httptest.ResponseRecorder, status int, want string) {
		t.Helper()
		if w.Code != status || !strings.Contains(w.Body.String(), want) || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%d %s, want %d with %s", w.Code, w.Body, status, want)
		}
	}
	const at = "/api/v1/power/point?lat=31.2&lon=121.5&turbine=nrel-5mw-126"
	f(s.get("/api/v1/power/point?lat=31.2&lon=121.5"), 400, "it has no turbine")
	f(s.get("/api/v1/power/point?lat=31.2&lon=121.5&turbine=nrel5mw"), 404, "did you mean nrel-5mw-126")
	f(s.get(at+"&capacity_MW=-4"), 400, "capacity_MW: -4 is not from")
	f(s.get("/api/v1/power/point?lat=10&lon=121.5&turbine=nrel-5mw-126"), 400, "outside the dataset's grid")
	f(s.get(at+"&profile=levels"), 400, "profile levels is not possible")
	f(s.get(at+"&icing_loss=0.3"), 400, "icing_loss needs")
	f(s.get(at+"&zone=Mars"), 400, "there is no time zone")
	f(s.get(at+"&members=all"), 400, "members=all needs a run with members")
	f(s.get(at+"&detail=all"), 400, "detail must be one of farms, groups, total")
	f(s.get(at+"&lags=3"), 404, "quantiles need 3 runs")
	f(s.get(at+"&turbulence=x"), 400, "turbulence must be a number")
	f(s.send("POST", "/api/v1/power/farms", threeFarms+"d,,10,121,nrel-5mw-126,1,,\n"), 400, "lie d: nothing was computed")
	f(s.send("POST", "/api/v1/power/farms", "lat,lon\n1,x\n"), 400, "line 2, column 2 (lon)")
	f(s.send("POST", "/api/v1/power/farms", "lat,lon,turbine,capacity_MW\n31,121,nrel-5mw-126,-3\n"), 400, "line 2, column 4 (capacity_MW): -3 is not from")
	f(s.send("POST", "/api/v1/power/farms", "lat,lon,turbine\n31,121,nrel-5mw\n"), 400, "line 2: there is no turbine \\\"nrel-5mw\\\": did you mean nrel-5mw-126")
	long := "lat,lon,turbine\n" + strings.Repeat("31.25,121.25,"+strings.Repeat(" ", 240)+"nrel-5mw-126\n", 40_000) // 10 MB
	f(s.send("POST", "/api/v1/power/farms", long+"31.25,12l.25,nrel-5mw-126\n"), 400, "line 40002, column 2 (lon): \\\"12l.25\\\" is not a number")
	f(s.send("POST", at, "wind_speed,power_kW\n3,0\n12,900\n9,1000\n"), 400, "speeds must increase, but 9 m/s follows 12 m/s")
	f(s.get("/api/v1/power/region?region=Shanghai&turbine=nrel5mw"), 404, "did you mean nrel-5mw-126")
	f(s.get("/api/v1/power/region?region=Shanghai&turbine=nrel-5mw-126&capacity_MW=-4"), 400, "capacity_MW: -4 is not from")
	f(s.get("/api/v1/power/grid?format=csv&bbox=118,30,123,35&turbine=nrel5mw"), 404, "did you mean nrel-5mw-126")
	f(s.get("/api/v1/power/region?region=Shanghai&turbine=nrel-5mw-126&capacity_MW=9&export_limit_MW=5"), 400, "export_limit_MW is where one farm")
	f(s.get("/api/v1/power/grid?format=csv&bbox=118,30,123,35&turbine=nrel-5mw-126&commissioned=2027"), 400, "leave commissioned")
	const elsewhere = `{"type":"Polygon","coordinates":[[[9,3],[10,3],[10,4],[9,3]]]}`
	f(s.send("POST", "/api/v1/power/grid?format=csv&turbine=nrel-5mw-126", elsewhere), 400, "no cell of the dataset's grid")
	f(s.send("POST", "/api/v1/power/demand", elsewhere), 400, "no cell of the dataset's grid")
	f(s.send("POST", strings.Replace(at, "point", "verify", 1), "time,power_kW\n2026-11-23T00:00Z,x\n"), 400, "line 2, column 2 (power_kW)")
	f(s.send("PUT", "/api/v1/power/portfolios/.x", threeFarms), 400, "cannot name a portfolio")
	f(s.get("/api/v1/power/portfolios/none/forecast"), 404, "there is no portfolio")
	f(s.get("/api/v1/power/turbines/v112"), 404, "vestas-v112-3mw")
	f(s.send("POST", "/api/v1/power/turbines", ""), 405, "GET and HEAD")
}

type regionAnswer struct {
	Region struct {
		Name    string
		Area    float64 `json:"area_km2"`
		Cells   int
		Covered float64
	}
	Farms  int
	Speed  []*float64 `json:"wind_speed_m_s"`
	Factor []*float64 `json:"capacity_factor"`
	Lagged []string   `json:"lagged_runs"`
	Total  *sumAnswer
}

func TestRegion(t *testing.T) {
	s := windSite(t, 3, 5, math.NaN(), 4)
	const at = "/api/v1/power/region?turbine=nrel-5mw-126&hub_height_m=100&density=standard&run=20261122T1200Z"
	// Shanghai lies south of 32.5°: 8 and 7 m/s, of which the curve makes 1771.17 and 1187.18 kW.
	a := decode[regionAnswer](t, s.get(at+"&region=shanghai&capacity_MW=1000"))
	if a.Region.Name != "Shanghai" || a.Region.Covered != 1 || a.Region.Cells < 4 || math.Abs(a.Region.Area-6750) > 10 ||
		tell(a.Speed) != "8 null 7" || tell(a.Factor) != "0.3542 null 0.2374" || tell(a.Total.Power) != "354.2 null 237.4" {
		t.Errorf("Shanghai: %+v: wind %s, factor %s, power %+v", a.Region, tell(a.Speed), tell(a.Factor), a.Total)
	}
	sheet := s.get(at + "&region=shanghai&capacity_MW=1000&format=csv&zone=Asia/Shanghai").Body.String()
	if want := "time,capacity_factor,wind_speed_m_s,total_MW\n2026-11-23T08:00:00+08:00,0.354234,8,354.234\n2026-11-23T14:00:00+08:00,,,\n"; !strings.HasPrefix(sheet, want) {
		t.Errorf("table\n%s", sheet)
	}
	// A box half of which has 5 m/s and the other half 8: by the area between its parallels.
	box := `{"type":"Polygon","coordinates":[[[119.5,32],[120.5,32],[120.5,33],[119.5,33],[119.5,32]]]}`
	b := decode[regionAnswer](t, s.send("POST", at, box))
	sin := func(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }
	want := (5*(sin(33)-sin(32.5)) + 8*(sin(32.5)-sin(32))) / (sin(33) - sin(32))
	if got := *b.Speed[0]; math.Abs(got-want) > 1e-4 || b.Total != nil || b.Region.Cells != 2 {
		t.Errorf("a box: wind %g, want %g; %+v", got, want, b)
	}
	q := decode[regionAnswer](t, s.get("/api/v1/power/region?turbine=nrel-5mw-126&hub_height_m=100&density=standard&region=Shanghai&capacity_MW=100&lags=3&run=20261123T0000Z"))
	if len(q.Lagged) != 3 || tell(q.Total.P50) == tell(q.Total.P90) || *q.Total.P10[0] >= *q.Total.P90[0] || q.Total.P10[1] != nil {
		t.Errorf("quantiles %v %v", tell(q.Total.P10), tell(q.Total.P90))
	}
	if w := s.send("PUT", "/api/v1/power/portfolios/p", "lat,lon,turbine,count,hub_height_m\n31.2,121.5,nrel-5mw-126,10,100\n31.1,481.5,nrel-5mw-126,30,100\n"); w.Code != 400 {
		t.Errorf("a longitude of 481.5: %d", w.Code)
	}
	if w := s.send("PUT", "/api/v1/power/portfolios/p", "lat,lon,turbine,count,hub_height_m\n31.2,121.5,nrel-5mw-126,10,100\n34,119,nrel-5mw-126,30,100\n"); w.Code != 200 {
		t.Fatal(w.Body)
	}
	p := decode[regionAnswer](t, s.get(at+"&region=Shanghai&portfolio=p"))
	if p.Farms != 1 || tell(p.Total.Power) != "17.71 null 11.87" || tell(p.Factor) != "0.3542 null 0.2374" {
		t.Errorf("farms in Shanghai: %d, %s, %s", p.Farms, tell(p.Total.Power), tell(p.Factor))
	}
	f := func(w *httptest.ResponseRecorder, status int, want string) {
		t.Helper()
		if w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d %s, want %d with %s", w.Code, w.Body, status, want)
		}
	}
	f(s.get(at+"&region=Shangha"), 404, "did you mean Shanghai")
	f(s.get(at), 400, "say which region")
	f(s.get("/api/v1/power/region?region=Shanghai"), 400, "no turbine")
	f(s.send("POST", at, `{"type":"Polygon","coordinates":[[[9,3],[10,3],[10,4],[9,3]]]}`), 400, "no cell of the dataset's grid")
	f(s.send("POST", at, `{"type":"Point","coordinates":[9,3]}`), 400, "no Polygon")
	f(newSite(t).get(at+"&region=Shanghai"), 404, "--boundaries")
}

func TestPowerGrid(t *testing.T) {
	s := windSite(t, 1, 5, math.NaN(), 12)
	const at = "/api/v1/power/grid?format=csv&turbine=nrel-5mw-126&hub_height_m=100&density=standard"
	w := s.get(at + "&variables=wind_speed,capacity_factor,power_density&bbox=121,32,122,33")
	const want = `time,lat,lon,wind_speed_m_s-1,capacity_factor,power_density_W_m-2
2026-11-23T00:00:00Z,33,121,5,0.08078,76.5625
2026-11-23T00:00:00Z,33,122,5,0.08078,76.5625
2026-11-23T00:00:00Z,32,121,8,0.354234,313.6
2026-11-23T00:00:00Z,32,122,8,0.354234,313.6
2026-11-23T12:00:00Z,33,121,12,1,1058.4
2026-11-23T12:00:00Z,33,122,12,1,1058.4
2026-11-23T12:00:00Z,32,121,15,1,2067.19
2026-11-23T12:00:00Z,32,122,15,1,2067.19
`
	if w.Body.String() != want || w.Header().Get("Content-Length") != fmt.Sprint(len(want)) || !strings.Contains(w.Header().Get("Content-Disposition"), "wind_20261123T0000Z_power.csv") {
		t.Errorf("%v\n%s", w.Header(), w.Body)
	}
	if lines := strings.Count(s.get(at+"&region=Shanghai&times=20261123T0000Z").Body.String(), "\n"); lines != 5 { // header, four cells
		t.Errorf("%d lines of Shanghai", lines)
	}
	tif := s.get("/api/v1/power/grid?format=geotiff&variables=wind_speed&bbox=-242,30,-238,35")
	if tif.Code != 200 || !strings.HasPrefix(tif.Body.String(), "II*\x00") || !strings.Contains(tif.Body.String(), "the model&#39;s wind at 100 m") {
		t.Errorf("GeoTIFF %d, %d bytes", tif.Code, tif.Body.Len())
	}
	f := func(w *httptest.ResponseRecorder, status int, want string) {
		t.Helper()
		if w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d %s, want %d with %s", w.Code, w.Body, status, want)
		}
	}
	f(s.get(at+"&variables=wind"), 400, "variables are capacity_factor, wind_speed")
	f(s.get(at+"&variables=wind_speed,wind_speed"), 400, "twice")
	f(s.get(at+"&bbox=1,2,3"), 400, "bbox is west,south,east,north")
	f(s.get(at+"&bbox=1,2,3,4"), 400, "no node of the dataset's grid")
	f(s.get(at+"&bbox=120,35,121,30"), 400, "bbox is west,south,east,north")
	f(s.get(at), 400, "say which region")
	f(s.get("/api/v1/power/grid?format=csv&bbox=118,30,123,35"), 400, "no turbine")
	f(s.get(at+"&bbox=118,30,123,35&times=2020-01-01/2020-01-02"), 400, "ask for times in it")
	f(s.get("/api/v1/power/grid?format=geotiff&variables=wind_speed,air_density&bbox=118,30,123,35"), 400, "one variable")
	f(s.get("/api/v1/power/grid?variables=wind_speed&bbox=118,30,123,35"), 503, "without NetCDF")
}

// TestProjectedPower has wind at 10 m of 10 m/s and 0.01 more a column of a Lambert grid of 10 km.
func TestProjectedPower(t *testing.T) {
	s := newSite(t)
	addProjected(t, s)
	const grid = "/api/v1/power/grid?dataset=lambert&variables=wind_speed&hub_height_m=10"
	// By GDAL's gdaltransform the nodes in the box are those of x = -490,000 … -470,000 and y = 770,000 and 780,000.
	lines := strings.Split(strings.TrimSpace(s.get(grid+"&format=csv&bbox=99.30,36.85,99.60,36.97").Body.String()), "\n")
	if len(lines) != 7 || !strings.HasPrefix(lines[1], "2026-11-23T00:00:00Z,36.948316,99.348569,11.01") || !strings.HasPrefix(lines[6], "2026-11-23T00:00:00Z,36.869164,99.586307,11.03") {
		t.Errorf("a box:\n%s", strings.Join(lines, "\n"))
	}
	tif := s.get(grid + "&format=geotiff&bbox=99.30,36.85,99.60,36.97")
	if tif.Code != 200 || !strings.HasPrefix(tif.Body.String(), "II*\x00") {
		t.Errorf("GeoTIFF %d %s", tif.Code, tif.Body)
	}
	const polygon = `{"type":"Polygon","coordinates":[[[99.30,36.85],[99.60,36.85],[99.60,36.97],[99.30,36.85]]]}`
	if got := strings.Count(s.send("POST", grid+"&format=csv", polygon).Body.String(), "\n"); got < 4 || got > 8 {
		t.Errorf("%d lines of a triangle", got)
	}
	own := s.get("/api/v1/grid?dataset=lambert&layers=wind_u_component_10m&interpolation=none&format=csv&bbox=99.30,36.85,99.60,36.97").Body.String()
	if got := strings.Split(own, "\n"); len(got) != 8 || got[1] != lines[1] {
		t.Errorf("the layer's own nodes:\n%s", own)
	}
	if w := s.get("/api/v1/grid?dataset=lambert&layers=wind_u_component_10m&interpolation=none"); w.Code != 400 || !strings.Contains(w.Body.String(), "format=netcdf") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	// Farms read the wind where the grid is: x = 1,234,000 lies at column 273.4.
	a := decode[powerAnswer](t, s.get("/api/v1/power/point?dataset=lambert&lat=36.0775954336265&lon=119.102246896846&turbine=nrel-5mw-126&hub_height_m=10"))
	if got := *a.Farms[0].Speed[0]; math.Abs(got-12.734) > 0.006 {
		t.Errorf("wind at a farm: %g", got)
	}
	r := decode[regionAnswer](t, s.send("POST", "/api/v1/power/region?dataset=lambert&turbine=nrel-5mw-126&hub_height_m=10", polygon))
	if got := *r.Speed[0]; math.Abs(got-11.02) > 0.01 || r.Region.Covered != 1 {
		t.Errorf("wind over a triangle: %g", got)
	}
}

// TestSolar has a plant that lies flat and loses nothing: its power is the radiation's. The first
// six hours are the forenoon at 121.5° E, the last ones night.
func TestSolar(t *testing.T) {
	s := windSite(t, 1, 8, 8, 8, 8)
	const plain = "&kind=solar&tilt_deg=0&noct_C=20&temperature_coefficient=0&system_loss=0"
	a := decode[powerAnswer](t, s.get("/api/v1/power/point?lat=31.2&lon=121.5&capacity_MW=10&times=20261123T0600Z/20261123T1800Z"+plain))
	if tell(a.Total.Power[:1]) != "4" || *a.Total.Power[2] != 0 || len(a.Total.Energy) != 1 || math.Abs(a.Total.Energy[0].Hours-18) > 1e-9 {
		t.Errorf("power %s, energy %+v", tell(a.Total.Power), a.Total.Energy)
	}
	tilted := decode[powerAnswer](t, s.get("/api/v1/power/point?lat=31.2&lon=121.5&capacity_MW=10&kind=solar&times=20261123T0600Z"))
	if p := *tilted.Total.Power[0]; !(p > 4 && p < 7) { // the low sun of November
		t.Errorf("a tilted plant gives %g MW", p)
	}
	farms := "kind,lat,lon,capacity_MW,turbine,hub_height_m,tilt_deg,noct_C,temperature_coefficient,system_loss\nwind,31.2,121.5,10,nrel-5mw-126,100,,,,\nsolar,31.2,121.5,10,,,0,20,0,0\n"
	both := decode[powerAnswer](t, s.send("POST", "/api/v1/power/farms?density=standard&times=20261123T0000Z/20261123T0600Z", farms))
	// 11 m/s make 4562.5 kW; they blow for the six hours in which the sun shines.
	wind := *both.Farms[0].Power[1]
	if math.Abs(*both.Total.Power[1]-wind-4) > 1e-4 || math.Abs(both.Total.Energy[0].MWh-6*(wind+4)) > 1e-3 {
		t.Errorf("both: %s, %+v", tell(both.Total.Power), both.Total.Energy)
	}
	r := decode[regionAnswer](t, s.get("/api/v1/power/region?region=Shanghai&capacity_MW=1000&times=20261123T0600Z"+plain))
	if tell(r.Factor) != "0.4" || tell(r.Total.Power) != "400" || r.Speed != nil {
		t.Errorf("Shanghai: %s, %s", tell(r.Factor), tell(r.Total.Power))
	}
	f := func(w *httptest.ResponseRecorder, want string) {
		t.Helper()
		if w.Code != 400 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d %s, want %s", w.Code, w.Body, want)
		}
	}
	f(s.get("/api/v1/power/point?lat=31.2&lon=121.5&kind=solar"), "a solar plant needs capacity_MW")
	f(s.get("/api/v1/power/point?lat=31.2&lon=121.5&kind=tidal"), "kind is wind or solar")
	f(s.get("/api/v1/power/point?lat=31.2&lon=121.5&kind=solar&capacity_MW=1&tilt_deg=100"), "tilt_deg: 100 is not from 0 to 90")
	f(s.get("/api/v1/power/grid?format=csv&bbox=118,30,123,35&kind=solar&capacity_MW=1"), "grids are of wind power")
	f(newSite(t).get("/api/v1/power/point?lat=31.2&lon=121.5&kind=solar&capacity_MW=1"), "solar power is not possible")
}

// TestVerifyPower has three runs whose wind at 100 m is 5, 5.5 and 6 m/s at all times, and a farm
// of one turbine that gives 0.5 MW throughout, so that persistence is perfect where it can be told.
func TestVerifyPower(t *testing.T) {
	s := windSite(t, 3, 5, 5)
	const at = "/api/v1/power/verify?lat=34&lon=120&turbine=nrel-5mw-126&hub_height_m=100&density=standard"
	w := s.send("POST", at, "time,power_kW\n2026-11-23T00:00Z,500\n2026-11-23T06:00Z,500\n")
	a := decode[struct {
		Runs    int
		Overall struct {
			Pairs int
			Bias  float64 `json:"bias_MW"`
			MAE   float64 `json:"mae_MW"`
		}
		Leads []struct {
			Lead  float64 `json:"lead_hours"`
			Pairs int
			Bias  float64 `json:"bias_MW"`
		}
		Correction float64
		Corrected  struct{ Pairs int }
	}](t, w)
	// The curve gives 403.9, 570.75 and 737.6 kW; the runs began 12, 6 and 0 hours before midnight.
	mean := (0.4039 + 0.57075 + 0.7376) / 3
	if a.Runs != 3 || a.Overall.Pairs != 6 || math.Abs(a.Overall.Bias-(mean-0.5)) > 1e-5 || math.Abs(a.Correction-0.5/mean) > 1e-5 || a.Corrected.Pairs != 6 {
		t.Errorf("%s", w.Body)
	}
	if len(a.Leads) != 4 || a.Leads[3].Lead != 18 || math.Abs(a.Leads[3].Bias+0.0961) > 1e-6 || a.Leads[1].Pairs != 2 {
		t.Errorf("leads %+v", a.Leads)
	}
	corrected := decode[powerAnswer](t, s.get(strings.Replace(at, "verify", "point", 1)+"&correction=0.5&run=20261123T0000Z"))
	if tell(corrected.Total.Power) != "0.3688 0.3688" {
		t.Errorf("corrected %s", tell(corrected.Total.Power))
	}
	if w := s.send("POST", at, "time,power_kW\n2020-11-23T00:00Z,500\n"); w.Code != 404 || !strings.Contains(w.Body.String(), "none of the 3 runs") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestPowerMembers has four members of 5, 5.5, 6 and 6.5 m/s; figures as in TestFarms.
func TestPowerMembers(t *testing.T) {
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	st, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid([]float64{35, 34}, []float64{119, 120})
	must(t, err)
	members := []int{0, 1, 2, 3}
	r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "ens"}, Run: run0, Grid: g, Times: []time.Time{run0}, Members: members})
	must(t, err)
	for _, m := range members {
		v := 5 + 0.5*float32(m)
		must(t, r.PutMember(ctx, layer(t, "wind_speed_100m"), run0, m, []float32{v, v, v, v}))
	}
	handler, err := web.New(web.Options{Store: st, UI: fstest.MapFS{}, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	must(t, err)
	s := &site{handler: handler, store: st}
	a := decode[powerAnswer](t, s.get("/api/v1/power/point?lat=34&lon=119&turbine=nrel-5mw-126&hub_height_m=100&capacity_MW=50&members=all"))
	if tell(a.Total.Power) != "4.039" || tell(a.Total.P10) != "4.54" || tell(a.Total.P50) != "6.542" || tell(a.Total.P90) != "8.949" {
		t.Errorf("%s: %s %s %s", tell(a.Total.Power), tell(a.Total.P10), tell(a.Total.P50), tell(a.Total.P90))
	}
}

type demandAnswer struct {
	Weights     string
	Region      *struct{ Covered float64 }
	People      *struct{ Places, People, Covered float64 }
	Temperature []*float64 `json:"temperature_C"`
	Days        []struct {
		Date     string
		Mean     float64 `json:"mean_C"`
		HDD, CDD float64
		Complete bool
		Hours    float64
	}
}

func TestDemand(t *testing.T) {
	s := windSite(t, 1, 8, 8, 8, 8, 8)
	a := decode[demandAnswer](t, s.get("/api/v1/power/demand?region=Shanghai&heat_below_C=18"))
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.01 } // what the store keeps of a temperature
	if len(a.Temperature) != 5 || !near(*a.Temperature[4], 15) || len(a.Days) != 1 || !near(a.Days[0].HDD, 3) || a.Days[0].CDD != 0 || !a.Days[0].Complete {
		t.Errorf("Shanghai: %+v", a)
	}
	b := decode[demandAnswer](t, s.send("POST", "/api/v1/power/demand?cool_above_C=10&zone=Asia/Shanghai", "lat,lon,weight\n31.2,121.5,24\n32,119,9\n"))
	if len(b.Days) != 2 || !near(b.Days[0].CDD, 5) || b.Days[0].Complete || b.Days[0].Hours != 16 {
		t.Errorf("places: %+v", b)
	}
	if got := s.get("/api/v1/power/demand?region=Shanghai&format=csv").Body.String(); !strings.HasPrefix(got, "time,temperature_C\n2026-11-23T00:00:00Z,15") {
		t.Errorf("table\n%s", got)
	}
	if w := s.send("POST", "/api/v1/power/demand", "lat,lon,weight\n1,121.5,24\n"); w.Code != 400 || !strings.Contains(w.Body.String(), "1, 121.5 lies outside") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// TestDemandOfPeople has a temperature that is the latitude in °C, over a grid that ends at 121° E. The
// people of 2° by 3° around Shanghai are 22,666,071 in 8 cities, 7,679,071 of them west of 121°, at a mean
// latitude of 31.8131: by numpy from the source.
func TestDemandOfPeople(t *testing.T) {
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	st, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid([]float64{35, 30}, []float64{115, 121})
	must(t, err)
	r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "warm"}, Run: run0, Grid: g, Times: []time.Time{run0}})
	must(t, err)
	must(t, r.Put(ctx, layer(t, "temperature_2m"), run0, []float32{308.15, 308.15, 303.15, 303.15}))
	handler, err := web.New(web.Options{Store: st, UI: fstest.MapFS{}, Regions: provinces(t), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	must(t, err)
	s := &site{handler: handler, store: st}
	const at = "/api/v1/power/demand?weights=population"
	a := decode[demandAnswer](t, s.send("POST", at, ` {"type":"Polygon","coordinates":[[[119,31],[122,31],[122,33],[119,33],[119,31]]]}`))
	if a.People.Places != 7 || a.People.People != 7_679_071 || math.Abs(a.People.Covered-7679071.0/22666071) > 1e-6 || math.Abs(*a.Temperature[0]-31.8131) > 0.01 || a.Region != nil {
		t.Errorf("people %+v, %g", a.People, *a.Temperature[0])
	}
	f := func(w *httptest.ResponseRecorder, status int, want string) {
		t.Helper()
		if w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d %s, want %d %s", w.Code, w.Body, status, want)
		}
	}
	f(s.get(at+"&region=Shanghai"), 404, "of the 1 places in the region")
	f(s.get(at+"&region=Shangha"), 404, "did you mean Shanghai")
	f(s.get("/api/v1/power/demand?weights=people&region=Shanghai"), 400, "weights must be one of area, population")
	f(s.send("POST", at, "lat,lon,weight\n31.2,120.5,1\n"), 200, "those that were sent")
}
