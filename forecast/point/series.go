package point

import (
	"context"
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// OpenSeries opens a layer by location, stored or derived.
type OpenSeries func(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error)

// readSeries fills a layer's values at all places from its layout by location, and says at which of
// the query's times it could not: all of them where the layer is not laid out, or was until now.
func (src Source) readSeries(ctx context.Context, q Query, layer forecast.Layer, at *spots, out func(p int) Series) (rest []int) {
	if src.Series == nil {
		return all(q.Times)
	}
	series, err := src.Series(ctx, q.Dataset, q.Run, layer)
	if err != nil {
		return all(q.Times) // whatever is wrong, the fields have the values, or say what is
	}
	places := sized(&at.places, len(q.Times))
	others := match(series, q.Times, places)
	if len(others) == len(q.Times) {
		return others
	}
	values := sized(&at.values, series.Steps())
	for _, p := range at.order {
		s := &at.stencils[p]
		if !s.outside {
			if err := s.sampleSeries(ctx, series, values, &at.nodes); err != nil {
				return all(q.Times)
			}
		}
		out(p).fill(s.outside, places, values)
	}
	return others
}

func all(times []time.Time) []int {
	out := make([]int, len(times))
	for t := range out {
		out[t] = t
	}
	return out
}

// match fills places with that of each time in a series, -1 for others, which it lists.
func match(series forecast.Series, times []time.Time, places []int) (others []int) {
	for t, at := range times {
		i, ok := series.At(at)
		if !ok {
			i = -1
			others = append(others, t)
		}
		places[t] = i
	}
	return others
}

// fill takes the values at those times that have a place among them.
func (s Series) fill(outside bool, places []int, values []float32) {
	for t, i := range places {
		switch {
		case i < 0:
		case outside:
			s.set(t, missing, OutsideGrid)
		default:
			s.setValue(t, values[i])
		}
	}
}

// sampleSeries fills dst with the values of a series at the stencil's place at all its times, as
// sample does with those of its fields. Those of the nodes go through a buffer.
func (s *stencil) sampleSeries(ctx context.Context, x forecast.Series, dst []float32, buffer *[]float32) error {
	if p, ok := x.(forecast.PointwiseSeries); ok {
		return s.computeSeries(ctx, p, dst, buffer)
	}
	n, steps := s.window.Size(), len(dst)
	nodes := sized(buffer, n*steps)
	if err := x.Read(ctx, s.window, nodes); err != nil {
		return err
	}
	isDirection := n > 1 && x.Layer().Variable.Shape == forecast.Direction
	for t := range dst {
		var at [4]float32
		for k := range n {
			at[k] = nodes[k*steps+t]
		}
		if isDirection {
			dst[t] = s.meanDirection(at[:n])
		} else {
			dst[t] = s.mean(at[:n])
		}
	}
	return nil
}

func (s *stencil) computeSeries(ctx context.Context, p forecast.PointwiseSeries, dst []float32, buffer *[]float32) error {
	var in [][]float32
	for _, input := range p.Inputs() {
		values := make([]float32, len(dst))
		if err := s.sampleSeries(ctx, input, values, buffer); err != nil {
			return err
		}
		in = append(in, values)
	}
	p.Compute(dst, in...)
	return nil
}

var missing = float32(math.NaN())
