package web

import (
	"math"
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

// What bounds one answer: more is a job for several requests. An answer in lines is written as it is
// made and may hold more.
const (
	maxPlaces      = 10_000
	maxValues      = 2_000_000
	maxLinesPlaces = 50_000
	maxLinesValues = 50_000_000
)

// pointAsk is a request for values at places, read.
type pointAsk struct {
	run    *store.Inventory
	menu   *derive.Menu
	spots  []places.Spot
	picks  []pick
	times  []time.Time
	step   time.Duration // 0 for the run's own times
	method point.Method
	metric bool
	format string
	days   *dayAsk // nil where nothing is asked of days
}

// datasetAsked gives the dataset of an id; it may be left out where there is only one.
func (s *server) datasetAsked(c *gin.Context, id string) (forecast.Dataset, error) {
	if id != "" {
		return s.store.Dataset(c.Request.Context(), id)
	}
	all, err := s.store.Datasets(c.Request.Context())
	if err != nil {
		return forecast.Dataset{}, err
	}
	if len(all) != 1 {
		var ids []string
		for _, d := range all {
			ids = append(ids, d.ID)
		}
		return forecast.Dataset{}, wrong("say which dataset: there are %s", strings.Join(ids, ", "))
	}
	return all[0], nil
}

func wrong(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, "web.point", format, args...)
}

// pointQuery reads the parameters of a request, but for the layers: see picks.
func pointQuery(p url.Values, inv *store.Inventory, menu *derive.Menu) (q *pointAsk, err error) {
	q = &pointAsk{run: inv, menu: menu}
	list := func(name string) string { return strings.Join(p[name], ",") }
	switch q.format = p.Get("format"); q.format {
	case "", "json", "csv", "ndjson", "netcdf":
	default:
		return nil, wrong("format is json, csv, ndjson or netcdf, not %q", q.format)
	}
	if q.spots, err = spotsAsked(list("lat"), list("lon"), list("elevation")); err != nil {
		return nil, err
	}
	if q.step, err = stepAsked(p.Get("step")); err != nil {
		return nil, err
	}
	if q.times, err = timesAsked(list("times"), q.step, inv); err != nil {
		return nil, err
	}
	if q.method, err = point.ParseMethod(p.Get("interpolation")); err != nil {
		return nil, err
	}
	switch units := p.Get("units"); units {
	case "", "si":
	case "metric":
		q.metric = true
	default:
		return nil, wrong("units are si or metric, not %q", units)
	}
	return q, nil
}

// bound refuses what is too much for one answer.
func (q *pointAsk) bound() error {
	places, values, hint := maxPlaces, maxValues, ", or for format=ndjson"
	if q.format == "ndjson" {
		places, values, hint = maxLinesPlaces, maxLinesValues, ""
	}
	if n := len(q.spots); n > places {
		return wrong("%d places are too many for one request: ask for at most %d%s", n, places, hint)
	}
	layers := 0
	for _, p := range q.picks {
		layers += len(p.layers) * p.each
		if q.days != nil {
			layers += len(q.days.layers) * p.each
		}
	}
	if n := len(q.spots) * layers * len(q.times); n > values {
		return wrong("%d values are too many for one answer: ask for at most %d%s", n, values, hint)
	}
	return nil
}

// ask gives what to read of a pick at some of the places.
func (q *pointAsk) ask(p pick, spots []places.Spot) places.Ask {
	out := places.Ask{Run: q.run, Fields: p.fields, Layers: p.layers, Spots: spots, Method: q.method}
	if len(q.times) > 0 {
		out.From, out.To = slices.MinFunc(q.times, time.Time.Compare).Add(-q.step), slices.MaxFunc(q.times, time.Time.Compare)
	}
	return out
}

func spotsAsked(lat, lon, elevation string) ([]places.Spot, error) {
	lats, err := degrees("lat", lat, 90)
	if err != nil {
		return nil, err
	}
	lons, err := degrees("lon", lon, 540)
	if err != nil {
		return nil, err
	}
	if len(lats) != len(lons) {
		return nil, wrong("lat and lon must list as many places: they have %d and %d", len(lats), len(lons))
	}
	heights := []float64{math.NaN()}
	if elevation != "" {
		if heights, err = numbers("elevation", "metres", elevation, 9000); err != nil {
			return nil, err
		}
	}
	if len(heights) > 1 && len(heights) != len(lats) {
		return nil, wrong("elevation must be one height for all places, or as many as places: it has %d for %d", len(heights), len(lats))
	}
	out := make([]places.Spot, len(lats))
	for i := range out {
		out[i] = places.Spot{Place: point.Place{Lat: lats[i], Lon: lons[i]}, Elevation: heights[min(i, len(heights)-1)]}
	}
	return out, nil
}

func degrees(name, list string, limit float64) ([]float64, error) {
	if list == "" {
		return nil, wrong("%s is missing: give degrees, several separated by commas", name)
	}
	return numbers(name, "degrees", list, limit)
}

func numbers(name, units, list string, limit float64) ([]float64, error) {
	out := make([]float64, 0, strings.Count(list, ",")+1)
	for text := range strings.SplitSeq(list, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || !(math.Abs(v) <= limit) {
			return nil, wrong("%s must be %s within ±%g, not %q", name, units, limit, text)
		}
		out = append(out, v)
	}
	return out, nil
}

// layersAsked reads a list of layers; all stands for every stored one, and a vector layer for its
// two components.
func layersAsked(list string, inv *store.Inventory, menu *derive.Menu) ([]forecast.Layer, error) {
	if list == "" {
		return nil, wrong("layers is missing: list some of /api/v1/datasets/%s, or all", inv.Dataset)
	}
	if list == "all" {
		return inv.Layers, nil
	}
	awaited := inv.Awaited()
	var out []forecast.Layer
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		l, err := forecast.ParseLayer(name)
		if err == nil && menu.Why(l) != nil {
			return nil, menu.Why(l)
		}
		if err != nil || !menu.Has(l) && !slices.Contains(awaited, l) {
			return nil, noLayer(inv, menu, name)
		}
		for _, l := range components(menu, l) {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// noLayer says that a run has no such layer, and which one has a name much like it.
func noLayer(inv *store.Inventory, menu *derive.Menu, name string) error {
	return forecast.Errorf(forecast.NotFound, "web.layer", "run %s of %s has no layer %s%s: /api/v1/datasets/%s lists its layers",
		forecast.FormatTime(inv.Run), inv.Dataset, name, nearestName(name, allLayers(inv, menu)), inv.Dataset)
}

// nearestName gives ", but x" where a layer's name is much like the one asked for.
func nearestName(name string, known []forecast.Layer) string {
	names := make([]string, len(known))
	for i, l := range known {
		names[i] = l.Name()
	}
	return nearestOf(name, names)
}

// nearestOf is nearestName among names.
func nearestOf(name string, known []string) string {
	best, least := "", min(4, len(name)/2)
	for _, other := range known {
		if d := forecast.EditDistance(name, other); d < least {
			best, least = other, d
		}
	}
	if best == "" {
		return ""
	}
	return ", but " + best
}

// stepAsked reads a step such as 1h or 15m; "" stands for the run's own.
func stepAsked(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	step, err := time.ParseDuration(text)
	if err != nil || step < time.Minute || step > 24*time.Hour || step%time.Minute != 0 {
		return 0, wrong("step must be whole minutes up to a day, such as 15m or 1h, not %q", text)
	}
	return step, nil
}

// timesAsked reads a list of times or one start/end; "" stands for all. With a step they are those
// from the start to the end by it.
func timesAsked(list string, step time.Duration, inv *store.Inventory) ([]time.Time, error) {
	from, to, isRange := strings.Cut(list, "/")
	if list != "" && !isRange {
		return timeList(list, step, inv)
	}
	if len(inv.Times) == 0 {
		return nil, nil
	}
	first, last := inv.Times[0], inv.Times[len(inv.Times)-1]
	start, end := first, last
	var err error
	if isRange {
		if start, err = forecast.ParseTime(from); err != nil {
			return nil, err
		}
		if end, err = forecast.ParseTime(to); err != nil {
			return nil, err
		}
	}
	if end.Before(start) || end.Before(first) || start.After(last) {
		return nil, outside(inv, first, last)
	}
	if step == 0 {
		return slices.DeleteFunc(slices.Clone(inv.Times), func(t time.Time) bool { return t.Before(start) || t.After(end) }), nil
	}
	var out []time.Time
	for t := start; !t.After(end) && !t.After(last); t = t.Add(step) {
		if !t.Before(first) {
			out = append(out, t)
		}
	}
	return out, nil
}

func outside(inv *store.Inventory, first, last time.Time) error {
	return wrong("run %s of %s goes from %s to %s: ask for times in it, the earlier one first",
		forecast.FormatTime(inv.Run), inv.Dataset, forecast.FormatTime(first), forecast.FormatTime(last))
}

func timeList(list string, step time.Duration, inv *store.Inventory) (out []time.Time, err error) {
	if step != 0 {
		return nil, wrong("step goes with a range of times, start/end, or with none")
	}
	inside := false
	for text := range strings.SplitSeq(list, ",") {
		t, err := forecast.ParseTime(text)
		if err != nil {
			return nil, err
		}
		inside = inside || len(inv.Times) > 0 && !t.Before(inv.Times[0]) && !t.After(inv.Times[len(inv.Times)-1])
		out = append(out, t)
	}
	if !inside && len(inv.Times) > 0 {
		return nil, outside(inv, inv.Times[0], inv.Times[len(inv.Times)-1])
	}
	return out, nil
}
