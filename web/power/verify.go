package power

import (
	"context"
	"math"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// maxVerified bounds the runs that one request looks back at.
const maxVerified = 400

type scoreJSON struct {
	Lead  *float64 `json:"lead_hours,omitempty"`
	Pairs int      `json:"pairs"`
	Bias  float64  `json:"bias_MW"`
	MAE   float64  `json:"mae_MW"`
	RMSE  float64  `json:"rmse_MW"`
	Skill *float64 `json:"skill"` // null where nothing was measured when the runs began
}

type verifyJSON struct {
	Dataset    string      `json:"dataset"`
	Runs       int         `json:"runs"`
	Capacity   float64     `json:"capacity_MW"`
	Method     []hubJSON   `json:"method,omitempty"`
	Solar      string      `json:"solar_method,omitempty"`
	Overall    scoreJSON   `json:"overall"`
	Leads      []scoreJSON `json:"leads"`
	Correction *float64    `json:"correction"` // null where nothing was forecast
	// Corrected is the score of forecasts that were multiplied with the correction of all other
	// runs; null where there is one run alone.
	Corrected *scoreJSON `json:"corrected"`
}

// verify answers POST /api/v1/power/verify: how good the forecasts of the runs in the store
// were for what was measured at a farm, or at a portfolio as a whole.
func (h Handler) verify(c *gin.Context) error {
	data, err := ask.Body(c)
	if err != nil {
		return err
	}
	measured, err := power.ParseMeasured(data)
	if err != nil {
		return err
	}
	farms, err := h.farmsToVerify(c)
	if err != nil {
		return err
	}
	dataset, err := h.Dataset(c.Request.Context(), c.Query("dataset"))
	if err != nil {
		return err
	}
	model, err := modelAsked(c)
	if err != nil {
		return err
	}
	out := verifyJSON{Dataset: dataset.ID}
	for _, f := range farms {
		out.Capacity += f.Capacity
	}
	pairs, err := h.pairs(c.Request.Context(), &out, farms, model, measured)
	if err != nil {
		return err
	}
	out.Overall = describeScore(power.Overall(pairs))
	for _, score := range power.Verify(pairs) {
		told, hours := describeScore(score), score.Lead.Hours()
		told.Lead = &hours
		out.Leads = append(out.Leads, told)
	}
	if factor := power.Correction(pairs); factor == factor {
		factor = answer.Round(factor, 6)
		out.Correction = &factor
	}
	if corrected := power.Corrected(pairs, out.Capacity); corrected != nil {
		score := describeScore(power.Overall(corrected))
		out.Corrected = &score
	}
	out.Capacity = answer.Round(out.Capacity/1e6, 6)
	return answer.JSON(c, "no-store", out)
}

func (h Handler) farmsToVerify(c *gin.Context) ([]power.Farm, error) {
	if name := c.Query("portfolio"); name != "" {
		return h.portfolioAsked(c, name)
	}
	farm, err := farmAsked(c, nil)
	return []power.Farm{farm}, err
}

// pairs computes the farms in each run that has a time at which something was measured. A missing
// forecast makes no pair.
func (h Handler) pairs(ctx context.Context, out *verifyJSON, farms []power.Farm, m power.Model, measured map[int64]float64) (pairs []power.Pair, err error) {
	runs, err := h.Store.Runs(ctx, out.Dataset)
	if err != nil {
		return nil, err
	}
	values := 0
	for _, run := range runs[:min(len(runs), maxVerified)] {
		inv, err := h.Store.Inventory(ctx, out.Dataset, run)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		times := measuredTimes(inv, measured)
		if len(times) == 0 {
			continue
		}
		if values += len(farms) * len(times); values > maxValues {
			return nil, forecast.Errorf(forecast.Invalid, "web.verify", "%d farms at all times of the runs that were measured are too many: send fewer times, or a smaller portfolio", len(farms))
		}
		o, err := power.Compute(ctx, power.Run{Inventory: inv, Source: h.source(h.Layers)}, farms, times, m, false)
		if err != nil {
			return nil, err
		}
		out.Runs++
		out.Method, out.Solar = methods(o.Hubs), o.Solar
		last, ok := measured[run.Unix()]
		if !ok {
			last = math.NaN()
		}
		for t, p := range o.Sum(o.All()) {
			if p == p {
				pairs = append(pairs, power.Pair{Run: run, Lead: times[t].Sub(run), Forecast: float64(p), Measured: measured[times[t].Unix()], Persistence: last})
			}
		}
	}
	if pairs == nil {
		return nil, forecast.Errorf(forecast.NotFound, "web.verify", "none of the %d runs of %s has a forecast for a time that was measured: times must be those of the runs, to the second", len(runs), out.Dataset)
	}
	return pairs, nil
}

func measuredTimes(inv *store.Inventory, measured map[int64]float64) (out []time.Time) {
	for _, t := range inv.Times {
		if _, ok := measured[t.Unix()]; ok {
			out = append(out, t)
		}
	}
	return out
}

func describeScore(s power.Score) scoreJSON {
	out := scoreJSON{Pairs: s.Pairs, Bias: answer.Round(s.Bias/1e6, 6), MAE: answer.Round(s.MAE/1e6, 6), RMSE: answer.Round(s.RMSE/1e6, 6)}
	if s.Skill == s.Skill {
		skill := answer.Round(s.Skill, 6)
		out.Skill = &skill
	}
	return out
}
