package web_test

import (
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestLagged holds statistics over the runs of a dataset without members, on tiles and points.
func TestLagged(t *testing.T) {
	s := differenceSite(t)
	g := globe(t)
	older, newer := waves(g, 11, 5, 89, 0.5), waves(g, 7, 13, 97, 0)
	a, b := float64(newer[0]), float64(older[0])
	f := func(query string, want float64) {
		t.Helper()
		w := s.get("/values/fine/20261123T0600Z/temperature_2m/20261123T1200Z/0/0/0.bin?" + query)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", query, w.Code, w.Body)
		}
		if got := firstValue(t, w.Body); math.Abs(got-want) > 0.01 {
			t.Errorf("%s: %g, want %g", query, got, want)
		}
		if h := w.Header(); h.Get("Fengtu-Runs") != "20261123T0600Z,20261123T0000Z" && !strings.Contains(query, "minus") {
			t.Errorf("%s is of the runs %q", query, h.Get("Fengtu-Runs"))
		}
	}
	f("statistic=mean&lags=2", (a+b)/2)
	f("statistic=mean&lags=5", (a+b)/2) // of the two there are
	f("statistic=spread&lags=2", math.Abs(a-b)/2)
	f("statistic=max&lags=2", max(a, b))
	f("statistic=p25&lags=2", min(a, b)+0.25*math.Abs(a-b))
	f("statistic=probability&above=280.25&lags=2", 0.5)
	f("minus=mean&lags=2", (a-b)/2)
	f("minus=time_mean", 0)
	w := s.get("/values/fine/20261123T0600Z/wind_10m/20261123T1200Z/0/0/0.bin?statistic=mean&lags=2")
	if got := firstValue(t, w.Body); w.Code != http.StatusOK || math.Abs(got-6) > 0.01 || w.Header().Get("Fengtu-Runs") == "" {
		t.Errorf("the mean wind is %g to the east, want 6; of %v", got, w.Header())
	}
	var point struct {
		Statistic string
		Lagged    []string `json:"lagged_runs"`
		Points    []struct {
			Layers map[string]struct {
				Values  []*float64
				Missing string
			}
		}
	}
	s.json(t, "/api/v1/point?dataset=fine&layers=temperature_2m,wind_speed_10m&statistic=mean&lags=3&lat=90&lon=0", &point)
	l := point.Points[0].Layers
	if v := l["temperature_2m"].Values; len(v) != 3 || v[1] != nil || math.Abs(*v[0]-(a+b)/2) > 0.01 || l["temperature_2m"].Missing == "" {
		t.Errorf("a point has %v, %q", v, l["temperature_2m"].Missing)
	}
	if v := l["wind_speed_10m"].Values; math.Abs(*v[0]-(5+math.Hypot(9, 4))/2) > 0.01 {
		t.Errorf("a speed is %g", *v[0]) // of each run's speed, not of the mean wind
	}
	if point.Statistic != "mean" || !slices.Equal(point.Lagged, []string{"20261123T0600Z", "20261123T0000Z"}) {
		t.Errorf("%s of %v", point.Statistic, point.Lagged)
	}
}

func TestLaggedLinks(t *testing.T) {
	s := differenceSite(t)
	var j struct {
		Tiles, Times []string
		Legend       struct{ Display struct{ Units string } } `json:"fengtu:legend"`
	}
	s.json(t, "/tiles/fine/latest/temperature_2m/tilejson.json?statistic=probability&above=280&lags=2", &j)
	if !slices.Equal(j.Times, []string{"20261123T1200Z", "20261124T0000Z"}) || j.Legend.Display.Units != "%" || !strings.HasSuffix(unversioned(j.Tiles[0]), "?above=280&lags=2&statistic=probability") {
		t.Errorf("%+v", j)
	}
	link := strings.NewReplacer("http://example.com", "", "{z}", "0", "{x}", "0", "{y}", "0").Replace(j.Tiles[0])
	if w := s.get(link); w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %d %v", link, w.Code, w.Header())
	}
	if w := s.get(unversioned(link)); w.Header().Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("without a version it is kept %s", w.Header().Get("Cache-Control")) // an earlier run may come late
	}
	s.json(t, "/tiles/fine/latest/temperature_2m/tilejson.json?minus=mean&lags=2", &j)
	if !strings.HasSuffix(unversioned(j.Tiles[0]), "?lags=2&minus=mean") || j.Legend.Display.Units != "K" {
		t.Errorf("%+v", j)
	}
}

func TestLaggedRefused(t *testing.T) {
	s := differenceSite(t)
	f := func(target string, status int, want string) {
		t.Helper()
		if w := s.get(target); w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	const tile = "/tiles/fine/20261123T0600Z/"
	f(tile+"temperature_2m/20261123T1800Z/0/0/0.png?statistic=mean&lags=2", 404, "1 of 2 are there")
	f(tile+"precipitation/20261124T0000Z/0/0/0.png?statistic=mean&lags=2", 404, "1 of 2") // sums over 6 and over 12 h
	f("/tiles/coarse/20261123T0600Z/temperature_2m/20261123T1200Z/0/0/0.png?statistic=mean&lags=2", 404, "no run of coarse before")
	f(tile+"temperature_2m/20261123T1200Z/0/0/0.png?statistic=mean", 404, "lags=5")
	f(tile+"temperature_2m/20261123T1200Z/0/0/0.png?statistic=mean&lags=1", 400, "2 to 40")
	f(tile+"temperature_2m/20261123T1200Z/0/0/0.png?lags=2", 400, "goes with statistic")
	f(tile+"wave_direction/20261123T1200Z/0/0/0.png?statistic=spread&lags=2", 400, "no spread")
	f(tile+"temperature_2m/20261123T1200Z/0/0/0.png?minus=mean", 404, "lags=5")
	f(tile+"precipitation/20261123T1200Z/0/0/0.png?minus=time_mean", 400, "summed over time")
	f(tile+"temperature_2m/20261123T1200Z/0/0/0.png?minus=time_mean&lags=2", 400, "leave lags out")
}
