package places

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// stale is how much older than the newest run another may be before it comes after the younger ones.
const stale = 24 * time.Hour

// outlook is the mean step beyond which a dataset tells of means over weeks and months, and comes after
// those that tell of weather.
const outlook = 24 * time.Hour

// Ranked gives the newest usable runs of all datasets, the one to ask first at the front: by their
// priority, weather before outlooks, fresh before stale, then the finest grid, the shortest steps, the
// shortest reach. Datasets with a negative priority are left out.
func (r Reader) Ranked(ctx context.Context) ([]*store.Inventory, error) {
	all, err := r.Store.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	var runs []ranked
	var newest time.Time
	for _, d := range all {
		if d.Priority < 0 {
			continue
		}
		run, err := r.Latest(ctx, d.ID)
		if forecast.KindOf(err) == forecast.NotFound || err == nil && len(run.Times) == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		runs = append(runs, ranked{run, d.Priority})
		if run.Run.After(newest) {
			newest = run.Run
		}
	}
	slices.SortFunc(runs, func(a, b ranked) int { return a.compare(b, newest.Add(-stale)) })
	out := make([]*store.Inventory, len(runs))
	for i, r := range runs {
		out[i] = r.Inventory
	}
	return out, nil
}

// Seamless gives the runs that answer together at a place, the one to ask first at the front: those of
// Ranked that cover it and have one of the layers, and where land or sea is asked for a mask; where none
// has, the first that covers it. It fails with kind NotFound where none does.
func (r Reader) Seamless(ctx context.Context, place point.Place, layers []forecast.Layer, method point.Method) ([]*store.Inventory, error) {
	all, err := r.Ranked(ctx)
	if err != nil {
		return nil, err
	}
	var covering, out []*store.Inventory
	for _, run := range all {
		if _, covers := point.Cell(run.Grids[0], place); !covers {
			continue
		}
		covering = append(covering, run)
		if slices.ContainsFunc(layers, func(l forecast.Layer) bool { return r.Has(run, l) }) && (!masked(method) || HasMask(run)) {
			out = append(out, run)
		}
	}
	switch {
	case len(covering) == 0:
		return nil, forecast.Errorf(forecast.NotFound, "places.Seamless", "No data is available for this location")
	case len(out) == 0:
		return covering[:1], nil
	}
	return out, nil
}

// masked says whether a method needs a land-sea mask.
func masked(m point.Method) bool { return m == point.Land || m == point.Sea }

// HasMask says whether a run tells land from sea.
func HasMask(run *store.Inventory) bool {
	return slices.ContainsFunc(run.Layers, func(l forecast.Layer) bool { return l.Name() == "land_sea_mask" })
}

// ranked is a run with what its place among others depends on.
type ranked struct {
	*store.Inventory
	priority int
}

func (a ranked) compare(b ranked, old time.Time) int {
	return cmp.Or(
		cmp.Compare(b.priority, a.priority),
		later(a.step() > outlook, b.step() > outlook),
		later(a.Run.Before(old), b.Run.Before(old)),
		cmp.Compare(b.fineness(), a.fineness()),
		cmp.Compare(a.step(), b.step()),
		cmp.Compare(a.reach(), b.reach()),
		b.Run.Compare(a.Run),
		cmp.Compare(a.Dataset, b.Dataset))
}

// later puts what is true behind what is not.
func later(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// step is the mean time from step to step.
func (a ranked) step() time.Duration {
	n := len(a.Times)
	return a.Times[n-1].Sub(a.Times[0]) / time.Duration(max(1, n-1))
}

// reach is how far the run goes.
func (a ranked) reach() time.Duration { return a.Times[len(a.Times)-1].Sub(a.Run) }

// fineness is the logarithm of the rows in a degree, to some 5 %: grids that differ by less are alike.
func (a ranked) fineness() float64 { return math.Round(20 * math.Log(fineness(a.Inventory))) }
