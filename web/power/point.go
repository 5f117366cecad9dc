package power

import (
	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// point answers GET /api/v1/power/point, one farm told by the query, and POST of its turbine.
func (h Handler) point(c *gin.Context) error {
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
	return h.tell(c, []power.Farm{farm}, true)
}

// farms answers POST /api/v1/power/farms.
func (h Handler) farms(c *gin.Context) error {
	data, err := ask.Body(c)
	if err != nil {
		return err
	}
	farms, err := power.ParseFarms(data)
	if err != nil {
		return err
	}
	return h.tell(c, farms, false)
}

// tell tells the power of farms in a run, and their weather where it is asked for.
func (h Handler) tell(c *gin.Context, farms []power.Farm, weather bool) error {
	dataset, inv, err := h.Run(c.Request.Context(), c.Request.URL.Query())
	if err != nil {
		return err
	}
	q, err := readRequest(c, inv)
	if err != nil {
		return err
	}
	if n := len(farms) * len(q.times) * q.versions(inv); n > maxValues {
		return forecast.Errorf(forecast.Invalid, "web.power", "%d farms at %d times of %d runs or members are too many for one answer: ask for fewer times, or split the portfolio", len(farms), len(q.times), q.versions(inv))
	}
	ctx := c.Request.Context()
	compute := func(run power.Run) (*power.Output, error) {
		return power.Compute(ctx, run, farms, q.times, q.model, weather)
	}
	out, err := compute(power.Run{Inventory: inv, Source: h.source(h.Layers)})
	if err != nil {
		return err
	}
	several, err := h.ensemble(ctx, inv, q, out, compute)
	if err != nil {
		return err
	}
	a := computed{farms: farms, out: out, ensemble: several, q: q}
	if q.csv {
		return answer.Send(c, answer.Briefly, answer.CSV, a.csv())
	}
	told := a.describe()
	told.Dataset, told.Run, told.Published = inv.Dataset, forecast.FormatTime(inv.Run), inv.Published
	told.Licence, told.Attribution = dataset.Licence, dataset.Attribution
	return answer.JSON(c, answer.Briefly, told)
}

// source is where the weather of power comes from.
func (h Handler) source(layers *derive.Source) point.Source {
	return point.Source{Open: layers.Open, Series: layers.Series}
}

// maxValues bounds what one request computes.
const maxValues = 10_000_000

// megawatts copies powers from W.
func megawatts(w []float32) answer.Values {
	out := make(answer.Values, len(w))
	for i, v := range w {
		out[i] = float32(answer.Round(float64(v)/1e6, 6))
	}
	return out
}
