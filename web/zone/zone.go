// Package zone tells local time: time zones by name, by place, and the days of a calendar as they
// are there, 23 or 25 hours long where a clock is changed. The rules of zones are in the binary, and
// so are their boundaries: those of the timezone-boundary-builder project, made of OpenStreetMap's,
// simplified by tzf.
package zone

import (
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the rules, where the machine has none

	"github.com/ringsaturn/tzf"

	"github.com/fengtu/fengtu/forecast"
)

// Auto stands for the zone of the place.
const Auto = "auto"

// boundaries takes a second and 30 MB, so it is made when it is first needed or by Prepare.
var boundaries = sync.OnceValues(tzf.NewDefaultFinder)

// Prepare unpacks the boundaries of zones, so that the first to ask At need not wait a second, and gives
// back what memory that took for a moment, 100 MB.
func Prepare() {
	_, _ = boundaries() // At tells of an error
	debug.FreeOSMemory()
}

// Named gives the zone of a name such as Europe/Berlin or GMT. It fails with kind Invalid.
func Named(name string) (*time.Location, error) {
	if name == "" || name == "Local" || strings.Contains(name, "..") {
		return nil, unknown(name)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, unknown(name)
	}
	return l, nil
}

func unknown(name string) error {
	return forecast.Errorf(forecast.Invalid, "zone.Named", "there is no time zone %q: write it like Europe/Berlin, GMT or auto", name)
}

// At gives the zone of a place in degrees; at sea it is a nautical one.
func At(lat, lon float64) (*time.Location, error) {
	finder, err := boundaries()
	if err != nil {
		return nil, fmt.Errorf("zone.At: %w", err)
	}
	name := finder.GetTimezoneName(lon, lat)
	if name == "" {
		name = "GMT"
	}
	return Named(name)
}

// Abbreviation gives the short name of a zone at a time: CET, or GMT+8 where it has no letters.
func Abbreviation(t time.Time) string {
	name, _ := t.Zone()
	if name == "UTC" {
		return "GMT"
	}
	if digits, signed := strings.CutPrefix(name, "+"); signed {
		return "GMT+" + clock(digits)
	}
	if digits, signed := strings.CutPrefix(name, "-"); signed {
		return "GMT-" + clock(digits)
	}
	return name
}

// clock writes 0530 as 5:30.
func clock(digits string) string {
	if len(digits) > 2 {
		return strings.TrimPrefix(digits[:2], "0") + ":" + digits[2:]
	}
	return strings.TrimPrefix(digits, "0")
}

// Day gives the start of the day of a time in its zone. Where the clock skips midnight, that is the
// first moment after it.
func Day(t time.Time) time.Time { return Date(t.Year(), t.Month(), t.Day(), t.Location()) }

// Date gives the start of a day in a zone; days beyond a month's end count on.
func Date(year int, month time.Month, day int, zone *time.Location) time.Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, zone)
	if t.Hour() == 23 { // midnight was skipped, and time.Date fell on the side before it
		return t.Add(time.Hour)
	}
	if earlier := t.Add(-time.Hour); earlier.Day() == t.Day() { // midnight comes twice
		return earlier
	}
	return t
}

// Next gives the start of the day after that of a time.
func Next(t time.Time) time.Time { return Date(t.Year(), t.Month(), t.Day()+1, t.Location()) }
