package web

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// powerPoint answers GET /api/v1/power/point, one farm told by the query, and POST of its turbine.
func (s *server) powerPoint(c *gin.Context) error {
	var own *power.Turbine
	if c.Request.Method == "POST" {
		data, err := ask.Body(c)
		if err != nil {
			return err
		}
		if own, err = power.ParseTurbine(data); err != nil {
			return err
		}
	}
	farm, err := farmAsked(c, own)
	if err != nil {
		return err
	}
	return s.answerPower(c, []power.Farm{farm}, true)
}

// powerFarms answers POST /api/v1/power/farms.
func (s *server) powerFarms(c *gin.Context) error {
	data, err := ask.Body(c)
	if err != nil {
		return err
	}
	farms, err := power.ParseFarms(data)
	if err != nil {
		return err
	}
	return s.answerPower(c, farms, false)
}

// answerPower tells the power of farms in a run, and their weather where it is asked for.
func (s *server) answerPower(c *gin.Context, farms []power.Farm, weather bool) error {
	dataset, inv, err := s.Run(c, c.Request.URL.Query())
	if err != nil {
		return err
	}
	q, err := readPowerQuery(c, inv)
	if err != nil {
		return err
	}
	if n := len(farms) * len(q.times) * q.versions(inv); n > maxPowerValues {
		return forecast.Errorf(forecast.Invalid, "web.power", "%d farms at %d times of %d runs or members are too many for one answer: ask for fewer times, or split the portfolio", len(farms), len(q.times), q.versions(inv))
	}
	ctx := c.Request.Context()
	compute := func(run power.Run) (*power.Output, error) {
		return power.Compute(ctx, run, farms, q.times, q.model, weather)
	}
	out, err := compute(power.Run{Inventory: inv, Source: s.powerSource(s.Layers)})
	if err != nil {
		return err
	}
	several, err := s.ensemble(ctx, inv, q, out, compute)
	if err != nil {
		return err
	}
	a := powerAnswer{farms: farms, out: out, ensemble: several, q: q}
	if q.csv {
		return answer.Send(c, answer.Briefly, answer.CSV, a.csv())
	}
	told := a.describe()
	told.Dataset, told.Run, told.Published = inv.Dataset, forecast.FormatTime(inv.Run), inv.Published
	told.Licence, told.Attribution = dataset.Licence, dataset.Attribution
	return answer.JSON(c, answer.Briefly, told)
}

// powerSource is where the weather of power comes from.
func (s *server) powerSource(layers *derive.Source) point.Source {
	return point.Source{Open: layers.Open, Series: layers.Series}
}

// maxPowerValues bounds what one request computes.
const maxPowerValues = 10_000_000

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
func (s *server) ensemble(ctx context.Context, inv *store.Inventory, q powerQuery, newest *power.Output, compute computation) (variants, error) {
	out := variants{runs: []time.Time{inv.Run}, outputs: []*power.Output{newest}}
	var err error
	switch {
	case q.all:
		out, err = s.members(ctx, inv, compute)
	case q.lags > 1:
		err = s.lagged(ctx, inv, q.lags, &out, compute)
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
func (s *server) members(ctx context.Context, inv *store.Inventory, compute computation) (out variants, err error) {
	for _, number := range inv.Members {
		o, err := compute(power.Run{Inventory: inv, Source: s.powerSource(s.Member(number))})
		if err != nil {
			return out, err
		}
		out.members, out.outputs = append(out.members, number), append(out.outputs, o)
	}
	return out, nil
}

// lagged adds the runs before one: n runs in all, of those that have the layers. Times that a run
// does not have are missing in it.
func (s *server) lagged(ctx context.Context, inv *store.Inventory, n int, out *variants, compute computation) error {
	runs, err := s.Store.Runs(ctx, inv.Dataset)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if !run.Before(inv.Run) || len(out.runs) == n {
			continue
		}
		older, err := s.Store.Inventory(ctx, inv.Dataset, run)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // deleted meanwhile
		}
		if err != nil {
			return err
		}
		if !older.Grids[0].Equal(inv.Grids[0]) {
			continue // another grid has other cells
		}
		o, err := compute(power.Run{Inventory: older, Source: s.powerSource(s.Layers)})
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

// turbines answers /api/v1/power/turbines.
func (s *server) turbines(c *gin.Context) error {
	return answer.JSON(c, answer.Daily, gin.H{"turbines": power.Library()})
}

// turbine answers /api/v1/power/turbines/{id}.
func (s *server) turbine(c *gin.Context) error {
	t, err := power.Turbines(nil).Find(c.Param("id"))
	if err != nil {
		return err
	}
	return answer.JSON(c, answer.Daily, t)
}

// megawatts copies powers from W.
func megawatts(w []float32) answer.Values {
	out := make(answer.Values, len(w))
	for i, v := range w {
		out[i] = float32(answer.Round(float64(v)/1e6, 6))
	}
	return out
}
