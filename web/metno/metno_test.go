package metno_test

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/metno"
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

// weather is what a run has at each of its times; a layer that is not named it does not have.
type weather map[string][]float64

// newHandler answers from one run around Oslo.
func newHandler(t testing.TB, hours int, w weather) metno.Handler {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, err := forecast.NewGrid([]float64{62, 60, 58}, []float64{8, 10, 12})
	must(t, err)
	n := 0
	for _, values := range w {
		n = max(n, len(values))
	}
	var times []time.Time
	for i := range n {
		times = append(times, run0.Add(time.Duration(i*hours)*time.Hour))
	}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test", Licence: "CC0-1.0"}, Run: run0, Grid: g, Times: times})
	must(t, err)
	for name, values := range w {
		l, err := forecast.ParseLayer(name)
		must(t, err)
		for i, v := range values {
			if i == 0 && l.Variable.Accumulated {
				continue
			}
			field := make([]float32, g.Size())
			for k := range field {
				field[k] = float32(v)
			}
			must(t, r.Put(ctx, l, times[i], field))
		}
	}
	return metno.Handler{Reader: places.Reader{Store: s, Layers: derive.New(s)}, Now: func() time.Time { return run0.Add(7 * time.Hour) }}
}

type period struct {
	Summary struct {
		Code string `json:"symbol_code"`
	}
	Details map[string]float64
}

type answer struct {
	Type     string
	Geometry struct {
		Type        string
		Coordinates []float64
	}
	Properties struct {
		Meta struct {
			Updated time.Time `json:"updated_at"`
			Units   map[string]string
		}
		Timeseries []struct {
			Time string
			Data struct {
				Instant struct{ Details map[string]float64 }
				Next1   *period `json:"next_1_hours"`
				Next6   *period `json:"next_6_hours"`
				Next12  *period `json:"next_12_hours"`
			}
		}
	}
}

func ask(t *testing.T, h metno.Handler, query string, complete bool) (a answer) {
	t.Helper()
	q, err := url.ParseQuery(query)
	must(t, err)
	got, err := h.Answer(ctx, q, complete)
	must(t, err)
	must(t, json.Unmarshal(got.Body, &a))
	return a
}

func TestSixHourly(t *testing.T) {
	h := newHandler(t, 6, weather{
		"temperature_2m": {280, 270.375, 290, 291}, "cloud_cover": {0, 0.3, 0.9, 1}, "precipitation": {0, 1, 2, 8},
		"wind_u_component_10m": {3, 3, 3, 3}, "wind_v_component_10m": {-4, -4, -4, -4}, "surface_altitude": {100},
	})
	a := ask(t, h, "lat=59.91321&lon=10.75&altitude=400", false)
	if c := a.Geometry.Coordinates; a.Type != "Feature" || a.Geometry.Type != "Point" || len(c) != 3 || c[0] != 10.75 || c[1] != 59.9132 || c[2] != 400 {
		t.Errorf("geometry %+v", a.Geometry)
	}
	steps := a.Properties.Timeseries
	if len(steps) != 3 || steps[0].Time != "2026-11-23T06:00:00Z" {
		t.Fatalf("steps %+v", steps)
	}
	first := steps[0].Data
	if d := first.Instant.Details; d["air_temperature"] != -4.7 || d["wind_speed"] != 5 || d["wind_from_direction"] != 323.1 || d["cloud_area_fraction"] != 30 {
		t.Errorf("details %v", d) // -2.775 °C, and 300 m higher by 6.5 K/km
	}
	if first.Next1 != nil || first.Next6 == nil || first.Next6.Details["precipitation_amount"] != 2 || first.Next12.Details["precipitation_amount"] != 0 {
		t.Errorf("periods %+v", first)
	}
	// Clouds (30 % + 90 %) / 2; (268.2 + 288.05) / 2 K is rain; 06–12 UTC is day in Oslo. 10 mm in 12 h is heavy.
	if first.Next6.Summary.Code != "rainshowers_day" || first.Next12.Summary.Code != "heavyrain" {
		t.Errorf("symbols %q, %q", first.Next6.Summary.Code, first.Next12.Summary.Code)
	}
	if last := steps[2].Data; last.Next6 != nil || last.Next12 != nil {
		t.Errorf("a period beyond the run: %+v", last)
	}
	if u := a.Properties.Meta.Units; u["air_temperature"] != "celsius" || u["precipitation_amount"] != "mm" || u["relative_humidity"] != "" {
		t.Errorf("units %v", u)
	}
}

// TestSymbols goes through the kinds of weather; all periods are 12 to 18 UTC, where the sun of
// November sets in Oslo before the middle, at 15 UTC.
func TestSymbols(t *testing.T) {
	f := func(cloud, rain, temperature float64, want string) {
		t.Helper()
		h := newHandler(t, 6, weather{
			"cloud_cover": {cloud, cloud, cloud, cloud}, "precipitation": {0, rain, rain, rain},
			"temperature_2m": {temperature, temperature, temperature, temperature},
		})
		steps := ask(t, h, "lat=60&lon=10", false).Properties.Timeseries
		if got := steps[1].Data.Next6.Summary.Code; got != want {
			t.Errorf("cloud %g, %g mm at %g K: %q, want %q", cloud, rain, temperature, got, want)
		}
	}
	f(0, 0, 280, "clearsky_night")
	f(0.2, 0.2, 280, "fair_night")
	f(0.5, 0, 280, "partlycloudy_night")
	f(0.9, 0, 280, "cloudy")
	f(0.9, 1, 280, "lightrain")
	f(0.9, 3, 280, "rain")
	f(0.9, 9, 280, "heavyrain")
	f(0.5, 9, 274, "heavysleetshowers_night")
	f(0.9, 1, 270, "lightsnow")
}

func TestWithoutRain(t *testing.T) {
	h := newHandler(t, 6, weather{"temperature_2m": {280, 281, 282}, "cloud_cover": {0.9, 0.9, 0.9}})
	p := ask(t, h, "lat=60&lon=10", false).Properties.Timeseries[0].Data.Next6
	if p.Summary.Code != "cloudy" || len(p.Details) != 0 {
		t.Errorf("of clouds alone: %+v", p)
	}
	h = newHandler(t, 6, weather{"temperature_2m": {280, 281, 282}})
	if d := ask(t, h, "lat=60&lon=10", false).Properties.Timeseries[0].Data; d.Next6 != nil {
		t.Errorf("of nothing: %+v", d.Next6)
	}
}

func TestHourly(t *testing.T) {
	w := weather{}
	for i := range 20 {
		w["temperature_2m"] = append(w["temperature_2m"], 273.15+float64(i))
		w["precipitation"] = append(w["precipitation"], 0.5)
	}
	d := ask(t, newHandler(t, 1, w), "lat=60&lon=10", true).Properties.Timeseries[0].Data
	if d.Next1.Details["precipitation_amount"] != 0.5 || d.Next6.Details["precipitation_amount"] != 3 ||
		d.Next6.Details["air_temperature_max"] != 13 || d.Next6.Details["air_temperature_min"] != 7 || d.Next6.Summary.Code != "" {
		t.Errorf("periods %+v %+v", d.Next1, d.Next6)
	}
}

func TestErrors(t *testing.T) {
	h := newHandler(t, 6, weather{"temperature_2m": {280, 281, 282}})
	f := func(query, want string, kind forecast.Kind) {
		t.Helper()
		q, err := url.ParseQuery(query)
		must(t, err)
		if _, err := h.Answer(ctx, q, false); forecast.KindOf(err) != kind || !strings.Contains(forecast.DetailOf(err), want) {
			t.Errorf("%s: %v, want %q", query, err, want)
		}
	}
	f("lat=95&lon=0", "lat must be degrees within ±90", forecast.Invalid)
	f("lat=NaN&lon=0", "lat must be", forecast.Invalid)
	f("lat=5", "lon must be", forecast.Invalid)
	f("lat=60&lon=10&altitude=high", "altitude must be whole metres", forecast.Invalid)
	f("lat=0&lon=0", "no dataset covers", forecast.NotFound)
	h.Now = func() time.Time { return run0.Add(240 * time.Hour) }
	f("lat=60&lon=10", "ends before now", forecast.NotFound)
}
