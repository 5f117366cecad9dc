package web

import (
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// hasAt gives what fits a field: a run that has the layer at one of the times.
func hasAt(layer forecast.Layer, menuTimes ...time.Time) func(*derive.Menu) bool {
	return func(m *derive.Menu) bool {
		return slices.ContainsFunc(m.Times(layer), func(t time.Time) bool { return slices.Contains(menuTimes, t) })
	}
}

// view is what a request for fields of one layer is about.
type view struct {
	places.Fields
	as      forecast.Layer     // what the values are
	version string             // of all that they come of
	keep    string             // how long the answer may be kept
	minus   *ask.Minus         // the run that is subtracted, if one is
	less    *store.Inventory   // of it
	runs    []*store.Inventory // that a statistic is over, if it is over runs
}

// view gives the view of a layer at one of some times. The answer may be kept as keep says at the
// most: the members that there are, and with them the control where it is not number 0, may change.
func (s *server) view(c *gin.Context, inv *store.Inventory, keep string, layer forecast.Layer, times ...time.Time) (v view, err error) {
	p := c.Request.URL.Query()
	text, name, err := ask.Voice(c.Param("layer"), p)
	if err != nil {
		return v, err
	}
	v = view{as: layer, version: inv.Version(layer), keep: keep}
	lags, err := ask.Lags(p, inv)
	if err != nil {
		return v, err
	}
	if name != "" {
		if p.Get("minus") != "" {
			return v, ask.NoStatistic()
		}
		return s.statisticView(c, v, inv, name, lags)
	}
	number := inv.Control()
	if text != "" {
		if number, err = ask.MemberNumber(text); err != nil {
			return v, err
		}
	} else if number != 0 {
		v.keep = soonest(c, keep, inv)
	}
	if inv.Members != nil {
		c.Header("Fengtu-Member", strconv.Itoa(number))
	}
	v.Fields = s.Member(number)
	if minus := p.Get("minus"); minus != "" {
		return s.less(c, v, inv, minus, number, times)
	}
	return v, nil
}

// statisticView makes a view one of a statistic over members, or over runs where there are lags.
func (s *server) statisticView(c *gin.Context, v view, inv *store.Inventory, name string, lags int) (view, error) {
	layer := v.as
	runs := []*store.Inventory{inv}
	var err error
	if lags > 0 {
		if runs, err = s.LaggedRuns(c.Request.Context(), inv, lags, layer); err != nil {
			return v, err
		}
		v = v.ofRuns(c, runs, layer)
	} else {
		v.keep = soonest(c, v.keep, inv)
	}
	of, err := s.Statistic(c.Request.URL.Query(), runs, name)
	if err == nil {
		err = of.Check(layer)
	}
	v.Fields, v.as = of, of.Statistic.Of(layer)
	return v, err
}

// less gives a view less the run that minus names.
func (s *server) less(c *gin.Context, v view, inv *store.Inventory, minus string, number int, times []time.Time) (view, error) {
	layer := v.as
	var err error
	if v.as, err = difference.Of(layer); err != nil {
		return v, err
	}
	if minus == ask.MeanOf || minus == ask.TimeMean {
		return s.lessMean(c, v, inv, layer, minus, number)
	}
	var moving bool
	if v.less, moving, err = s.Minuend(c.Request.Context(), inv, minus, hasAt(layer, times...)); err != nil {
		return v, err
	}
	v.version += "." + v.less.Version(layer)
	switch {
	case moving || v.keep == answer.Briefly, !v.less.Complete() && !v.less.Stores(layer):
		v.keep = answer.Briefly
	case v.less.Members != nil:
		v.keep = soonest(c, keepOf(c, v.version, inv, v.less), v.less)
	default:
		v.keep = keepOf(c, v.version, inv, v.less)
	}
	if v.Fields, v.minus, err = s.Difference(inv, v.less, number, minus); err != nil {
		return v, err
	}
	c.Header("Fengtu-Minus", v.minus.String())
	return v, nil
}

// soonest gives how long an answer may be kept that changes with the members there are: while some are
// still to come, not for long. Once all are there, others make another version.
func soonest(c *gin.Context, keep string, inv *store.Inventory) string {
	switch {
	case !inv.Complete():
		return answer.Briefly
	case keep == answer.Immutable && c.Query("v") == "":
		return answer.Minute
	}
	return keep
}

// lessMean gives a view less a mean.
func (s *server) lessMean(c *gin.Context, v view, inv *store.Inventory, layer forecast.Layer, minus string, number int) (view, error) {
	of, runs, err := s.Mean(c.Request.Context(), c.Request.URL.Query(), inv, minus, number, layer)
	if err != nil {
		return v, err
	}
	if len(runs) > 1 {
		v = v.ofRuns(c, runs, layer)
	} else {
		v.keep = soonest(c, v.keep, inv)
	}
	v.Fields, v.less = s.LessOf(inv, number, of), inv
	v.minus = ask.MinusOf(inv, minus, runs)
	c.Header("Fengtu-Minus", v.minus.String())
	return v, nil
}
