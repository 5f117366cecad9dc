package power

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// gridRequest is a file to be made.
type gridRequest struct {
	fields     *power.Fields
	quantities []quantity
	weights    []float64
	farm       power.Farm
	spec       gridfile.Spec
}

func (h Handler) gridAsked(c *gin.Context, inv *store.Inventory) (*gridRequest, error) {
	q, err := readWhat(c, inv)
	if err != nil {
		return nil, err
	}
	out := &gridRequest{}
	if out.quantities, err = quantitiesAsked(c); err != nil {
		return nil, err
	}
	w, weights, err := h.boxAsked(c, inv.Grids[0])
	if err != nil {
		return nil, err
	}
	out.weights = weights
	if n := w.Size() * len(q.times) * len(out.quantities); n > answer.MaxFileValues {
		return nil, forecast.Errorf(forecast.Invalid, "web.grid", "%d values are too many for one file: ask for at most %d, of a smaller area or fewer times", n, answer.MaxFileValues)
	}
	withTurbine := c.Query("turbine") != "" || slices.ContainsFunc(out.quantities, func(q quantity) bool { return q.Name == "capacity_factor" })
	if withTurbine {
		if out.farm, err = gridFarm(c, 0); err != nil {
			return nil, err
		}
		if out.farm.Solar != nil {
			return nil, forecast.Errorf(forecast.Invalid, "web.grid", "grids are of wind power: ask /api/v1/power/region or /api/v1/power/farms for solar power")
		}
		if !out.farm.Commissioned.IsZero() || !out.farm.Decommissioned.IsZero() {
			return nil, forecast.Errorf(forecast.Invalid, "web.grid", "grids tell what a turbine would give at any time: leave commissioned and decommissioned out")
		}
	} else if out.farm.HubHeight, err = ask.Number(c, "hub_height_m", 100, 1, power.MaxHub); err != nil {
		return nil, err
	}
	run := power.Run{Inventory: inv, Source: h.source(h.Layers)}
	if out.fields, err = power.NewFields(run, w, out.farm.HubHeight, out.farm.Turbine, out.farm.Losses, q.model); err != nil {
		return nil, err
	}
	out.spec = gridfile.Spec{Times: q.times, Run: inv.Run}
	for _, quantity := range out.quantities {
		v := quantity.Variable
		v.Comment = fmt.Sprintf("at %g m above the ground", out.farm.HubHeight)
		if v.Name == "capacity_factor" {
			v.Comment = fmt.Sprintf("of turbine %s with its hub at %g m", out.farm.Turbine.ID, out.farm.HubHeight)
		}
		out.spec.Variables = append(out.spec.Variables, v)
	}
	return out, nil
}

// values computes time after time.
func (g *gridRequest) values(ctx context.Context, put func(variable, at int, values []float32) error) error {
	values := make([]float32, g.fields.Window.Size())
	for t, at := range g.spec.Times {
		weather, factor, err := g.fields.Next(ctx, at)
		if err != nil {
			return err
		}
		for k, q := range g.quantities {
			q.values(values, weather, factor)
			for i, weight := range g.weights {
				if weight == 0 {
					values[i] = float32(math.NaN())
				}
			}
			if err := put(k, t, values); err != nil {
				return err
			}
		}
	}
	return nil
}
