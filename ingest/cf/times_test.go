package cf

import (
	"math"
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	f := func(units, calendar string, x float64, want string) {
		t.Helper()
		c, err := parseClock(units, calendar)
		if err != nil {
			t.Errorf("%q: %v", units, err)
			return
		}
		got, err := c.at(x)
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%v %s: got %s, %v, want %s", x, units, got.Format(time.RFC3339), err, want)
		}
	}
	f("hours since 1900-01-01 00:00:0.0", "gregorian", 978096, "2011-08-01T00:00:00Z")
	f("hours since 1900-01-01 00:00:00.0", "", 978096, "2011-08-01T00:00:00Z")
	f("hours since 1900-01-01", "", 978096, "2011-08-01T00:00:00Z")
	f("Hour since 2018-09-16T00:00:00Z", "proleptic_gregorian", 3, "2018-09-16T03:00:00Z")
	f("hour since 2012-05-15T12:00:00Z", "", 0, "2012-05-15T12:00:00Z")
	f("days since 1800-01-01", "", 79987.5, "2018-12-31T12:00:00Z")
	f("days since 1-1-1 00:00:00", "standard", 736331, "2017-01-01T00:00:00Z")
	f("days since 0001-01-01", "proleptic_gregorian", 736329, "2017-01-01T00:00:00Z")
	f("seconds since 1970-01-01 00:00:00 +00:00", "", 1513328400, "2017-12-15T09:00:00Z")
	f("seconds since 1970-01-01T00:00:00+00:00", "proleptic_gregorian", 1769407200, "2026-01-26T06:00:00Z")
	f("hours since 2026-11-23 08:00:00 +08:00", "", 1, "2026-11-23T01:00:00Z")
	f("hours since 2026-11-23 00:00:00-0530", "", 0, "2026-11-23T05:30:00Z")
	f("minutes since 2021-01-10 00:30:00", "", 60, "2021-01-10T01:30:00Z")
	f("hours since 2019-6-10 00:00:00", "", 2.0/60, "2019-06-10T00:02:00Z")
	f("hours since 2026-11-23", "", float64(float32(1.0/3)), "2026-11-23T00:20:00Z")
	f("nanoseconds since 1970-01-01", "", 1.7e18, "2023-11-14T22:13:20Z")
	f("weeks since 2026-11-23", "", 1, "2026-11-30T00:00:00Z")
	f("hours since 2024-07-09T00:00:00", "", 0, "2024-07-09T00:00:00Z")
	f("day as %Y%m%d.%f", "", 20190121.25, "2019-01-21T06:00:00Z")
}

// The second column is day 0 of the mixed calendar, whose dates before 15 October 1582 are Julian.
func TestMixedCalendar(t *testing.T) {
	f := func(date, want string) {
		t.Helper()
		got, err := parseEpoch(date, in1582)
		if err != nil || got.Format("2006-01-02") != want {
			t.Errorf("%s: got %s, %v, want %s", date, got.Format("2006-01-02"), err, want)
		}
	}
	f("1582-10-15", "1582-10-15")
	f("1582-10-04", "1582-10-14")
	f("1500-03-01", "1500-03-11")
	f("1500-02-28", "1500-03-09")
	f("1000-01-01", "1000-01-06")
	f("0300-03-01", "0300-03-02")
	f("0001-01-01", "0000-12-30")
}

func TestClockRefused(t *testing.T) {
	f := func(units, calendar string) {
		t.Helper()
		if c, err := parseClock(units, calendar); err == nil {
			t.Errorf("%q, calendar %q: got %v, want an error", units, calendar, c)
		}
	}
	f("", "")
	f("months since 2000-01-01", "360_day")
	f("months", "")
	f("hours since", "")
	f("hours since yesterday", "")
	f("hours since 2000-13-01", "")
	f("days since 2001-1-1", "lunar")
	f("days since 2001-1-31", "360_day")
	f("days since 2000-02-29", "noleap")
	f("K", "")
}

func TestClockValueRefused(t *testing.T) {
	c, err := parseClock("hours since 1900-01-01", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), 1e300, -1e300, 9.96921e36, 1e10} {
		if got, err := c.at(x); err == nil {
			t.Errorf("%v: got %v, want an error", x, got)
		}
	}
}

func FuzzClock(f *testing.F) {
	f.Add("hours since 1900-01-01 00:00:0.0", "gregorian", 1.5)
	f.Add("days since 1-1-1", "standard", -1e9)
	f.Add("day as %Y%m%d.%f", "", 20190121.25)
	f.Add("seconds since 1970-01-01T00:00:00+00:00", "", 1e18)
	f.Fuzz(func(t *testing.T, units, calendar string, x float64) {
		c, err := parseClock(units, calendar)
		if err != nil {
			return
		}
		if got, err := c.at(x); err == nil && (got.Year() < 0 || got.Year() > 9999) {
			t.Errorf("%v %q: %v", x, units, got)
		}
		if got, err := c.lead(x); err == nil && got.Abs() > maxSeconds*time.Second {
			t.Errorf("%v %q: lead %v", x, units, got)
		}
	})
}
