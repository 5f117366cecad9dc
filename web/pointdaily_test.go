package web_test

import (
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// autumn is when the run of hourlySite begins; in Berlin 25 October 2026 has 25 hours, from 22 UTC of the
// day before to 23 UTC.
var autumn = time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC)

// hourlySite has a dataset, days, with members 0 and 1: h hours after the start the temperature is
// 280 + h/10 K, and 2m K more of member m, the wind from the east at h m/s, 0.5 mm fell and the sun gave
// 100 W/m² in the hour before.
func hourlySite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	var times []time.Time
	for h := range 73 {
		times = append(times, autumn.Add(time.Duration(h)*time.Hour))
	}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "days", Title: "Days"}, Run: autumn, Grid: globe(t), Times: times, Members: []int{0, 1}})
	must(t, err)
	for h, at := range times {
		for m := range 2 {
			values := map[string]float32{"temperature_2m": 280 + float32(h)/10 + 2*float32(m), "wind_u_component_10m": -float32(h), "wind_v_component_10m": 0}
			if h > 0 {
				values["precipitation"], values["shortwave_radiation"] = 0.5, 100
			}
			for name, v := range values {
				must(t, r.PutMember(ctx, layer(t, name), at, m, slices.Repeat([]float32{v}, 91*180)))
			}
		}
	}
	return s
}

type dailyAnswer struct {
	Points []struct {
		Times []string
		Daily struct {
			Timezone string
			Dates    []string
			Starts   []string
			Hours    []float64
			Layers   map[string]struct {
				Units   string
				Values  []*float64
				Missing string
			}
		}
	}
}

func TestDailyOnTheDayTheClockChanges(t *testing.T) {
	s := hourlySite(t)
	var got dailyAnswer
	s.json(t, "/api/v1/point?dataset=days&lat=52&lon=14&daily=temperature_2m_max,temperature_2m_min,temperature_2m_mean,precipitation_sum,precipitation_hours,shortwave_radiation_sum,wind_direction_10m_dominant", &got)
	d := got.Points[0].Daily
	if d.Timezone != "Europe/Berlin" || !slices.Equal(d.Dates, []string{"2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"}) || !slices.Equal(d.Hours, []float64{24, 25, 24, 24}) ||
		d.Starts[1] != "2026-10-25T00:00:00+02:00" || d.Starts[2] != "2026-10-26T00:00:00+01:00" || len(got.Points[0].Times) != 0 {
		t.Fatalf("%+v", got)
	}
	f := func(name, units string, want ...float64) {
		t.Helper()
		l := d.Layers[name]
		if l.Units != units || l.Missing != "not all of the day is in this run at 2 of 4 days" {
			t.Errorf("%s: %+v", name, l)
		}
		for i, v := range l.Values {
			if edge := i == 0 || i == 3; edge != (v == nil) || !edge && math.Abs(*v-want[i-1]) > 0.006+math.Abs(want[i-1])*1e-3 {
				t.Errorf("%s, day %d: %v, want %v", name, i, v, want)
			}
		}
	}
	f("temperature_2m_max", "K", 284.6, 287) // 22 UTC of the 25th is its 46th hour
	f("temperature_2m_min", "K", 282.2, 284.7)
	f("temperature_2m_mean", "K", 283.4, 285.85)
	f("precipitation_sum", "kg m-2", 12.5, 12)
	f("precipitation_hours", "h", 25, 24)
	f("shortwave_radiation_sum", "J m-2", 25*3600*100, 24*3600*100)
	f("wind_direction_10m_dominant", "degree", 90, 90)
}

// TestDailyOfMembers holds that the statistic is over what is made of each member's day.
func TestDailyOfMembers(t *testing.T) {
	s := hourlySite(t)
	f := func(query, name string, want float64) {
		t.Helper()
		var got dailyAnswer
		s.json(t, "/api/v1/point?dataset=days&lat=52&lon=14&timezone=Asia/Shanghai&times=2026-10-25T12Z/2026-10-25T13Z&daily=temperature_2m_max,precipitation_sum"+query, &got)
		d := got.Points[0].Daily
		if v := d.Layers[name].Values; len(v) != 1 || v[0] == nil || math.Abs(*v[0]-want) > 0.02 || d.Starts[0] != "2026-10-25T00:00:00+08:00" {
			t.Errorf("%s: %+v", query, d)
		}
	}
	f("", "temperature_2m_max", 283.9) // 15 UTC is the 39th hour
	f("&member=1", "temperature_2m_max", 285.9)
	f("&member=all", "temperature_2m_max_member01", 285.9)
	f("&statistic=mean", "temperature_2m_max", 284.9)
	f("&statistic=spread", "temperature_2m_max", 1)
	f("&statistic=probability&above=285", "temperature_2m_max", 0.5)
	f("&statistic=spread", "precipitation_sum", 0)
	f("&units=metric", "temperature_2m_max", 10.75)
	f("&layers=temperature_2m&format=json", "precipitation_sum", 12)
}

func TestDailyRefused(t *testing.T) {
	s := hourlySite(t)
	f := func(query, want string) {
		t.Helper()
		w := s.get("/api/v1/point?dataset=days&lat=52&lon=14" + query)
		if w.Code != http.StatusBadRequest && w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	f("&daily=temperature_2m", "temperature_2m_max")
	f("&daily=temprature_2m_max", "but temperature_2m")
	f("&daily=temperature_2m_sum", "only amounts and radiation")
	f("&daily=wind_10m_max", "wind_speed")
	f("&daily=wind_direction_10m_max", "dominant")
	f("&daily=temperature_2m_max&timezone=Mars/North", "no time zone")
	f("&daily=temperature_2m_max&format=csv", "json or ndjson")
	f("&daily=temperature_2m_max&minus=mean", "leave minus out")
	f("", "layers is missing")
	if w := s.get("/api/v1/point/runs?dataset=days&lat=52&lon=14&daily=temperature_2m_max"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "time by time") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
