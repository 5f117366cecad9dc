package power

import (
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

type degreeDayJSON struct {
	Date     string  `json:"date"`
	Mean     float64 `json:"mean_C"`
	Hours    float64 `json:"hours"`
	Complete bool    `json:"complete"`
	Heating  float64 `json:"hdd"`
	Cooling  float64 `json:"cdd"`
}

type demandJSON struct {
	Dataset     string          `json:"dataset"`
	Run         string          `json:"run"`
	Published   time.Time       `json:"published"`
	Licence     string          `json:"licence"`
	Attribution string          `json:"attribution"`
	Weights     string          `json:"weights"`
	Region      *answer.Region  `json:"region,omitempty"`
	People      *peopleJSON     `json:"people,omitempty"`
	HeatBelow   float64         `json:"heat_below_C"`
	CoolAbove   float64         `json:"cool_above_C"`
	Zone        string          `json:"zone"`
	Times       []time.Time     `json:"times"`
	Temperature answer.Values   `json:"temperature_C"`
	Days        []degreeDayJSON `json:"days"`
}

const freezing = 273.15 // 0 °C in K

// demand answers /api/v1/power/demand: the temperature of a region by area or by its people, or that
// of places by the weights that were sent, and the degree days of heating and cooling.
func (h Handler) demand(c *gin.Context) error {
	dataset, inv, err := h.Run(c.Request.Context(), c.Request.URL.Query())
	if err != nil {
		return err
	}
	q, err := readRequest(c, inv)
	if err != nil {
		return err
	}
	out := demandJSON{
		Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published,
		Licence: dataset.Licence, Attribution: dataset.Attribution, Zone: q.zone.String(), Times: answer.NonNil(q.times), Days: []degreeDayJSON{},
	}
	if out.HeatBelow, err = ask.Number(c, "heat_below_C", 18, -50, 60); err != nil {
		return err
	}
	if out.CoolAbove, err = ask.Number(c, "cool_above_C", 22, -50, 60); err != nil {
		return err
	}
	weighted, err := h.weightsAsked(c, inv, &out)
	if err != nil {
		return err
	}
	temperature, err := h.meanTemperature(c, inv, weighted, q)
	if err != nil {
		return err
	}
	for _, v := range temperature {
		out.Temperature = append(out.Temperature, float32(answer.Round(float64(v)-freezing, 4)))
	}
	for _, d := range power.DegreeDays(q.times, temperature, q.zone, out.HeatBelow+freezing, out.CoolAbove+freezing) {
		out.Days = append(out.Days, degreeDayJSON{d.Date, answer.Round(d.Mean-freezing, 4), answer.Round(d.Hours, 4), d.Hours > d.Length-1e-6, answer.Round(d.Heating, 4), answer.Round(d.Cooling, 4)})
	}
	if q.csv {
		return answer.Send(c, answer.Briefly, answer.CSV, table(q.times, q.zone, []column{{"temperature_C", out.Temperature}}))
	}
	return answer.JSON(c, answer.Briefly, out)
}

// meanTemperature gives the weighted temperature at 2 m in K. It fails where a place lies off the
// grid.
func (h Handler) meanTemperature(c *gin.Context, inv *store.Inventory, w power.Weighted, q request) ([]float32, error) {
	layer := forecast.Layer{Variable: forecast.VariableNamed("temperature"), Level: forecast.HeightAbove(2)}
	if !slices.Contains(inv.Layers, layer) {
		return nil, forecast.Errorf(forecast.NotFound, "web.demand", "run %s of %s has no temperature_2m", forecast.FormatTime(inv.Run), inv.Dataset)
	}
	for _, p := range w.Places {
		if _, ok := point.Cell(inv.Grids[0], p); !ok {
			return nil, forecast.Errorf(forecast.Invalid, "web.demand", "%g, %g lies outside the dataset's grid: nothing was computed", p.Lat, p.Lon)
		}
	}
	if n := len(w.Places) * len(q.times); n > maxValues {
		return nil, forecast.Errorf(forecast.Invalid, "web.demand", "%d places at %d times are too many for one answer", len(w.Places), len(q.times))
	}
	series, err := point.Read(c.Request.Context(), inv.Grids[0], h.source(h.Layers), point.Query{
		Dataset: inv.Dataset, Run: inv.Run, Layers: []forecast.Layer{layer}, Times: q.times, Places: w.Places, Method: q.model.Method,
	})
	if err != nil {
		return nil, err
	}
	return w.Mean(func(p int) []float32 { return series[p][0].Values }, len(q.times)), nil
}
