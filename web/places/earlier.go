package places

import (
	"context"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
)

// Earlier gives the n newest runs before one that fit, newest first, fewer where there are not so many.
func (r Reader) Earlier(ctx context.Context, inv *store.Inventory, n int, fits func(*derive.Menu) bool) (out []*store.Inventory, err error) {
	runs, err := r.Store.Runs(ctx, inv.Dataset)
	if err != nil {
		return nil, err
	}
	for _, run := range runs { // newest first
		if len(out) == n {
			break
		}
		if !run.Before(inv.Run) {
			continue
		}
		older, err := r.Store.Inventory(ctx, inv.Dataset, run)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		if fits(r.Layers.MenuOf(older.Dataset, &older.Holdings)) {
			out = append(out, older)
		}
	}
	return out, nil
}
