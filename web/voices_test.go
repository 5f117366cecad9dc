package web_test

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// voicesSite has a dataset, many, of members 0 and 1 at one time: in member 0 it is 280 K west of 10° E and
// 290 K from there on, in member 1 the other way round, so that their mean is 285 K everywhere; 1 mm fell in
// the one and 3 mm in the other. The air of member 1 is 2 K warmer at all levels, and its ground lower.
func voicesSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	g := globe(t)
	for id, members := range map[string][]int{"many": {0, 1}} {
		r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: id, Title: id}, Run: run0, Grid: g, Times: hours(6), Members: members})
		must(t, err)
		for _, m := range members {
			field := func(name string, value func(lat, lon float64) float64) {
				values := make([]float32, g.Size())
				for i := range values {
					lat, lon := g.At(i/g.Cols(), i%g.Cols())
					values[i] = float32(value(lat, lon))
				}
				must(t, r.PutMember(ctx, layer(t, name), hours(6)[0], m, values))
			}
			more := float64(m)
			field("temperature_2m", func(_, lon float64) float64 {
				if (lon < 10) == (m == 0) {
					return 280
				}
				return 290
			})
			field("precipitation", func(_, _ float64) float64 { return 1 + 2*more })
			field("surface_pressure", func(_, _ float64) float64 { return 98000 + 1000*more })
			field("specific_humidity_2m", func(_, _ float64) float64 { return 0.014 })
			for _, p := range airLevels {
				z, suffix := forecast.StandardHeight(p), forecast.PressureLevel(p).Suffix()
				field("geopotential_height"+suffix, func(_, _ float64) float64 { return z + 80 })
				field("temperature"+suffix, func(_, _ float64) float64 { return math.Max(215, 303-0.0072*z) + 2*more })
				field("specific_humidity"+suffix, func(_, _ float64) float64 { return 0.015 * math.Exp(-z/2300) })
				field("wind_u_component"+suffix, func(_, _ float64) float64 { return 10 - 5*more })
				field("wind_v_component"+suffix, func(_, _ float64) float64 { return 0 })
			}
		}
	}
	return s
}

func TestAreaOfMembers(t *testing.T) {
	s := voicesSite(t)
	type area struct {
		Member    *int
		Members   []int
		Statistic string
		Layers    map[string]struct {
			Units          string
			Mean, Max, Std []*float64
			Percentiles    map[string][]*float64
			Share          []*float64
			Count          []int
			Sum            *struct{ Total *float64 }
			MinAt          []any `json:"min_at"`
		}
	}
	const where = "/api/v1/area?dataset=many&bbox=0,-10,20,10&layers=temperature_2m,precipitation&statistics=mean,max,std,p50,sum"
	var both struct{ Members []area }
	s.json(t, where+"&member=all", &both)
	if len(both.Members) != 2 || *both.Members[1].Member != 1 || *both.Members[1].Layers["temperature_2m"].Max[0] != 290 {
		t.Fatalf("%+v", both)
	}
	f := func(query string, mean, max float64, units string) {
		t.Helper()
		var got area
		s.json(t, where+query, &got)
		l := got.Layers["temperature_2m"]
		if math.Abs(*l.Mean[0]-mean) > 0.02 || math.Abs(*l.Max[0]-max) > 0.02 || l.Units != units || l.Count[0] != 2 || len(got.Members) != 2 || l.MinAt != nil {
			t.Errorf("%s: %+v, mean %g, max %g", query, got, *l.Mean[0], *l.Max[0])
		}
	}
	cold, warm := *both.Members[0].Layers["temperature_2m"].Mean[0], *both.Members[1].Layers["temperature_2m"].Mean[0]
	f("&statistic=mean", (cold+warm)/2, 290, "K") // the warmest of each, not of the mean
	f("&statistic=spread", math.Abs(cold-warm)/2, 0, "K")
	f("&statistic=max", math.Max(cold, warm), 290, "K")
	f("&statistic=probability&above=289", 0, 1, "1")
	f("&statistic=mean&units=metric", (cold+warm)/2-273.15, 16.85, "°C")
	f("&statistic=spread&units=metric", math.Abs(cold-warm)/2, 0, "K")
	f("&statistic=probability&above=289&units=metric", 0, 100, "%")
	var got area
	s.json(t, where+"&statistic=mean", &got)
	if a, b, m := both.Members[0].Layers["precipitation"].Sum, both.Members[1].Layers["precipitation"].Sum, got.Layers["precipitation"].Sum; math.Abs(*m.Total/((*a.Total+*b.Total)/2)-1) > 1e-6 {
		t.Errorf("sums %v %v %v", *a.Total, *b.Total, *m.Total)
	}
}

func TestProfileOfMembers(t *testing.T) {
	s := voicesSite(t)
	type profile struct {
		Statistic string
		Profiles  []struct {
			Levels      map[string][]*float64
			Ground      map[string]*float64
			BelowGround []bool `json:"below_ground"`
			Indices     []struct {
				Name  string
				Value *float64
			}
			Parcels map[string]struct {
				CAPE float64
				LCL  struct{ Pressure float64 }
				Path *struct{ Pressure []float64 }
			}
		}
	}
	const where = "/api/v1/profile?dataset=many&lat=0&lon=4"
	var both struct{ Members []profile }
	s.json(t, where+"&member=all", &both)
	of := func(p profile, index string) float64 {
		for _, i := range p.Profiles[0].Indices {
			if i.Name == index {
				return *i.Value
			}
		}
		t.Fatalf("no %s", index)
		return 0
	}
	one, two := both.Members[0], both.Members[1]
	f := func(statistic string, over func(a, b float64) float64) {
		t.Helper()
		var got profile
		s.json(t, where+"&statistic="+statistic, &got)
		near := func(what string, got, a, b, within float64) {
			t.Helper()
			if want := over(a, b); math.Abs(got-want) > within {
				t.Errorf("%s of %s: %g, want %g of %g and %g", statistic, what, got, want, a, b)
			}
		}
		p, a, b := got.Profiles[0], one.Profiles[0], two.Profiles[0]
		near("temperature", *p.Levels["temperature"][2], *a.Levels["temperature"][2], *b.Levels["temperature"][2], 0.01)
		near("cape", p.Parcels["mixed_layer"].CAPE, a.Parcels["mixed_layer"].CAPE, b.Parcels["mixed_layer"].CAPE, 0.1)
		near("lcl", p.Parcels["surface"].LCL.Pressure, a.Parcels["surface"].LCL.Pressure, b.Parcels["surface"].LCL.Pressure, 0.1)
		for _, index := range []string{"lifted_index", "minus_20_height", "k_index"} {
			near(index, of(got, index), of(one, index), of(two, index), 0.05)
		}
		if p.Parcels["surface"].Path != nil || a.Parcels["surface"].Path == nil || !p.BelowGround[0] || p.BelowGround[1] {
			t.Errorf("%+v", p)
		}
	}
	f("mean", func(a, b float64) float64 { return (a + b) / 2 })
	f("spread", func(a, b float64) float64 { return math.Abs(a-b) / 2 })
	f("p25", func(a, b float64) float64 { return math.Min(a, b) + math.Abs(a-b)/4 })
	if a, b := one.Profiles[0].Parcels["mixed_layer"].CAPE, two.Profiles[0].Parcels["mixed_layer"].CAPE; a == b {
		t.Errorf("both members have a CAPE of %g: the test shows nothing", a)
	}
}

func TestSectionAndGridOfMembers(t *testing.T) {
	s := voicesSite(t)
	type section struct {
		Units    map[string]string
		Sections []struct {
			SurfacePressure []float64 `json:"surface_pressure"`
			Levels          map[string][][]float64
			Layers          map[string][]float64
		}
	}
	const line = "/api/v1/section?dataset=many&points=0,2;0,18&count=9"
	f := func(query string, temperature float64, units string) {
		t.Helper()
		var got section
		s.json(t, line+"&layers=temperature,temperature_2m"+query, &got)
		x := got.Sections[0]
		if v := x.Layers["temperature_2m"][0]; math.Abs(v-temperature) > 0.01 || got.Units["temperature_2m"] != units || x.SurfacePressure[0] != 98500 {
			t.Errorf("%s: %g %+v", query, v, got)
		}
	}
	f("&statistic=mean", 285, "K")
	f("&statistic=spread", 5, "K")
	f("&statistic=p0", 280, "K")
	f("&statistic=probability&above=285", 0.5, "1")
	var both struct{ Members []section }
	s.json(t, line+"&layers=wind,temperature_2m&member=0,1", &both)
	if a := both.Members; len(a) != 2 || a[0].Sections[0].Layers["temperature_2m"][0] != 280 || a[1].Sections[0].Layers["temperature_2m"][0] != 290 || math.Abs(a[1].Sections[0].SurfacePressure[0]-99000) > 1 {
		t.Errorf("%+v", both)
	}
	var winds section
	s.json(t, line+"&layers=wind&statistic=mean", &winds)
	if v := winds.Sections[0].Levels["wind_along"][3][4]; math.Abs(v-7.5) > 0.02 {
		t.Errorf("the mean wind along the line is %g", v)
	}
	var grid struct {
		Layers map[string]struct {
			Units  string
			Values [][][]float64
		}
	}
	s.json(t, "/api/v1/grid?dataset=many&bbox=0,0,18,10&layers=temperature_2m&statistic=spread", &grid)
	if l := grid.Layers["temperature_2m"]; l.Units != "K" || math.Abs(l.Values[0][0][0]-5) > 0.01 {
		t.Errorf("%+v", grid)
	}
	var grids struct{ Members []any }
	s.json(t, "/api/v1/grid?dataset=many&bbox=0,0,18,10&layers=temperature_2m&member=all", &grids)
	if len(grids.Members) != 2 {
		t.Errorf("%+v", grids)
	}
}

// TestLaggedElsewhere holds that areas and sections tell of runs what points do.
func TestLaggedElsewhere(t *testing.T) {
	s := newSite(t)
	g := globe(t)
	for k, start := range []time.Time{run0, run0.Add(6 * time.Hour)} {
		at := run0.Add(12 * time.Hour)
		r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "often"}, Run: start, Grid: g, Times: []time.Time{at}})
		must(t, err)
		values := make([]float32, g.Size())
		for i := range values {
			values[i] = 280 + 4*float32(k)
		}
		must(t, r.Put(ctx, layer(t, "temperature_2m"), at, values))
		must(t, r.Put(ctx, layer(t, "precipitation"), at, values))
	}
	var a struct {
		Lagged []string `json:"lagged_runs"`
		Layers map[string]struct {
			Mean  []*float64
			Count []int
		}
	}
	s.json(t, "/api/v1/area?dataset=often&bbox=0,-10,20,10&layers=temperature_2m,precipitation&statistic=mean&lags=3", &a)
	if v := a.Layers["temperature_2m"]; len(a.Lagged) != 2 || math.Abs(*v.Mean[0]-282) > 0.01 || v.Count[0] != 2 {
		t.Errorf("%+v", a)
	}
	if v := a.Layers["precipitation"]; v.Mean[0] != nil || v.Count[0] != 1 {
		t.Errorf("sums over 12 and 6 hours are put together: %+v", v)
	}
	var x struct {
		Sections []struct{ Layers map[string][]*float64 }
	}
	s.json(t, "/api/v1/section?dataset=often&points=0,0;0,10&layers=temperature_2m&statistic=spread&lags=2", &x)
	if v := x.Sections[0].Layers["temperature_2m"][0]; math.Abs(*v-2) > 0.01 {
		t.Errorf("spread %g", *v)
	}
}

func TestVoicesRefused(t *testing.T) {
	s := voicesSite(t)
	f := func(path, want string) {
		t.Helper()
		w := s.get("/api/v1/" + path)
		if w.Code != http.StatusBadRequest && w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	f("profile?dataset=many&lat=0&lon=0&statistic=probability&above=280", "ask /api/v1/point")
	f("profile?dataset=many&lat=0&lon=0&statistic=mean&member=1", "leave member out")
	f("profile?dataset=many&lat=0&lon=0&member=7", "no member 7")
	f("section?dataset=many&points=0,0;0,10&layers=wind&statistic=spread", "no spread")
	f("area?dataset=many&bbox=0,0,20,10&layers=wind_direction_850hPa&statistic=max", "has a mean over members")
	f("area?dataset=many&bbox=0,0,20,10&layers=temperature_2m&lags=3&statistic=mean", "leave lags out")
	f("grid?dataset=many&bbox=0,0,20,10&layers=temperature_2m&member=all&format=csv", "a file is of one member")
	f("grid?dataset=many&bbox=0,0,20,10&layers=temperature_2m&minus=previous", "leave minus out")
}
