package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// addEven adds a run of a dataset in which each layer has one value everywhere, but no amount at the
// run's reference time.
func addEven(t testing.TB, s *site, d forecast.Dataset, start time.Time, degrees float64, hours []int, values map[string]float64) {
	t.Helper()
	g, err := forecast.NewGrid([]float64{4, 4 - degrees}, []float64{0, degrees})
	must(t, err)
	var times []time.Time
	for _, h := range hours {
		times = append(times, start.Add(time.Duration(h)*time.Hour))
	}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: d, Run: start, Grid: g, Times: times})
	must(t, err)
	for _, at := range times {
		for name, v := range values {
			if l := layer(t, name); !l.Variable.Accumulated || at.After(start) {
				must(t, r.Put(ctx, l, at, slices.Repeat([]float32{float32(v)}, 4)))
			}
		}
	}
}

// newSeamless adds, one degree or less round 4°N 0°E, a nowcast by the hour, a fine and a coarse model
// by six and an outlook of two months. Their temperatures are 271, 272, 273, 274 K.
func newSeamless(t testing.TB, s *site) {
	t.Helper()
	add := func(id string, start time.Time, degrees float64, hours []int, values map[string]float64) {
		addEven(t, s, forecast.Dataset{ID: id, Licence: "L-" + id}, start, degrees, hours, values)
	}
	two := run0.Add(2 * time.Hour)
	add("a-outlook", run0, 0.25, []int{0, 720, 1440}, map[string]float64{"temperature_2m": 274})
	add("b-coarse", run0, 0.25, []int{0, 6, 12, 18, 24}, map[string]float64{"temperature_2m": 273, "precipitation": 12, "pressure_msl": 101000})
	add("c-fine", run0, 0.1, []int{0, 6, 12}, map[string]float64{"temperature_2m": 272, "precipitation": 6, "wind_u_component_10m": 3, "wind_v_component_10m": 4})
	add("d-now", two, 0.01, []int{0, 1, 2, 3}, map[string]float64{"temperature_2m": 271, "precipitation": 2})
}

type bestAnswer struct {
	Run     string
	Licence string
	Sources []struct{ Dataset, Run string }
	Points  []struct {
		Cell   *struct{ Lat, Lon float64 }
		Cells  []*struct{ Lat, Lon float64 }
		Times  []time.Time
		Layers map[string]struct {
			Values       []*float64
			Interpolated []bool
			Missing      string
			Source       []*int
			Seams        []struct {
				After, Time time.Time
				From, To    int
				Step        *float64
			}
		}
	}
}

// told writes for each time the hour after run0, the value, and the first letter of its source.
func (a *bestAnswer) told(place int, layer string) string {
	p := a.Points[place]
	l := p.Layers[layer]
	var out []string
	for i, t := range p.Times {
		text := fmt.Sprintf("%g:%s", t.Sub(run0).Hours(), numbers(l.Values[i:i+1]))
		if k := l.Source[i]; k != nil {
			text += a.Sources[*k].Dataset[:1]
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestPointBest(t *testing.T) {
	s := newSite(t)
	newSeamless(t, s)
	const at = "/api/v1/point?dataset=best&lat=3.995&lon=0.005&layers="
	f := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	var a bestAnswer
	s.json(t, at+"temperature_2m", &a)
	f(a.told(0, "temperature_2m"), "2:271d 3:271d 4:271d 5:271d 6:272c 12:272c 18:273b 24:273b 720:274a 1440:274a")
	if a.Run != "20261123T0200Z" || a.Licence != "L-d-now; L-c-fine; L-b-coarse; L-a-outlook" || len(a.Points[0].Cells) != 4 {
		t.Errorf("%+v", a)
	}
	seams := a.Points[0].Layers["temperature_2m"].Seams
	if len(seams) != 3 || !seams[0].After.Equal(run0.Add(5*time.Hour)) || !seams[0].Time.Equal(run0.Add(6*time.Hour)) || seams[0].To != 1 || *seams[0].Step != 1 {
		t.Errorf("seams %+v", seams)
	}
	// Of sums nothing is counted twice: what fell from 0 to 6 h is not what fell since 5 h.
	a = bestAnswer{}
	s.json(t, at+"precipitation", &a)
	f(a.told(0, "precipitation"), "3:2d 4:2d 5:2d 6:- 12:6c 18:12b 24:12b")
	if why := a.Points[0].Layers["precipitation"].Missing; why != "over another interval at 1 of 7 times" {
		t.Errorf("missing: %s", why)
	}
	// By a step every hour is of one source, the one between five and six o'clock a sixth of the fine one's.
	a = bestAnswer{}
	s.json(t, at+"precipitation,temperature_2m&step=1h&times=2026-11-23T04:00Z/2026-11-23T14:00Z", &a)
	f(a.told(0, "precipitation"), "4:2d 5:2d 6:1c 7:1c 8:1c 9:1c 10:1c 11:1c 12:1c 13:2b 14:2b")
	f(a.told(0, "temperature_2m"), "4:271d 5:271d 6:272c 7:272c 8:272c 9:272c 10:272c 11:272c 12:272c 13:273b 14:273b")
	if marks := a.Points[0].Layers["temperature_2m"].Interpolated; marks[1] || marks[2] || !marks[3] {
		t.Errorf("marks %v", marks)
	}
	// A list of times, and a layer that one source alone has.
	a = bestAnswer{}
	s.json(t, at+"pressure_msl,temperature_2m&times=2026-11-23T04:00Z,2026-11-23T12:00Z", &a)
	f(a.told(0, "pressure_msl"), "4:- 12:1.01e+05b")
	f(a.told(0, "temperature_2m"), "4:271d 12:272c")
	// Outside the nowcast's grid.
	a = bestAnswer{}
	s.json(t, "/api/v1/point?dataset=best&lat=3.995,3.95&lon=0.005,0.05&layers=temperature_2m&times=2026-11-23T02:00Z/2026-11-23T18:00Z", &a)
	f(a.told(1, "temperature_2m"), "6:272c 12:272c 18:273b")
	if p := a.Points[1]; p.Cells[0] != nil || p.Cell == nil || *p.Cell != *p.Cells[1] {
		t.Errorf("cells %+v", p)
	}
}

// TestPointBestOfOne: where one dataset covers the place, it is that, with the same numbers.
func TestPointBestOfOne(t *testing.T) {
	s := newSite(t)
	newSeamless(t, s)
	var a bestAnswer
	var one pointAnswer
	s.json(t, "/api/v1/point?dataset=best&lat=40.7&lon=120.3&layers=temperature_2m", &a)
	s.json(t, "/api/v1/point?dataset=test&run=20261122T0000Z&lat=40.7&lon=120.3&layers=temperature_2m", &one)
	if len(a.Sources) != 1 || a.Sources[0].Dataset != "test" {
		t.Fatalf("%+v", a)
	}
	if got, want := numbers(a.Points[0].Layers["temperature_2m"].Values), numbers(one.Points[0].Layers["temperature_2m"].Values); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestPointBestPriority(t *testing.T) {
	s := newSite(t)
	newSeamless(t, s)
	addEven(t, s, forecast.Dataset{ID: "b-coarse", Priority: 1}, run0, 0.25, []int{0}, nil)
	addEven(t, s, forecast.Dataset{ID: "c-fine", Priority: -1}, run0, 0.1, []int{0}, nil)
	var a bestAnswer
	s.json(t, "/api/v1/point?dataset=best&lat=3.995&lon=0.005&layers=temperature_2m", &a)
	if got, want := a.told(0, "temperature_2m"), "6:273b 12:273b 18:273b 24:273b 720:274a 1440:274a"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestPointBestForms(t *testing.T) {
	s := newSite(t)
	newSeamless(t, s)
	const at = "/api/v1/point?dataset=best&lat=3.995&lon=0.005"
	lines := strings.Split(s.get(at+"&layers=temperature_2m&format=csv&units=metric").Body.String(), "\n")
	if lines[0] != "lat,lon,time,temperature_2m (°C),temperature_2m source" || lines[1] != "3.995,0.005,2026-11-23T02:00:00Z,-2.15,d-now/20261123T0200Z" {
		t.Errorf("%q", lines[:2])
	}
	f := func(query string, status int, says string) {
		t.Helper()
		w := s.get(at + query)
		if w.Code != status || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	f("", 400, "say which layers")
	f("&layers=temperatur_2m", 404, "but temperature_2m")
	f("&layers=temperature_2m&run=20261123T0000Z", 400, "leave run out")
	f("&layers=temperature_2m&run=latest", 200, `"dataset":"best"`)
	f("&layers=temperature_2m&minus=previous", 400, "leave minus out")
	f("&layers=temperature_2m&format=netcdf", 400, "json, csv or ndjson")
	f("&layers=temperature_2m&member=1", 400, "leave member out")
	f("&layers=temperature_2m&statistic=mean", 400, "leave statistic out")
	f("&layers=temperature_2m&lags=3", 400, "leave lags out")
	f("&layers=all", 200, `"wind_u_component_10m"`)
	f("&layers=all", 200, `"pressure_msl"`)
	f("&layers=temperature_2m&interpolation=land", 400, "land-sea mask")
	f("&layers=temperature_2m&times=2026-11-23T06:00Z/2026-11-23T00:00Z", 400, "the earlier one first")
	f("&layers=temperature_2m&step=1m", 200, `"interpolated"`)
	told := strings.Split(strings.TrimSpace(s.get(strings.Replace(at, "&lon=0.005", ",4&lon=0.005,0", 1)+"&layers=temperature_2m&format=ndjson").Body.String()), "\n")
	if len(told) != 3 || !strings.Contains(told[0], `"sources":[{"dataset":"d-now"`) || strings.Contains(told[0], "points") || !strings.Contains(told[2], `"source":[0,0,0,0,1,1,2,2,4,4]`) {
		t.Errorf("lines: %q", told)
	}
	if w := s.get("/api/v1/datasets/best"); w.Code != 404 {
		t.Errorf("the catalogue has best: %d", w.Code)
	}
}

// TestPointBestDays: the hours of a day are each of the first dataset that has them, its sum of one alone; an
// outlook of months knows no days.
func TestPointBestDays(t *testing.T) {
	s := newSite(t)
	newSeamless(t, s)
	var a dailyAnswer
	s.json(t, "/api/v1/point?dataset=best&lat=3.995&lon=0.005&timezone=GMT&daily=temperature_2m_max,temperature_2m_min,temperature_2m_mean,precipitation_sum&times=2026-11-23T02:00Z/2026-11-26T00:00Z", &a)
	d := a.Points[0].Daily
	for name, want := range map[string]string{
		"temperature_2m_max": "273 - - -", "temperature_2m_min": "271 - - -", "temperature_2m_mean": "272.3 - - -", "precipitation_sum": "48 - - -",
	} {
		if got := numbers(d.Layers[name].Values); got != want || d.Layers[name].Missing == "" {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
