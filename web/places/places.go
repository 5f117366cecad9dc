// Package places reads what every dialect of point forecasts needs: the layers of a dataset at
// places, from its newest run and where asked from older ones before that, at the cell and the
// elevation asked for. Dialects put that onto their own times and into their own words.
package places

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// Reader reads forecasts at places.
type Reader struct {
	Store  *store.Store
	Layers *derive.Source // of Store
}

// Fields opens layers, stored or derived.
type Fields interface {
	Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error)
	Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error)
}

// Spot is a place and the elevation to bring values to, in metres; NaN for the model's own.
type Spot struct {
	point.Place
	Elevation float64
}

// Ask asks for layers of a run at spots.
type Ask struct {
	Run      *store.Inventory
	Fields   Fields // that are read, such as a member's; nil for Reader.Layers
	Layers   []forecast.Layer
	Spots    []Spot
	Method   point.Method
	From, To time.Time // the times that are needed; the zero From and To stand for the run's
	Older    bool      // take what lies before the run from older ones
}

// Answer is what is known at one spot.
type Answer struct {
	Spot
	Cell      point.Place // the node nearest to it, or the one chosen
	OnGrid    bool        // false where the spot lies outside the grid
	Model     float64     // the elevation that the model's values are for; NaN where it has none
	Target    float64     // the elevation that the answer's are for; NaN where nobody knows
	Runs      []time.Time // what the values are from, newest first
	Series    []point.Timed
	Corrected []bool // which of Series were brought to Target
}

// Has says whether a run has a layer, stored or derived, at some time.
func (r Reader) Has(run *store.Inventory, layer forecast.Layer) bool {
	return r.Layers.MenuOf(run.Dataset, &run.Holdings).Has(layer)
}

// Read answers an ask, spot by spot. A layer that no run has is missing at all times.
func (r Reader) Read(ctx context.Context, ask Ask) ([]Answer, error) {
	out, spots, err := r.settle(ctx, ask)
	if err != nil {
		return nil, err
	}
	layers, wanted := withTemperature(ask, out)
	runs, err := r.runs(ctx, ask)
	if err != nil {
		return nil, err
	}
	method := ask.Method
	if method != point.Bilinear {
		method = point.Nearest // of the cell that was chosen
	}
	var fields Fields = r.Layers
	if ask.Fields != nil {
		fields = ask.Fields
	}
	until := ask.To
	for _, run := range runs { // newest first: each fills what lies before the one that follows it
		q := point.Query{Dataset: run.Dataset, Run: run.Run, Layers: layers, Places: spots, Method: method}
		first, last := window(run.Times, ask.From, until)
		q.Times = run.Times[first:last]
		series, err := point.Read(ctx, run.Grids[0], point.Source{Open: fields.Open, Series: fields.Series}, q)
		if err != nil {
			return nil, err
		}
		for p := range out {
			out[p].prepend(layers, q, series[p], run.Since(first))
		}
		if len(run.Times) > 0 {
			until = run.Times[0]
		}
	}
	for p := range out {
		out[p].elevate(wanted)
	}
	return out, nil
}

// settle finds the cell and the elevations of each spot.
func (r Reader) settle(ctx context.Context, ask Ask) ([]Answer, []point.Place, error) {
	grid := ask.Run.Grids[0]
	spots := make([]point.Place, len(ask.Spots))
	for i, s := range ask.Spots {
		spots[i] = s.Place
	}
	if ask.Method == point.Land || ask.Method == point.Sea {
		mask, err := r.fixed(ctx, ask.Run, "land_sea_mask")
		if err != nil {
			return nil, nil, err
		}
		if mask == nil {
			return nil, nil, forecast.Errorf(forecast.Invalid, "places.Read",
				"%s has no land-sea mask, so it cannot tell %s: ask for the nearest cell", ask.Run.Dataset, ask.Method)
		}
		if spots, err = point.Choose(ctx, mask, spots, ask.Method); err != nil {
			return nil, nil, err
		}
	}
	models, err := r.Elevations(ctx, ask.Run, spots, ask.Method)
	if err != nil {
		return nil, nil, err
	}
	out := make([]Answer, len(spots))
	for i, s := range ask.Spots {
		a := Answer{Spot: s, Model: models[i], Target: models[i]}
		a.Cell, a.OnGrid = point.Cell(grid, spots[i])
		if !math.IsNaN(s.Elevation) && !math.IsNaN(a.Model) {
			a.Target = s.Elevation
		}
		out[i] = a
	}
	return out, spots, nil
}

// fixed opens a layer that does not change at the first time that has it, nil where none does.
func (r Reader) fixed(ctx context.Context, run *store.Inventory, name string) (forecast.Field, error) {
	layer, err := forecast.ParseLayer(name)
	if err != nil || !slices.Contains(run.Layers, layer) {
		return nil, err
	}
	for _, t := range run.Times {
		if run.Has(layer, t) {
			return r.Layers.Open(ctx, forecast.Ref{Dataset: run.Dataset, Run: run.Run, Layer: layer, Time: t})
		}
	}
	return nil, nil
}

// Elevations gives the model's elevation that values at each place are for, NaN where it has none.
func (r Reader) Elevations(ctx context.Context, run *store.Inventory, spots []point.Place, method point.Method) ([]float64, error) {
	out := make([]float64, len(spots))
	for i := range out {
		out[i] = math.NaN()
	}
	ground, err := r.fixed(ctx, run, "surface_altitude")
	if ground == nil || err != nil {
		return out, err
	}
	open := func(context.Context, forecast.Ref) (forecast.Field, error) { return ground, nil }
	if method != point.Bilinear {
		method = point.Nearest
	}
	q := point.Query{Layers: []forecast.Layer{ground.Layer()}, Times: []time.Time{{}}, Places: spots, Method: method}
	series, err := point.Read(ctx, ground.Grid(), point.Source{Open: open}, q)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i] = float64(series[i][0].Values[0])
	}
	return out, nil
}

// runs gives the run asked for and where wanted those before it that reach the times asked for.
func (r Reader) runs(ctx context.Context, ask Ask) ([]*store.Inventory, error) {
	out := []*store.Inventory{ask.Run}
	if !ask.Older || len(ask.Run.Times) == 0 {
		return out, nil
	}
	all, err := r.Store.Runs(ctx, ask.Run.Dataset)
	if err != nil {
		return nil, err
	}
	begins := ask.Run.Times[0]
	for _, run := range all { // newest first
		if !run.Before(ask.Run.Run) || begins.Before(ask.From) {
			continue
		}
		inv, err := r.Store.Inventory(ctx, ask.Run.Dataset, run)
		if forecast.KindOf(err) == forecast.NotFound || err == nil && len(inv.Times) == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		out, begins = append(out, inv), inv.Times[0]
	}
	return out, nil
}

// window gives the first of the times and the one behind the last that are needed: from the last one
// not after from to the first one not before to; zero times stand for no limit.
func window(times []time.Time, from, to time.Time) (first, last int) {
	last = len(times)
	for i, t := range times {
		if !from.IsZero() && !t.After(from) {
			first = i
		}
		if !to.IsZero() && !t.Before(to) {
			return first, i + 1
		}
	}
	return first, last
}
