package views

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

// view is what requests for profiles, sections, areas and grids say alike: members of a run or a
// statistic over them, at some times, in some units.
type view struct {
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
func (h Handler) viewOfRun(c *gin.Context, p url.Values) (*view, error) {
	if p.Get("minus") != "" {
		return nil, ask.Wrong("this answer is of a run and not of a difference: leave minus out, or ask /api/v1/point")
	}
	dataset, inv, err := h.Run(c.Request.Context(), p)
	if err != nil {
		return nil, err
	}
	v := &view{
		Inventory: inv, menu: h.Layers.MenuOf(inv.Dataset, &inv.Holdings),
		origin: originJSON{
			Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published, Licence: dataset.Licence, Attribution: dataset.Attribution,
		},
	}
	if err := h.readVoices(c.Request.Context(), v, p); err != nil {
		return nil, err
	}
	if v.times, err = ask.Times(strings.Join(slices.Concat(p["time"], p["times"]), ","), 0, inv); err != nil {
		return nil, err
	}
	if v.metric, err = ask.Metric(p); err != nil {
		return nil, err
	}
	return v, nil
}

// display gives the units of the answer for a layer or a variable.
func (v *view) display(of *forecast.Variable) forecast.Display {
	if v.metric {
		return of.Display
	}
	return forecast.Display{Units: of.Units, Scale: 1}
}

// convert puts a number into the units of the answer, with digits that mean something.
func (v *view) convert(of *forecast.Variable, x float64) float64 {
	if !v.metric {
		return x
	}
	d := of.Display
	return answer.Round(x*d.Scale+d.Offset, d.Decimals+2)
}

// readView reads layers at places, by place and layer, at the times of the view.
func (h Handler) readView(c *gin.Context, v *view, layers []forecast.Layer, spots []places.Spot, method point.Method) ([]places.Answer, error) {
	ask := places.Ask{Run: v.Inventory, Fields: v.fields, Layers: layers, Spots: spots, Method: method}
	if len(v.times) > 0 {
		ask.From, ask.To = slices.MinFunc(v.times, time.Time.Compare), slices.MaxFunc(v.times, time.Time.Compare)
	}
	return h.Read(c.Request.Context(), ask)
}

// whyQuarantined is the reason for which fields of a layer were put aside.
func (v *view) whyQuarantined(l forecast.Layer) func() string {
	return func() string { return answer.WhyQuarantined(v.Inventory, v.menu, l) }
}

// queryOf reads the parameters of an address in which semicolons stand for themselves, as they do in
// lists of places.
func queryOf(c *gin.Context) (url.Values, error) {
	p, err := url.ParseQuery(strings.ReplaceAll(c.Request.URL.RawQuery, ";", "%3B"))
	if err != nil {
		return nil, ask.Wrong("the address is not well written: %s", err.Error())
	}
	return p, nil
}
