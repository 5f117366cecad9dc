package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

// originJSON says what an answer is from.
type originJSON struct {
	Dataset     string    `json:"dataset"`
	Run         string    `json:"run"`
	Published   time.Time `json:"published"`
	Licence     string    `json:"licence"`
	Attribution string    `json:"attribution"`
	Member      *int      `json:"member,omitempty"` // in runs with members
}

// runView is what requests for profiles, sections, areas and grids say alike: a member of a run, at
// some times, in some units.
type runView struct {
	*store.Inventory
	menu   *derive.Menu
	fields places.Fields
	origin originJSON
	times  []time.Time
	metric bool
}

// viewOfRun reads dataset, run, member, time (or times, as points have it) and units. It refuses what only
// points and tiles know, rather than give a member where its readers believe a mean.
func (s *server) viewOfRun(c *gin.Context, p url.Values) (*runView, error) {
	for _, name := range []string{"statistic", "lags", "minus"} {
		if p.Get(name) != "" {
			return nil, wrong("this answer is of one member of one run: leave %s out, or ask /api/v1/point", name)
		}
	}
	dataset, err := s.datasetAsked(c, p.Get("dataset"))
	if err != nil {
		return nil, err
	}
	a, err := s.resolve(c, dataset.ID, p.Get("run"))
	if err != nil {
		return nil, err
	}
	inv, err := s.store.Inventory(c.Request.Context(), a.dataset, a.run)
	if err != nil {
		return nil, err
	}
	v := &runView{
		Inventory: inv, menu: s.layers.MenuOf(inv.Dataset, &inv.Holdings),
		origin: originJSON{inv.Dataset, forecast.FormatTime(inv.Run), inv.Published, dataset.Licence, dataset.Attribution, nil},
	}
	if err := s.memberOf(v, p.Get("member")); err != nil {
		return nil, err
	}
	if v.times, err = timesAsked(strings.Join(slices.Concat(p["time"], p["times"]), ","), 0, inv); err != nil {
		return nil, err
	}
	switch units := p.Get("units"); units {
	case "", "si":
	case "metric":
		v.metric = true
	default:
		return nil, wrong("units are si or metric, not %q", units)
	}
	return v, nil
}

func (s *server) memberOf(v *runView, text string) error {
	numbers, err := membersAsked(text, v.Inventory)
	if err != nil {
		return err
	}
	if len(numbers) != 1 {
		return wrong("this answer is of one member: ask for one of them, such as member=%s", strconv.Itoa(numbers[0]))
	}
	if v.Members != nil {
		v.origin.Member = &numbers[0]
	}
	v.fields = s.member(numbers[0])
	return nil
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
	return round(x*d.Scale+d.Offset, d.Decimals+2)
}

// read reads layers at places, by place and layer, at the times of the view.
func (s *server) readView(c *gin.Context, v *runView, layers []forecast.Layer, spots []places.Spot, method point.Method) ([]places.Answer, error) {
	ask := places.Ask{Run: v.Inventory, Fields: v.fields, Layers: layers, Spots: spots, Method: method}
	if len(v.times) > 0 {
		ask.From, ask.To = slices.MinFunc(v.times, time.Time.Compare), slices.MaxFunc(v.times, time.Time.Compare)
	}
	return s.places.Read(c.Request.Context(), ask)
}

// whyQuarantined is the reason for which fields of a layer were put aside.
func (v *runView) whyQuarantined(l forecast.Layer) func() string {
	return func() string { return whyQuarantined(v.Inventory, v.menu, l) }
}
