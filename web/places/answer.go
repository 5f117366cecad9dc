package places

import (
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// withTemperature adds the temperatures that bringing layers to another elevation takes, behind
// those that are wanted.
func withTemperature(ask Ask, answers []Answer) (layers []forecast.Layer, wanted int) {
	layers, wanted = slices.Clone(ask.Layers), len(ask.Layers)
	if !slices.ContainsFunc(answers, Answer.moves) {
		return layers, wanted
	}
	for _, l := range ask.Layers {
		if t, ok := temperatureFor(l); ok && !slices.Contains(layers, t) {
			layers = append(layers, t)
		}
	}
	return layers, wanted
}

// moves says whether the spot lies at another elevation than the model's.
func (a Answer) moves() bool { return !math.IsNaN(a.Target) && a.Target != a.Model }

// temperatureFor gives the temperature that takes part in bringing a layer to another elevation.
func temperatureFor(l forecast.Layer) (forecast.Layer, bool) {
	if l.Variable.Name == "surface_pressure" {
		l.Level = forecast.HeightAbove(2)
	}
	return l.At("temperature"), point.Elevatable(l)
}

// prepend puts what a run gives before what is known from newer ones.
func (a *Answer) prepend(layers []forecast.Layer, q point.Query, series []point.Series, since time.Time) {
	isFirst := len(a.Runs) == 0
	took := isFirst
	for l, layer := range layers {
		older := point.Timed{Layer: layer, Place: a.Place, Since: since, Times: q.Times, Series: series[l]}
		if isFirst {
			a.Series = append(a.Series, older)
			continue
		}
		joined := join(older, a.Series[l])
		took = took || joined.Since.Before(a.Series[l].Since)
		a.Series[l] = joined
	}
	if took {
		a.Runs = append(a.Runs, q.Run)
	}
}

// join puts an older series before a newer one, up to where the newer one has values: what
// accumulates up to a run's start is known to the run before only. An older one that ends before
// the newer begins is left out, since nobody knows what was between them.
func join(older, newer point.Timed) point.Timed {
	if len(newer.Times) == 0 {
		return older
	}
	if n := len(older.Times); n == 0 || older.Times[n-1].Before(newer.Times[0]) {
		return newer
	}
	drop := 0
	if newer.Layer.Variable.Accumulated && newer.Times[0].Equal(newer.Since) {
		drop = 1
	}
	if drop == len(newer.Times) {
		return older
	}
	keep := 0
	for keep < len(older.Times) && older.Times[keep].Before(newer.Times[drop]) {
		keep++
	}
	if keep == 0 {
		return newer
	}
	older.Times = append(slices.Clone(older.Times[:keep]), newer.Times[drop:]...)
	older.Values = append(slices.Clone(older.Values[:keep]), newer.Values[drop:]...)
	older.Reasons = append(slices.Clone(older.Reasons[:keep]), newer.Reasons[drop:]...)
	return older
}

// elevate brings what is wanted to the target elevation and drops the rest.
func (a *Answer) elevate(wanted int) {
	a.Corrected = make([]bool, wanted)
	all := a.Series
	a.Series = all[:wanted]
	if !a.moves() {
		return
	}
	model := make([][]float32, wanted) // before any of them changes
	for i, s := range a.Series {
		t, ok := temperatureFor(s.Layer)
		k := slices.IndexFunc(all, func(s point.Timed) bool { return s.Layer == t })
		if ok && k >= 0 && slices.EqualFunc(all[k].Times, s.Times, time.Time.Equal) {
			model[i] = slices.Clone(all[k].Values)
		}
	}
	for i, s := range a.Series {
		if point.Elevatable(s.Layer) {
			point.Elevate(s.Layer, s.Series, model[i], a.Target-a.Model)
			a.Corrected[i] = true
		}
	}
}
