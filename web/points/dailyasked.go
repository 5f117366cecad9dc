package points

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/zone"
)

// dayWant is one value a day: a layer and what is made of its hours.
type dayWant struct {
	name      string // as asked
	layer     forecast.Layer
	aggregate string
}

// dayRequest is what a request asks of days.
type dayRequest struct {
	wants  []dayWant
	layers []forecast.Layer // that they are made of
	zone   string           // a name, or auto
}

// offer is what a request can be for: the layers of a name, which are several of a vector.
type offer func(name string) ([]forecast.Layer, error)

func (q *request) offer(name string) ([]forecast.Layer, error) {
	return ask.Layers(name, q.run, q.menu)
}

// daysAsked reads daily and timezone, nil where they are left out.
func daysAsked(p url.Values, q *request, of offer) (*dayRequest, error) {
	list := strings.Join(p["daily"], ",")
	if list == "" {
		return nil, nil
	}
	switch {
	case q.format == "netcdf" || q.format == "csv":
		return nil, ask.Wrong("daily is answered as json or ndjson")
	case p.Get("minus") != "":
		return nil, ask.Wrong("daily is of a run and not of a difference: leave minus out")
	}
	out := &dayRequest{zone: p.Get("timezone")}
	if out.zone == "" {
		out.zone = zone.Auto
	}
	if out.zone != zone.Auto {
		if _, err := zone.Named(out.zone); err != nil {
			return nil, err
		}
	}
	for name := range strings.SplitSeq(list, ",") {
		want, err := dayNamed(strings.TrimSpace(name), of)
		if err != nil {
			return nil, err
		}
		out.wants = append(out.wants, want)
		out.need(want.layer)
		if want.aggregate == "dominant" {
			out.need(want.layer.At("wind_speed"))
		}
	}
	return out, nil
}

func (d *dayRequest) need(l forecast.Layer) {
	if !slices.Contains(d.layers, l) {
		d.layers = append(d.layers, l)
	}
}

// dayNamed reads a name such as temperature_2m_max.
func dayNamed(name string, of offer) (dayWant, error) {
	i := strings.LastIndexByte(name, '_')
	if i < 0 || !slices.Contains(point.Aggregates, name[i+1:]) {
		return dayWant{}, ask.Wrong("daily lists layers with one of _%s behind, such as temperature_2m_max, not %q", strings.Join(point.Aggregates, ", _"), name)
	}
	layers, err := of(name[:i])
	if err != nil {
		return dayWant{}, err
	}
	if len(layers) != 1 {
		return dayWant{}, ask.Wrong("daily values are of numbers, and %s is a vector: ask for wind_speed, or its components", name[:i])
	}
	w := dayWant{name, layers[0], name[i+1:]}
	if why := point.Makes(w.aggregate, w.layer); why != "" {
		return w, ask.Wrong("there is no daily %s: %s", name, why)
	}
	if w.aggregate == "dominant" {
		_, err = of(w.layer.At("wind_speed").Name())
	}
	return w, err
}
