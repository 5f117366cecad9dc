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
	other dateEpoch // instead of epoch, in a calendar of its own
	dated bool      // values are dates written as numbers, 20190121.25
	month bool      // values count months after the epoch, as ocean models do
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
	if w := strings.ToLower(strings.TrimSpace(word)); since && (w == "months" || w == "month") {
		c, julian, err := calendarOf(calendar)
		if err != nil || c != civil {
			return clock{}, fmt.Errorf("months since a date are understood in a standard calendar only, not %s", calendar)
		}
		epoch, err := parseEpoch(strings.TrimSpace(ref), julian)
		return clock{epoch: epoch, month: true}, err
	}
	step, ok := timeWords[strings.ToLower(strings.TrimSpace(word))]
	if !ok {
		return clock{}, fmt.Errorf("%q are not units of time: write them like \"hours since 2026-11-23 00:00:00\"", units)
	}
	if !since {
		return clock{unit: step}, nil
	}
	c, julian, err := calendarOf(calendar)
	if err != nil {
		return clock{}, err
	}
	if c != civil {
		other, err := epochIn(strings.TrimSpace(ref), c)
		return clock{unit: step, other: other}, err
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

// parseEpoch reads a reference date, which may be a Julian one. Times are days from there, so that
// they come out in the civil calendar.
func parseEpoch(s string, julian reform) (time.Time, error) {
	if c, ok := compactDate(s); ok && julian != always {
		return c, nil
	}
	f, err := epochFields(s)
	if err != nil {
		return time.Time{}, err
	}
	t := time.Date(f.year, time.Month(f.month), f.day, f.hour, f.minute, f.second, 0, time.UTC)
	before := f.year < 1582 || f.year == 1582 && (f.month < 10 || f.month == 10 && f.day < 15)
	if julian == always || julian == in1582 && before {
		t = t.AddDate(0, 0, julianShift(f.year, f.month))
	}
	return t.Add(-f.zone), nil
}

// dateFields are the parts of a reference date; zone is what the clock is ahead of UTC.
type dateFields struct {
	year, month, day, hour, minute, second int
	zone                                   time.Duration
}

// epochFields takes a reference date apart.
func epochFields(s string) (dateFields, error) {
	m := epochForm.FindStringSubmatch(s)
	if m == nil {
		return dateFields{}, fmt.Errorf("%q is not a date: write it like 2026-11-23 00:00:00", s)
	}
	n := func(i int) int {
		v, _ := strconv.Atoi(m[i]) // the pattern lets only digits through; none is 0
		return v
	}
	f := dateFields{year: n(1), month: n(2), day: n(3), hour: n(4), minute: n(5), second: n(6)}
	if f.month < 1 || f.month > 12 || f.day < 1 || f.day > 31 || f.hour > 24 || f.minute > 59 || f.second > 60 {
		return f, fmt.Errorf("%q is not a date", s)
	}
	if f.zone = time.Duration(n(8))*time.Hour + time.Duration(n(9))*time.Minute; m[7] == "-" {
		f.zone = -f.zone
	}
	return f, nil
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
	if c.month {
		return c.afterMonths(x)
	}
	seconds := math.Round(x * c.unit.Seconds())
	if math.Abs(seconds) > 40*maxSeconds {
		return time.Time{}, fmt.Errorf("the time axis holds %v, which is no time of this age", x)
	}
	if c.other.calendar != civil {
		return c.other.at(seconds)
	}
	t := time.Unix(c.epoch.Unix()+int64(seconds), 0).UTC()
	if t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("the time axis holds %v, which is in the year %d", x, t.Year())
	}
	return t, nil
}

// afterMonths counts whole months by the calendar; a part of one is that part of its days.
func (c clock) afterMonths(x float64) (time.Time, error) {
	if math.Abs(x) > 12*9999 || c.epoch.Day() > 28 {
		return time.Time{}, fmt.Errorf("the time axis holds %v months after %s, which is no time", x, c.epoch.Format(time.DateOnly))
	}
	whole := math.Floor(x)
	t := c.epoch.AddDate(0, int(whole), 0)
	t = t.Add(time.Duration(float64(t.AddDate(0, 1, 0).Sub(t)) * (x - whole)).Round(time.Second))
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
