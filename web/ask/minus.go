package ask

import (
	"context"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/store"
)

// previous stands for the newest earlier run that has what is asked for.
const previous = "previous"

// monthsOf stands before a run that is a climatology of the months.
const monthsOf = "months:"

// Minus names the run that was subtracted.
type Minus struct {
	Dataset   string   `json:"dataset"`
	Run       string   `json:"run"`
	Statistic string   `json:"statistic,omitempty"` // of the run: mean over members or lagged runs, or time_mean
	Months    bool     `json:"months,omitempty"`    // the run is a climatology of the months
	Lagged    []string `json:"lagged_runs,omitempty"`
}

// Asked gives what is subtracted as minus= spells it.
func (m *Minus) Asked() string {
	if m.Statistic != "" {
		return m.Statistic
	}
	return m.String()
}

// String names what is subtracted.
func (m *Minus) String() string {
	switch {
	case m.Statistic != "":
		return m.Dataset + "/" + m.Run + " " + m.Statistic
	case m.Months:
		return monthsOf + m.Dataset + "/" + m.Run
	}
	return m.Dataset + "/" + m.Run
}

// Minuend gives the run that minus= names: RUN or previous of the same dataset, DATASET/RUN or months: of it;
// moving where another run may be meant later. fits says which earlier run will do as the previous.
func (r Reader) Minuend(ctx context.Context, inv *store.Inventory, minus string, fits func(*derive.Menu) bool) (less *store.Inventory, moving bool, err error) {
	if minus == previous {
		less, err = r.previousRun(ctx, inv, fits)
		return less, true, err
	}
	minus, months := strings.CutPrefix(minus, monthsOf)
	dataset, run, named := strings.Cut(minus, "/")
	switch {
	case named:
	case months:
		return nil, false, Wrong("name the climatology as minus=months:DATASET/RUN or months:DATASET/latest, not %q", minus)
	default:
		dataset, run = inv.Dataset, minus
	}
	if _, err := r.Store.Dataset(ctx, dataset); err != nil {
		return nil, false, err
	}
	a, err := r.Resolve(ctx, dataset, run)
	if err != nil {
		return nil, a.Moving, err
	}
	less, err = r.Store.Inventory(ctx, a.Dataset, a.Run)
	return less, a.Moving, err
}

// previousRun gives the newest run before inv's that fits.
func (r Reader) previousRun(ctx context.Context, inv *store.Inventory, fits func(*derive.Menu) bool) (*store.Inventory, error) {
	older, err := r.Earlier(ctx, inv, 1, fits)
	if err != nil {
		return nil, err
	}
	if len(older) == 1 {
		return older[0], nil
	}
	return nil, forecast.Errorf(forecast.NotFound, "web.minus",
		"no run of %s before %s has this to subtract: name another with minus=RUN or minus=DATASET/RUN, which /api/v1/datasets lists", inv.Dataset, forecast.FormatTime(inv.Run))
}

// Difference gives the layers of a member of a run less those of the run that minus names: of the same
// member where both have members, or of the control.
func (r Reader) Difference(inv, less *store.Inventory, of int, minus string) (v difference.View, named *Minus, err error) {
	lessMember := less.Control()
	if inv.Members != nil && less.Members != nil {
		lessMember = of
	}
	v = difference.View{
		Of:   difference.Side{Opener: r.Member(of), Dataset: inv.Dataset, Run: &inv.Holdings},
		Less: difference.Side{Opener: r.Member(lessMember), Dataset: less.Dataset, Run: &less.Holdings},
	}
	named = &Minus{Dataset: less.Dataset, Run: forecast.FormatTime(less.Run), Months: strings.HasPrefix(minus, monthsOf)}
	if named.Months {
		v.Less.Opener, err = difference.NewMonths(v.Less.Opener, less.Dataset, &less.Holdings)
	}
	return v, named, err
}

// NoStatistic says that a difference is not of a statistic.
func NoStatistic() error {
	return forecast.Errorf(forecast.Invalid, "web.minus", "a difference is of one member of each run: leave statistic or minus out")
}
