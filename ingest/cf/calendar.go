package cf

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// calendar is a way to count days that is not the civil one.
type calendar uint8

const (
	civil    calendar = iota
	noLeap            // every year has 365 days
	allLeap           // every year has 366 days
	months30          // every month has 30 days
)

// reform says up to when the dates of a civil calendar are Julian.
type reform uint8

const (
	never  reform = iota
	in1582        // Julian before 15 October 1582: the calendar of CF without a name
	always
)

// calendarOf reads a calendar attribute.
func calendarOf(name string) (c calendar, julian reform, err error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "standard", "gregorian":
		return civil, in1582, nil
	case "proleptic_gregorian", "none":
		return civil, never, nil
	case "noleap", "365_day":
		return noLeap, never, nil
	case "all_leap", "366_day":
		return allLeap, never, nil
	case "360_day":
		return months30, never, nil
	case "julian":
		return civil, always, nil
	}
	return civil, never, fmt.Errorf("the calendar %s is not supported yet: rewrite the file with a standard calendar", name)
}

// monthStart is the day of the year, from 0, on which each month begins, by calendar.
var monthStart = map[calendar][13]int{
	noLeap:   {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
	allLeap:  {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
	months30: {0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360},
}

// day gives the number of days from the calendar's 1 January of the year 0.
func (c calendar) day(year, month, day int) int {
	starts := monthStart[c]
	return year*starts[12] + starts[month-1] + day - 1
}

// date is the other way round.
func (c calendar) date(days int) (year, month, day int) {
	starts := monthStart[c]
	year = int(math.Floor(float64(days) / float64(starts[12])))
	days -= year * starts[12]
	for month = 1; days >= starts[month]; month++ {
	}
	return year, month, days - starts[month-1] + 1
}

// dateEpoch is a reference date in a calendar: its day, and the seconds since.
type dateEpoch struct {
	calendar calendar
	day      int
	seconds  float64
}

// epochIn reads a reference date in a calendar other than the civil one.
func epochIn(s string, c calendar) (dateEpoch, error) {
	m, err := epochFields(s)
	if err != nil {
		return dateEpoch{}, err
	}
	starts := monthStart[c]
	if m.day > starts[m.month]-starts[m.month-1] {
		return dateEpoch{}, fmt.Errorf("%q is not a date of its calendar", s)
	}
	seconds := float64(m.hour*3600+m.minute*60+m.second) - m.zone.Seconds()
	return dateEpoch{c, c.day(m.year, m.month, m.day), seconds}, nil
}

// at gives the civil time of the same date: a mean over March stays one over March. Dates that the
// civil calendar lacks, 30 February, have none.
func (e dateEpoch) at(seconds float64) (time.Time, error) {
	all := e.seconds + seconds
	days := math.Floor(all / 86400)
	year, month, day := e.calendar.date(e.day + int(days))
	if year < 1 || year > 9999 {
		return time.Time{}, fmt.Errorf("the time axis holds a time in the year %d", year)
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return t, fmt.Errorf("its calendar has %04d-%02d-%02d, a day that is not: leave that day out, or rewrite the file with a standard calendar",
			year, month, day)
	}
	return t.Add(time.Duration(all-days*86400) * time.Second), nil
}
