package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/store"
)

// previous stands for the newest earlier run that has what is asked for.
const previous = "previous"

// monthsOf stands before a run that is a climatology of the months.
const monthsOf = "months:"

// minusJSON names the run that was subtracted.
type minusJSON struct {
	Dataset   string   `json:"dataset"`
	Run       string   `json:"run"`
	Statistic string   `json:"statistic,omitempty"` // of the run: mean over members or lagged runs, or time_mean
	Months    bool     `json:"months,omitempty"`    // the run is a climatology of the months
	Lagged    []string `json:"lagged_runs,omitempty"`
}

// asked gives what is subtracted as minus= spells it.
func (m *minusJSON) asked() string {
	if m.Statistic != "" {
		return m.Statistic
	}
	return m.String()
}

// String names what is subtracted.
func (m *minusJSON) String() string {
	switch {
	case m.Statistic != "":
		return m.Dataset + "/" + m.Run + " " + m.Statistic
	case m.Months:
		return monthsOf + m.Dataset + "/" + m.Run
	}
	return m.Dataset + "/" + m.Run
}

// minuend gives the run that minus= names: RUN or previous of the same dataset, DATASET/RUN or months: of it;
// moving where another run may be meant later. fits says which earlier run will do as the previous.
func (s *server) minuend(c *gin.Context, inv *store.Inventory, minus string, fits func(*derive.Menu) bool) (less *store.Inventory, moving bool, err error) {
	if minus == previous {
		less, err = s.previousRun(c.Request.Context(), inv, fits)
		return less, true, err
	}
	minus, months := strings.CutPrefix(minus, monthsOf)
	dataset, run, named := strings.Cut(minus, "/")
	switch {
	case named:
	case months:
		return nil, false, wrong("name the climatology as minus=months:DATASET/RUN or months:DATASET/latest, not %q", minus)
	default:
		dataset, run = inv.Dataset, minus
	}
	if _, err := s.store.Dataset(c.Request.Context(), dataset); err != nil {
		return nil, false, err
	}
	a, err := s.resolve(c, dataset, run)
	if err != nil {
		return nil, a.moving, err
	}
	less, err = s.store.Inventory(c.Request.Context(), a.dataset, a.run)
	return less, a.moving, err
}

// previousRun gives the newest run before inv's that fits.
func (s *server) previousRun(ctx context.Context, inv *store.Inventory, fits func(*derive.Menu) bool) (*store.Inventory, error) {
	older, err := s.places.Earlier(ctx, inv, 1, fits)
	if err != nil {
		return nil, err
	}
	if len(older) == 1 {
		return older[0], nil
	}
	return nil, forecast.Errorf(forecast.NotFound, "web.minus",
		"no run of %s before %s has this to subtract: name another with minus=RUN or minus=DATASET/RUN, which /api/v1/datasets lists", inv.Dataset, forecast.FormatTime(inv.Run))
}

// hasAt gives what fits a field: a run that has the layer at one of the times.
func hasAt(layer forecast.Layer, menuTimes ...time.Time) func(*derive.Menu) bool {
	return func(m *derive.Menu) bool {
		return slices.ContainsFunc(m.Times(layer), func(t time.Time) bool { return slices.Contains(menuTimes, t) })
	}
}

// difference gives the layers of a member of a run less those of the run that minus names: of the same
// member where both have members, or of the control.
func (s *server) difference(inv, less *store.Inventory, of int, minus string) (v difference.View, named *minusJSON, err error) {
	lessMember := less.Control()
	if inv.Members != nil && less.Members != nil {
		lessMember = of
	}
	v = difference.View{
		Of:   difference.Side{Opener: s.member(of), Dataset: inv.Dataset, Run: &inv.Holdings},
		Less: difference.Side{Opener: s.member(lessMember), Dataset: less.Dataset, Run: &less.Holdings},
	}
	named = &minusJSON{Dataset: less.Dataset, Run: forecast.FormatTime(less.Run), Months: strings.HasPrefix(minus, monthsOf)}
	if named.Months {
		v.Less.Opener, err = difference.NewMonths(v.Less.Opener, less.Dataset, &less.Holdings)
	}
	return v, named, err
}

func noStatistic() error {
	return forecast.Errorf(forecast.Invalid, "web.minus", "a difference is of one member of each run: leave statistic or minus out")
}

// subtract makes the picks of a point differences. The previous run is then the newest earlier one
// that has all their layers at times asked for.
func (s *server) subtract(c *gin.Context, q *pointAsk, p url.Values, minus string) (*minusJSON, error) {
	_, name, err := asked("", p)
	switch {
	case err != nil:
		return nil, err
	case name != "":
		return nil, noStatistic()
	case p.Get("elevation") != "":
		return nil, wrong("a difference is not brought to another elevation: leave elevation or minus out")
	}
	if minus == meanOf || minus == timeMean {
		return s.subtractMean(c, q, p, minus)
	}
	less, _, err := s.minuend(c, q.run, minus, func(m *derive.Menu) bool {
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
	var named *minusJSON
	for i := range q.picks {
		var fields difference.View
		if fields, named, err = s.difference(q.run, less, q.picks[i].member, minus); err != nil {
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
func (q *pointAsk) near(t time.Time) bool {
	return len(q.times) > 0 && !t.Before(slices.MinFunc(q.times, time.Time.Compare)) && !t.After(slices.MaxFunc(q.times, time.Time.Compare))
}
