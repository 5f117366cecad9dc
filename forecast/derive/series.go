package derive

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// SeriesOpener opens stored layers by location; store.Store is one.
type SeriesOpener interface {
	Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error)
}

// Series opens any layer by location: the stored one, or where the run stores none, one that is
// computed from stored ones. It fails where one of these is not laid out by location; Open gives
// the same values then.
func Series(ctx context.Context, stored SeriesOpener, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	r, derivable := recipeFor(layer)
	if layer.Variable.Shape != forecast.Vector {
		x, err := stored.Series(ctx, dataset, run, layer)
		if err == nil || !derivable || forecast.KindOf(err) != forecast.NotFound {
			return x, err
		}
	}
	out := derivedSeries{layer: layer, recipe: r}
	for _, input := range r.inputs {
		in, err := stored.Series(ctx, dataset, run, layer.At(input))
		if err != nil {
			return nil, err
		}
		if in.Steps() != out.Steps() && out.inputs != nil {
			return nil, forecast.Errorf(forecast.Unavailable, "derive.Series", "the inputs of %s are being laid out", layer.Name())
		}
		out.inputs = append(out.inputs, in)
	}
	if r.pointwise {
		return pointwiseSeries{out}, nil
	}
	return out, nil
}

// derivedSeries is a series computed node by node and time by time.
type derivedSeries struct {
	layer  forecast.Layer
	recipe recipe
	inputs []forecast.Series
}

func (x derivedSeries) Layer() forecast.Layer { return x.layer }

func (x derivedSeries) Steps() int {
	if x.inputs == nil {
		return 0
	}
	return x.inputs[0].Steps()
}

func (x derivedSeries) At(t time.Time) (int, bool) {
	i, ok := x.inputs[0].At(t)
	for _, input := range x.inputs[1:] {
		k, there := input.At(t)
		ok = ok && there && k == i
	}
	return i, ok
}

func (x derivedSeries) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	n := w.Size() * x.Steps()
	values := make([]float32, n*len(x.inputs))
	in := make([][]float32, len(x.inputs))
	for i, input := range x.inputs {
		in[i] = values[i*n : (i+1)*n]
		if err := input.Read(ctx, w, in[i]); err != nil {
			return err
		}
	}
	x.recipe.compute(dst[:n], in...)
	return nil
}

// pointwiseSeries is a derived series that implements forecast.PointwiseSeries.
type pointwiseSeries struct{ derivedSeries }

func (x pointwiseSeries) Inputs() []forecast.Series { return x.inputs }

func (x pointwiseSeries) Compute(dst []float32, inputs ...[]float32) {
	x.recipe.compute(dst, inputs...)
}
