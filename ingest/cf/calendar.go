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
	months30          // every month has 30 days
)

// calendarOf reads a calendar attribute. mixed is the calendar of CF without a name: Julian before
// 15 October 1582.
func calendarOf(name string) (c calendar, mixed bool, err error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "standard", "gregorian":
		return civil, true, nil
	case "proleptic_gregorian", "none":
		return civil, false, nil
	case "noleap", "365_day":
		return noLeap, false, nil
	case "360_day":
		return months30, false, nil
	}
	return civil, false, fmt.Errorf("the calendar %s is not supported yet: rewrite the file with a standard calendar", name)
}

// monthStart is the day of the year, from 0, on which each month of a year without leap day begins.
var monthStart = [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

// day gives the number of days from the calendar's 1 January of the year 0.
func (c calendar) day(year, month, day int) int {
	if c == months30 {
		return year*360 + (month-1)*30 + day - 1
	}
	return year*365 + monthStart[month-1] + day - 1
}

// date is the other way round.
func (c calendar) date(days int) (year, month, day int) {
	if c == months30 {
		year = int(math.Floor(float64(days) / 360))
		days -= year * 360
		return year, days/30 + 1, days%30 + 1
	}
	year = int(math.Floor(float64(days) / 365))
	days -= year * 365
	for month = 1; days >= monthStart[month]; month++ {
	}
	return year, month, days - monthStart[month-1] + 1
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
	last := 30
	if c == noLeap && m.month >= 1 && m.month <= 12 {
		last = monthStart[m.month] - monthStart[m.month-1]
	}
	if m.day > last {
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
