package points

import (
	"context"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// blendedPlace is the answer at one place: what each run says, and what is taken of it.
type blendedPlace struct {
	spot    places.Spot
	times   []time.Time
	answers []places.Answer // by run
	layers  []blendedLayer  // by those that are read

	midnights []time.Time // where something is asked of days
	zone      *time.Location
}

type blendedLayer struct {
	point.Blend
	seamless  point.Seamless
	runs      []int // of each series
	corrected []bool
}

func (b *blendedPlace) uses(run int) bool {
	return slices.ContainsFunc(b.layers, func(of blendedLayer) bool {
		return slices.ContainsFunc(of.From, func(from int) bool { return from >= 0 && of.runs[from] == run })
	})
}

// blend reads what all runs say of some of the places and takes of each what is to be taken.
func (h Handler) blend(ctx context.Context, q *bestRequest, spots []places.Spot) ([]blendedPlace, error) {
	out := make([]blendedPlace, len(spots))
	from, to := q.from.Add(-q.step), q.to
	for i, spot := range spots {
		out[i] = blendedPlace{spot: spot, layers: make([]blendedLayer, len(q.read))}
		if err := q.addMidnights(&out[i]); err != nil {
			return nil, err
		}
		if out[i].midnights != nil {
			from, to = widen(from, to, out[i].midnights)
		}
	}
	for k, run := range q.runs {
		ask := places.Ask{Run: run, Spots: spots, Method: q.method, From: from, To: to}
		var which []int
		for l, layer := range q.read {
			if h.Has(run, layer) {
				ask.Layers, which = append(ask.Layers, layer), append(which, l)
			}
		}
		answers, err := h.Read(ctx, ask)
		if err != nil {
			return nil, err
		}
		for i, a := range answers {
			out[i].answers = append(out[i].answers, a)
			for j, l := range which {
				of := &out[i].layers[l]
				of.seamless, of.runs = append(of.seamless, a.Series[j]), append(of.runs, k)
				of.corrected = append(of.corrected, a.Corrected[j])
			}
		}
	}
	for i := range out {
		q.take(&out[i])
	}
	return out, nil
}

// take fills a place's times and blends.
func (q *bestRequest) take(b *blendedPlace) {
	switch {
	case q.listed:
		b.times = q.times
	case q.step != 0:
		for t := q.from; !t.After(q.to); t = t.Add(q.step) {
			b.times = append(b.times, t)
		}
	default:
		for _, of := range b.layers {
			b.times = append(b.times, of.seamless.Times(q.from, q.to)...)
		}
		slices.SortFunc(b.times, time.Time.Compare)
		b.times = slices.CompactFunc(b.times, time.Time.Equal)
	}
	for l := range b.layers {
		of := &b.layers[l]
		if q.step != 0 {
			of.Blend = of.seamless.Onto(b.times, q.step)
		} else {
			of.Blend = of.seamless.Own(b.times)
		}
	}
}
