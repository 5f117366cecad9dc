package views

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/web/answer"
)

// told gives a layer of an area: of the one member, or the statistic over what is told of each.
func (q *areaAsk) told(ctx context.Context, l forecast.Layer) (areaLayerJSON, error) {
	if q.over == nil {
		return q.layer(ctx, l)
	}
	var of []areaLayerJSON
	for _, v := range q.voices() {
		one := *q
		one.view = v
		one.metric = q.metric && q.over.Statistic.Kind != ensemble.Probability // whose thresholds are SI
		layer, err := one.layer(ctx, l)
		if err != nil {
			return areaLayerJSON{}, err
		}
		of = append(of, layer)
	}
	return q.overVoices(l, of), nil
}

// overVoices makes the statistic of each number over the members or runs that have it.
func (q *areaAsk) overVoices(l forecast.Layer, of []areaLayerJSON) areaLayerJSON {
	over := func(of [][]float32, scale float64) answer.Values {
		out := q.over.Statistic.Over(of, q.over.Least, l.Variable.Shape == forecast.Direction)
		for t, v := range out {
			out[t] = float32(float64(v) * scale)
		}
		return out
	}
	scale := 1.0
	if q.metric && q.over.Statistic.Kind == ensemble.Probability {
		scale = q.as(l).Variable.Display.Scale
	}
	reduce := func(list func(areaLayerJSON) answer.Values) answer.Values {
		if list(of[0]) == nil {
			return nil
		}
		return over(each(of, list), scale)
	}
	out := areaLayerJSON{
		Units: q.display(q.as(l).Variable).Units, With: least(each(of, func(a areaLayerJSON) answer.Values { return a.With })),
		Mean: reduce(func(a areaLayerJSON) answer.Values { return a.Mean }), Min: reduce(func(a areaLayerJSON) answer.Values { return a.Min }),
		Max: reduce(func(a areaLayerJSON) answer.Values { return a.Max }), Std: reduce(func(a areaLayerJSON) answer.Values { return a.Std }),
		Share: reduce(func(a areaLayerJSON) answer.Values { return a.Share }), Count: make([]int, len(q.times)),
	}
	for name := range of[0].Percentile {
		if out.Percentile == nil {
			out.Percentile = map[string]answer.Values{}
		}
		out.Percentile[name] = reduce(func(a areaLayerJSON) answer.Values { return a.Percentile[name] })
	}
	if sum := of[0].Sum; sum != nil {
		out.Sum = &areaSumJSON{Units: sum.Units, Values: reduce(func(a areaLayerJSON) answer.Values { return a.Sum.Values })}
		out.Sum.Total = answer.Known32(float64(over(each(of, func(a areaLayerJSON) answer.Values { return answer.Values{float32OrNaN(a.Sum.Total)} }), scale)[0]))
		if q.over.Statistic.Kind == ensemble.Probability {
			out.Sum.Units = out.Units
		}
	}
	q.explainVoices(&out, of)
	return out
}

// explainVoices counts the members or runs with values, and says why some lack them.
func (q *areaAsk) explainVoices(out *areaLayerJSON, of []areaLayerJSON) {
	for _, a := range of {
		for t, share := range a.With {
			if share > 0 {
				out.Count[t]++
			}
		}
		if out.Missing == "" {
			out.Missing = a.Missing
		}
	}
}

// each takes a list of each member or run.
func each(of []areaLayerJSON, list func(areaLayerJSON) answer.Values) (out [][]float32) {
	for _, a := range of {
		out = append(out, list(a))
	}
	return out
}

// least gives the least of several lists at each place, of those that have a number above 0.
func least(of [][]float32) answer.Values {
	out := make(answer.Values, len(of[0]))
	for t := range out {
		for _, list := range of {
			if v := list[t]; v > 0 && (out[t] == 0 || v < out[t]) {
				out[t] = v
			}
		}
	}
	return out
}

// float32OrNaN is the number behind a pointer, NaN where there is none.
func float32OrNaN(v *float32) float32 {
	if v == nil {
		return float32(math.NaN())
	}
	return *v
}
