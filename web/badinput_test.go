package web_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestBadInput sends what people get wrong to every way of asking for a place, and holds that each answers in
// its own shape with a sentence that helps.
func TestBadInput(t *testing.T) {
	s := newAirSite(t)
	native := func(query string, status int, says string) {
		t.Helper()
		w := s.get("/api/v1/" + query)
		var p struct {
			Status       int
			Kind, Detail string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != status || p.Status != status || p.Kind == "" ||
			w.Header().Get("Content-Type") != "application/problem+json" || !strings.Contains(p.Detail, says) {
			t.Errorf("%s: %d %s, want %d %q", query, w.Code, w.Body, status, says)
		}
	}
	for _, lat := range []string{"95", "NaN", "inf", "north"} {
		native("point?layers=temperature_2m&lon=0&lat="+lat, 400, "within ±90")
		native("point/runs?layers=temperature_2m&lon=0&lat="+lat, 400, "within ±90")
		native("profile?lon=0&lat="+lat, 400, "within ±90")
		native("section?layers=temperature&points=0,0;"+lat+",5", 400, "within ±90")
		native("area?layers=temperature_2m&bbox=0,"+lat+",10,20", 400, "west,south,east,north")
		native("grid?layers=temperature_2m&bbox=0,"+lat+",10,20", 400, "west,south,east,north")
	}
	native("section?points=0,0;5,5&layers=all", 400, "some layers, not of all")
	for _, path := range []string{"point?lat=0&lon=0&", "profile?lat=0&lon=0&", "section?points=0,0;5,5&", "area?bbox=0,0,10,20&", "grid?bbox=0,0,10,20&"} {
		native(path+"layers=temperature_2m&time=2020-01-01T00Z&times=2020-01-01T00Z", 400, "goes from 20261123T0000Z to")
		native(path+"layers=temperature_2m&units=imperial", 400, "si or metric")
		if !strings.HasPrefix(path, "profile") {
			native(path+"layers=temprature_2m", 404, "but temperature_2m")
		}
	}
	many := strings.Repeat("1,", 99_999) + "1"
	w := s.post("/api/v1/point", "application/x-www-form-urlencoded", url.Values{"lat": {many}, "lon": {many}, "layers": {"temperature_2m"}}.Encode())
	if w.Code != 400 || !strings.Contains(w.Body.String(), "100000 places are too many") {
		t.Errorf("100,000 places: %d %.200s", w.Code, w.Body)
	}
}

// TestBadPolygons: areas that cross themselves are refused; a ring round a pole holds it, or is refused where
// sides are straight in degrees.
func TestBadPolygons(t *testing.T) {
	s := newAirSite(t)
	const crossing, round = "[[0,0],[10,10],[10,0],[0,10],[0,0]]", "[[0,80],[90,80],[180,80],[-90,80],[0,80]]"
	area := func(ring string) string {
		return "/api/v1/area?layers=temperature_2m&geometry=" + url.QueryEscape(`{"type":"Polygon","coordinates":[`+ring+`]}`)
	}
	if w := s.get(area(crossing)); w.Code != 400 || !strings.Contains(w.Body.String(), "crosses itself near 5°E 5°N") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	var cap struct {
		Area struct {
			Area float64 `json:"area_km2"`
		}
	}
	if s.json(t, area(round), &cap); cap.Area.Area < 3.85e6 || cap.Area.Area > 3.9e6 { // 2πR²(1 − sin 80°)
		t.Errorf("the cap has %g km²", cap.Area.Area)
	}
	edr := func(wkt, says string) {
		t.Helper()
		w := s.get("/edr/collections/air/area" + query("coords", wkt, "parameter-name", "temperature_2m"))
		var p struct{ Code, Description string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 400 || p.Code != "400" || !strings.Contains(p.Description, says) {
			t.Errorf("%s: %d %.300s", wkt, w.Code, w.Body)
		}
	}
	edr("POLYGON((0 0,10 10,10 0,0 10,0 0))", "crosses itself")
	edr("POLYGON((0 80,90 80,180 80,-90 70,0 80))", "goes round a pole")
	edr("POLYGON((0 80,90 95,180 80,0 80))", "longitude and latitude in degrees")
	for _, wkt := range []string{"POLYGON((-180 0,180 0,180 40,-180 40,-180 0))", "POLYGON((170 0,190 0,190 20,170 0))"} {
		if c := s.coverage(t, "/edr/collections/air/area"+query("coords", wkt, "parameter-name", "temperature_2m", "datetime", "2026-11-23T06:00:00Z")); slices.IndexFunc(c.Ranges["temperature_2m"].Values, func(v *float64) bool { return v != nil }) < 0 {
			t.Errorf("%s has no values", wkt)
		}
	}
}
