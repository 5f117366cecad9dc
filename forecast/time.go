package forecast

import (
	"strings"
	"time"
)

// TimeFormat is the canonical spelling of a time in paths: ISO 8601 basic, UTC, to the minute.
const TimeFormat = "20060102T1504Z"

// FormatTime gives t as links carry it, such as 20261123T0000Z.
func FormatTime(t time.Time) string { return t.UTC().Format(TimeFormat) }

// The spellings ParseTime reads once separators of date and time are gone; a zone is cut before.
var timeLayouts = []string{"20060102T150405", "20060102T1504", "20060102T15", "20060102", "2006010215"}

var separators = strings.NewReplacer("-", "", ":", "")

// ParseTime reads any ISO 8601 spelling of a time: basic or extended, with or without minutes,
// seconds and zone (UTC where none is given), and the 2026112300 that file names use. It fails
// with kind Invalid.
func ParseTime(s string) (time.Time, error) {
	if t, err := time.Parse(TimeFormat, s); err == nil { // as links have it
		return t, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC(), nil
	}
	text, offset, ok := cutZone(strings.TrimSpace(s))
	if ok {
		text = strings.Replace(text, " ", "T", 1)
		text = separators.Replace(text)
		for _, layout := range timeLayouts {
			if t, err := time.Parse(layout, text); err == nil {
				return t.Add(-offset), nil
			}
		}
	}
	return time.Time{}, Errorf(Invalid, "forecast.ParseTime",
		"%q is not a time: write it like 20261123T0000Z or 2026-11-23T00:00:00Z", s)
}

// cutZone takes a trailing Z or ±hh[:mm] off s. A minus before the T belongs to the date.
func cutZone(s string) (rest string, offset time.Duration, ok bool) {
	if rest, found := strings.CutSuffix(s, "Z"); found {
		return rest, 0, true
	}
	t := strings.IndexAny(s, "T ")
	i := strings.LastIndexAny(s, "+-")
	if t < 0 || i < t {
		return s, 0, true
	}
	zone := strings.Replace(s[i+1:], ":", "", 1)
	if len(zone) == 2 {
		zone += "00"
	}
	z, err := time.Parse("1504", zone)
	if err != nil {
		return s, 0, false
	}
	offset = time.Duration(z.Hour())*time.Hour + time.Duration(z.Minute())*time.Minute
	if s[i] == '-' {
		offset = -offset
	}
	return s[:i], offset, true
}
