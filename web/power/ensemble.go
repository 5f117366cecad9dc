package power

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
)

// variants is the power of the same farms at the same times in several runs, the newest first, or
// in the members of one.
type variants struct {
	runs    []time.Time
	members []int
	outputs []*power.Output
}

// computation gives the power of the farms of a request.
type computation func(power.Run) (*power.Output, error)

// ensemble computes what quantiles are asked of, nothing where none are.
func (h Handler) ensemble(ctx context.Context, inv *store.Inventory, q request, newest *power.Output, compute computation) (variants, error) {
	out := variants{runs: []time.Time{inv.Run}, outputs: []*power.Output{newest}}
	var err error
	switch {
	case q.all:
		out, err = h.members(ctx, inv, compute)
	case q.lags > 1:
		err = h.lagged(ctx, inv, q.lags, &out, compute)
	default:
		return out, nil
	}
	if err == nil && len(out.outputs) < leastRuns {
		err = forecast.Errorf(forecast.NotFound, "web.power", "quantiles need %d runs or members and there are %d: leave lags and members out, or ask again when more are there",
			leastRuns, len(out.outputs))
	}
	return out, err
}

// members computes each member of a run.
func (h Handler) members(ctx context.Context, inv *store.Inventory, compute computation) (out variants, err error) {
	for _, number := range inv.Members {
		o, err := compute(power.Run{Inventory: inv, Source: h.source(h.Member(number))})
		if err != nil {
			return out, err
		}
		out.members, out.outputs = append(out.members, number), append(out.outputs, o)
	}
	return out, nil
}

// lagged adds the runs before one: n runs in all, of those that have the layers. Times that a run
// does not have are missing in it.
func (h Handler) lagged(ctx context.Context, inv *store.Inventory, n int, out *variants, compute computation) error {
	runs, err := h.Store.Runs(ctx, inv.Dataset)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if !run.Before(inv.Run) || len(out.runs) == n {
			continue
		}
		older, err := h.Store.Inventory(ctx, inv.Dataset, run)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted meanwhile
		}
		if err != nil {
			return err
		}
		if !older.Grids[0].Equal(inv.Grids[0]) {
			continue // another grid has other cells
		}
		o, err := compute(power.Run{Inventory: older, Source: h.source(h.Layers)})
		if forecast.KindOf(err) == forecast.Invalid {
			continue // this run lacks a layer
		}
		if err != nil {
			return err
		}
		out.runs, out.outputs = append(out.runs, run), append(out.outputs, o)
	}
	return nil
}

// leastRuns is how many values quantiles are told from.
const leastRuns = 3

// quantiles gives quantiles of the sums of some farms over the runs, missing at times that fewer
// than leastRuns of them have.
func (l variants) quantiles(farms []int, ps ...float64) [][]float32 {
	var sums [][]float32
	for _, o := range l.outputs {
		sums = append(sums, o.Sum(farms))
	}
	out := make([][]float32, len(ps))
	var at []float32
	for t := range sums[0] {
		at = at[:0]
		for _, s := range sums {
			if s[t] == s[t] {
				at = append(at, s[t])
			}
		}
		if len(at) < leastRuns {
			at = at[:0]
		}
		for k, p := range ps {
			out[k] = append(out[k], power.Quantile(at, p))
		}
	}
	return out
}
