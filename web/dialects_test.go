package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// post sends a body and gives the answer.
func (s *site) post(target, contentType, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func TestOpenMeteo(t *testing.T) {
	s := newSite(t)
	f := func(name string, w *httptest.ResponseRecorder) {
		t.Helper()
		var a struct {
			Latitude float64
			Hourly   struct {
				Temperature []*float64 `json:"temperature_2m"`
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != 200 || a.Latitude != 30 || len(a.Hourly.Temperature) != 2 || *a.Hourly.Temperature[0] != 9.8 && *a.Hourly.Temperature[0] != 9.9 {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	const hours = "start_hour=2026-11-22T00:00&end_hour=2026-11-22T01:00"
	f("GET", s.get("/v1/forecast?latitude=30.5&longitude=120&hourly=temperature_2m&"+hours))
	f("form", s.post("/v1/forecast", "application/x-www-form-urlencoded", "latitude=30.5&longitude=120&hourly=temperature_2m&"+hours))
	f("JSON", s.post("/v1/forecast", "application/json",
		`{"latitude":[30.5],"longitude":120,"hourly":["temperature_2m"],"start_hour":"2026-11-22T00:00","end_hour":"2026-11-22T01:00"}`))
	if w := s.get("/v1/forecast?latitude=30&longitude=120&hourly=temperature_2m&format=csv"); !strings.HasPrefix(w.Header().Get("Content-Disposition"), `attachment; filename="open-meteo-30.00N120.00E.csv`) {
		t.Errorf("CSV: %v", w.Header())
	}
	wrong := func(w *httptest.ResponseRecorder, want string) {
		t.Helper()
		var e struct {
			Error  bool
			Reason string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil || w.Code != 400 || !e.Error || !strings.Contains(e.Reason, want) {
			t.Errorf("%d %s, want %q", w.Code, w.Body, want)
		}
	}
	wrong(s.get("/v1/forecast?latitude=95&longitude=0"), "Latitude must be in range of -90 to 90°. Given: 95.0.")
	wrong(s.post("/v1/forecast", "application/json", `{"latitude":{}}`), "must be a text, a number or a list")
	wrong(s.post("/v1/forecast", "application/json", `nonsense`), "no JSON object")
	wrong(s.post("/v1/forecast", "text/plain", strings.Repeat("latitude=1&", 500_000)), "longer than")
}

func TestLocationForecast(t *testing.T) {
	s := newSite(t)
	const address = "/weatherapi/locationforecast/2.0/compact?lat=30&lon=120"
	s.must(t, s.get("/weatherapi/locationforecast/2.0/compact?lat=95&lon=0", "User-Agent", "test"), 400, "lat must be degrees")
	s.must(t, s.get(address), 403, "User-Agent")
	s.must(t, s.get("/weatherapi/locationforecast/2.0/classic?lat=1&lon=1", "User-Agent", "test"), 404, "compact and complete")
	w := s.get(address, "User-Agent", "test")
	s.must(t, w, 200, `"air_temperature":9.9`)
	modified := w.Header().Get("Last-Modified")
	if _, err := http.ParseTime(modified); err != nil || w.Header().Get("Expires") != "Sun, 22 Nov 2026 02:05:00 GMT" {
		t.Errorf("headers %v", w.Header())
	}
	if again := s.get(address, "User-Agent", "test", "If-Modified-Since", modified); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("again: %d %s", again.Code, again.Body)
	}
	s.must(t, s.get(address, "User-Agent", "test", "If-Modified-Since", "Fri, 21 Nov 1997 01:00:00 GMT"), 200, "timeseries")
}

// must holds that an answer has a status and contains a text.
func (s *site) must(t *testing.T, w *httptest.ResponseRecorder, status int, want string) {
	t.Helper()
	if w.Code != status || !strings.Contains(w.Body.String(), want) {
		t.Errorf("%d %s; want %d with %q", w.Code, w.Body, status, want)
	}
}
