package web_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// withNormals adds to a site a climatology of 270 K in January, 271 K in February and so on, with the months
// told at their first of 2001.
func withNormals(t *testing.T, s *site, months int) {
	t.Helper()
	var times []time.Time
	for m := range months {
		times = append(times, time.Date(2001, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC))
	}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "normals", Title: "Normals"}, Run: times[0], Grid: globe(t), Times: times})
	must(t, err)
	values := make([]float32, globe(t).Size())
	for m, at := range times {
		for i := range values {
			values[i] = 270 + float32(m)
		}
		must(t, r.Put(ctx, layer(t, "temperature_2m"), at, values))
	}
}

// TestMonths subtracts months from 23 November 2026: seven days after the middle of November, of 30½ to
// that of December.
func TestMonths(t *testing.T) {
	s, _, _ := keepingSite(t)
	withNormals(t, s, 12)
	plain, less := layerAt(t, s, "temperature_2m", "34", "121&dataset=test"), layerAt(t, s, "temperature_2m", "34", "121&dataset=test&minus=months:normals/latest")
	days := run0.Sub(time.Date(run0.Year(), 11, 16, 0, 0, 0, 0, time.UTC)).Hours() / 24
	if want := *plain[0] - (280 + days/30.5); math.Abs(*less[0]-want) > 0.011 {
		t.Errorf("%g, want %g", *less[0], want)
	}
	w := s.get(keptTile + "?minus=months:normals/latest")
	if w.Code != 200 || w.Header().Get("Fengtu-Minus") != "months:normals/20010101T0000Z" {
		t.Errorf("%d %s %v", w.Code, w.Body, w.Header())
	}
	w = s.get("/tiles/test/latest/temperature_2m/tilejson.json?minus=months:normals/20010101T0000Z")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "minus=months%3Anormals%2F20010101T0000Z") || !strings.Contains(w.Body.String(), "20261123T0000Z") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestMonthsRefused(t *testing.T) {
	s, _, _ := keepingSite(t)
	withNormals(t, s, 11)
	f := func(minus string, code int, want string) {
		t.Helper()
		for _, target := range []string{keptTile + "?minus=" + minus, "/api/v1/point?dataset=test&layers=temperature_2m&lat=34&lon=121&minus=" + minus} {
			if w := s.get(target); w.Code != code || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
		}
	}
	f("months:normals/latest", 400, "it has 11 times, not one in each of twelve months")
	f("months:normals", 400, "months:DATASET/RUN")
	f("months:nothing/latest", 404, "nothing")
}
