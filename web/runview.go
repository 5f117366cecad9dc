package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// originJSON says what an answer is from.
type originJSON struct {
	Dataset     string    `json:"dataset"`
	Run         string    `json:"run"`
	Published   time.Time `json:"published"`
	Licence     string    `json:"licence"`
	Attribution string    `json:"attribution"`
	Member      *int      `json:"member,omitempty"`    // in runs with members
	Statistic   string    `json:"statistic,omitempty"` // over the members, or
	Members     []int     `json:"members,omitempty"`
	Lagged      []string  `json:"lagged_runs,omitempty"`
}

// runView is what requests for profiles, sections, areas and grids say alike: members of a run or a
// statistic over them, at some times, in some units.
type runView struct {
	*store.Inventory
	menu    *derive.Menu
	fields  places.Fields // of the one member, or of the statistic node by node
	members []int         // where several are asked for, each by itself
	over    *ensemble.View
	lagged  []*store.Inventory // the runs that the statistic is over, where it is over runs
	origin  originJSON
	times   []time.Time
	metric  bool
}

// viewOfRun reads dataset, run, member, statistic, lags, time (or times, as points have it) and units. It
// refuses minus, rather than give a run where its readers believe a difference.
func (s *server) viewOfRun(c *gin.Context, p url.Values) (*runView, error) {
	if p.Get("minus") != "" {
		return nil, ask.Wrong("this answer is of a run and not of a difference: leave minus out, or ask /api/v1/point")
	}
	dataset, inv, err := s.Run(c, p)
	if err != nil {
		return nil, err
	}
	v := &runView{
		Inventory: inv, menu: s.Layers.MenuOf(inv.Dataset, &inv.Holdings),
		origin: originJSON{
			Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published, Licence: dataset.Licence, Attribution: dataset.Attribution,
		},
	}
	if err := s.readVoices(c.Request.Context(), v, p); err != nil {
		return nil, err
	}
	if v.times, err = ask.Times(strings.Join(slices.Concat(p["time"], p["times"]), ","), 0, inv); err != nil {
		return nil, err
	}
	switch units := p.Get("units"); units {
	case "", "si":
	case "metric":
		v.metric = true
	default:
		return nil, ask.Wrong("units are si or metric, not %q", units)
	}
	return v, nil
}

// display gives the units of the answer for a layer or a variable.
func (v *runView) display(of *forecast.Variable) forecast.Display {
	if v.metric {
		return of.Display
	}
	return forecast.Display{Units: of.Units, Scale: 1}
}

// convert puts a number into the units of the answer, with digits that mean something.
func (v *runView) convert(of *forecast.Variable, x float64) float64 {
	if !v.metric {
		return x
	}
	d := of.Display
	return answer.Round(x*d.Scale+d.Offset, d.Decimals+2)
}

// read reads layers at places, by place and layer, at the times of the view.
func (s *server) readView(c *gin.Context, v *runView, layers []forecast.Layer, spots []places.Spot, method point.Method) ([]places.Answer, error) {
	ask := places.Ask{Run: v.Inventory, Fields: v.fields, Layers: layers, Spots: spots, Method: method}
	if len(v.times) > 0 {
		ask.From, ask.To = slices.MinFunc(v.times, time.Time.Compare), slices.MaxFunc(v.times, time.Time.Compare)
	}
	return s.Read(c.Request.Context(), ask)
}

// WhyQuarantined is the reason for which fields of a layer were put aside.
func (v *runView) whyQuarantined(l forecast.Layer) func() string {
	return func() string { return answer.WhyQuarantined(v.Inventory, v.menu, l) }
}
