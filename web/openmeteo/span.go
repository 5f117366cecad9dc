package openmeteo

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/web/zone"
)

// spans says which times a request asks for.
type spans struct {
	pastDays, forecastDays int // -1 ahead where not asked
	startDate, endDate     string
	hours                  span // hourly
	quarters               span // minutely_15
	step                   time.Duration
	native                 bool
}

// span is what may be asked of one section beside whole days.
type span struct {
	past, ahead int // in hours or quarters of one; -1 where not asked
	alone       int // ahead, where past alone is asked
	initial     int // of the day, from which both are counted instead of from now; -1 where not asked
	start, end  string
}

// The days ahead where a request does not say: minutely_15 has fewer.
const (
	usualDays   = 7
	quarterDays = 3
	mostDays    = 16 // also of hours, where a request says how many past ones alone
)

// maxDays bounds an answer between two dates.
const maxDays = 366

func (s *spans) parse(p parameters) (err error) {
	const most = 100 * 24 * 4
	if s.forecastDays, err = p.count("forecast_days", -1, mostDays); err != nil {
		return err
	}
	if s.pastDays, err = p.count("past_days", 0, 92); err != nil {
		return err
	}
	s.startDate, s.endDate = p.text("start_date"), p.text("end_date")
	if (s.startDate == "") != (s.endDate == "") {
		return invalid("Both 'start_date' and 'end_date' must be set in the url")
	}
	if s.hours, err = p.span("hours", "hour", most, 23, mostDays*24); err != nil {
		return err
	}
	if s.quarters, err = p.span("minutely_15", "minutely_15", most, 95, quarterDays*96); err != nil {
		return err
	}
	if s.startDate != "" || s.hours.start != "" || s.quarters.start != "" {
		if err := p.noCounts(); err != nil {
			return err
		}
	}
	return s.parseStep(p.text("temporal_resolution"))
}

// noCounts fails where numbers of days or steps are told beside the first and last of them.
func (p parameters) noCounts() error {
	for _, unit := range []string{"days", "hours", "minutely_15"} {
		for _, name := range []string{"past_" + unit, "forecast_" + unit} {
			if text := p.text(name); text != "" && text != "0" {
				return invalid("Parameter '%s' is mutually exclusive with 'start_date' and 'end_date'", name)
			}
		}
	}
	return nil
}

func (p parameters) span(many, one string, most, last, alone int) (s span, err error) {
	s.alone = alone
	if s.past, err = p.count("past_"+many, -1, most); err != nil {
		return s, err
	}
	if s.ahead, err = p.count("forecast_"+many, -1, most); err != nil {
		return s, err
	}
	if s.initial, err = p.count("initial_"+many, -1, last); err != nil {
		return s, err
	}
	s.start, s.end = p.text("start_"+one), p.text("end_"+one)
	if (s.start == "") != (s.end == "") {
		return s, invalid("Both 'start_%s' and 'end_%s' must be set in the url", one, one)
	}
	return s, nil
}

func (p parameters) count(name string, otherwise, most int) (int, error) {
	text := p.text(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		title := strings.ReplaceAll(strings.ToUpper(name[:1])+name[1:], "_", " ")
		return 0, invalid("%s is invalid. Allowed range 0 to %d. Given %s.", title, most, text)
	}
	return n, nil
}

func (s *spans) parseStep(text string) error {
	s.step = time.Hour
	hours, isHourly := strings.CutPrefix(text, "hourly_")
	switch n, err := strconv.Atoi(hours); {
	case text == "" || text == "hourly":
	case text == "native":
		s.native = true
	case isHourly && err == nil && slices.Contains([]int{1, 3, 6, 12, 24}, n):
		s.step = time.Duration(n) * time.Hour
	default:
		return invalid("Parameter 'temporal_resolution' must be native, hourly, hourly_1, hourly_3, hourly_6, hourly_12 or hourly_24, not '%s'", text)
	}
	return nil
}

// days gives the first day and the one behind the last; usual is how many there are from today where the request
// does not say.
func (s *spans) days(now time.Time, usual int) (from, to time.Time, err error) {
	if s.startDate == "" {
		y, m, d := now.Date()
		return zone.Date(y, m, d-s.pastDays, now.Location()), zone.Date(y, m, d+s.ahead(usual), now.Location()), nil
	}
	first, err := time.Parse(time.DateOnly, s.startDate)
	if err != nil {
		return from, to, invalid("Invalid date format. Make sure to use 'YYYY-MM-DD'")
	}
	last, err := time.Parse(time.DateOnly, s.endDate)
	if err != nil {
		return from, to, invalid("Invalid date format. Make sure to use 'YYYY-MM-DD'")
	}
	if last.Before(first) {
		return from, to, invalid("End-date must be larger or equals than start-date")
	}
	if last.Sub(first) > maxDays*24*time.Hour {
		return from, to, invalid("'end_date' must lie 0 to %d days after 'start_date'", maxDays)
	}
	from = zone.Date(first.Year(), first.Month(), first.Day(), now.Location())
	return from, zone.Date(last.Year(), last.Month(), last.Day()+1, now.Location()), nil
}

func (s *spans) ahead(usual int) int {
	if s.forecastDays < 0 {
		return usual
	}
	return s.forecastDays
}

// sectionTimes gives the first time of a section with a step and the one behind the last: whole days, or what
// its span asks for in units of hours or quarters of one.
func (s *spans) sectionTimes(x span, unit, step time.Duration, now time.Time, usual int) (from, to time.Time, err error) {
	if x.start != "" {
		return x.explicit(step, now.Location())
	}
	if from, to, err = s.days(now, usual); err != nil {
		return from, to, err
	}
	if x.past < 0 && x.ahead < 0 {
		return from, to, nil
	}
	begin := aligned(now, unit)
	if x.initial >= 0 {
		y, m, d := now.Date()
		begin = zone.Date(y, m, d, now.Location()).Add(unit * time.Duration(x.initial))
	}
	ahead := x.ahead
	if ahead < 0 {
		ahead = x.alone
	}
	return aligned(begin.Add(-unit*time.Duration(max(0, x.past))), step), begin.Add(unit * time.Duration(ahead)), nil
}

// runTimes gives those of a section of one run, counted from where it begins, as sectionTimes does from now; all
// sections have as many days.
func (s *spans) runTimes(x span, unit, step time.Duration, run time.Time, _ int) (from, to time.Time, err error) {
	switch {
	case x.start != "":
		return x.explicit(step, run.Location())
	case s.startDate != "":
		return s.days(run, usualDays)
	}
	const day = 24 * time.Hour
	past, ahead := time.Duration(s.pastDays)*day, time.Duration(s.ahead(usualDays))*day
	if x.past >= 0 {
		past = unit * time.Duration(x.past)
	}
	if x.ahead >= 0 {
		ahead = unit * time.Duration(x.ahead)
	}
	return run.Add(-past), run.Add(ahead), nil
}

// explicit reads the first and the last time that a request names.
func (x span) explicit(step time.Duration, l *time.Location) (from, to time.Time, err error) {
	if from, err = localTime(x.start, l); err != nil {
		return from, to, err
	}
	if to, err = localTime(x.end, l); err != nil {
		return from, to, err
	}
	if to.Before(from) || to.Sub(from) > maxDays*24*time.Hour {
		return from, to, invalid("The end must lie 0 to %d days after the start", maxDays)
	}
	return from, to.Add(step), nil
}

// aligned gives the last time not after another that local clocks count by a step.
func aligned(t time.Time, step time.Duration) time.Time {
	_, seconds := t.Zone()
	offset := time.Duration(seconds) * time.Second
	return t.Add(offset).Truncate(step).Add(-offset)
}

func localTime(text string, l *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15"} {
		if t, err := time.ParseInLocation(layout, text, l); err == nil {
			return t, nil
		}
	}
	return time.Time{}, invalid("Invalid date format. Make sure to use 'YYYY-MM-DDTHH:MM'")
}

func every(from, to time.Time, step time.Duration) (out []time.Time) {
	for t := from; t.Before(to); t = t.Add(step) {
		out = append(out, t)
	}
	return out
}

// midnights gives the starts of the days from one to another, the one behind the last included.
func midnights(from, to time.Time) []time.Time {
	out := []time.Time{from}
	for t := zone.Next(from); !t.After(to); t = zone.Next(t) {
		out = append(out, t)
	}
	return out
}
