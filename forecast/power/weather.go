package power

import (
	"context"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// still says whether a layer stays as it is: the run may hold it at one time only.
func still(l forecast.Layer) bool { return l.Variable.Name == "surface_altitude" }

// weather is the values of layers at places and times.
type weather struct {
	layers []forecast.Layer
	values [][]point.Series // by place and layer
}

func readWeather(ctx context.Context, run Run, layers []forecast.Layer, places []point.Place, times []time.Time, method point.Method) (*weather, error) {
	inv := run.Inventory
	q := point.Query{Dataset: inv.Dataset, Run: inv.Run, Layers: layers, Times: times, Places: places, Method: method}
	values, err := point.Read(ctx, inv.Grids[0], run.Source, q)
	if err != nil {
		return nil, err
	}
	for l, layer := range layers {
		if !still(layer) {
			continue
		}
		at, ok := stillTime(inv, layer)
		if !ok {
			continue
		}
		q.Layers, q.Times = []forecast.Layer{layer}, []time.Time{at}
		fixed, err := point.Read(ctx, inv.Grids[0], run.Source, q)
		if err != nil {
			return nil, err
		}
		for p := range places {
			for t := range times {
				values[p][l].Values[t] = fixed[p][0].Values[0]
			}
		}
	}
	return &weather{layers, values}, nil
}

// stillTime gives the first time at which a layer that stays as it is is there.
func stillTime(inv *store.Inventory, layer forecast.Layer) (time.Time, bool) {
	for _, t := range inv.Times {
		if inv.Has(layer, t) {
			return t, true
		}
	}
	return time.Time{}, false
}

// inputs gives the values of layers at one place.
func (w *weather) inputs(place int, layers []forecast.Layer) [][]float32 {
	out := make([][]float32, len(layers))
	for i, l := range layers {
		out[i] = w.values[place][slices.Index(w.layers, l)].Values
	}
	return out
}
