package openmeteo_test

import (
	"encoding/json"
	"fmt"
	"testing"
)

// TestTimes: which times parameters stand for at 14:38 UTC of 23 November, as Open-Meteo has it.
func TestTimes(t *testing.T) {
	h := newHandler(t)
	f := func(section, query string, n int, first, last string) {
		t.Helper()
		var a map[string]json.RawMessage
		must(t, json.Unmarshal(ask(t, h, "latitude=52&longitude=12&models=test&"+section+"=temperature_2m"+query).Bytes, &a))
		var s struct{ Time []string }
		must(t, json.Unmarshal(a[section], &s))
		if got := fmt.Sprint(len(s.Time), s.Time[:1], s.Time[max(0, len(s.Time)-1):]); got != fmt.Sprintf("%d [%s] [%s]", n, first, last) {
			t.Errorf("%s%s: %s, want %d from %s to %s", section, query, got, n, first, last)
		}
	}
	f("hourly", "", 168, "2026-11-23T00:00", "2026-11-29T23:00")
	f("minutely_15", "", 288, "2026-11-23T00:00", "2026-11-25T23:45")
	f("minutely_15", "&forecast_days=1", 96, "2026-11-23T00:00", "2026-11-23T23:45")
	f("hourly", "&past_days=1&forecast_days=0", 24, "2026-11-22T00:00", "2026-11-22T23:00")
	f("hourly", "&start_date=2026-11-24&end_date=2026-11-24&past_days=0&forecast_days=0", 24, "2026-11-24T00:00", "2026-11-24T23:00")

	f("hourly", "&past_hours=2&forecast_hours=3", 5, "2026-11-23T12:00", "2026-11-23T16:00")
	f("hourly", "&past_hours=2", 2+16*24, "2026-11-23T12:00", "2026-12-09T13:00") // past ones alone: and all that may be asked for
	f("minutely_15", "&past_minutely_15=1", 1+3*96, "2026-11-23T14:15", "2026-11-26T14:15")
	f("hourly", "&past_hours=1&past_days=1&forecast_days=2", 1+16*24, "2026-11-23T13:00", "2026-12-09T13:00")
	f("minutely_15", "&past_minutely_15=1&forecast_minutely_15=2", 3, "2026-11-23T14:15", "2026-11-23T14:45")
	f("hourly", "&forecast_hours=24&temporal_resolution=hourly_6", 5, "2026-11-23T12:00", "2026-11-24T12:00") // hours, not steps

	f("hourly", "&initial_hours=6&forecast_hours=3", 3, "2026-11-23T06:00", "2026-11-23T08:00")
	f("hourly", "&initial_hours=6&past_hours=7&forecast_hours=1&timezone=Asia/Tokyo", 8, "2026-11-22T23:00", "2026-11-23T06:00")
	f("minutely_15", "&initial_minutely_15=2&forecast_minutely_15=2", 2, "2026-11-23T00:30", "2026-11-23T00:45")
	f("hourly", "&initial_hours=6", 168, "2026-11-23T00:00", "2026-11-29T23:00") // counts nothing alone

	// Of a run, times begin with it.
	f("hourly", "&run=2026-11-22T00:00", 168, "2026-11-22T00:00", "2026-11-28T23:00")
	f("hourly", "&run=2026-11-22T00:00&forecast_days=1&timezone=Europe/Berlin&temporal_resolution=hourly_6", 4, "2026-11-22T01:00", "2026-11-22T19:00")
	f("hourly", "&run=2026-11-22T00:00&forecast_hours=3", 3, "2026-11-22T00:00", "2026-11-22T02:00")
	f("minutely_15", "&run=2026-11-22T00:00&forecast_minutely_15=2", 2, "2026-11-22T00:00", "2026-11-22T00:15")
	f("hourly", "&run=2026-11-22T00:00&start_date=2026-11-23&end_date=2026-11-23", 24, "2026-11-23T00:00", "2026-11-23T23:00")
}

// TestDaysOfRun: the days of a run are counted from the local day on which it begins.
func TestDaysOfRun(t *testing.T) {
	a := read(t, newHandler(t), "latitude=52&longitude=12&models=test&daily=temperature_2m_max&forecast_days=2&run=2026-11-22T00:00&timezone=America/New_York")
	if got := string(a.Daily["time"]); got != `["2026-11-21","2026-11-22"]` {
		t.Errorf("days %s", got)
	}
}
