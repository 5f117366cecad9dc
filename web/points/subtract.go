package points

import (
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/web/ask"
)

// subtract makes the picks of a point differences. The previous run is then the newest earlier one
// that has all their layers at times asked for.
func (h Handler) subtract(c *gin.Context, q *request, p url.Values, minus string) (*ask.Minus, error) {
	_, name, err := ask.Voice("", p)
	switch {
	case err != nil:
		return nil, err
	case name != "":
		return nil, ask.NoStatistic()
	case p.Get("elevation") != "":
		return nil, ask.Wrong("a difference is not brought to another elevation: leave elevation or minus out")
	}
	if minus == ask.MeanOf || minus == ask.TimeMean {
		return h.subtractMean(c, q, p, minus)
	}
	less, _, err := h.Minuend(c.Request.Context(), q.run, minus, func(m *derive.Menu) bool {
		for _, pick := range q.picks {
			for _, l := range pick.layers {
				if !slices.ContainsFunc(m.Times(l), q.near) {
					return false
				}
			}
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	var named *ask.Minus
	for i := range q.picks {
		var fields difference.View
		if fields, named, err = h.Difference(q.run, less, q.picks[i].member, minus); err != nil {
			return nil, err
		}
		if err := q.picks[i].less(fields, 1); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// less makes a pick a difference, of which so many fields are subtracted.
func (p *pick) less(fields difference.View, subtracted int) error {
	for _, l := range p.layers {
		if _, err := difference.Of(l); err != nil {
			return err
		}
	}
	p.fields = fields
	p.as = func(l forecast.Layer) forecast.Layer { l, _ = difference.Of(l); return l } // held above
	p.each *= 1 + subtracted
	return nil
}

// near says whether a time lies among those asked for.
func (q *request) near(t time.Time) bool {
	return len(q.times) > 0 && !t.Before(slices.MinFunc(q.times, time.Time.Compare)) && !t.After(slices.MaxFunc(q.times, time.Time.Compare))
}

// subtractMean makes the picks of a point differences from a mean.
func (h Handler) subtractMean(c *gin.Context, q *request, p url.Values, minus string) (*ask.Minus, error) {
	var named *ask.Minus
	for i := range q.picks {
		pick := &q.picks[i]
		of, runs, err := h.Mean(c.Request.Context(), p, q.run, minus, pick.member, pick.layers...)
		if err != nil {
			return nil, err
		}
		named = ask.MinusOf(q.run, minus, runs)
		if err := pick.less(h.LessOf(q.run, pick.member, of), len(of.Members)); err != nil {
			return nil, err
		}
	}
	return named, nil
}
