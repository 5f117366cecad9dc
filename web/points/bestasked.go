package points

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// bestRequest is a request for values of all datasets together, read.
type bestRequest struct {
	*request // of the first run
	runs     []*store.Inventory
	layers   []forecast.Layer
	listed   bool // times are a list, and not a range
	from, to time.Time
	read     []forecast.Layer // the layers, and those that the days are made of
}

// bestAsked reads a request. The runs are those that cover one of the places and have one of the layers.
func (h Handler) bestAsked(ctx context.Context, p url.Values) (*bestRequest, error) {
	for _, name := range []string{"member", "members", "statistic", "lags", "minus"} {
		if p.Get(name) != "" {
			return nil, ask.Wrong("dataset=best is of several datasets: leave %s out, or name one dataset", name)
		}
	}
	if run := p.Get("run"); run != "" && run != ask.Latest {
		return nil, ask.Wrong("dataset=best takes the newest run of each dataset: leave run out, or name one dataset")
	}
	if p.Get("format") == "netcdf" {
		return nil, ask.Wrong("dataset=best is answered as json, csv or ndjson")
	}
	runs, err := h.Ranked(ctx)
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 {
		return nil, forecast.Errorf(forecast.NotFound, "web.best", "there is no dataset yet: /api/v1/datasets lists them")
	}
	whole := url.Values{}
	for name, values := range p {
		if name != "times" {
			whole[name] = values
		}
	}
	q := &bestRequest{}
	if q.request, err = readRequest(whole, runs[0], h.Layers.MenuOf(runs[0].Dataset, &runs[0].Holdings)); err != nil {
		return nil, err
	}
	of := func(name string) ([]forecast.Layer, error) { return h.layersOfAny(name, runs) }
	if q.days, err = daysAsked(p, q.request, of); err != nil {
		return nil, err
	}
	if list := strings.Join(p["layers"], ","); list != "" || q.days == nil {
		if q.layers, err = of(list); err != nil {
			return nil, err
		}
	}
	q.read = slices.Clone(q.layers)
	if q.days != nil {
		q.read = union(q.read, q.days.layers)
	}
	if q.runs, err = h.fit(q, runs); err != nil {
		return nil, err
	}
	if err := q.readTimes(strings.Join(p["times"], ",")); err != nil {
		return nil, err
	}
	return q, q.boundBest()
}

// layersOfAny reads a list of layers that one of the runs has at least.
func (h Handler) layersOfAny(list string, runs []*store.Inventory) (out []forecast.Layer, err error) {
	switch list {
	case "":
		return nil, ask.Wrong("say which layers of dataset=best, by their names, or all: /api/v1/datasets/{dataset} lists those of each")
	case "all":
		for _, run := range runs {
			out = union(out, run.Layers)
		}
		return out, nil
	}
	for name := range strings.SplitSeq(list, ",") {
		var found []forecast.Layer
		var failed error
		for _, run := range runs {
			if found, err = ask.Layers(name, run, h.Layers.MenuOf(run.Dataset, &run.Holdings)); err == nil {
				break
			}
			if failed == nil {
				failed = err
			}
		}
		if err != nil {
			return nil, failed
		}
		out = union(out, found)
	}
	return out, nil
}

// union adds layers to a list that does not have them yet.
func union(list, more []forecast.Layer) []forecast.Layer {
	for _, l := range more {
		if !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}

// fit gives the runs that say something of a request, in their order.
func (h Handler) fit(q *bestRequest, runs []*store.Inventory) (out []*store.Inventory, err error) {
	covered, masked := false, q.method != point.Land && q.method != point.Sea
	for _, run := range runs {
		if !slices.ContainsFunc(q.spots, func(spot places.Spot) bool { _, on := point.Cell(run.Grids[0], spot.Place); return on }) {
			continue
		}
		covered = true
		if !slices.ContainsFunc(q.read, func(l forecast.Layer) bool { return h.Has(run, l) }) {
			continue
		}
		if q.method == point.Land || q.method == point.Sea {
			if !places.HasMask(run) {
				continue
			}
			masked = true
		}
		out = append(out, run)
	}
	switch {
	case !covered:
		return nil, forecast.Errorf(forecast.NotFound, "web.best", "no dataset covers this place: /api/v1/datasets has the box of each")
	case !masked:
		return nil, ask.Wrong("no dataset here has a land-sea mask: ask for interpolation=nearest or bilinear")
	case len(out) == 0:
		return nil, forecast.Errorf(forecast.NotFound, "web.best", "no dataset that covers this place has these layers: /api/v1/datasets/{dataset} lists those of each")
	}
	return out, nil
}

// readTimes reads a list, or a range; without either it is from the newest run's reference time to the
// end of the one that goes furthest.
func (q *bestRequest) readTimes(list string) error {
	for _, run := range q.runs {
		if run.Run.After(q.from) {
			q.from = run.Run
		}
		if last := run.Times[len(run.Times)-1]; last.After(q.to) {
			q.to = last
		}
	}
	if q.step != 0 && !q.from.Equal(q.from.Truncate(q.step)) {
		q.from = q.from.Truncate(q.step).Add(q.step)
	}
	if list == "" {
		return nil
	}
	from, to, isRange := strings.Cut(list, "/")
	q.listed = !isRange
	if q.listed && q.step != 0 {
		return ask.Wrong("step goes with a range of times, start/end, or with none")
	}
	texts := strings.Split(list, ",")
	if isRange {
		texts = []string{from, to}
	}
	q.times = nil
	for _, text := range texts {
		t, err := forecast.ParseTime(text)
		if err != nil {
			return err
		}
		q.times = append(q.times, t)
	}
	last := q.to
	q.from, q.to = q.times[0], q.times[len(q.times)-1]
	if !slices.IsSortedFunc(q.times, time.Time.Compare) {
		return ask.Wrong("give times in order, the earlier one first")
	}
	if isRange && q.to.After(last) {
		q.to = last
	}
	return nil
}

// boundBest refuses what is too much for one answer.
func (q *bestRequest) boundBest() error {
	times := 0
	for _, run := range q.runs {
		times += len(run.Times)
	}
	if q.step != 0 && !q.to.Before(q.from) {
		times += int(q.to.Sub(q.from)/q.step) + 1
	}
	places, values, hint := maxPlaces, answer.MaxValues, ", or for format=ndjson"
	if q.format == "ndjson" {
		places, values, hint = maxLinesPlaces, maxLinesValues, ""
	}
	switch n := len(q.spots) * len(q.read) * times; {
	case len(q.spots) > places:
		return ask.Wrong("%d places are too many for one request: ask for at most %d%s", len(q.spots), places, hint)
	case n > values:
		return ask.Wrong("%d values are too many for one answer: ask for at most %d, with a longer step, fewer times= or fewer places%s", n, values, hint)
	}
	return nil
}
