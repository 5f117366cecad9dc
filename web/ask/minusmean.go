package ask

import (
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
)

// What can be subtracted from a field besides a run.
const (
	MeanOf   = "mean"      // over the members of its run, or over the last runs
	TimeMean = "time_mean" // over the times of its run
)

// Mean gives what minus=mean or time_mean subtracts of layers, and the runs that it is of.
func (r Reader) Mean(ctx context.Context, p url.Values, inv *store.Inventory, minus string, number int, layers ...forecast.Layer) (ensemble.View, []*store.Inventory, error) {
	runs := []*store.Inventory{inv}
	lags, err := Lags(p, inv)
	switch {
	case err != nil:
		return ensemble.View{}, nil, err
	case minus == TimeMean && lags > 0:
		return ensemble.View{}, nil, Wrong("minus=time_mean is over the times of one run: leave lags out")
	case minus == TimeMean:
		of, err := r.overTimes(inv, number, layers)
		return of, runs, err
	case lags > 0:
		runs, err = r.LaggedRuns(ctx, inv, lags, layers...)
		return r.overRuns(ensemble.Statistic{Kind: ensemble.Mean}, runs), runs, err
	case inv.Members == nil:
		return ensemble.View{}, nil, forecast.Errorf(forecast.NotFound, "web.minus",
			"run %s of %s has no members to subtract the mean of: subtract that of the last runs with minus=mean&lags=5, or minus=time_mean", forecast.FormatTime(inv.Run), inv.Dataset)
	}
	return r.OverMembers(ensemble.Statistic{Kind: ensemble.Mean}, inv), runs, nil
}

// overTimes gives the mean over the times at which a run has all of some layers.
func (r Reader) overTimes(inv *store.Inventory, number int, layers []forecast.Layer) (ensemble.View, error) {
	menu := r.Layers.MenuOf(inv.Dataset, &inv.Holdings)
	times := inv.Times
	for _, l := range layers {
		if l.Variable.Accumulated {
			return ensemble.View{}, Wrong("%s is summed over time, and its mean over the times of a run says little: leave minus out", l.Name())
		}
		times = common(times, menu.Times(l))
	}
	return ensemble.OverTimes(ensemble.Statistic{Kind: ensemble.Mean}, r.Member(number), times), nil
}

// LessOf gives the layers of a member less a mean of the same run.
func (r Reader) LessOf(inv *store.Inventory, number int, mean ensemble.View) difference.View {
	side := difference.Side{Opener: r.Member(number), Dataset: inv.Dataset, Run: &inv.Holdings}
	less := side
	less.Opener = mean
	return difference.View{Of: side, Less: less}
}

// MinusOf names the mean of runs that minus=mean or time_mean subtracts.
func MinusOf(inv *store.Inventory, minus string, runs []*store.Inventory) *Minus {
	out := &Minus{Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Statistic: minus}
	for _, run := range runs {
		if len(runs) > 1 {
			out.Lagged = append(out.Lagged, forecast.FormatTime(run.Run))
		}
	}
	return out
}

// common keeps the times that are in another list, too.
func common(times, other []time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(times), func(t time.Time) bool { return !slices.Contains(other, t) })
}
