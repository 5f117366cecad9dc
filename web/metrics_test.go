package web_test

import (
	"encoding/json"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// TestMetrics counts requests and looks at the newest run.
func TestMetrics(t *testing.T) {
	s := newSite(t)
	f := func(line string, want float64) {
		t.Helper()
		text := s.get("/metrics").Body.String()
		found := regexp.MustCompile(`(?m)^` + line + ` (\S+)$`).FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("no %s in\n%.3000s", line, text)
		}
		if got, err := strconv.ParseFloat(found[1], 64); err != nil || got != want {
			t.Errorf("%s %s, want %g", line, found[1], want)
		}
	}
	for range 3 {
		s.get("/api/v1/datasets/none")
	}
	f(`fengtu_http_request_seconds_count\{route="/api/v1/datasets/:dataset",status="404"\}`, 3)
	var run struct {
		ReferenceTime time.Time `json:"reference_time"`
		Completeness  struct{ Expected, Present float64 }
	}
	must(t, json.Unmarshal(s.get("/api/v1/datasets/test/runs/latest").Body.Bytes(), &run))
	if run.Completeness.Present == 0 {
		t.Fatalf("%+v tells nothing", run.Completeness)
	}
	const newest = "fengtu_newest_run_"
	f(newest+`reference_time_seconds\{dataset="test"\}`, float64(run.ReferenceTime.Unix()))
	f(newest+`fields\{dataset="test"\}`, run.Completeness.Present)
	f(newest+`fields_expected\{dataset="test"\}`, run.Completeness.Expected)
	f(newest+`fields_quarantined\{dataset="test"\}`, 0)
}
