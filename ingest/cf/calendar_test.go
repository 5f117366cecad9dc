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
}

func TestCalendarRefused(t *testing.T) {
	c, err := parseClock("days since 2001-1-1", "360_day")
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
