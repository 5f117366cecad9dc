// Package openmeteo speaks Open-Meteo's forecast interface, /v1/forecast, so that apps written for
// it work with another host name: its parameters, names, units, decimals, order of keys, errors,
// CSV, spreadsheets and FlatBuffers. Where it would give a value that Fengtu does not have, it gives
// null and says why in a part of its own, "fengtu", which also names the run.
package openmeteo

import (
	"context"
	"net/url"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
	"github.com/fengtu/fengtu/web/zone"
)

// Handler answers requests.
type Handler struct {
	Reader places.Reader
	Now    func() time.Time
}

// Body is an answer.
type Body struct {
	ContentType string
	File        string // the name to save it under, "" for none
	Bytes       []byte
}

// location is the answer at one place.
type location struct {
	id        int
	cell      point.Place
	elevation float64 // NaN where nobody knows
	zone      *time.Location
	offset    int // of local time from UTC, in seconds, at the first time
	abbr      string
	took      time.Duration
	sections  []section
	sources   []source
}

// section is one table of a location: hourly, daily and so on.
type section struct {
	name    string
	times   []time.Time
	step    time.Duration
	single  bool // one time, no lists
	columns []column
}

// column is one variable of a section.
type column struct {
	name   string
	unit   unit
	values []float32   // NaN where missing
	times  []time.Time // of sunrise and sunset, instead of values; zero where there is none
	what   what
}

// source says where values are from.
type source struct {
	run          *store.Inventory
	used         bool // some value is of it
	dataset      forecast.Dataset
	runs         []time.Time
	interpolated []string
	corrected    []string
	missing      map[string]string
}

// Answer answers a request, given as its parameters. Errors of kind Invalid and NotFound carry the
// sentence for the asker.
func (h Handler) Answer(ctx context.Context, values url.Values) (Body, error) {
	began := time.Now()
	q, err := parse(values)
	if err != nil {
		return Body{}, err
	}
	if err := h.fillBox(ctx, &q); err != nil {
		return Body{}, err
	}
	now := h.Now()
	var out []location
	for i := range q.spots {
		l, err := h.locate(ctx, &q, i, now)
		if err != nil {
			return Body{}, err
		}
		out = append(out, l)
	}
	for i := range out {
		out[i].took = time.Since(began)
	}
	switch q.format {
	case "csv":
		return Body{"text/csv; charset=utf-8", fileName(out[0]) + ".csv", csv(&q, out)}, nil
	case "xlsx":
		book, err := xlsx(&q, out)
		return Body{xlsxType, fileName(out[0]) + ".xlsx", book}, err
	case "flatbuffers":
		return Body{"application/octet-stream", fileName(out[0]) + ".fb", flat(out)}, nil
	}
	return Body{"application/json; charset=utf-8", "", q.json(out)}, nil
}

// locate makes the answer at the i-th place.
func (h Handler) locate(ctx context.Context, q *query, i int, now time.Time) (location, error) {
	spot := q.spots[i]
	l := location{id: q.ids[i]}
	var err error
	if name := q.zones[min(i, len(q.zones)-1)]; name == zone.Auto {
		l.zone, err = zone.At(spot.Lat, spot.Lon)
	} else {
		l.zone, err = zone.Named(name)
	}
	if err != nil {
		return l, invalid("Invalid timezone")
	}
	plans, err := q.plan(now.In(l.zone))
	if err != nil {
		return l, err
	}
	l.offset, l.abbr = offsetAt(plans, now.In(l.zone))
	for k, model := range q.models {
		suffix := ""
		if len(q.models) > 1 {
			suffix = "_" + model
		}
		runs, err := h.runs(ctx, q, model, spot, plans)
		if err != nil {
			return l, err
		}
		part, err := h.read(ctx, q, spot, runs, plans, suffix)
		if err != nil {
			return l, err
		}
		if k == 0 {
			l.cell, l.elevation, l.sections = part.cell, part.elevation, part.sections
		} else {
			for s := range l.sections {
				l.sections[s].columns = append(l.sections[s].columns, part.sections[s].columns...)
			}
		}
		l.sources = append(l.sources, part.sources...)
	}
	return l, nil
}

// offsetAt gives the offset and the name of local time at the first time of an answer: clients add
// it to the first of the days, and get its midnight also in another season than now's.
func offsetAt(plans []plan, now time.Time) (seconds int, abbr string) {
	first := now
	for _, p := range plans {
		if len(p.times) > 0 && p.times[0].Before(first) {
			first = p.times[0].In(now.Location())
		}
	}
	if len(plans) > 0 && len(plans[0].times) > 0 && first.Equal(now) {
		first = plans[0].times[0].In(now.Location())
	}
	_, seconds = first.Zone()
	return seconds, zone.Abbreviation(first)
}

// bestMatch stands for all datasets together, each time from the first that has it.
const bestMatch = "best_match"

// runs gives the runs of a model, several where it is all datasets together.
func (h Handler) runs(ctx context.Context, q *query, model string, spot places.Spot, plans []plan) ([]*store.Inventory, error) {
	dataset := model
	if model == bestMatch {
		if q.run.IsZero() {
			return h.Reader.Seamless(ctx, spot.Place, layersOf(plans), q.method)
		}
		best, err := h.Reader.Best(ctx, spot.Place, layersOf(plans))
		if err != nil {
			return nil, err
		}
		dataset = best.Dataset
	} else if _, err := h.Reader.Store.Dataset(ctx, model); err != nil {
		return nil, invalid("There is no model '%s': /api/v1/datasets lists them", model)
	}
	if q.run.IsZero() {
		run, err := h.Reader.Latest(ctx, dataset)
		return []*store.Inventory{run}, err
	}
	run, err := h.Reader.Store.Inventory(ctx, dataset, q.run)
	if err != nil {
		return nil, invalid("The requested model run is not available. Model: %s, run: %s", model, q.run.Format("2006-01-02T15:04"))
	}
	return []*store.Inventory{run}, nil
}

func invalid(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, "openmeteo", format, args...)
}
