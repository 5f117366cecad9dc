package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/cf"
)

func TestSummary(t *testing.T) {
	s := newSummary()
	s.add(ingest.Report{
		Status: ingest.Ingested, Dataset: "a", Run: "20261123T0000Z", Fields: 60, Repaired: 2, Bytes: 8e6, Quarantined: 3,
		Suspicious: []ingest.Suspicion{{Layer: "cape"}},
	})
	s.add(ingest.Report{Status: ingest.Unchanged, Dataset: "a", Run: "20261123T0000Z", Bytes: 9e6})
	s.add(ingest.Report{Status: ingest.Refused, LeftOut: []cf.LeftOut{{Name: "x"}}})
	want := []string{
		"files fields in repaired left out suspicious quarantined refused of",
		"1 0 0 1 0 0 1 (no dataset)",
		"2 60 2 0 1 3 0 a 20261123T0000Z",
		"3 files in 2.0 s: 1 ingested, 1 unchanged, 1 refused; 4 MB/s",
	}
	for i, line := range strings.Split(strings.TrimSpace(s.text(2*time.Second)), "\n") {
		if got := strings.Join(strings.Fields(line), " "); i >= len(want) || got != want[i] {
			t.Errorf("line %d: %q", i, got)
		}
	}
	one := newSummary()
	one.add(ingest.Report{Status: ingest.Ingested})
	if got := one.text(time.Second); got != "" {
		t.Errorf("for one file: %q", got)
	}
}

// TestProgressLog holds what the log says where no person watches.
func TestProgressLog(t *testing.T) {
	var out, log bytes.Buffer
	r := newReporter(&terminal{out: &out, err: &log, log: slog.New(slog.NewTextHandler(&log, nil))}, false, 2, 40e6)
	r.progress("a", 20e6, 1, 10)
	if log.Len() > 0 {
		t.Errorf("at once: %s", log.String())
	}
	r.start, r.told = r.start.Add(-20*time.Second), r.told.Add(-20*time.Second)
	r.progress("a", 20e6, 5, 10)
	if !strings.Contains(log.String(), "msg=ingesting files=0 of=2 MB=10 of_MB=40 MB_per_s=0 seconds_left=60") {
		t.Errorf("log: %s", log.String())
	}
}
