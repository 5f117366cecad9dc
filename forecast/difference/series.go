package difference

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Series opens the difference of a layer by location. It fails with kind Unavailable where the runs
// have different grids: the fields have the difference then.
func (v View) Series(ctx context.Context, dataset string, run time.Time, l forecast.Layer) (forecast.Series, error) {
	layer, err := Of(l)
	if err != nil {
		return nil, err
	}
	if l.Variable.Shape == forecast.Vector || !v.sameGrid() {
		return nil, forecast.Errorf(forecast.Unavailable, "difference.Series", "%s is subtracted field by field", l.Name())
	}
	of, err := v.Of.Series(ctx, dataset, run, l)
	if err != nil {
		return nil, err
	}
	less, err := v.Less.Series(ctx, v.Less.Dataset, v.Less.Run.Run, l)
	if err != nil {
		return nil, err
	}
	out := series{layer, of, less, make([]int, of.Steps())}
	for i := range out.pairs {
		out.pairs[i] = -1
	}
	for _, t := range v.Of.Run.Times {
		i, has := of.At(t)
		k, both := less.At(t)
		if has && both && v.comparable(l, t) == nil {
			out.pairs[i] = k
		}
	}
	return out, nil
}

// series is a difference by location.
type series struct {
	layer    forecast.Layer
	of, less forecast.Series
	pairs    []int // by step, the other's step of the same time, -1 for none
}

func (x series) Layer() forecast.Layer { return x.layer }

func (x series) Steps() int { return x.of.Steps() }

func (x series) At(t time.Time) (int, bool) {
	i, ok := x.of.At(t)
	return i, ok && x.pairs[i] >= 0
}

// Read subtracts at the times that both have; at others the values mean nothing, which At tells.
func (x series) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	if err := x.of.Read(ctx, w, dst); err != nil {
		return err
	}
	n, steps := x.less.Steps(), x.Steps()
	less := make([]float32, w.Size()*n)
	if err := x.less.Read(ctx, w, less); err != nil {
		return err
	}
	for node := range w.Size() {
		for i, k := range x.pairs {
			if k >= 0 {
				dst[node*steps+i] -= less[node*n+k]
			}
		}
	}
	return nil
}
