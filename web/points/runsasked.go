package points

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/ask"
)

// usualRuns is how many runs are compared where a request does not say.
const usualRuns = 5

// runsAsked reads a request: what it asks of each run, the newest first, at the same times.
func (h Handler) runsAsked(c *gin.Context, p url.Values, dataset forecast.Dataset) ([]*request, error) {
	n, err := strconv.Atoi(firstOf(p.Get("runs"), strconv.Itoa(usualRuns)))
	switch {
	case err != nil || n < 2 || n > ask.MaxLags:
		return nil, ask.Wrong("runs is how many runs to compare, 2 to %d, not %q", ask.MaxLags, p.Get("runs"))
	case p.Get("minus") != "":
		return nil, ask.Wrong("runs are compared as they are: leave minus out")
	case p.Get("daily") != "":
		return nil, ask.Wrong("runs are compared time by time: ask /api/v1/point for daily values of each")
	case p.Get("lags") != "":
		return nil, ask.Wrong("runs are compared as they are, and their lagged ensemble is in the answer: leave lags out")
	case p.Get("format") == "ndjson", p.Get("format") == "netcdf":
		return nil, ask.Wrong("runs are compared in format=json or csv")
	}
	a, err := h.Resolve(c.Request.Context(), dataset.ID, p.Get("run"))
	if err != nil {
		return nil, err
	}
	inv, err := h.Store.Inventory(c.Request.Context(), a.Dataset, a.Run)
	if err != nil {
		return nil, err
	}
	newest, err := h.newestAsked(c.Request.Context(), p, inv)
	if err != nil {
		return nil, err
	}
	older, err := h.Earlier(c.Request.Context(), inv, n-1, newest.someAt)
	if err != nil {
		return nil, err
	}
	if newest.times, err = commonTimes(p, newest, older); err != nil {
		return nil, err
	}
	for i := range newest.picks {
		newest.picks[i].each *= 1 + len(older)
	}
	if err := newest.bound(); err != nil {
		return nil, err
	}
	asks := []*request{newest}
	for _, run := range older {
		asks = append(asks, h.sameOf(newest, run))
	}
	return asks, nil
}

func firstOf(text, otherwise string) string {
	if text != "" {
		return text
	}
	return otherwise
}

// newestAsked reads what is asked of the newest run. Its times are the first and last that are asked
// for, which may lie before the run.
func (h Handler) newestAsked(ctx context.Context, p url.Values, inv *store.Inventory) (*request, error) {
	all := url.Values{}
	for name, values := range p {
		if name != "times" {
			all[name] = values
		}
	}
	q, err := readRequest(all, inv, h.Layers.MenuOf(inv.Dataset, &inv.Holdings))
	if err != nil {
		return nil, err
	}
	if q.picks, err = h.picks(ctx, p, inv, &headJSON{}); err != nil {
		return nil, err
	}
	list := strings.FieldsFunc(strings.Join(p["times"], ","), func(r rune) bool { return r == ',' || r == '/' })
	if len(list) == 0 {
		return q, nil
	}
	q.times = nil
	for _, text := range list {
		t, err := forecast.ParseTime(text)
		if err != nil {
			return nil, err
		}
		q.times = append(q.times, t)
	}
	return q, nil
}

// someAt fits a run that has one of the layers within the times asked for.
func (q *request) someAt(m *derive.Menu) bool {
	for _, p := range q.picks {
		for _, l := range p.layers {
			if slices.ContainsFunc(m.Times(l), q.near) {
				return true
			}
		}
	}
	return false
}

// commonTimes gives the times of an answer: a list as it is, else those that any run has from the start
// of what is asked for to its end, or by the step. Without times asked for that is the newest run's.
func commonTimes(p url.Values, newest *request, older []*store.Inventory) ([]time.Time, error) {
	if len(newest.times) == 0 {
		return nil, nil
	}
	all := slices.Clone(newest.run.Times)
	for _, run := range older {
		all = append(all, run.Times...)
	}
	slices.SortFunc(all, time.Time.Compare)
	all = slices.CompactFunc(all, time.Time.Equal)
	list := strings.Join(p["times"], ",")
	if list == "" {
		first, last := newest.times[0], newest.times[len(newest.times)-1]
		list = forecast.FormatTime(first) + "/" + forecast.FormatTime(last)
	}
	return ask.Times(list, newest.step, &store.Inventory{Dataset: newest.run.Dataset, Holdings: forecast.Holdings{Run: newest.run.Run, Times: all}})
}

// sameOf asks an older run for the same. The control, where nothing else is asked for, is its own.
func (h Handler) sameOf(newest *request, run *store.Inventory) *request {
	out := *newest
	out.run, out.menu = run, h.Layers.MenuOf(run.Dataset, &run.Holdings)
	out.picks = slices.Clone(newest.picks)
	for i, p := range out.picks {
		if of, ok := p.fields.(ensemble.View); ok {
			of.Members = nil
			for _, m := range run.Members {
				of.Members = append(of.Members, h.Member(m))
			}
			out.picks[i].fields = of
		} else if p.member == newest.run.Control() {
			out.picks[i].fields = h.Member(run.Control())
		}
	}
	return &out
}
