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

// reading is what the runs of a model give at one place while its sections are made.
type reading struct {
	wishes  wishes
	answers []places.Answer // by run, the one to ask first at the front
	sources []source        // of them
	main    int             // the run with most of the variables: its cell and elevation are the answer's
	earlier []earlierRun    // of the main run's dataset, newest first, where they are asked for
	members map[int]*reading
}

// read makes the sections of an answer from the runs of one model.
func (h Handler) read(ctx context.Context, q *query, spot places.Spot, runs []*store.Inventory, plans []plan, suffix string) (location, error) {
	r, main, err := h.gather(ctx, q, spot, runs, plans, 0)
	if err != nil {
		return location{}, err
	}
	for _, m := range membersOf(plans) {
		if r.members[m], _, err = h.gather(ctx, q, spot, runs, plans, m); err != nil {
			return location{}, err
		}
	}
	if err := h.addPrevious(ctx, r, main, plans); err != nil {
		return location{}, err
	}
	if !r.answers[r.main].OnGrid {
		return location{}, invalid("No data is available for this location")
	}
	out := location{cell: r.answers[r.main].Cell, elevation: r.answers[r.main].Target}
	for _, p := range plans {
		out.sections = append(out.sections, r.section(p, suffix))
	}
	for k, s := range r.sources {
		if s.used || k == r.main {
			out.sources = append(out.sources, s)
		}
	}
	return out, nil
}

// gather reads what runs give, of the control or another member, and what the main one was asked.
func (h Handler) gather(ctx context.Context, q *query, spot places.Spot, runs []*store.Inventory, plans []plan, member int) (*reading, places.Ask, error) {
	r := &reading{wishes: q.wishes, members: map[int]*reading{}}
	var asks []places.Ask
	for _, run := range runs {
		ask := places.Ask{Run: run, Spots: []places.Spot{spot}, Method: q.methodOf(run)}
		if member > 0 {
			if !slices.Contains(run.Members, member) {
				continue
			}
			ask.Fields = h.Reader.Layers.Of(h.Reader.Store.Member(member))
		}
		for _, l := range layersOf(ofMember(plans, member)) {
			if h.Reader.Has(run, l) {
				ask.Layers = append(ask.Layers, l)
			}
		}
		ask.From, ask.To = reach(plans)
		if asks = append(asks, ask); len(ask.Layers) > len(asks[r.main].Layers) {
			r.main = len(asks) - 1
		}
	}
	if len(asks) == 0 {
		return nil, places.Ask{}, invalid("There is no member %d of %s: /api/v1/datasets lists the members of its runs", member, runs[0].Dataset)
	}
	asks[r.main].Older = q.run.IsZero()
	for _, ask := range asks {
		if err := h.add(ctx, r, ask); err != nil {
			return nil, ask, err
		}
	}
	return r, asks[r.main], nil
}

// methodOf says which cell of a run is taken: by default, as Open-Meteo does, one of land, where the run can
// tell land from sea.
func (q *query) methodOf(run *store.Inventory) point.Method {
	if q.anyCell && places.HasMask(run) {
		return point.Land
	}
	return q.method
}

// add reads what a run gives.
func (h Handler) add(ctx context.Context, r *reading, ask places.Ask) error {
	dataset, err := h.Reader.Store.Dataset(ctx, ask.Run.Dataset)
	if err != nil {
		return err
	}
	answers, err := h.Reader.Read(ctx, ask)
	if err != nil {
		return err
	}
	s := source{run: ask.Run, dataset: dataset, runs: answers[0].Runs, missing: map[string]string{}}
	for i, series := range answers[0].Series {
		if answers[0].Corrected[i] {
			s.corrected = append(s.corrected, series.Layer.Name())
		}
	}
	r.answers, r.sources = append(r.answers, answers[0]), append(r.sources, s)
	return nil
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
		out.times, out.step = r.native(p)
	}
	for i, w := range p.wants {
		c, of := column{what: w}, r
		if w.member > 0 {
			of = r.members[w.member]
		}
		if p.daily {
			c = of.day(w, p.times)
		} else {
			c.values, c.unit = of.values(w, out.times, out.step, p.native)
		}
		c.name, c.what = p.labels[i]+suffix, w
		for _, l := range r.usedFor(w) {
			if !c.isMissing() {
				r.note(l, p.labels[i], out, p)
			}
		}
		why := of.why(w)
		if why == "" && c.isMissing() {
			why = of.span(p.daily)
		}
		if why != "" {
			r.sources[r.main].missing[p.labels[i]] = why
		}
		out.columns = append(out.columns, c)
	}
	return out
}

// isMissing says whether a column has times and no value at all.
func (c column) isMissing() bool {
	return len(c.values) > 0 && !slices.ContainsFunc(c.values, func(v float32) bool { return v == v })
}

// span says which times the runs reach, where nothing is there at those that are asked for, or no whole day.
func (r *reading) span(daily bool) string {
	run, why := r.sources[r.main].run, "no value at these times"
	if daily {
		why = "no value for a whole day"
	}
	return why + ": run " + forecast.FormatTime(run.Run) + " of " + run.Dataset + " goes from " +
		run.Times[0].Format(isoMinute) + " to " + run.Times[len(run.Times)-1].Format(isoMinute) + " UTC"
}

const isoMinute = "2006-01-02T15:04"

// native gives the runs' own times between the first and the last of a plan, and the shortest step
// between them: of one run all, of several those that Seamless takes.
func (r *reading) native(p plan) (times []time.Time, step time.Duration) {
	from, to := p.times[0], p.times[len(p.times)-1]
	own := r.sources[0].run.Times
	if len(r.sources) > 1 {
		own = nil
		for _, w := range p.wants {
			if s, there := r.series(w.layer); there {
				own = append(own, s.Times(from, to)...)
			}
		}
		slices.SortFunc(own, time.Time.Compare)
		own = slices.CompactFunc(own, time.Time.Equal)
	}
	for _, t := range own {
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

// blend is a layer of several runs, and which each series is of.
type blend struct {
	point.Seamless
	runs []int
}

// seriesOf gives the series of a variable.
func (r *reading) seriesOf(w what) (blend, bool) {
	if w.previous > 0 {
		return r.previous(w.layer, w.previous)
	}
	return r.series(w.layer)
}

func (r *reading) series(l forecast.Layer) (out blend, there bool) {
	for k, a := range r.answers {
		i := slices.IndexFunc(a.Series, func(s point.Timed) bool { return s.Layer == l })
		if i >= 0 {
			out.Seamless, out.runs = append(out.Seamless, a.Series[i]), append(out.runs, k)
		}
	}
	return out, len(out.runs) > 0
}

// values gives a variable at times, each standing for the step before it where it is accumulated,
// or with the run's own steps where native.
func (r *reading) values(w what, times []time.Time, step time.Duration, native bool) ([]float32, unit) {
	if w.base == "is_day" {
		return r.isDay(times), unit{"", 0, 1, 0, sdkInteger}
	}
	switch {
	case r.isMade(w):
		return r.unitOf(w).convert(r.make(w, times, step, native)), r.unitOf(w)
	case w.isLift():
		return r.lift(w, times, step, native), r.unitOf(w)
	}
	s, there := r.seriesOf(w)
	return r.unitOf(w).convert(s.at(there && !r.foreign(w), times, step, native).Values), r.unitOf(w)
}

// at gives a series at times, each standing for the step before it where it is accumulated, or with the run's
// own steps where native; without a value where there is no series.
func (s blend) at(there bool, times []time.Time, step time.Duration, native bool) point.Blend {
	switch {
	case !there:
		return point.Blend{Series: point.Series{Values: blank(len(times))}}
	case native:
		return s.Own(times)
	}
	return s.Onto(times, step)
}

func (r *reading) unitOf(w what) unit {
	switch {
	case r.isMade(w):
		return madeUnit(w.base, r.wishes)
	case w.base == vertical:
		return unit{"m/s", 2, 1, 0, sdkMsAlways}
	case !w.known:
		return unit{text: "undefined"}
	}
	return unitOf(w.layer.Variable, r.wishes)
}

// foreign says whether Fengtu keeps a quantity of this name that is another than Open-Meteo's: a vertical
// velocity away from the levels of pressure.
func (r *reading) foreign(w what) bool { return w.base == vertical && !w.isLift() }

func (r *reading) isDay(times []time.Time) []float32 {
	out := make([]float32, len(times))
	for i, t := range times {
		if sun.IsDay(t, r.answers[r.main].Lat, r.answers[r.main].Lon) {
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
	run := r.sources[r.main].run
	notThere := "not in run " + forecast.FormatTime(run.Run) + " of " + run.Dataset
	if r.isMade(w) {
		if lacking := r.lacks(w); lacking != "" {
			return lacking + " is " + notThere
		}
		return ""
	}
	s, there := r.seriesOf(w)
	if !there {
		return notThere
	}
	if w.isLift() {
		w.layer = w.layer.At("temperature")
		if _, there := r.seriesOf(w); !there {
			return w.layer.Name() + " is " + notThere
		}
	}
	if w.aggregate == "hours" && !s.Hourly() {
		return "the run's steps are longer than an hour"
	}
	return ""
}

// usedFor gives the layers that a variable's values are of: its own alone where the runs have it.
func (r *reading) usedFor(w what) []forecast.Layer {
	if w.known && !w.isLift() && !r.isMade(w) {
		return []forecast.Layer{w.layer}
	}
	return w.layers()
}

// note remembers which runs gave values of a layer, and whether some value lies between a run's times.
func (r *reading) note(l forecast.Layer, label string, made section, p plan) {
	s, there := r.series(l)
	if !there || len(p.times) == 0 {
		return
	}
	if p.daily {
		made.times, made.step = every(p.times[0], p.times[len(p.times)-1], time.Hour), time.Hour
	}
	took := make([]int, len(made.times))
	if len(s.runs) > 1 {
		took = s.Onto(made.times, made.step).From
	}
	for i, k := range took {
		if k < 0 {
			continue
		}
		of := &r.sources[s.runs[k]]
		of.used = true
		if !p.daily && !p.native && !s.Seamless[k].Exact(made.times[i], made.step) && !slices.Contains(of.interpolated, label) {
			of.interpolated = append(of.interpolated, label)
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
