package openmeteo_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/openmeteo"
	"github.com/fengtu/fengtu/web/places"
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

// newHandler answers from two datasets. "test" is 2° over Europe, two runs a day apart of four days
// by six hours: 280.17 K and a tenth of the hours since run0 as temperature, the wind from the west,
// 6 mm in each six hours (and in the older run 12), the ground at 100 m × latitude; the sea east of
// 14°. "coarse" has the temperature 250 K round the globe.
func newHandler(t testing.TB) openmeteo.Handler {
	t.Helper()
	once.Do(func() { fillShared(t) })
	return openmeteo.Handler{
		Reader: places.Reader{Store: shared, Layers: derive.New(shared)},
		Now:    func() time.Time { return run0.Add(14*time.Hour + 38*time.Minute) },
	}
}

// The store that all tests read: writing it takes longer than they do.
var (
	once   sync.Once
	dir    string
	shared *store.Store
)

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func fillShared(t testing.TB) {
	t.Helper()
	var err error
	dir, err = os.MkdirTemp("", "openmeteo-test-")
	must(t, err)
	folder, err := objects.NewFolder(dir)
	must(t, err)
	shared, err = store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	fill(t, shared, "test", run0.Add(-24*time.Hour), axis(60, -2, 11), axis(0, 2, 11), 12)
	fill(t, shared, "test", run0, axis(60, -2, 11), axis(0, 2, 11), 6)
	g, err := forecast.NewGrid(axis(90, -10, 19), axis(0, 10, 36))
	must(t, err)
	r, err := shared.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "coarse"}, Run: run0, Grid: g, Times: []time.Time{run0}})
	must(t, err)
	put(t, r, g, "temperature_2m", run0, func(_, _ float64) float64 { return 250 })
}

func axis(first, step float64, n int) (out []float64) {
	for i := range n {
		out = append(out, first+step*float64(i))
	}
	return out
}

func fill(t testing.TB, s *store.Store, id string, start time.Time, lat, lon []float64, rain float64) {
	t.Helper()
	g, err := forecast.NewGrid(lat, lon)
	must(t, err)
	var times []time.Time
	for h := 0; h <= 96; h += 6 {
		times = append(times, start.Add(time.Duration(h)*time.Hour))
	}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: id, Licence: "CC0-1.0"}, Run: start, Grid: g, Times: times})
	must(t, err)
	put(t, r, g, "surface_altitude", start, func(lat, _ float64) float64 { return 100 * lat })
	put(t, r, g, "land_sea_mask", start, func(_, lon float64) float64 {
		if lon > 14 {
			return 0
		}
		return 1
	})
	for i, at := range times {
		hours := at.Sub(run0).Hours()
		put(t, r, g, "temperature_2m", at, func(_, _ float64) float64 { return 280.17 + max(-100, min(hours, 100))/10 })
		put(t, r, g, "temperature_850hPa", at, func(lat, _ float64) float64 { return 270 + lat/10 })
		put(t, r, g, "vertical_velocity_850hPa", at, func(_, _ float64) float64 { return -20 })
		put(t, r, g, "vertical_velocity_500hPa", at, func(_, _ float64) float64 { return -20 })
		put(t, r, g, "surface_pressure", at, func(_, _ float64) float64 { return 95000 })
		put(t, r, g, "wind_u_component_10m", at, func(_, _ float64) float64 { return 10 })
		put(t, r, g, "wind_v_component_10m", at, func(_, _ float64) float64 { return 0 })
		if i > 0 {
			put(t, r, g, "precipitation", at, func(_, _ float64) float64 { return rain })
			put(t, r, g, "shortwave_radiation", at, func(_, _ float64) float64 { return 100 })
		}
	}
}

func put(t testing.TB, r *store.Run, g *forecast.Grid, name string, at time.Time, value func(lat, lon float64) float64) {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	must(t, err)
	var values []float32
	for _, lat := range g.Y.Values() {
		for _, lon := range g.X.Values() {
			values = append(values, float32(value(lat, lon)))
		}
	}
	must(t, r.Put(ctx, l, at, values))
}

func ask(t testing.TB, h openmeteo.Handler, query string) openmeteo.Body {
	t.Helper()
	values, err := url.ParseQuery(query)
	must(t, err)
	body, err := h.Answer(ctx, values)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return body
}

type table map[string]json.RawMessage

func (s table) numbers(t *testing.T, name string) (out []float64) {
	t.Helper()
	var list []*float64
	must(t, json.Unmarshal(s[name], &list))
	for _, v := range list {
		if v == nil {
			out = append(out, math.NaN())
		} else {
			out = append(out, *v)
		}
	}
	return out
}

type answer struct {
	Latitude, Longitude float64
	Elevation           *float64
	Offset              int               `json:"utc_offset_seconds"`
	Abbreviation        string            `json:"timezone_abbreviation"`
	ID                  int               `json:"location_id"`
	Units               map[string]string `json:"hourly_units"`
	Hourly, Daily       table
	Current             map[string]any
	Fengtu              []struct {
		Model        string
		Runs         []string
		Interpolated []string
		Corrected    []string `json:"elevation_corrected"`
		Missing      map[string]string
	}
}

func read(t *testing.T, h openmeteo.Handler, query string) (a answer) {
	t.Helper()
	must(t, json.Unmarshal(ask(t, h, query).Bytes, &a))
	return a
}

// TestShape compares the bytes of an answer, its time of making cut out, with what the interface's
// own server would write; the sunrise is by the equations of the NOAA calculator.
func TestShape(t *testing.T) {
	h := newHandler(t)
	got := string(ask(t, h, "latitude=52.4&longitude=13.4&current=temperature_2m&hourly=temperature_2m,windspeed_10m,winddirection_10m,precipitation"+
		"&daily=temperature_2m_max,precipitation_sum,sunrise&start_date=2026-11-23&end_date=2026-11-23&start_hour=2026-11-23T12:00&end_hour=2026-11-23T13:00&timezone=Europe/Berlin").Bytes)
	before, rest, _ := strings.Cut(got, `"generationtime_ms":`)
	_, after, _ := strings.Cut(rest, ",")
	after, ours, _ := strings.Cut(after, `,"fengtu":`)
	want := `{"latitude":52.0,"longitude":14.0,"utc_offset_seconds":3600,"timezone":"Europe/Berlin","timezone_abbreviation":"CET","elevation":5200.0,` +
		`"current_units":{"time":"iso8601","interval":"seconds","temperature_2m":"°C"},"current":{"time":"2026-11-23T15:30","interval":900,"temperature_2m":8.5},` +
		`"hourly_units":{"time":"iso8601","temperature_2m":"°C","windspeed_10m":"km/h","winddirection_10m":"°","precipitation":"mm"},` +
		`"hourly":{"time":["2026-11-23T12:00","2026-11-23T13:00"],"temperature_2m":[8.1,8.2],"windspeed_10m":[36.0,36.0],"winddirection_10m":[270,270],"precipitation":[1.00,1.00]},` +
		`"daily_units":{"time":"iso8601","temperature_2m_max":"°C","precipitation_sum":"mm","sunrise":"iso8601"},` +
		`"daily":{"time":["2026-11-23"],"temperature_2m_max":[9.2],"precipitation_sum":[25.00],"sunrise":["2026-11-23T07:41"]}`
	if before+after != want {
		t.Errorf("got\n%s\nwant\n%s", before+after, want)
	}
	if !strings.Contains(ours, `"model":"test","runs":["20261123T0000Z","20261122T0000Z"]`) {
		t.Errorf("ours: %s", ours)
	}
}

// TestOlderRun: what lies before the newest run is from the one before; a named run stands alone.
func TestOlderRun(t *testing.T) {
	h := newHandler(t)
	a := read(t, h, "latitude=52&longitude=12&hourly=temperature_2m,precipitation&start_hour=2026-11-22T23:00&end_hour=2026-11-23T02:00")
	if got := a.Hourly.numbers(t, "precipitation"); got[0] != 2 || got[1] != 2 || got[2] != 1 {
		t.Errorf("rain %v, want 2 mm an hour of the older run until the newer begins, then 1", got)
	}
	if got := a.Hourly.numbers(t, "temperature_2m"); got[0] != 6.9 || got[1] != 7.0 {
		t.Errorf("temperature %v", got)
	}
	if len(a.Fengtu[0].Runs) != 2 || len(a.Fengtu[0].Interpolated) != 2 {
		t.Errorf("told %+v", a.Fengtu)
	}
	a = read(t, h, "latitude=52&longitude=12&hourly=precipitation&start_hour=2026-11-22T23:00&end_hour=2026-11-23T02:00&run=2026-11-23T00:00")
	if got := a.Hourly.numbers(t, "precipitation"); !math.IsNaN(got[0]) || !math.IsNaN(got[1]) || got[2] != 1 {
		t.Errorf("rain of one run %v", got)
	}
}

func TestElevation(t *testing.T) {
	h := newHandler(t)
	a := read(t, h, "latitude=52&longitude=12&elevation=4200&hourly=temperature_2m,surface_pressure&run=2026-11-23T00:00&temporal_resolution=native&start_hour=2026-11-23T00:00&end_hour=2026-11-23T00:00")
	if *a.Elevation != 4200 || a.Hourly.numbers(t, "temperature_2m")[0] != 13.5 { // 7.02 °C and 6.5
		t.Errorf("a kilometre down: %v at %v m", a.Hourly["temperature_2m"], *a.Elevation)
	}
	// 95000 × exp(9.80665/287.05287 × 1000 / 283.42), worked out by hand.
	if got := a.Hourly.numbers(t, "surface_pressure")[0]; got != 1071.7 {
		t.Errorf("pressure %v", got)
	}
	if len(a.Fengtu[0].Corrected) != 2 {
		t.Errorf("told %+v", a.Fengtu[0])
	}
	a = read(t, h, "latitude=52&longitude=12&elevation=nan&hourly=temperature_2m&start_hour=2026-11-23T00:00&end_hour=2026-11-23T00:00")
	if *a.Elevation != 5200 || a.Hourly.numbers(t, "temperature_2m")[0] != 7 {
		t.Errorf("the model's own: %v at %v m", a.Hourly["temperature_2m"], *a.Elevation)
	}
}

func TestPlacesAndModels(t *testing.T) {
	h := newHandler(t)
	var several []answer
	must(t, json.Unmarshal(ask(t, h, "latitude=52,-30&longitude=12,20.1&hourly=temperature_2m&forecast_days=1&timezone=Europe/Berlin,auto").Bytes, &several))
	if len(several) != 2 || several[1].ID != 1 || several[1].Fengtu[0].Model != "coarse" || several[1].Latitude != -30 || several[1].Offset != 7200 {
		t.Errorf("several places: %+v", several)
	}
	a := read(t, h, "latitude=52&longitude=12&hourly=temperature_2m,temperature_850hPa&forecast_hours=1&models=test,coarse")
	if a.Units["temperature_2m_test"] != "°C" || a.Hourly["temperature_850hPa_coarse"] == nil || a.Hourly["temperature_2m"] != nil {
		t.Errorf("several models: %+v", a.Hourly)
	}
	if why := a.Fengtu[1].Missing["temperature_850hPa"]; why != "not in run 20261123T0000Z of coarse" {
		t.Errorf("told %q", why)
	}
	land := read(t, h, "latitude=52&longitude=16&hourly=temperature_2m&cell_selection=land")
	sea := read(t, h, "latitude=52&longitude=12&hourly=temperature_2m&cell_selection=sea")
	if land.Longitude != 14 || sea.Longitude != 16 {
		t.Errorf("land at %g, sea at %g", land.Longitude, sea.Longitude)
	}
	if usual := read(t, h, "latitude=52&longitude=16&hourly=temperature_2m"); usual.Longitude != 14 {
		t.Errorf("without cell_selection at %g", usual.Longitude)
	}
	if near := read(t, h, "latitude=52&longitude=16&hourly=temperature_2m&cell_selection=nearest"); near.Longitude != 16 {
		t.Errorf("the nearest at %g", near.Longitude)
	}
	if why := read(t, h, "latitude=52&longitude=12&hourly=temperature_2m&start_date=2020-01-01&end_date=2020-01-01").Fengtu[0].Missing["temperature_2m"]; !strings.Contains(why, "goes from 2026-11-23T00:00") {
		t.Errorf("outside of the run: %q", why)
	}
	if why := read(t, h, "latitude=52&longitude=12&models=test&daily=precipitation_sum&start_date=2026-11-27&end_date=2026-11-27").Fengtu[0].Missing["precipitation_sum"]; !strings.HasPrefix(why, "no value for a whole day: run 20261123T0000Z of test goes from") {
		t.Errorf("of a day: %q", why)
	}
	must(t, json.Unmarshal(ask(t, h, "bounding_box=50,10,54,14&hourly=temperature_2m&forecast_hours=1&models=test").Bytes, &several))
	if len(several) != 4 || several[0].Latitude != 50 || several[0].Longitude != 10 || several[3].Latitude != 52 || several[3].Longitude != 12 {
		t.Errorf("box %+v", several)
	}
}

func TestUnits(t *testing.T) {
	h := newHandler(t)
	a := read(t, h, "latitude=52&longitude=12&hourly=temperature_2m,wind_speed_10m,precipitation&temperature_unit=fahrenheit&windspeed_unit=kn&precipitation_unit=inch"+
		"&timeformat=unixtime&start_hour=2026-11-23T06:00&end_hour=2026-11-23T06:00&temporal_resolution=hourly_6")
	f := func(name, unit string, want float64) {
		t.Helper()
		if got := a.Hourly.numbers(t, name)[0]; got != want || a.Units[name] != unit {
			t.Errorf("%s = %g %s, want %g %s", name, got, a.Units[name], want, unit)
		}
	}
	f("time", "unixtime", float64(run0.Unix()+6*3600))
	f("temperature_2m", "°F", 45.7)
	f("wind_speed_10m", "kn", 19.4)
	f("precipitation", "inch", 0.236)
}

// TestClockChange: days of 25 and 23 hours have as many hours, and sums take all of them.
func TestClockChange(t *testing.T) {
	h := newHandler(t)
	f := func(zone, day string, hours int, rain float64) {
		t.Helper()
		start, err := time.Parse(time.DateOnly, day)
		must(t, err)
		start = start.Add(-48 * time.Hour)
		fill(t, h.Reader.Store, "test", start, axis(60, -2, 11), axis(0, 2, 11), 6)
		a := read(t, h, "latitude=52&longitude=12&hourly=temperature_2m&daily=precipitation_sum&models=test&run="+forecast.FormatTime(start)+
			"&timezone="+zone+"&start_date="+day+"&end_date="+day)
		if got := a.Hourly.numbers(t, "temperature_2m"); len(got) != hours || math.IsNaN(got[0]) {
			t.Errorf("%s in %s: %d hours, want %d", day, zone, len(got), hours)
		}
		if got := a.Daily.numbers(t, "precipitation_sum"); len(got) != 1 || got[0] != rain {
			t.Errorf("%s in %s: %v mm, want %g", day, zone, got, rain)
		}
	}
	f("Europe/Berlin", "2026-03-29", 23, 23)
	f("Europe/Berlin", "2026-10-25", 25, 25)
	f("Australia/Lord_Howe", "2026-04-05", 25, 24.5) // 25 hours begin in it
	f("Australia/Lord_Howe", "2026-10-04", 24, 23.5)
}

func TestCSVWithoutLocation(t *testing.T) {
	text := string(ask(t, newHandler(t), "latitude=52&longitude=12&models=test&format=csv&location_information=omit&hourly=temperature_2m&forecast_hours=1").Bytes)
	if !strings.HasPrefix(text, "time,temperature_2m (°C)\n2026-11-23T14:00,") {
		t.Errorf("%s", text)
	}
}

func TestCSV(t *testing.T) {
	h := newHandler(t)
	body := ask(t, h, "latitude=52&longitude=12&hourly=temperature_2m,cape&start_hour=2026-11-23T00:00&end_hour=2026-11-23T01:00&format=csv")
	want := "latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation\n52.0,12.0,5200.0,0,GMT,GMT\n\n" +
		"time,temperature_2m (°C),cape (J/kg)\n2026-11-23T00:00,7.0,NaN\n2026-11-23T01:00,7.1,NaN\n"
	if got := string(body.Bytes); got != want {
		t.Errorf("CSV\n%s", got)
	}
	if body.File != "open-meteo-52.00N12.00E5200m.csv" {
		t.Errorf("file %q", body.File)
	}
}

func TestErrors(t *testing.T) {
	h := newHandler(t)
	f := func(query, want string) {
		t.Helper()
		values, err := url.ParseQuery(query)
		must(t, err)
		_, err = h.Answer(ctx, values)
		if kind := forecast.KindOf(err); kind != forecast.Invalid && kind != forecast.NotFound || !strings.Contains(forecast.DetailOf(err), want) {
			t.Errorf("%s: %v, want %q", query, err, want)
		}
	}
	const place = "latitude=52&longitude=12"
	f("latitude=95&longitude=0", "Latitude must be in range of -90 to 90°. Given: 95.0.")
	f("latitude=NaN&longitude=0", "Latitude must be in range")
	f("latitude=5&longitude=200", "Longitude must be in range of -180 to 180°. Given: 200.0.")
	f("latitude=5,6&longitude=0", "must have the same number of elements")
	f("", "Parameter 'latitude' and 'longitude' must not be empty")
	f("latitude="+strings.Repeat("5,", 2000)+"&longitude="+strings.Repeat("5,", 2000), "Parameter 'latitude' and 'longitude' must not exceed 1000 coordinates.")
	f(place+"&location_id=1,2", "Parameter 'location_id' and coordinates must have the same number of elements")
	f(place+"&timezone=Mars/Base", "Invalid timezone")
	f(place+"&start_date=2026-11-23", "Both 'start_date' and 'end_date' must be set in the url")
	f(place+"&start_date=2026-11-23&end_date=2026-11-24&past_days=2", "Parameter 'past_days' is mutually exclusive with 'start_date' and 'end_date'")
	f(place+"&start_hour=2026-11-23T00:00&end_hour=2026-11-23T01:00&forecast_days=2", "Parameter 'forecast_days' is mutually exclusive with 'start_date' and 'end_date'")
	f(place+"&start_minutely_15=2026-11-23T00:00&end_minutely_15=2026-11-23T01:00&past_hours=2", "Parameter 'past_hours' is mutually exclusive")
	f(place+"&initial_hours=24&forecast_hours=2", "Initial hours is invalid. Allowed range 0 to 23. Given 24.")
	f(place+"&start_date=2026-13-23&end_date=2026-11-24&hourly=temperature_2m", "Invalid date format")
	f(place+"&start_date=2026-11-23&end_date=2026-11-22&hourly=temperature_2m", "End-date must be larger or equals than start-date")
	f(place+"&start_date=2026-11-23&end_date=2028-11-22&hourly=temperature_2m", "'end_date' must lie")
	f(place+"&hourly=global_tilted_irradiance&tilt=95", "Parameter 'tilt' must be one number within 0° and 90°. Given: 95.")
	f(place+"&hourly=global_tilted_irradiance&azimuth=north", "Parameter 'azimuth' must be a number")
	f(place+"&daily=wind_direction_10m_max", "the dominant one")
	f(place+"&daily=temperature_2m_sum", "only amounts and radiation")
	f(place+"&daily=vertical_velocity_850hPa_max", "of hours there is 'vertical_velocity_850hPa'")
	f(place+"&daily=rain_hours", "of rain there is no _hours")
	f(place+"&daily=weather_code_sum", "of weather_code there is no _sum")
	f(place+"&forecast_days=99", "Forecast days is invalid. Allowed range 0 to 16. Given 99.")
	f(place+"&hourly=temprature_2m", "did you mean 'temperature_2m'?")
	f(place+"&daily=temperature_2m", "a name ends in _max")
	f(place+"&models=gfs", "There is no model 'gfs'")
	f(place+"&run=2020-01-01T00:00&models=test&hourly=temperature_2m", "The requested model run is not available. Model: test, run: 2020-01-01T00:00")
	f(place+"&wind_speed_unit=furlongs", "must be one of kmh, ms, mph, kn")
	f(place+"&format=grib", "must be json, csv, xlsx or flatbuffers")
	f(place+"&cell_selection=land&models=coarse", "no land-sea mask")
	f("latitude=0&longitude=0&models=test&hourly=temperature_2m", "No data is available for this location")
	f("bounding_box=1,2,3", "Parameter bounding_box must have 4 values")
	f("bounding_box=4,2,3,5", "The first latitude must be smaller than the second latitude")
	f("bounding_box=1,2,93,5", "Latitudes must be between -90 and 90")
	f("bounding_box=1,5,3,2", "The first longitude must be smaller than the second longitude")
	f("bounding_box=1,2,3,185", "Longitudes must be between -180 and 180")
}

// TestTilted: on a level plane falls what falls on the ground; one that faces east gets it in the morning, and
// one that faces south in November in Berlin more than the ground.
func TestTilted(t *testing.T) {
	h := newHandler(t)
	f := func(plane string) (morning, afternoon, sum float64) {
		t.Helper()
		a := read(t, h, "latitude=52&longitude=12&hourly=global_tilted_irradiance,shortwave_radiation&start_date=2026-11-24&end_date=2026-11-24"+plane)
		if a.Units["global_tilted_irradiance"] != "W/m²" {
			t.Errorf("in %s", a.Units["global_tilted_irradiance"])
		}
		for i, v := range a.Hourly.numbers(t, "global_tilted_irradiance") {
			if ground := a.Hourly.numbers(t, "shortwave_radiation")[i]; plane == "" && i > 8 && i < 16 && math.Abs(v-ground) > 0.11 { // by day: the run's night is bright
				t.Errorf("level plane at %d o'clock: %g, on the ground %g", i, v, ground)
			}
			sum += v
			switch i {
			case 10:
				morning = v
			case 14:
				afternoon = v
			}
		}
		return morning, afternoon, sum
	}
	_, _, level := f("")
	if _, _, south := f("&tilt=60"); !(south > 1.5*level) {
		t.Errorf("to the south %g, level %g", south, level)
	}
	if morning, afternoon, _ := f("&tilt=60&azimuth=-90"); !(morning > 2*afternoon) {
		t.Errorf("to the east %g in the morning, %g in the afternoon", morning, afternoon)
	}
}

// TestMembers: the plain name is the control, others have the member's number behind.
func TestMembers(t *testing.T) {
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid([]float64{54, 52, 50}, []float64{10, 12, 14})
	must(t, err)
	var times []time.Time
	for h := range 25 {
		times = append(times, run0.Add(time.Duration(h)*time.Hour))
	}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "eps"}, Run: run0, Grid: g, Times: times, Members: []int{0, 1, 2}})
	must(t, err)
	l, err := forecast.ParseLayer("temperature_2m")
	must(t, err)
	for h, at := range times {
		for m := range 3 {
			must(t, r.PutMember(ctx, l, at, m, slices.Repeat([]float32{273.15 + float32(10*m) + float32(h)/10}, 9)))
		}
	}
	h := openmeteo.Handler{Reader: places.Reader{Store: s, Layers: derive.New(s)}, Now: func() time.Time { return run0 }}
	a := read(t, h, "latitude=52&longitude=12&models=eps&forecast_days=1&hourly=temperature_2m,temperature_2m_member02&daily=temperature_2m_max_member01,temperature_2m_max&elevation=nan")
	f := func(of table, name string, i int, want float64) {
		t.Helper()
		if got := of.numbers(t, name); math.Abs(got[i]-want) > 0.01 {
			t.Errorf("%s: %g, want %g", name, got[i], want)
		}
	}
	f(a.Hourly, "temperature_2m", 5, 0.5)
	f(a.Hourly, "temperature_2m_member02", 5, 20.5)
	f(a.Daily, "temperature_2m_max_member01", 0, 12.3)
	f(a.Daily, "temperature_2m_max", 0, 2.3)
	for query, want := range map[string]string{
		"hourly=temperature_2m_member07": "There is no member 7 of eps", "hourly=temprature_2m_member01": "did you mean", "hourly=temperature_2m_member1": "There is no hourly variable",
		"hourly=temperature_2m_previous_day1_member01": "the control alone",
	} {
		values, err := url.ParseQuery("latitude=52&longitude=12&models=eps&" + query)
		must(t, err)
		if _, err := h.Answer(ctx, values); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", query, err, want)
		}
	}
}

// FuzzAnswer sends any query: an answer or an error of the asker's comes back.
func FuzzAnswer(f *testing.F) {
	h := newHandler(f)
	for _, seed := range []string{
		"latitude=52&longitude=12&hourly=temperature_2m&daily=sunrise,temperature_2m_min&current=is_day&timezone=auto",
		"latitude=52&longitude=12&minutely_15=precipitation&forecast_minutely_15=4&format=flatbuffers&models=test,coarse",
		"latitude=-90&longitude=180&daily=wind_direction_10m_dominant&past_days=3&format=csv&length_unit=imperial",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		if _, err := h.Answer(ctx, values); err != nil && forecast.KindOf(err) == forecast.Internal {
			t.Errorf("%q: %v", query, err)
		}
	})
}

func BenchmarkAnswer(b *testing.B) {
	h := newHandler(b)
	for b.Loop() {
		ask(b, h, "latitude=52&longitude=12&hourly=temperature_2m,precipitation,wind_speed_10m,shortwave_radiation&daily=temperature_2m_max&forecast_days=4&timezone=Europe/Berlin")
	}
}

// TestSeamless: over "test" a nowcast of one day knows the temperature; best_match takes it first, and
// says of which runs the values are.
func TestSeamless(t *testing.T) {
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	fill(t, s, "test", run0, axis(60, -2, 11), axis(0, 2, 11), 6)
	g, err := forecast.NewGrid(axis(53, -0.1, 21), axis(11, 0.1, 21))
	must(t, err)
	times := []time.Time{run0.Add(13 * time.Hour), run0.Add(14 * time.Hour), run0.Add(15 * time.Hour)}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "now"}, Run: times[0], Grid: g, Times: times})
	must(t, err)
	for i, at := range times {
		put(t, r, g, "temperature_2m", at, func(_, _ float64) float64 { return 260.15 })
		if i > 0 {
			put(t, r, g, "precipitation", at, func(_, _ float64) float64 { return 3 })
		}
	}
	h := openmeteo.Handler{Reader: places.Reader{Store: s, Layers: derive.New(s)}, Now: func() time.Time { return run0.Add(14*time.Hour + 38*time.Minute) }}
	type answer struct {
		Hourly map[string][]any
		Daily  map[string][]any
		Fengtu []struct {
			Model        string
			Runs         []string
			Interpolated []string
		}
	}
	f := func(query string, want ...any) (a answer) {
		t.Helper()
		must(t, json.Unmarshal(ask(t, h, "latitude=52&longitude=12&"+query).Bytes, &a))
		got := []any{}
		for _, name := range []string{"temperature_2m", "precipitation", "temperature_2m_best_match", "temperature_2m_test"} {
			got = append(got, a.Hourly[name]...)
		}
		if len(want) > 0 && fmt.Sprintf("%v", got) != fmt.Sprintf("%v", want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
		return a
	}
	hours := "start_hour=2026-11-23T12:00&end_hour=2026-11-23T17:00&hourly="
	a := f(hours+"temperature_2m,precipitation", 8.2, -13, -13, -13, 8.6, 8.7, 1, 1, 3, 3, 1, 1)
	if len(a.Fengtu) != 2 || a.Fengtu[0].Model != "now" || len(a.Fengtu[0].Interpolated) != 0 || fmt.Sprint(a.Fengtu[1].Interpolated) != "[temperature_2m precipitation]" {
		t.Errorf("%+v", a.Fengtu)
	}
	f(hours+"temperature_2m&models=best_match", 8.2, -13, -13, -13, 8.6, 8.7)
	f(hours+"temperature_2m&models=test", 8.2, 8.3, 8.4, 8.5, 8.6, 8.7)
	f(hours+"temperature_2m&models=best_match,test", 8.2, -13, -13, -13, 8.6, 8.7, 8.2, 8.3, 8.4, 8.5, 8.6, 8.7)
	a = f("start_date=2026-11-23&end_date=2026-11-23&daily=precipitation_sum,temperature_2m_min")
	if fmt.Sprint(a.Daily["precipitation_sum"], a.Daily["temperature_2m_min"]) != "[24] [-13]" { // the day's sum is of one
		t.Errorf("%+v", a.Daily)
	}
	a = f("start_date=2026-11-23&end_date=2026-11-23&temporal_resolution=native&hourly=temperature_2m", 7, 7.6, 8.2, -13, -13, -13, 8.8)
	if fmt.Sprint(a.Hourly["time"]) != "[2026-11-23T00:00 2026-11-23T06:00 2026-11-23T12:00 2026-11-23T13:00 2026-11-23T14:00 2026-11-23T15:00 2026-11-23T18:00]" {
		t.Errorf("%v", a.Hourly["time"])
	}
}

// TestMade: what Open-Meteo makes of cloud, precipitation and temperature, by its thresholds.
func TestMade(t *testing.T) {
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid(axis(53, -1, 3), axis(11, 1, 3))
	must(t, err)
	for _, id := range []string{"wet", "dry"} {
		times := []time.Time{}
		for h := range 26 {
			times = append(times, run0.Add(time.Duration(h)*time.Hour))
		}
		r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: id}, Run: run0, Grid: g, Times: times})
		must(t, err)
		for i, at := range times {
			put(t, r, g, "cloud_cover", at, func(_, _ float64) float64 { return []float64{0, 0.1, 0.3, 0.6, 0.9, 1, 1, 1}[min(i, 7)] })
			put(t, r, g, "temperature_2m", at, func(_, _ float64) float64 { return []float64{280, 280, 280, 280, 280, 280, 270, 270}[min(i, 7)] })
			if i > 0 && id == "wet" {
				put(t, r, g, "precipitation", at, func(_, _ float64) float64 { return []float64{0, 0, 0, 0, 0.6, 8, 2, 0}[min(i, 7)] })
			}
		}
	}
	h := openmeteo.Handler{Reader: places.Reader{Store: s, Layers: derive.New(s)}, Now: func() time.Time { return run0 }}
	f := func(query string, want map[string]string) {
		t.Helper()
		var a map[string]any
		must(t, json.Unmarshal(ask(t, h, "latitude=52&longitude=12&"+query).Bytes, &a))
		for path, text := range want {
			section, name, _ := strings.Cut(path, ".")
			if got := fmt.Sprint(a[section].(map[string]any)[name]); got != text {
				t.Errorf("%s: %s is %s, want %s", query, path, got, text)
			}
		}
	}
	const hours = "start_hour=2026-11-23T00:00&end_hour=2026-11-23T07:00&hourly=weather_code,rain,snowfall"
	f(hours+"&models=wet", map[string]string{
		"hourly.weather_code": "[<nil> 0 1 2 53 65 75 3]", "hourly.rain": "[<nil> 0 0 0 0.6 8 0 0]", "hourly.snowfall": "[<nil> 0 0 0 0 0 1.4 0]",
		"hourly_units.weather_code": "wmo code", "hourly_units.rain": "mm", "hourly_units.snowfall": "cm",
	})
	f(hours+"&models=dry", map[string]string{"hourly.weather_code": "[0 0 1 2 3 3 3 3]", "hourly.rain": "[<nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil>]"})
	f(hours+"&models=wet&temporal_resolution=native&precipitation_unit=inch", map[string]string{"hourly.weather_code": "[<nil> 0 1 2 53 65 75 3]", "hourly.snowfall": "[<nil> 0 0 0 0 0 0.551 0]"})
	const day = "start_date=2026-11-23&end_date=2026-11-23&models=wet&daily=rain_sum,snowfall_sum,weather_code"
	f(day, map[string]string{"daily.rain_sum": "[8.6]", "daily.snowfall_sum": "[1.4]", "daily_units.snowfall_sum": "cm"})
	f(day+"&timezone=Etc/GMT%2B1", map[string]string{"daily.weather_code": "[75]", "daily.rain_sum": "[8.6]"})
	f(day+"&timezone=Asia/Shanghai", map[string]string{"daily.weather_code": "[<nil>]"}) // which begins before the run
}

func TestMeta(t *testing.T) {
	h := newHandler(t)
	body, err := h.Meta(ctx, "test")
	must(t, err)
	var got map[string]any
	must(t, json.Unmarshal(body.Bytes, &got))
	for name, want := range map[string]int64{
		"last_run_initialisation_time": run0.Unix(), "data_end_time": run0.Add(96 * time.Hour).Unix(),
		"temporal_resolution_seconds": 6 * 3600, "update_interval_seconds": 24 * 3600, "chunk_time_length": 17,
	} {
		if got[name] != float64(want) {
			t.Errorf("%s is %v, want %d", name, got[name], want)
		}
	}
	if crs, _ := got["crs_wkt"].(string); !strings.HasSuffix(crs, "BBOX[40,0,60,20]]]") || got["last_run_availability_time"].(float64) < 1e9 {
		t.Errorf("%v", got)
	}
	if _, err := h.Meta(ctx, "gfs"); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a model that is not there: %v", err)
	}
}

// TestPreviousDays: of each time the newest run that began at least so many days before. The older run's
// rain is 2 mm/h, the newer's 1.
func TestPreviousDays(t *testing.T) {
	h := newHandler(t)
	f := func(query, want string) {
		t.Helper()
		var a struct{ Hourly map[string][]any }
		must(t, json.Unmarshal(ask(t, h, "latitude=52&longitude=12&models=test&hourly=precipitation,precipitation_previous_day1,precipitation_previous_day2&"+query).Bytes, &a))
		if got := fmt.Sprint(a.Hourly["precipitation"], a.Hourly["precipitation_previous_day1"], a.Hourly["precipitation_previous_day2"]); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	f("start_hour=2026-11-23T01:00&end_hour=2026-11-23T02:00", "[1 1] [2 2] [<nil> <nil>]")
	f("start_hour=2026-11-24T06:00&end_hour=2026-11-24T06:00", "[1] [1] [2]") // the newer run began 30 hours before
	f("start_hour=2026-11-24T00:00&end_hour=2026-11-24T01:00", "[1 1] [2 1] [<nil> 2]")
	for _, name := range []string{"temperature_2m_previous_day8", "weather_code_previous_day1", "temperature_2m_previous_day1_max"} {
		section := "hourly"
		if strings.HasSuffix(name, "max") {
			section = "daily"
		}
		if _, err := h.Answer(ctx, url.Values{"latitude": {"52"}, "longitude": {"12"}, section: {name}}); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
