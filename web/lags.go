package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
)

// lagsAsked reads how many runs a statistic is over, 0 where it is over members.
func lagsAsked(p url.Values, inv *store.Inventory) (int, error) {
	text := p.Get("lags")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < ensemble.LeastRuns || n > maxLags:
		return 0, wrong("lags is how many runs a statistic is over, %d to %d, not %q", ensemble.LeastRuns, maxLags, text)
	case inv.Members != nil:
		return 0, wrong("run %s of %s has members: a statistic is over those, so leave lags out", forecast.FormatTime(inv.Run), inv.Dataset)
	case p.Get("statistic") == "" && p.Get("minus") != meanOf && p.Get("minus") != timeMean:
		return 0, wrong("lags goes with statistic=mean, spread, min, max, p0 to p100 or probability, or with minus=mean")
	}
	return n, nil
}

// laggedRuns gives a run and those before it on the same grid that have layers, n in all; the statistic over
// them fails with kind NotFound where there is no other.
func (s *server) laggedRuns(ctx context.Context, inv *store.Inventory, n int, layers ...forecast.Layer) ([]*store.Inventory, error) {
	older, err := s.places.Earlier(ctx, inv, n-1, func(m *derive.Menu) bool {
		for _, l := range layers {
			if !m.Has(l) {
				return false
			}
		}
		return m.Grid().Equal(inv.Grids[0])
	})
	if err == nil && len(older) == 0 {
		err = forecast.Errorf(forecast.NotFound, "web.lags", "no run of %s before %s has this on its grid to make an ensemble of: leave lags out, or name a later run",
			inv.Dataset, forecast.FormatTime(inv.Run))
	}
	return append([]*store.Inventory{inv}, older...), err
}

// overRuns gives a statistic over runs of one dataset.
func (s *server) overRuns(statistic ensemble.Statistic, runs []*store.Inventory) ensemble.View {
	var held []*forecast.Holdings
	for _, run := range runs {
		held = append(held, &run.Holdings)
	}
	return ensemble.Lagged(statistic, s.member(0), held)
}

// commonToTwo keeps the times that at least two of some runs have a layer at.
func (s *server) commonToTwo(times []time.Time, layer forecast.Layer, runs []*store.Inventory) []time.Time {
	count := map[time.Time]int{}
	for _, run := range runs {
		for _, t := range s.layers.MenuOf(run.Dataset, &run.Holdings).Times(layer) {
			count[t]++
		}
	}
	var out []time.Time
	for _, t := range times {
		if count[t] >= ensemble.LeastRuns {
			out = append(out, t)
		}
	}
	return out
}

// ofRuns makes a view one that comes of some runs: of all their versions, and kept only as long as none of
// them grows. Who names no version has an earlier run that comes late within a minute.
func (v view) ofRuns(c *gin.Context, runs []*store.Inventory, layer forecast.Layer) view {
	v.runs = runs
	var versions []string
	complete := true
	for _, run := range runs {
		versions = append(versions, run.Version(layer))
		complete = complete && run.Complete()
	}
	v.version = strings.Join(versions, ".")
	switch {
	case !complete || v.keep == briefly:
		v.keep = briefly
	case c.Query("v") == v.version:
		v.keep = immutable
	default:
		v.keep = minute
	}
	return v
}

// runsOf gives the runs that a point's statistic is over, and notes in the answer which they are: the one
// that is asked for alone where it is over members.
func (s *server) runsOf(ctx context.Context, p url.Values, inv *store.Inventory, out *pointJSON) ([]*store.Inventory, error) {
	lags, err := lagsAsked(p, inv)
	if err != nil || lags == 0 {
		return []*store.Inventory{inv}, err
	}
	runs, err := s.laggedRuns(ctx, inv, lags)
	for _, run := range runs {
		out.Lagged = append(out.Lagged, forecast.FormatTime(run.Run))
	}
	return runs, err
}

// namesOf gives runs as answers name them.
func namesOf(runs []time.Time) []string {
	var out []string
	for _, run := range runs {
		out = append(out, forecast.FormatTime(run))
	}
	return out
}
