package places

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// Latest gives the inventory of a dataset's newest usable run.
func (r Reader) Latest(ctx context.Context, dataset string) (*store.Inventory, error) {
	run, err := r.Store.Latest(ctx, dataset)
	if err != nil {
		return nil, err
	}
	return r.Store.Inventory(ctx, dataset, run)
}

// Best gives the newest usable run of the dataset that answers best: the one that covers the place
// and has most of the layers, then the one with the newest run, then the one with the finest grid.
// It fails with kind NotFound where no dataset covers the place.
func (r Reader) Best(ctx context.Context, place point.Place, layers []forecast.Layer) (*store.Inventory, error) {
	all, err := r.Store.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	var runs []*store.Inventory
	for _, d := range all {
		run, err := r.Latest(ctx, d.ID)
		if forecast.KindOf(err) == forecast.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if _, covers := point.Cell(run.Grids[0], place); covers {
			runs = append(runs, run)
		}
	}
	if len(runs) == 0 {
		return nil, forecast.Errorf(forecast.NotFound, "places.Best", "No data is available for this location")
	}
	count := make(map[*store.Inventory]int, len(runs))
	for _, run := range runs {
		for _, l := range layers {
			if r.Has(run, l) {
				count[run]++
			}
		}
	}
	return slices.MaxFunc(runs, func(a, b *store.Inventory) int {
		return cmp.Or(cmp.Compare(count[a], count[b]), a.Run.Compare(b.Run), cmp.Compare(fineness(a), fineness(b)))
	}), nil
}

// fineness gives how many rows of a run's grid lie in a degree.
func fineness(run *store.Inventory) float64 {
	g := run.Grids[0]
	if g.Rows() < 2 {
		return 0
	}
	north, _ := g.At(0, g.Cols()/2)
	south, _ := g.At(g.Rows()-1, g.Cols()/2)
	return float64(g.Rows()-1) / math.Abs(north-south)
}
