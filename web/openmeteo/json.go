package openmeteo

import (
	"encoding/json"
	"math"
	"strconv"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// json writes an answer as Open-Meteo does, keys in its order: an object for one location, a list
// for several.
func (q *query) json(locations []location) []byte {
	w := writer{out: make([]byte, 0, 16<<10), unix: q.wishes.unix}
	if len(locations) == 1 {
		w.location(&locations[0])
		return w.out
	}
	w.raw("[")
	for i := range locations {
		if i > 0 {
			w.raw(",")
		}
		w.location(&locations[i])
	}
	w.raw("]")
	return w.out
}

// writer appends JSON to out.
type writer struct {
	out  []byte
	unix bool
	zone *time.Location
}

func (w *writer) raw(text string) { w.out = append(w.out, text...) }

func (w *writer) text(s string) {
	quoted, _ := json.Marshal(s) // of a string: it cannot fail
	w.out = append(w.out, quoted...)
}

// key starts a member of an object that has one already.
func (w *writer) key(name string) {
	w.raw(",")
	w.text(name)
	w.raw(":")
}

func (w *writer) number(v float64, decimals int) { w.out = appendNumber(w.out, v, decimals, "null") }

// appendNumber writes a number with its decimals, or what stands for a missing one. Zero has no sign.
func appendNumber(out []byte, v float64, decimals int, missing string) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(out, missing...)
	}
	start := len(out)
	out = strconv.AppendFloat(out, v, 'f', decimals, 64)
	if out[start] != '-' {
		return out
	}
	for _, c := range out[start+1:] {
		if c != '0' && c != '.' {
			return out
		}
	}
	return append(out[:start], out[start+1:]...)
}

func (w *writer) location(l *location) {
	w.zone = l.zone
	w.raw(`{"latitude":`)
	w.raw(decimal(tidy(l.cell.Lat)))
	w.key("longitude")
	w.raw(decimal(tidy(l.cell.Lon)))
	w.key("generationtime_ms")
	w.raw(decimal(tidy(l.took.Seconds() * 1000)))
	w.key("utc_offset_seconds")
	w.out = strconv.AppendInt(w.out, int64(l.offset), 10)
	w.key("timezone")
	w.text(l.zone.String())
	w.key("timezone_abbreviation")
	w.text(l.abbr)
	if !math.IsNaN(l.elevation) {
		w.key("elevation")
		w.number(l.elevation, 1)
	}
	if l.id != 0 {
		w.key("location_id")
		w.out = strconv.AppendInt(w.out, int64(l.id), 10)
	}
	for i := range l.sections {
		w.section(&l.sections[i])
	}
	w.sources(l.sources)
	w.raw("}")
}

// tidy keeps six decimals.
func tidy(v float64) float64 { return math.Round(v*1e6) / 1e6 }

func (w *writer) section(s *section) {
	w.key(s.name + "_units")
	w.raw(`{"time":`)
	w.text(map[bool]string{false: "iso8601", true: "unixtime"}[w.unix])
	if s.single {
		w.raw(`,"interval":"seconds"`)
	}
	for _, c := range s.columns {
		w.key(c.name)
		w.text(c.unit.text)
	}
	w.raw("}")
	w.key(s.name)
	w.raw(`{"time":`)
	w.list(len(s.times), s.single, func(i int) { w.time(s.times[i], s.name == "daily") })
	if s.single {
		w.raw(`,"interval":`)
		w.out = strconv.AppendInt(w.out, int64(s.step.Seconds()), 10)
	}
	for _, c := range s.columns {
		w.key(c.name)
		if c.times != nil {
			w.list(len(c.times), s.single, func(i int) { w.time(c.times[i], false) })
			continue
		}
		w.list(len(c.values), s.single, func(i int) { w.number(float64(c.values[i]), c.unit.decimals) })
	}
	w.raw("}")
}

// list writes n items, or the first alone.
func (w *writer) list(n int, single bool, item func(i int)) {
	if single {
		item(0)
		return
	}
	w.raw("[")
	for i := range n {
		if i > 0 {
			w.raw(",")
		}
		item(i)
	}
	w.raw("]")
}

// time writes a time by local clocks, or in seconds of UTC.
func (w *writer) time(t time.Time, isDate bool) {
	switch {
	case t.IsZero():
		w.raw("null")
	case w.unix:
		w.out = strconv.AppendInt(w.out, t.Unix(), 10)
	case isDate:
		w.out = t.In(w.zone).AppendFormat(w.out, `"2006-01-02"`)
	default:
		w.out = t.In(w.zone).AppendFormat(w.out, `"2006-01-02T15:04"`)
	}
}

// sourceJSON is our own part of an answer.
type sourceJSON struct {
	Model        string            `json:"model"`
	Runs         []string          `json:"runs"`
	Published    time.Time         `json:"published"`
	Licence      string            `json:"licence"`
	Attribution  string            `json:"attribution"`
	Interpolated []string          `json:"interpolated,omitempty"`
	Corrected    []string          `json:"elevation_corrected,omitempty"`
	Missing      map[string]string `json:"missing,omitempty"`
}

func (w *writer) sources(sources []source) {
	out := make([]sourceJSON, 0, len(sources))
	for _, s := range sources {
		j := sourceJSON{s.dataset.ID, nil, s.run.Published, s.dataset.Licence, s.dataset.Attribution, s.interpolated, s.corrected, s.missing}
		for _, run := range s.runs {
			j.Runs = append(j.Runs, forecast.FormatTime(run))
		}
		out = append(out, j)
	}
	w.key("fengtu")
	text, _ := json.Marshal(out) // of strings and times: it cannot fail
	w.out = append(w.out, text...)
}
