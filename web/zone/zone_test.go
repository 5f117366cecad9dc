package zone_test

import (
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/zone"
)

func named(t *testing.T, name string) *time.Location {
	t.Helper()
	l, err := zone.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestDays walks over days on which the clock is changed: the times are the tz database's.
func TestDays(t *testing.T) {
	f := func(name, noon string, wantStart string, hours float64) {
		t.Helper()
		l := named(t, name)
		at, err := time.ParseInLocation("2006-01-02T15:04", noon, l)
		if err != nil {
			t.Fatal(err)
		}
		start, next := zone.Day(at), zone.Next(at)
		if got := start.UTC().Format("2006-01-02T15:04"); got != wantStart || next.Sub(start).Hours() != hours {
			t.Errorf("%s in %s: from %s for %v, want %s for %g h", noon, name, got, next.Sub(start), wantStart, hours)
		}
	}
	f("Europe/Berlin", "2026-03-28T12:00", "2026-03-27T23:00", 24)
	f("Europe/Berlin", "2026-03-29T12:00", "2026-03-28T23:00", 23)
	f("Europe/Berlin", "2026-10-25T12:00", "2026-10-24T22:00", 25)
	f("Australia/Lord_Howe", "2026-04-05T12:00", "2026-04-04T13:00", 24.5)
	f("Australia/Lord_Howe", "2026-10-04T12:00", "2026-10-03T13:30", 23.5)
	f("Asia/Beirut", "2026-03-29T12:00", "2026-03-28T22:00", 23)      // midnight is skipped
	f("America/Havana", "2026-11-01T12:00", "2026-11-01T04:00", 25)   // the hour after midnight comes twice
	f("America/Asuncion", "2023-03-25T12:00", "2023-03-25T03:00", 25) // the hour before midnight comes twice
	f("Africa/Cairo", "2026-04-24T12:00", "2026-04-23T22:00", 23)     // midnight is skipped
	f("Pacific/Kiritimati", "2026-11-23T12:00", "2026-11-22T10:00", 24)
}

func TestAt(t *testing.T) {
	f := func(lat, lon float64, want string) {
		t.Helper()
		if got, err := zone.At(lat, lon); err != nil || got.String() != want {
			t.Errorf("zone at %g, %g: %v, %v; want %s", lat, lon, got, err, want)
		}
	}
	f(52.52, 13.41, "Europe/Berlin")
	f(31.23, 121.47, "Asia/Shanghai")
	f(-31.55, 159.08, "Australia/Lord_Howe")
	f(27.7, 85.3, "Asia/Kathmandu")
	f(40, -30, "Etc/GMT+2")
	f(90, 0, "Etc/GMT")
	f(-90, 180, "Antarctica/McMurdo")
}

func TestAbbreviation(t *testing.T) {
	f := func(name, want string) {
		t.Helper()
		if got := zone.Abbreviation(time.Date(2026, 11, 23, 0, 0, 0, 0, named(t, name))); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	f("Europe/Berlin", "CET")
	f("GMT", "GMT")
	f("UTC", "GMT")
	f("America/Sao_Paulo", "GMT-3")
	f("Asia/Kathmandu", "GMT+5:45")
	f("Etc/GMT+2", "GMT-2")
}

func TestUnknownNames(t *testing.T) {
	for _, name := range []string{"", "Local", "Europe/Nowhere", "../../etc/passwd", "/etc/localtime", "\x00"} {
		if l, err := zone.Named(name); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%q: %v, %v", name, l, err)
		}
	}
}
