package web

import (
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
)

// What can be subtracted from a field besides a run.
const (
	meanOf   = "mean"      // over the members of its run, or over the last runs
	timeMean = "time_mean" // over the times of its run
)

// mean gives what minus=mean or time_mean subtracts of layers, and the runs that it is of.
func (s *server) mean(c *gin.Context, p url.Values, inv *store.Inventory, minus string, number int, layers ...forecast.Layer) (ensemble.View, []*store.Inventory, error) {
	runs := []*store.Inventory{inv}
	lags, err := lagsAsked(p, inv)
	switch {
	case err != nil:
		return ensemble.View{}, nil, err
	case minus == timeMean && lags > 0:
		return ensemble.View{}, nil, wrong("minus=time_mean is over the times of one run: leave lags out")
	case minus == timeMean:
		of, err := s.overTimes(inv, number, layers)
		return of, runs, err
	case lags > 0:
		runs, err = s.laggedRuns(c.Request.Context(), inv, lags, layers...)
		return s.overRuns(ensemble.Statistic{Kind: ensemble.Mean}, runs), runs, err
	case inv.Members == nil:
		return ensemble.View{}, nil, forecast.Errorf(forecast.NotFound, "web.minus",
			"run %s of %s has no members to subtract the mean of: subtract that of the last runs with minus=mean&lags=5, or minus=time_mean", forecast.FormatTime(inv.Run), inv.Dataset)
	}
	return s.overMembers(ensemble.Statistic{Kind: ensemble.Mean}, inv), runs, nil
}

// overTimes gives the mean over the times at which a run has all of some layers.
func (s *server) overTimes(inv *store.Inventory, number int, layers []forecast.Layer) (ensemble.View, error) {
	menu := s.layers.MenuOf(inv.Dataset, &inv.Holdings)
	times := inv.Times
	for _, l := range layers {
		if l.Variable.Accumulated {
			return ensemble.View{}, wrong("%s is summed over time, and its mean over the times of a run says little: leave minus out", l.Name())
		}
		times = common(times, menu.Times(l))
	}
	return ensemble.OverTimes(ensemble.Statistic{Kind: ensemble.Mean}, s.member(number), times), nil
}

// lessMean gives a view less a mean.
func (s *server) lessMean(c *gin.Context, v view, inv *store.Inventory, layer forecast.Layer, minus string, number int) (view, error) {
	of, runs, err := s.mean(c, c.Request.URL.Query(), inv, minus, number, layer)
	if err != nil {
		return v, err
	}
	if len(runs) > 1 {
		v = v.ofRuns(c, runs, layer)
	} else {
		v.keep = soonest(c, v.keep, inv)
	}
	v.Fields, v.less = s.lessOf(inv, number, of), inv
	v.minus = minusOf(inv, minus, runs)
	c.Header("Fengtu-Minus", v.minus.String())
	return v, nil
}

// lessOf gives the layers of a member less a mean of the same run.
func (s *server) lessOf(inv *store.Inventory, number int, mean ensemble.View) difference.View {
	side := difference.Side{Opener: s.member(number), Dataset: inv.Dataset, Run: &inv.Holdings}
	less := side
	less.Opener = mean
	return difference.View{Of: side, Less: less}
}

func minusOf(inv *store.Inventory, minus string, runs []*store.Inventory) *minusJSON {
	out := &minusJSON{Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Statistic: minus}
	for _, run := range runs {
		if len(runs) > 1 {
			out.Lagged = append(out.Lagged, forecast.FormatTime(run.Run))
		}
	}
	return out
}

// subtractMean makes the picks of a point differences from a mean.
func (s *server) subtractMean(c *gin.Context, q *pointAsk, p url.Values, minus string) (*minusJSON, error) {
	var named *minusJSON
	for i := range q.picks {
		pick := &q.picks[i]
		of, runs, err := s.mean(c, p, q.run, minus, pick.member, pick.layers...)
		if err != nil {
			return nil, err
		}
		named = minusOf(q.run, minus, runs)
		if err := pick.less(s.lessOf(q.run, pick.member, of), len(of.Members)); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// common keeps the times that are in another list, too.
func common(times, other []time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(times), func(t time.Time) bool { return !slices.Contains(other, t) })
}
