package openmeteo

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// what names one variable of a request.
type what struct {
	base      string // the name in today's spelling, without level and aggregation
	layer     forecast.Layer
	known     bool   // layer is one that Fengtu has a name for
	aggregate string // of a day: max, min, mean, sum, hours, dominant
	previous  int    // days before each time that the forecast is of, 0 for the newest
	member    int    // of an ensemble, 0 for the control, which has the plain name
}

// spellings are those of older clients.
var spellings = strings.NewReplacer(
	"windspeed", "wind_speed", "winddirection", "wind_direction", "windgusts", "wind_gusts",
	"relativehumidity", "relative_humidity", "dewpoint", "dew_point", "weathercode", "weather_code", "cloudcover", "cloud_cover")

var levelSuffix = regexp.MustCompile(`_(\d+m|\d+hPa|\d+_to_\d+cm|\d+cm)$`)

// named reads a variable of a table of times. It fails where Open-Meteo has none of this name.
func named(section, name string) (what, error) {
	plain, member := cutMember(name)
	modern, days := cutPrevious(spellings.Replace(plain))
	w := what{base: levelSuffix.ReplaceAllString(modern, ""), previous: days, member: member}
	if days > 0 && member > 0 {
		return w, invalid("There is no %s variable '%s': of days before there is the control alone", section, name)
	}
	layer, err := forecast.ParseLayer(modern)
	if err == nil && layer.Variable.Shape != forecast.Vector {
		w.layer, w.known = layer, true
		return w, nil
	}
	if days > 0 {
		return w, invalid("There is no %s variable '%s': of days before there are layers such as temperature_2m_previous_day1", section, name)
	}
	if _, isTheirs := sdkVariables[w.base]; !isTheirs {
		return w, invalid("There is no %s variable '%s'%s", section, name, didYouMean(w.base, modern[len(w.base):]))
	}
	return w, nil
}

var memberSuffix = regexp.MustCompile(`_member(0[1-9]|[1-9]\d+)$`)

// cutMember takes a member off a variable's name, as Open-Meteo spells it: temperature_2m_member01.
func cutMember(name string) (plain string, member int) {
	found := memberSuffix.FindStringSubmatch(name)
	if found == nil {
		return name, 0
	}
	if member, err := strconv.Atoi(found[1]); err == nil {
		return strings.TrimSuffix(name, found[0]), member
	}
	return name, 0
}

// namedDaily reads a variable of the days.
func namedDaily(name string) (what, error) {
	plain, member := cutMember(name)
	modern := spellings.Replace(plain)
	if slices.Contains([]string{"sunrise", "sunset", "daylight_duration"}, modern) {
		return what{base: modern}, nil
	}
	if modern == "weather_code" {
		modern += "_max"
	}
	for _, aggregate := range point.Aggregates {
		if inner, found := strings.CutSuffix(modern, "_"+aggregate); found {
			w, err := named("daily", inner)
			if err != nil {
				return w, err
			}
			if w.previous > 0 || w.base == vertical {
				return w, invalid("There is no daily variable '%s': of hours there is '%s'", name, inner)
			}
			if !makesDay(w.base, aggregate) {
				return w, invalid("There is no daily variable '%s': of %s there is no _%s", name, w.base, aggregate)
			}
			if w.known && point.Makes(aggregate, w.layer) != "" {
				return w, invalid("There is no daily variable '%s': %s", name, point.Makes(aggregate, w.layer))
			}
			w.aggregate, w.member = aggregate, member
			return w, nil
		}
	}
	return what{}, invalid("There is no daily variable '%s': a name ends in _max, _min, _mean or _sum", name)
}

// didYouMean gives the end of a sentence that names the nearest known variable at the same level, ""
// where none is near.
func didYouMean(name, level string) string {
	best, least := "", 4
	for _, candidate := range sdkNames {
		if d := forecast.EditDistance(name, candidate); d < least {
			best, least = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return ": did you mean '" + best + level + "'?"
}

// plan is a section to make.
type plan struct {
	name   string
	wants  []what
	labels []string    // names as asked
	times  []time.Time // of days, their starts and the end of the last
	step   time.Duration
	native bool // the run's own times, between the first and the last of times
	single bool
	daily  bool
}

// plan gives the sections of an answer in their order.
func (q *query) plan(now time.Time) (out []plan, err error) {
	quarter := now.Truncate(15 * time.Minute)
	if q.legacy {
		p := plan{name: "current_weather", times: []time.Time{quarter}, step: 15 * time.Minute, single: true}
		p.labels = []string{"temperature", "windspeed", "winddirection", "is_day", "weathercode"}
		for _, name := range []string{"temperature_2m", "wind_speed_10m", "wind_direction_10m", "is_day", "weather_code"} {
			w, err := named("current", name)
			if err != nil {
				return nil, err
			}
			p.wants = append(p.wants, w)
		}
		out = append(out, p)
	}
	for _, section := range []string{"current", "minutely_15", "hourly", "daily"} {
		if len(q.asked[section]) == 0 {
			continue
		}
		p := plan{name: section, labels: q.asked[section], single: section == "current", daily: section == "daily"}
		for _, name := range p.labels {
			read := func(name string) (what, error) { return named(section, name) }
			if p.daily {
				read = namedDaily
			}
			w, err := read(name)
			if err != nil {
				return nil, err
			}
			p.wants = append(p.wants, w)
		}
		if err := q.setTimes(&p, quarter, now); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// setTimes sets the times of a section, by now's local clocks.
func (q *query) setTimes(p *plan, quarter, now time.Time) error {
	var from, to time.Time
	var err error
	begin, times := now, q.spans.sectionTimes
	if !q.run.IsZero() {
		begin, times = q.run.In(now.Location()), q.spans.runTimes
	}
	switch p.name {
	case "current":
		p.times, p.step = []time.Time{quarter}, 15*time.Minute
		return nil
	case "daily":
		if from, to, err = q.spans.days(begin, usualDays); err == nil && from.Before(to) {
			p.times = midnights(from, to)
		}
		p.step = 24 * time.Hour
		return err
	case "minutely_15":
		p.step = 15 * time.Minute
		from, to, err = times(q.spans.quarters, p.step, p.step, begin, quarterDays)
	default:
		p.step, p.native = q.spans.step, q.spans.native
		from, to, err = times(q.spans.hours, time.Hour, p.step, begin, usualDays)
	}
	p.times = every(from, to, p.step)
	return err
}

// membersOf gives the members that variables are of, without the control.
func membersOf(plans []plan) (out []int) {
	for _, p := range plans {
		for _, w := range p.wants {
			if w.member > 0 && !slices.Contains(out, w.member) {
				out = append(out, w.member)
			}
		}
	}
	return out
}

// ofMember leaves of plans the variables of a member.
func ofMember(plans []plan, member int) (out []plan) {
	for _, p := range plans {
		p.wants = slices.DeleteFunc(slices.Clone(p.wants), func(w what) bool { return w.member != member })
		out = append(out, p)
	}
	return out
}

// layersOf gives the layers that sections are made of.
func layersOf(plans []plan) (out []forecast.Layer) {
	add := func(l forecast.Layer) {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, p := range plans {
		for _, w := range p.wants {
			for _, l := range w.layers() {
				add(l)
			}
			if w.aggregate == "dominant" {
				add(w.layer.At("wind_speed"))
			}
		}
	}
	return out
}
