package openmeteo

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/forecast/sun"
	"github.com/fengtu/fengtu/web/places"
)

// reading is what one run gives at one place while its sections are made.
type reading struct {
	run    *store.Inventory
	wishes wishes
	answer places.Answer
	source source
}

// read makes the sections of an answer from one run.
func (h Handler) read(ctx context.Context, q *query, spot places.Spot, run *store.Inventory, plans []plan, suffix string) (location, error) {
	dataset, err := h.Reader.Store.Dataset(ctx, run.Dataset)
	if err != nil {
		return location{}, err
	}
	ask := places.Ask{Run: run, Spots: []places.Spot{spot}, Method: q.method, Older: q.run.IsZero()}
	for _, l := range layersOf(plans) {
		if h.Reader.Has(run, l) {
			ask.Layers = append(ask.Layers, l)
		}
	}
	ask.From, ask.To = reach(plans)
	answers, err := h.Reader.Read(ctx, ask)
	if err != nil {
		return location{}, err
	}
	r := reading{run: run, wishes: q.wishes, answer: answers[0], source: source{run: run, dataset: dataset, runs: answers[0].Runs, missing: map[string]string{}}}
	if !r.answer.OnGrid {
		return location{}, invalid("No data is available for this location")
	}
	out := location{cell: r.answer.Cell, elevation: r.answer.Target}
	for i, s := range r.answer.Series {
		if r.answer.Corrected[i] {
			r.source.corrected = append(r.source.corrected, s.Layer.Name())
		}
	}
	for _, p := range plans {
		out.sections = append(out.sections, r.section(p, suffix))
	}
	out.sources = []source{r.source}
	return out, nil
}

// reach gives the times that sections need, those over which their first values accumulate included.
func reach(plans []plan) (from, to time.Time) {
	for _, p := range plans {
		if len(p.times) == 0 {
			continue
		}
		first, last := p.times[0].Add(-p.step), p.times[len(p.times)-1]
		if from.IsZero() || first.Before(from) {
			from = first
		}
		if last.After(to) {
			to = last
		}
	}
	return from, to
}

func (r *reading) section(p plan, suffix string) section {
	out := section{name: p.name, times: p.times, step: p.step, single: p.single}
	switch {
	case p.daily && len(p.times) > 0:
		out.times = p.times[:len(p.times)-1]
	case p.native && len(p.times) > 0:
		out.times, out.step = r.native(p.times[0], p.times[len(p.times)-1])
	}
	for i, w := range p.wants {
		c := column{what: w}
		if p.daily {
			c = r.day(w, p.times)
		} else {
			c.values, c.unit = r.values(w, out.times, out.step, p.native)
		}
		c.name, c.what = p.labels[i]+suffix, w
		if !p.daily && !p.native {
			r.note(w, p.labels[i], out.times, out.step)
		}
		if why := r.why(w); why != "" {
			r.source.missing[p.labels[i]] = why
		}
		out.columns = append(out.columns, c)
	}
	return out
}

// native gives the run's own times between two, and the shortest step between them.
func (r *reading) native(from, to time.Time) (times []time.Time, step time.Duration) {
	for _, t := range r.run.Times {
		if t.Before(from) || t.After(to) {
			continue
		}
		if n := len(times); n > 0 && (step == 0 || t.Sub(times[n-1]) < step) {
			step = t.Sub(times[n-1])
		}
		times = append(times, t)
	}
	return times, step
}

func (r *reading) series(l forecast.Layer) (point.Timed, bool) {
	i := slices.IndexFunc(r.answer.Series, func(s point.Timed) bool { return s.Layer == l })
	if i < 0 {
		return point.Timed{}, false
	}
	return r.answer.Series[i], true
}

// values gives a variable at times, each standing for the step before it where it is accumulated,
// or with the run's own steps where native.
func (r *reading) values(w what, times []time.Time, step time.Duration, native bool) ([]float32, unit) {
	if w.base == "is_day" {
		return r.isDay(times), unit{"", 0, 1, 0, sdkInteger}
	}
	s, there := r.series(w.layer)
	switch {
	case !there || r.foreign(w):
		return blank(len(times)), r.unitOf(w)
	case native:
		return r.unitOf(w).convert(s.Own(times).Values), r.unitOf(w)
	}
	return r.unitOf(w).convert(s.Onto(times, step).Values), r.unitOf(w)
}

func (r *reading) unitOf(w what) unit {
	if !w.known {
		return unit{text: "undefined"}
	}
	return unitOf(w.layer.Variable, r.wishes)
}

// foreign says whether Fengtu keeps a quantity of this name that is another than Open-Meteo's: the
// latter's vertical velocity is in m/s, upward.
func (r *reading) foreign(w what) bool { return w.base == "vertical_velocity" }

func (r *reading) isDay(times []time.Time) []float32 {
	out := make([]float32, len(times))
	for i, t := range times {
		if sun.IsDay(t, r.answer.Lat, r.answer.Lon) {
			out[i] = 1
		}
	}
	return out
}

// why says why a variable has no values at all, "" where it may have some.
func (r *reading) why(w what) string {
	if w.base == "is_day" || slices.Contains([]string{"sunrise", "sunset", "daylight_duration"}, w.base) {
		return ""
	}
	if r.foreign(w) {
		return "kept in Pa/s here, not m/s: ask /api/v1/point"
	}
	if _, there := r.series(w.layer); !there {
		return "not in run " + forecast.FormatTime(r.run.Run) + " of " + r.run.Dataset
	}
	if w.aggregate == "hours" && r.coarse(w.layer) {
		return "the run's steps are longer than an hour"
	}
	return ""
}

// note remembers a variable of which some value lies between the run's times.
func (r *reading) note(w what, label string, times []time.Time, step time.Duration) {
	s, there := r.series(w.layer)
	if !there || slices.Contains(r.source.interpolated, label) {
		return
	}
	for _, t := range times {
		if !s.Exact(t, step) {
			r.source.interpolated = append(r.source.interpolated, label)
			return
		}
	}
}

func blank(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(math.NaN())
	}
	return out
}
