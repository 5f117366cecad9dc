package points

import (
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

type seriesJSON struct {
	Units        string        `json:"units"`
	Values       answer.Values `json:"values"`
	Interpolated []bool        `json:"interpolated,omitempty"`
	Corrected    bool          `json:"elevation_corrected,omitempty"`
	Vertical     bool          `json:"between_levels,omitempty"` // interpolated between the run's levels
	Missing      string        `json:"missing,omitempty"`
}

type placeJSON struct {
	Lat       float64               `json:"lat"`
	Lon       float64               `json:"lon"`
	Elevation *float64              `json:"elevation,omitempty"` // what was asked for
	Cell      *answer.Cell          `json:"cell"`                // null outside the grid
	Times     []time.Time           `json:"times"`
	Layers    map[string]seriesJSON `json:"layers"`
	Daily     *dailyJSON            `json:"daily,omitempty"`
}

// headJSON is what an answer says of all its places, which follow as points.
type headJSON struct {
	Dataset       string     `json:"dataset"`
	Run           string     `json:"run"`
	Published     time.Time  `json:"published"`
	Licence       string     `json:"licence"`
	Attribution   string     `json:"attribution"`
	Interpolation string     `json:"interpolation"`
	Member        *int       `json:"member,omitempty"`    // that layers are of whose names say none
	Members       []int      `json:"members,omitempty"`   // instead, where they are of several
	Statistic     string     `json:"statistic,omitempty"` // over the members, or
	Lagged        []string   `json:"lagged_runs,omitempty"`
	Minus         *ask.Minus `json:"minus,omitempty"` // the run that was subtracted
}

// point answers /api/v1/point.
func (h Handler) point(c *gin.Context) error {
	p, err := ask.Parameters(c)
	if err != nil {
		return err
	}
	if p.Get("dataset") == forecast.Best {
		return h.best(c, p)
	}
	dataset, inv, err := h.Run(c.Request.Context(), p)
	if err != nil {
		return err
	}
	q, err := readRequest(p, inv, h.Layers.MenuOf(inv.Dataset, &inv.Holdings))
	if err != nil {
		return err
	}
	head := headJSON{
		Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published,
		Licence: dataset.Licence, Attribution: dataset.Attribution, Interpolation: q.method.String(),
	}
	if q.picks, err = h.picks(c.Request.Context(), p, inv, &head); err != nil {
		return err
	}
	if minus := p.Get("minus"); minus != "" {
		if head.Minus, err = h.subtract(c, q, p, minus); err != nil {
			return err
		}
		c.Header("Fengtu-Minus", head.Minus.String())
	}
	if q.days, err = daysAsked(p, q, q.offer); err != nil {
		return err
	}
	if err := q.bound(); err != nil {
		return err
	}
	switch q.format {
	case "csv":
		return h.csv(c, q)
	case "ndjson":
		return h.lines(c, q, head)
	case "netcdf":
		return h.netcdf(c, q, p, head)
	}
	places, err := h.tell(c, q, q.spots)
	if err != nil {
		return err
	}
	return sendPoints(c, head, places)
}

// tell gives the answers at some of the places of a request.
func (h Handler) tell(c *gin.Context, q *request, spots []places.Spot) ([]placeJSON, error) {
	answers, err := h.read(c, q, spots)
	if err != nil {
		return nil, err
	}
	out := make([]placeJSON, 0, len(answers))
	for _, answer := range answers {
		out = append(out, q.describe(answer))
	}
	return out, h.addDays(c.Request.Context(), q, spots, out)
}

// read reads the picks of a request at some of its places: by place, then by pick.
func (h Handler) read(c *gin.Context, q *request, spots []places.Spot) ([][]places.Answer, error) {
	out := make([][]places.Answer, len(spots))
	for _, p := range q.picks {
		answers, err := h.Read(c.Request.Context(), q.ask(p, spots))
		if err != nil {
			return nil, err
		}
		for i, a := range answers {
			out[i] = append(out[i], a)
		}
	}
	return out, nil
}

// describe gives the answer at one place, of each pick.
func (q *request) describe(of []places.Answer) placeJSON {
	a := of[0]
	out := placeJSON{Lat: a.Lat, Lon: a.Lon, Elevation: answer.Known(a.Spot.Elevation), Cell: answer.CellOf(a), Times: answer.NonNil(q.times), Layers: map[string]seriesJSON{}}
	for k, a := range of {
		for i, s := range a.Series {
			described := q.series(s, q.picks[k])
			described.Corrected = a.Corrected[i]
			out.Layers[s.Layer.Name()+q.picks[k].suffix] = described
		}
	}
	if len(out.Layers) == 0 {
		out.Times = []time.Time{} // of days alone
	}
	return out
}

func (q *request) series(s point.Timed, p pick) seriesJSON {
	d := q.display(p.as(s.Layer))
	series, interpolated := q.onto(s)
	return seriesJSON{Units: d.Units, Values: q.shown(series.Values, d), Interpolated: interpolated, Vertical: q.menu != nil && q.menu.Vertical(s.Layer), Missing: q.explain(s.Layer, series)}
}

// shown brings values from SI to the units of a display.
func (q *request) shown(v answer.Values, d forecast.Display) answer.Values {
	if q.metric {
		for i, x := range v {
			v[i] = float32(answer.Round(float64(x)*d.Scale+d.Offset, d.Decimals+2))
		}
	}
	return v
}

// explain says why values of a layer are missing and at how many times, "" where none is.
func (q *request) explain(l forecast.Layer, series point.Series) string {
	return answer.Explain(series.Reasons, func() string { return answer.WhyQuarantined(q.run, q.menu, l) })
}

func (q *request) display(l forecast.Layer) forecast.Display {
	if q.metric {
		return l.Variable.Display
	}
	return forecast.Display{Units: l.Variable.Units, Scale: 1}
}

// onto gives a series at the times asked for; where a step is asked for, with a mark at each that
// lies between the run's.
func (q *request) onto(s point.Timed) (point.Series, []bool) {
	if q.step == 0 {
		return s.Own(q.times), nil
	}
	return s.Onto(q.times, q.step), q.between(s)
}

// between marks the times at which a value by the step is not the run's own.
func (q *request) between(s point.Timed) []bool {
	marks := make([]bool, len(q.times))
	for i, t := range q.times {
		marks[i] = !s.Exact(t, q.step)
	}
	return marks
}
