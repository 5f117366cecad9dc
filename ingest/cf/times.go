package cf

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// clock is what time units say: value × unit after the epoch.
type clock struct {
	unit  time.Duration
	epoch time.Time // zero where the units are those of a lead time
	dated bool      // values are dates written as numbers, 20190121.25
}

// timeWords gives the length of each spelling of a time unit.
var timeWords = map[string]time.Duration{}

func init() {
	for spellings, d := range map[string]time.Duration{
		"nanoseconds nanosecond ns":        time.Nanosecond,
		"microseconds microsecond us":      time.Microsecond,
		"milliseconds millisecond ms msec": time.Millisecond,
		"seconds second secs sec s":        time.Second,
		"minutes minute mins min":          time.Minute,
		"hours hour hrs hr h":              time.Hour,
		"days day d":                       24 * time.Hour,
		"weeks week":                       7 * 24 * time.Hour,
	} {
		for w := range strings.FieldsSeq(spellings) {
			timeWords[w] = d
		}
	}
}

// epochForm splits the reference date of time units.
var epochForm = regexp.MustCompile(`^(\d{1,4})-(\d{1,2})-(\d{1,2})` +
	`(?:[T\s]+(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.\d*)?)?)?)?` +
	`\s*(?:Z|UTC|GMT|([+-])(\d{1,2}):?(\d{2})?)?$`)

// parseClock reads the units of a time axis, such as "hours since 1900-01-01 00:00:0.0", or of a
// lead time, such as "hours".
func parseClock(units, calendar string) (clock, error) {
	units = strings.TrimSpace(units)
	if strings.HasPrefix(units, "day as %Y%m%d") {
		return clock{dated: true}, nil
	}
	word, ref, since := cutSince(units)
	step, ok := timeWords[strings.ToLower(strings.TrimSpace(word))]
	if !ok {
		return clock{}, fmt.Errorf("%q are not units of time: write them like \"hours since 2026-11-23 00:00:00\"", units)
	}
	if !since {
		return clock{unit: step}, nil
	}
	julian := false
	switch strings.ToLower(strings.TrimSpace(calendar)) {
	case "", "standard", "gregorian":
		julian = true
	case "proleptic_gregorian", "none":
	default:
		return clock{}, fmt.Errorf("the calendar %s is not supported yet: rewrite the file with a standard calendar", calendar)
	}
	epoch, err := parseEpoch(strings.TrimSpace(ref), julian)
	return clock{unit: step, epoch: epoch}, err
}

func cutSince(units string) (word, ref string, found bool) {
	i := strings.Index(strings.ToLower(units), " since ")
	if i < 0 {
		return units, "", false
	}
	return units[:i], units[i+len(" since "):], true
}

// parseEpoch reads a reference date. Under the mixed calendar, dates before 15 October 1582 are
// Julian.
func parseEpoch(s string, mixed bool) (time.Time, error) {
	if c, ok := compactDate(s); ok {
		return c, nil
	}
	m := epochForm.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, fmt.Errorf("%q is not a date: write it like 2026-11-23 00:00:00", s)
	}
	n := func(i int) int {
		v, _ := strconv.Atoi(m[i]) // the pattern lets only digits through; none is 0
		return v
	}
	y, mo, d := n(1), n(2), n(3)
	if mo < 1 || mo > 12 || d < 1 || d > 31 || n(4) > 24 || n(5) > 59 || n(6) > 60 {
		return time.Time{}, fmt.Errorf("%q is not a date", s)
	}
	t := time.Date(y, time.Month(mo), d, n(4), n(5), n(6), 0, time.UTC)
	if mixed && (y < 1582 || y == 1582 && (mo < 10 || mo == 10 && d < 15)) {
		t = t.AddDate(0, 0, julianShift(y, mo))
	}
	zone := time.Duration(n(8))*time.Hour + time.Duration(n(9))*time.Minute
	if m[7] == "-" {
		zone = -zone
	}
	return t.Add(-zone), nil
}

func compactDate(s string) (time.Time, bool) {
	for _, layout := range []string{"20060102", "20060102T150405Z", "2006010215"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// julianShift gives the days from a Julian date to the same date of the proleptic Gregorian
// calendar.
func julianShift(year, month int) int {
	if month < 3 {
		year--
	}
	century := int(math.Floor(float64(year) / 100))
	return century - int(math.Floor(float64(century)/4)) - 2
}

// maxSeconds keeps offsets within what a time.Duration can hold, some 290 years.
const maxSeconds = 9e9

// at gives the time of a value, rounded to the second: axes kept as floats are off by parts of one.
func (c clock) at(x float64) (time.Time, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return time.Time{}, fmt.Errorf("the time axis holds %v", x)
	}
	if c.dated {
		return dated(x)
	}
	seconds := math.Round(x * c.unit.Seconds())
	if math.Abs(seconds) > 40*maxSeconds {
		return time.Time{}, fmt.Errorf("the time axis holds %v, which is no time of this age", x)
	}
	t := time.Unix(c.epoch.Unix()+int64(seconds), 0).UTC()
	if t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("the time axis holds %v, which is in the year %d", x, t.Year())
	}
	return t, nil
}

// lead gives a value of a lead time axis, rounded to the second.
func (c clock) lead(x float64) (time.Duration, error) {
	seconds := math.Round(x * c.unit.Seconds())
	if math.IsNaN(seconds) || math.Abs(seconds) > maxSeconds {
		return 0, fmt.Errorf("the lead time axis holds %v", x)
	}
	return time.Duration(seconds) * time.Second, nil
}

// dated reads 20190121.25 as 21 January 2019, 06 UTC.
func dated(x float64) (time.Time, error) {
	day := math.Floor(x)
	t, err := time.Parse("20060102", strconv.FormatFloat(day, 'f', 0, 64))
	if err != nil {
		return t, fmt.Errorf("the time axis holds %v, which is not a date", x)
	}
	return t.Add(time.Duration(math.Round((x-day)*86400)) * time.Second), nil
}
