package points

import (
	"math"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

type leadJSON struct {
	Run       string        `json:"run"`
	Published time.Time     `json:"published"`
	Complete  bool          `json:"complete"`
	Lead      answer.Values `json:"lead_hours"` // at each time; null before the run
}

// ofRunsJSON is a layer in several runs, the newest first, and their lagged ensemble.
type ofRunsJSON struct {
	Units        string          `json:"units"`
	Runs         []answer.Values `json:"runs"`
	Interpolated [][]bool        `json:"interpolated,omitempty"`
	Corrected    bool            `json:"elevation_corrected,omitempty"`
	Missing      []string        `json:"missing,omitempty"` // run by run, "" where nothing is
	Count        []int           `json:"count"`             // of the runs that have a value
	Mean         answer.Values   `json:"mean,omitempty"`
	Spread       answer.Values   `json:"spread,omitempty"`
	Min          answer.Values   `json:"min,omitempty"`
	P10          answer.Values   `json:"p10,omitempty"`
	P90          answer.Values   `json:"p90,omitempty"`
	Max          answer.Values   `json:"max,omitempty"`
}

type runsPlaceJSON struct {
	Lat       float64               `json:"lat"`
	Lon       float64               `json:"lon"`
	Elevation *float64              `json:"elevation,omitempty"`
	Cell      *answer.Cell          `json:"cell"`
	Layers    map[string]ofRunsJSON `json:"layers"`
}

type runsJSON struct {
	Dataset       string          `json:"dataset"`
	Licence       string          `json:"licence"`
	Attribution   string          `json:"attribution"`
	Interpolation string          `json:"interpolation"`
	Runs          []leadJSON      `json:"runs"`
	Times         []time.Time     `json:"times"`
	Points        []runsPlaceJSON `json:"points"`
}

// runs answers /api/v1/point/runs: the same valid times from a run and those before it.
func (h Handler) runs(c *gin.Context) error {
	p, err := ask.Parameters(c)
	if err != nil {
		return err
	}
	dataset, err := h.Dataset(c.Request.Context(), p.Get("dataset"))
	if err != nil {
		return err
	}
	asks, err := h.runsAsked(c, p, dataset)
	if err != nil {
		return err
	}
	byRun := make([][][]places.Answer, len(asks))
	for i, q := range asks {
		if byRun[i], err = h.read(c, q, q.spots); err != nil {
			return err
		}
	}
	if asks[0].format == "csv" {
		return sendRunsCSV(c, asks, byRun)
	}
	out := runsJSON{
		Dataset: dataset.ID, Licence: dataset.Licence, Attribution: dataset.Attribution,
		Interpolation: asks[0].method.String(), Times: answer.NonNil(asks[0].times), Points: []runsPlaceJSON{},
	}
	for _, q := range asks {
		out.Runs = append(out.Runs, leadJSON{forecast.FormatTime(q.run.Run), q.run.Published, q.run.Complete(), leads(q)})
	}
	for i := range asks[0].spots {
		out.Points = append(out.Points, describeRuns(asks, at(byRun, i)))
	}
	return answer.JSON(c, answer.Briefly, out)
}

// at takes the answers at one place: by run, then by pick.
func at(byRun [][][]places.Answer, place int) (out [][]places.Answer) {
	for _, answers := range byRun {
		out = append(out, answers[place])
	}
	return out
}

// leads gives how many hours after the run's reference time each time lies, NaN before it.
func leads(q *request) answer.Values {
	out := make(answer.Values, len(q.times))
	for i, t := range q.times {
		if out[i] = float32(t.Sub(q.run.Run).Hours()); out[i] < 0 {
			out[i] = float32(math.NaN())
		}
	}
	return out
}
