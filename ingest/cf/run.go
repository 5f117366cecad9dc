package cf

import (
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// runAttrs are the global attributes that tell the reference time, the surest first.
var runAttrs = []string{
	"forecast_reference_time", "reference_time", "init_time", "initial_time", "initialization_time",
	"forecast_run", "cycle_datetime", "analysis_time", "_CoordinateModelRunDate", "START_DATE", "SIMULATION_START_DATE",
}

// findRun finds the reference time: from the coordinates, the global attributes, then the names of
// folder and file. Where all are silent it stays unknown, and finish takes the first valid time.
func (r *reader) findRun() {
	first, dated := r.firstTime()
	accept := func(t time.Time, from string) bool {
		if dated && t.After(first) {
			r.note("%s says %s, which is after the first time %s: not taken as the run", from, forecast.FormatTime(t), forecast.FormatTime(first))
			return false
		}
		r.run = t
		return true
	}
	if t, from, ok := r.runFromCoordinates(); ok && accept(t, from) {
		r.runSaid = true
		return
	}
	for _, name := range runAttrs {
		text := attrFold(r.src.Attrs(), name)
		if t, ok := timeInText(text); ok && accept(t, "the attribute "+name) {
			r.runSaid = true
			return
		}
	}
	folder, file := r.timesInPath()
	switch {
	case !folder.IsZero() && !folder.After(file) && accept(folder, "the folder's name"):
		r.note("the run is %s by the folder's name", forecast.FormatTime(folder))
	case !file.IsZero() && (!dated || first.Sub(file) < 62*24*time.Hour) && accept(file, "the file's name"):
		r.note("the run is %s by the file's name", forecast.FormatTime(file))
	}
}

// timesInPath gives the times in the names of the file's folder and of the file. A file that names
// no time counts as later than its folder.
func (r *reader) timesInPath() (folder, file time.Time) {
	folder = r.runOfFolder()
	if t, _, ok := timeInName(filepath.Base(r.src.Path())); ok {
		return folder, t
	}
	if !folder.IsZero() {
		return folder, folder
	}
	return folder, time.Time{}
}

// timeInText finds a time in an attribute, also behind other words, as in "Initiai filed time:
// 2024-07-08T18:00:00".
func timeInText(s string) (time.Time, bool) {
	if t, err := forecast.ParseTime(s); err == nil {
		return t, true
	}
	if t, _, ok := timeInName(s); ok {
		return t, true
	}
	return time.Time{}, false
}

// runFromCoordinates finds the reference time among the variables.
func (r *reader) runFromCoordinates() (t time.Time, from string, ok bool) {
	for i := range r.vars {
		v := &r.vars[i]
		if v.Kind != Number || classByMeaning(v) != runTime {
			continue
		}
		times, err := r.clockValues(v)
		if err != nil || len(times) == 0 {
			continue
		}
		for _, t := range times {
			if !t.Equal(times[0]) {
				r.note("%s holds several reference times: not taken as the run", v.Name)
				return t, "", false
			}
		}
		return times[0], v.Name, true
	}
	if r.runIsTime() {
		if times, err := r.clockValues(r.index["time"]); err == nil && len(times) == 1 {
			return times[0], "time", true
		}
	}
	return r.runFromPeriod()
}

// runIsTime says whether the variable time holds the run, as cfgrib and WeatherBench write it:
// there is a valid_time beside it, or a dimension of lead times.
func (r *reader) runIsTime() bool {
	c := r.index["time"]
	if c == nil || c.size() != 1 || c.Kind != Number {
		return false
	}
	if v := r.index["valid_time"]; v != nil && classByMeaning(v) == clockTime {
		return true
	}
	for i := range r.vars {
		v := &r.vars[i]
		name := plainName(v.Name)
		if classByMeaning(v) == leadTime && v != c && (name == "step" || name == "prediction_timedelta" || v.hasDim(v.Name)) {
			return true
		}
	}
	return false
}

// runFromPeriod goes back from valid times by lead times that stand beside them.
func (r *reader) runFromPeriod() (t time.Time, from string, ok bool) {
	for i := range r.vars {
		p := &r.vars[i]
		if classByMeaning(p) != leadTime || len(p.Dims) > 1 || p.size() == 0 || p.Kind != Number {
			continue
		}
		clock := r.index["time"]
		if len(p.Dims) == 1 {
			clock = r.clockAlong(p.Dims[0], p)
		}
		if clock == nil || clock.size() != p.size() {
			continue
		}
		times, err := r.clockValues(clock)
		leads, err2 := r.leadValues(p)
		if err != nil || err2 != nil {
			continue
		}
		run := times[0].Add(-leads[0])
		for i := range times {
			if !times[i].Add(-leads[i]).Equal(run) {
				return t, "", false
			}
		}
		return run, p.Name, true
	}
	return t, "", false
}

// expected gives all valid times of the run, where the attribute expected_lead_hours
// ("first/last/step") tells them.
func (r *reader) expected() []time.Time {
	first, last, step, ok := r.expectedHours()
	if !ok {
		return nil
	}
	var times []time.Time
	for h := first; h <= last+1e-9; h += step {
		times = append(times, r.run.Add(time.Duration(h*float64(time.Hour)).Round(time.Second)))
	}
	return times
}

// maxExpected bounds how many steps an attribute may promise.
const maxExpected = 10000

func (r *reader) expectedHours() (first, last, step float64, ok bool) {
	text := attrFold(r.src.Attrs(), "expected_lead_hours")
	if text == "" {
		return 0, 0, 0, false
	}
	parts := strings.Split(text, "/")
	var n [3]float64
	valid := len(parts) == 3
	for i := 0; valid && i < 3; i++ {
		var err error
		n[i], err = strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		valid = err == nil
	}
	if !valid || !(n[2] > 0) || n[0] < 0 || n[1] < n[0] || (n[1]-n[0])/n[2] > maxExpected {
		r.note("the attribute expected_lead_hours %q is not first/last/step: ignored", text)
		return 0, 0, 0, false
	}
	return n[0], n[1], n[2], true
}
