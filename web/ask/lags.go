package ask

import (
	"context"
	"net/url"
	"strconv"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
)

// MaxLags bounds the runs of one answer.
const MaxLags = 40

// Lags reads how many runs a statistic is over, 0 where it is over members.
func Lags(p url.Values, inv *store.Inventory) (int, error) {
	text := p.Get("lags")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < ensemble.LeastRuns || n > MaxLags:
		return 0, Wrong("lags is how many runs a statistic is over, %d to %d, not %q", ensemble.LeastRuns, MaxLags, text)
	case inv.Members != nil:
		return 0, Wrong("run %s of %s has members: a statistic is over those, so leave lags out", forecast.FormatTime(inv.Run), inv.Dataset)
	case p.Get("statistic") == "" && p.Get("minus") != MeanOf && p.Get("minus") != TimeMean:
		return 0, Wrong("lags goes with statistic=mean, spread, min, max, p0 to p100 or probability, or with minus=mean")
	}
	return n, nil
}

// LaggedRuns gives a run and those before it on the same grid that have layers, n in all; the statistic over
// them fails with kind NotFound where there is no other.
func (r Reader) LaggedRuns(ctx context.Context, inv *store.Inventory, n int, layers ...forecast.Layer) ([]*store.Inventory, error) {
	older, err := r.Earlier(ctx, inv, n-1, func(m *derive.Menu) bool {
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
func (r Reader) overRuns(statistic ensemble.Statistic, runs []*store.Inventory) ensemble.View {
	var held []*forecast.Holdings
	for _, run := range runs {
		held = append(held, &run.Holdings)
	}
	return ensemble.Lagged(statistic, r.Member(0), held)
}

// RunsOf gives the runs that a statistic is over, and their names: the one that is asked for alone, and no
// name, where it is over members.
func (r Reader) RunsOf(ctx context.Context, p url.Values, inv *store.Inventory) (runs []*store.Inventory, lagged []string, err error) {
	lags, err := Lags(p, inv)
	if err != nil || lags == 0 {
		return []*store.Inventory{inv}, nil, err
	}
	runs, err = r.LaggedRuns(ctx, inv, lags)
	for _, run := range runs {
		lagged = append(lagged, forecast.FormatTime(run.Run))
	}
	return runs, lagged, err
}
