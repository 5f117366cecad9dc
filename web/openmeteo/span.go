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
	pastDays, forecastDays int
	startDate, endDate     string
	hours                  span // hourly
	quarters               span // minutely_15
	step                   time.Duration
	native                 bool
}

// span is what may be asked of one section beside whole days.
type span struct {
	past, ahead int // steps; -1 where not asked
	start, end  string
}

// maxDays bounds an answer between two dates.
const maxDays = 366

func (s *spans) parse(p parameters) (err error) {
	const most = 100 * 24 * 4
	if s.forecastDays, err = p.count("forecast_days", 7, 16); err != nil {
		return err
	}
	if s.pastDays, err = p.count("past_days", 0, 92); err != nil {
		return err
	}
	s.startDate, s.endDate = p.text("start_date"), p.text("end_date")
	if (s.startDate == "") != (s.endDate == "") {
		return invalid("Both 'start_date' and 'end_date' must be set in the url")
	}
	for _, name := range []string{"forecast_days", "past_days"} {
		if s.startDate != "" && p.text(name) != "" {
			return invalid("Parameter '%s' is mutually exclusive with 'start_date' and 'end_date'", name)
		}
	}
	if s.hours, err = p.span("hours", "hour", most); err != nil {
		return err
	}
	if s.quarters, err = p.span("minutely_15", "minutely_15", most); err != nil {
		return err
	}
	if p.text("initial_hours") != "" || p.text("initial_minutely_15") != "" {
		return invalid("Parameter 'initial_hours' is not there: ask for forecast_hours or start_hour and end_hour")
	}
	return s.parseStep(p.text("temporal_resolution"))
}

func (p parameters) span(many, one string, most int) (s span, err error) {
	if s.past, err = p.count("past_"+many, -1, most); err != nil {
		return s, err
	}
	if s.ahead, err = p.count("forecast_"+many, -1, most); err != nil {
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

// days gives the first day and the one behind the last.
func (s *spans) days(now time.Time) (from, to time.Time, err error) {
	if s.startDate == "" {
		y, m, d := now.Date()
		return zone.Date(y, m, d-s.pastDays, now.Location()), zone.Date(y, m, d+s.forecastDays, now.Location()), nil
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

// between gives the times of a section: whole days, or what its span asks for.
func (s *spans) between(x span, step time.Duration, now time.Time) (from, to time.Time, err error) {
	if from, to, err = s.days(now); err != nil {
		return from, to, err
	}
	if x.start != "" {
		if from, err = localTime(x.start, now.Location()); err != nil {
			return from, to, err
		}
		if to, err = localTime(x.end, now.Location()); err != nil {
			return from, to, err
		}
		if to.Before(from) || to.Sub(from) > maxDays*24*time.Hour {
			return from, to, invalid("The end must lie 0 to %d days after the start", maxDays)
		}
		return from, to.Add(step), nil
	}
	_, seconds := now.Zone()
	offset := time.Duration(seconds) * time.Second
	current := now.Add(offset).Truncate(step).Add(-offset) // by local clocks
	if x.past >= 0 || x.ahead >= 0 {
		from = current.Add(-step * time.Duration(max(0, x.past)))
	}
	if x.ahead >= 0 {
		to = current.Add(step * time.Duration(x.ahead))
	}
	return from, to, nil
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
