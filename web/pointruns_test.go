package web_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// newChanging adds three runs of a dataset "changing", six hours apart: the newest and the first by
// steps of 6 h, the one between by 3 h. Temperatures are 280, 282 and 287 K, 1 mm falls in each hour,
// and wind is from west, north-west and south.
func newChanging(t testing.TB, s *site) {
	t.Helper()
	g, err := forecast.NewGrid([]float64{2, 0}, []float64{0, 2})
	must(t, err)
	for i, step := range []int{6, 3, 6} {
		start := run0.Add(time.Duration(-6*i) * time.Hour)
		var times []time.Time
		for h := 0; h <= 12; h += step {
			times = append(times, start.Add(time.Duration(h)*time.Hour))
		}
		r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "changing"}, Run: start, Grid: g, Times: times})
		must(t, err)
		for k, at := range times {
			fill := func(name string, v float64) {
				must(t, r.Put(ctx, layer(t, name), at, slices.Repeat([]float32{float32(v)}, 4)))
			}
			fill("temperature_2m", []float64{280, 282, 287}[i])
			fill("wind_u_component_10m", []float64{5, 3, 0}[i])
			fill("wind_v_component_10m", []float64{0, -3, 1}[i])
			if k > 0 {
				fill("precipitation", float64(step))
			}
		}
	}
}

type runsAnswer struct {
	Runs []struct {
		Run  string
		Lead []*float64 `json:"lead_hours"`
	}
	Times  []time.Time
	Points []struct {
		Layers map[string]struct {
			Runs                             [][]*float64
			Interpolated                     [][]bool
			Missing                          []string
			Count                            []int
			Mean, Spread, Min, P10, P90, Max []*float64
		}
	}
}

// numbers writes a list as it is compared, - where a number is missing.
func numbers(list []*float64) string {
	var out []string
	for _, v := range list {
		if v == nil {
			out = append(out, "-")
		} else {
			out = append(out, fmt.Sprintf("%.4g", *v))
		}
	}
	return strings.Join(out, " ")
}

// TestPointRuns compares with numpy: mean, std and percentile of 280, 282, 287 at 0 h, of the first
// two at 6 h.
func TestPointRuns(t *testing.T) {
	s := newSite(t)
	newChanging(t, s)
	f := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	const at = "/api/v1/point/runs?dataset=changing&lat=1&lon=1&layers="
	var a runsAnswer
	s.json(t, at+"temperature_2m,precipitation,wind_direction_10m&runs=3", &a)
	if len(a.Runs) != 3 || len(a.Times) != 4 || a.Runs[0].Run != "20261123T0000Z" || a.Runs[2].Run != "20261122T1200Z" {
		t.Fatalf("%+v", a)
	}
	f(numbers(a.Runs[1].Lead), "6 9 12 18")
	temperature := a.Points[0].Layers["temperature_2m"]
	f(numbers(temperature.Runs[0]), "280 - 280 280")
	f(numbers(temperature.Runs[1]), "282 282 282 -")
	f(numbers(temperature.Runs[2]), "287 - - -")
	f(fmt.Sprint(temperature.Count), "[3 1 2 1]")
	f(numbers(temperature.Mean), "283 - 281 -")
	f(numbers(temperature.Spread), "2.944 - 1 -")
	f(numbers(temperature.Min), "280 - 280 -")
	f(numbers(temperature.P10), "280.4 - 280.2 -")
	f(numbers(temperature.P90), "286 - 281.8 -")
	f(numbers(temperature.Max), "287 - 282 -")
	rain := a.Points[0].Layers["precipitation"] // at 0 h over 3 h by the second run, at 6 h over 6 h by the first
	f(numbers(rain.Runs[0]), "- - 6 6")
	f(numbers(rain.Runs[1]), "3 3 - -")
	f(numbers(rain.Runs[2]), "- - - -")
	if !strings.Contains(rain.Missing[2], "over another interval at 1 of 4 times") {
		t.Errorf("%q", rain.Missing)
	}
	wind := a.Points[0].Layers["wind_direction_10m"]
	f(numbers(wind.Runs[1]), "315 315 315 -")
	f(fmt.Sprintf("%.1f", *wind.Mean[2]), "292.5") // between 270 and 315
	if wind.Spread != nil || wind.Max != nil {
		t.Errorf("a direction has a spread: %+v", wind)
	}
}

// TestPointRunsBySteps: amounts by a common step are comparable, times before the newest run too.
func TestPointRunsBySteps(t *testing.T) {
	s := newSite(t)
	newChanging(t, s)
	var a runsAnswer
	s.json(t, "/api/v1/point/runs?dataset=changing&lat=1&lon=1&layers=precipitation,temperature_2m&times=2026-11-22T18:00Z/2026-11-23T06:00Z&step=3h&units=metric", &a)
	rain, temperature := a.Points[0].Layers["precipitation"], a.Points[0].Layers["temperature_2m"]
	if got := numbers(rain.Runs[0]) + "|" + numbers(rain.Runs[1]) + "|" + numbers(rain.Runs[2]); got != "- - - 3 3|- 3 3 3 3|3 3 3 - -" {
		t.Errorf("rain %s", got)
	}
	if !rain.Interpolated[0][3] || rain.Interpolated[1][3] {
		t.Errorf("marks %v", rain.Interpolated)
	}
	if numbers(a.Runs[0].Lead) != "- - 0 3 6" || numbers(temperature.Mean) != "11.35 11.35 9.85 7.85 7.85" || numbers(temperature.Spread) != "2.5 2.5 2.944 1 1" && math.Abs(*temperature.Spread[2]-2.94) > 0.005 {
		t.Errorf("%s %s %s", numbers(a.Runs[0].Lead), numbers(temperature.Mean), numbers(temperature.Spread))
	}
}

func TestPointRunsForms(t *testing.T) {
	s := newSite(t)
	newChanging(t, s)
	const at = "/api/v1/point/runs?dataset=changing&lat=1&lon=1&layers=temperature_2m"
	lines := strings.Split(s.get(at+"&runs=2&format=csv").Body.String(), "\n")
	if lines[0] != "lat,lon,run,lead_hours,time,temperature_2m (K)" || lines[5] != "1,1,20261122T1800Z,6,2026-11-23T00:00:00Z,282" || len(lines) != 10 {
		t.Errorf("%q", lines)
	}
	f := func(query string, status int, says string) {
		t.Helper()
		w := s.get(at + query)
		if w.Code != status || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	f("&runs=1", 400, "2 to 40")
	f("&runs=x", 400, "2 to 40")
	f("&minus=previous", 400, "leave minus out")
	f("&format=ndjson", 400, "json or csv")
	f("&times=2026-12-23", 400, "ask for times in it")
	f("&times=yesterday", 400, "time")
	f("&run=20261122T1200Z&runs=2", 200, `"count":[1,1,1]`) // no run is before
}

// TestPointRunsOfMembers: the control of each run, or its members' mean.
func TestPointRunsOfMembers(t *testing.T) {
	s := ensembleSite(t)
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "eps"}, Run: run0.Add(-6 * time.Hour), Grid: globe(t), Times: hours(0), Members: []int{1, 2}})
	must(t, err)
	for _, m := range []int{1, 2} {
		must(t, r.PutMember(ctx, layer(t, "temperature_2m"), run0, m, slices.Repeat([]float32{290 + float32(m)}, 91*180)))
	}
	f := func(query, want string) {
		t.Helper()
		var a runsAnswer
		s.json(t, "/api/v1/point/runs?dataset=eps&lat=1&lon=1&layers=temperature_2m"+query, &a)
		var got []string
		for _, run := range a.Points[0].Layers["temperature_2m"].Runs {
			got = append(got, numbers(run))
		}
		if text := strings.Join(got, "|"); text != want {
			t.Errorf("%s: %s, want %s", query, text, want)
		}
	}
	f("", "280|291")
	f("&member=2", "282|292")
	f("&member=3", "283|-")
	f("&statistic=mean", "281.5|291.5")
}
