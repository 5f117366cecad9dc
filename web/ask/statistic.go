package ask

import (
	"net/url"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

// Statistic gives what a request asks of several runs or, of a single one, over its members.
func (r Reader) Statistic(p url.Values, runs []*store.Inventory, name string) (ensemble.View, error) {
	statistic, err := ensemble.Parse(name, p.Get("above"), p.Get("below"))
	switch {
	case err != nil:
		return ensemble.View{}, err
	case len(runs) > 1:
		return r.overRuns(statistic, runs), nil
	case runs[0].Members == nil:
		return ensemble.View{}, forecast.Errorf(forecast.NotFound, "web.statistic", "run %s of %s has no members to make a %s of: make it over the last runs with lags=5, or leave statistic out",
			forecast.FormatTime(runs[0].Run), runs[0].Dataset, name)
	}
	return r.OverMembers(statistic, runs[0]), nil
}

// OverMembers gives a statistic over the members of a run.
func (r Reader) OverMembers(statistic ensemble.Statistic, inv *store.Inventory) ensemble.View {
	v := ensemble.View{Statistic: statistic}
	for _, m := range inv.Members {
		v.Members = append(v.Members, r.Member(m))
	}
	return v
}

// Voices gives each of the members or runs that a statistic is over.
func Voices(v ensemble.View) (out []places.Fields) {
	for i := range v.Members {
		out = append(out, v.Voice(i))
	}
	return out
}
