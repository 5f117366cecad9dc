package cf

import (
	"strings"
	"testing"
	"time"
)

// The dates are those that cftime gives.
func TestCalendars(t *testing.T) {
	f := func(units, calendar string, x float64, want string) {
		t.Helper()
		c, err := parseClock(units, calendar)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.at(x); err != nil || got.Format(time.DateTime) != want {
			t.Errorf("%v %s, %s: got %v, %v, want %s", x, units, calendar, got, err, want)
		}
	}
	f("days since 2001-1-1", "360_day", 15, "2001-01-16 00:00:00")
	f("days since 2001-1-1", "360_day", 705, "2002-12-16 00:00:00")
	f("days since 2001-1-1", "360_day", -1.5, "2000-12-29 12:00:00")
	f("days since 2000-02-30", "360_day", 1, "2000-03-01 00:00:00")
	f("days since 1850-01-01 12:00:00", "noleap", 60225.25, "2015-01-01 18:00:00")
	f("hours since 0000-01-01", "365_day", 17520036.5, "2000-01-02 12:30:00")
	f("days since 1999-12-31", "noleap", 424, "2001-02-28 00:00:00")
	f("days since 1999-12-31", "noleap", 60, "2000-03-01 00:00:00")
	f("days since 1999-12-31", "all_leap", 61, "2000-03-01 00:00:00")
	f("days since 2001-01-01", "366_day", 60, "2001-03-01 00:00:00")
	f("days since 1850-01-01", "proleptic_gregorian", 60225.25, "2014-11-22 06:00:00")
	f("months since 2000-01-15", "", 1, "2000-02-15 00:00:00")
	f("months since 1960-01-01", "standard", 802.5, "2026-11-16 00:00:00")
	// Julian dates are days like all others: these are the same days in the civil calendar.
	f("days since 2000-01-01", "julian", 0, "2000-01-14 00:00:00")
	f("days since 1900-02-29", "julian", 1, "1900-03-14 00:00:00")
	f("hours since 2026-11-10 00:00:00", "julian", 36, "2026-11-24 12:00:00")
	f("days since 1582-10-04", "julian", 1, "1582-10-15 00:00:00")
}

func TestCalendarRefused(t *testing.T) {
	c, err := parseClock("days since 2001-01-01", "all_leap")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.at(59); err == nil || !strings.Contains(err.Error(), "2001-02-29, a day that is not") {
		t.Errorf("29 February 2001: %v, %v", got, err)
	}
	c, err = parseClock("days since 2001-1-1", "360_day")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{58, 59, 59.5} { // 29 and 30 February
		if got, err := c.at(x); err == nil || !strings.Contains(err.Error(), "a day that is not") {
			t.Errorf("%v: got %v, %v", x, got, err)
		}
	}
}

func TestCalendarNote(t *testing.T) {
	p := mustRead(t, square("x.nc").coordinate("time", []float64{15, 45}, "units", "days since 2001-1-1", "calendar", "360_day").
		data("tos", "time lat lon", "units", "K"))
	if got := p.Times[1].Format(time.DateOnly); got != "2001-02-16" || !strings.Contains(strings.Join(p.Notes, "; "), "keeps its own date") {
		t.Errorf("got %s, notes %v", got, p.Notes)
	}
}
