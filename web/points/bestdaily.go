package points

import (
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// addMidnights says which days a place has, where something is asked of them.
func (q *bestRequest) addMidnights(b *blendedPlace) (err error) {
	if q.days == nil || q.to.Before(q.from) {
		return nil
	}
	if b.zone, err = zoneOf(q.days.zone, b.spot); err == nil {
		b.midnights = midnightsAround([]time.Time{q.from, q.to}, b.zone)
	}
	return err
}

// daily makes what is asked of the days of a place: each hour is of the first source that has it.
func (q *bestRequest) daily(b *blendedPlace) *dailyJSON {
	if b.midnights == nil {
		return nil
	}
	series := func(l forecast.Layer) point.Seamless { return b.layers[slices.Index(q.read, l)].seamless }
	out := newDaily(b.midnights, b.zone)
	for _, w := range q.days.wants {
		out.Layers[w.name] = w.tell(w.days(series, b.midnights), w.display(q.request, w.layer, nil), q.request, series(w.layer), true)
	}
	return out
}
