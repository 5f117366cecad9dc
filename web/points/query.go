package points

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// What else bounds one answer. One in lines is written as it is made and may hold more.
const (
	maxPlaces      = 10_000
	maxLinesPlaces = 50_000
	maxLinesValues = 50_000_000
)

// request is a request for values at places, read.
type request struct {
	run    *store.Inventory
	menu   *derive.Menu
	spots  []places.Spot
	picks  []pick
	times  []time.Time
	step   time.Duration // 0 for the run's own times
	method point.Method
	metric bool
	format string
	days   *dayRequest // nil where nothing is asked of days
}

// readRequest reads the parameters of a request, but for the layers: see picks.
func readRequest(p url.Values, inv *store.Inventory, menu *derive.Menu) (q *request, err error) {
	q = &request{run: inv, menu: menu}
	list := func(name string) string { return strings.Join(p[name], ",") }
	switch q.format = p.Get("format"); q.format {
	case "", "json", "csv", "ndjson", "netcdf":
	default:
		return nil, ask.Wrong("format is json, csv, ndjson or netcdf, not %q", q.format)
	}
	if q.spots, err = ask.Spots(list("lat"), list("lon"), list("elevation")); err != nil {
		return nil, err
	}
	if q.step, err = ask.Step(p.Get("step")); err != nil {
		return nil, err
	}
	if q.times, err = ask.Times(list("times"), q.step, inv); err != nil {
		return nil, err
	}
	if q.method, err = point.ParseMethod(p.Get("interpolation")); err != nil {
		return nil, err
	}
	if q.metric, err = ask.Metric(p); err != nil {
		return nil, err
	}
	return q, nil
}

// bound refuses what is too much for one answer.
func (q *request) bound() error {
	places, values, hint := maxPlaces, answer.MaxValues, ", or for format=ndjson"
	if q.format == "ndjson" {
		places, values, hint = maxLinesPlaces, maxLinesValues, ""
	}
	if n := len(q.spots); n > places {
		return ask.Wrong("%d places are too many for one request: ask for at most %d%s", n, places, hint)
	}
	layers := 0
	for _, p := range q.picks {
		layers += len(p.layers) * p.each
		if q.days != nil {
			layers += len(q.days.layers) * p.each
		}
	}
	if n := len(q.spots) * layers * len(q.times); n > values {
		return ask.Wrong("%d values are too many for one answer: ask for at most %d%s", n, values, hint)
	}
	return nil
}

// ask gives what to read of a pick at some of the places.
func (q *request) ask(p pick, spots []places.Spot) places.Ask {
	out := places.Ask{Run: q.run, Fields: p.fields, Layers: p.layers, Spots: spots, Method: q.method}
	if len(q.times) > 0 {
		out.From, out.To = slices.MinFunc(q.times, time.Time.Compare).Add(-q.step), slices.MaxFunc(q.times, time.Time.Compare)
	}
	return out
}
