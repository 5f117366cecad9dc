package edr

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// covjson writes coverages as CoverageJSON: one, or a collection of several.
func covjson(in *instance, coverages []*coverage) []byte {
	w := writer{out: make([]byte, 0, 16<<10)}
	if len(coverages) == 1 {
		w.coverage(in, coverages[0])
		return w.out
	}
	w.raw(`{"type":"CoverageCollection",`)
	w.origin(in)
	w.raw(`,"coverages":[`)
	for i, c := range coverages {
		w.comma(i)
		w.coverage(in, c)
	}
	w.raw("]}")
	return w.out
}

// writer appends JSON to out.
type writer struct{ out []byte }

func (w *writer) raw(text string) { w.out = append(w.out, text...) }

func (w *writer) comma(i int) {
	if i > 0 {
		w.raw(",")
	}
}

func (w *writer) json(v any) {
	text, _ := json.Marshal(v) // of texts and finite numbers: it cannot fail
	w.out = append(w.out, text...)
}

// origin writes our own part: what the values are of.
func (w *writer) origin(in *instance) {
	origin := object{
		"dataset": in.dataset.ID, "run": forecast.FormatTime(in.Run), "published": in.Published,
		"licence": in.dataset.Licence, "attribution": in.dataset.Attribution,
	}
	if in.Members != nil {
		origin["member"] = in.member
	}
	w.raw(`"fengtu":`)
	w.json(origin)
}

func (w *writer) coverage(in *instance, c *coverage) {
	w.raw(`{"type":"Coverage","domain":{"type":"Domain","domainType":"` + c.domainType() + `","axes":{`)
	order := w.axes(c)
	w.raw(`},"referencing":`)
	w.json(referencing(c))
	w.raw(`},`)
	w.origin(in)
	w.raw(`,"parameters":{`)
	for i, p := range c.params {
		w.comma(i)
		w.json(p.name)
		w.raw(":")
		w.json(describe(p))
	}
	w.raw(`},"ranges":{`)
	for i, p := range c.params {
		w.comma(i)
		w.json(p.name)
		w.raw(":")
		w.array(order, c.values[i])
	}
	w.raw("}}")
}

// length is an axis of ranges: its name and how many values it has.
type length struct {
	name string
	n    int
}

// axes writes the axes of a domain and gives those that ranges go by, in order.
func (w *writer) axes(c *coverage) (order []length) {
	if c.along != nil {
		w.raw(`"composite":{"dataType":"tuple","coordinates":["t","x","y"`)
		if c.hasLevels() {
			w.raw(`,"z"`)
		}
		w.raw(`],"values":[`)
		for i, p := range c.along {
			w.comma(i)
			w.raw("[")
			w.time(p.at)
			w.raw("," + number(p.lon) + "," + number(p.lat))
			if c.hasLevels() {
				w.raw("," + number(p.level))
			}
			w.raw("]")
		}
		w.raw("]}")
		return []length{{"composite", len(c.along)}}
	}
	kind := c.domainType()
	if kind != "VerticalProfile" {
		order = append(order, length{"t", len(c.times)})
	}
	w.raw(`"t":{"values":[`)
	for i, t := range c.times {
		w.comma(i)
		w.time(t)
	}
	w.raw("]}")
	if kind == "MultiPointSeries" {
		w.tuples(c)
		return append(order, length{"composite", c.depth() * len(c.nodes)})
	}
	if c.hasLevels() {
		w.axis("z", c.levels)
		if kind != "PointSeries" {
			order = append(order, length{"z", len(c.levels)})
		}
	}
	if c.nodes != nil {
		w.axis("y", []float64{c.nodes[0].lat})
		w.axis("x", []float64{c.nodes[0].lon})
		if kind == "Grid" {
			order = append(order, length{"y", 1}, length{"x", 1})
		}
		return order
	}
	w.axis("y", c.ys)
	w.axis("x", c.xs)
	return append(order, length{"y", len(c.ys)}, length{"x", len(c.xs)})
}

func (w *writer) axis(name string, values []float64) {
	w.raw(`,"` + name + `":{"values":[`)
	for i, v := range values {
		w.comma(i)
		w.raw(number(v))
	}
	w.raw("]}")
}

// tuples writes places, at each level, as one axis.
func (w *writer) tuples(c *coverage) {
	w.raw(`,"composite":{"dataType":"tuple","coordinates":["x","y"`)
	if c.hasLevels() {
		w.raw(`,"z"`)
	}
	w.raw(`],"values":[`)
	for i := range c.depth() * len(c.nodes) {
		p := c.at(i)
		w.comma(i)
		w.raw("[" + number(p.lon) + "," + number(p.lat))
		if c.hasLevels() {
			w.raw("," + number(p.level))
		}
		w.raw("]")
	}
	w.raw("]}")
}

func (w *writer) time(t time.Time) {
	w.out = t.UTC().AppendFormat(w.out, `"2006-01-02T15:04:05Z"`)
}

// array writes values with the digits that a float32 has, null where one is missing.
func (w *writer) array(order []length, values []float32) {
	var names []string
	var shape []int
	for _, axis := range order {
		names, shape = append(names, axis.name), append(shape, axis.n)
	}
	w.raw(`{"type":"NdArray","dataType":"float","axisNames":`)
	w.json(names)
	w.raw(`,"shape":`)
	w.json(shape)
	w.raw(`,"values":[`)
	for i, v := range values {
		w.comma(i)
		if v != v {
			w.raw("null")
		} else {
			w.out = strconv.AppendFloat(w.out, float64(v), 'g', -1, 32)
		}
	}
	w.raw("]}")
}

type object = map[string]any

// referencing says what the coordinates mean.
func referencing(c *coverage) []object {
	out := []object{
		{"coordinates": []string{"x", "y"}, "system": object{"type": "GeographicCRS", "id": crs84}},
		{"coordinates": []string{"t"}, "system": object{"type": "TemporalRS", "calendar": "Gregorian"}},
	}
	if c.hasLevels() {
		name, unit := vertical(c.kind)
		out = append(out, object{"coordinates": []string{"z"}, "system": object{"type": "VerticalCRS", "cs": object{"csAxes": []object{
			{"name": object{"en": name}, "direction": "down", "unit": object{"symbol": unit}},
		}}}})
	}
	return out
}

// vertical names the quantity of levels, and its unit.
func vertical(kind forecast.LevelKind) (name, unit string) {
	if kind == forecast.Depth {
		return "Depth below the sea surface", "m"
	}
	return "Pressure", "hPa"
}

const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

// describe gives a parameter as CoverageJSON and collections have it.
func describe(p parameter) object {
	title, v := p.title(), p.variable()
	observed := object{"label": object{"en": title.EN, "zh": title.ZH}}
	if v.StandardName != "" {
		observed["id"] = "http://vocab.nerc.ac.uk/standard_name/" + v.StandardName + "/"
	}
	return object{
		"type": "Parameter", "description": object{"en": title.EN, "zh": title.ZH},
		"observedProperty": observed,
		"unit": object{
			"label":  object{"en": v.Units},
			"symbol": object{"value": ucum(v.Units), "type": "http://www.opengis.net/def/uom/UCUM/"},
		},
	}
}
