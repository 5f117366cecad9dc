package ensemble

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

func (v View) series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	if v.At != nil {
		return nil, forecast.Errorf(forecast.Unavailable, "ensemble.Series", "a statistic of %s over runs or times is of its fields", layer.Name())
	}
	x := series{layer: v.Statistic.Of(layer), statistic: v.Statistic}
	for _, m := range v.Members {
		var one forecast.Series
		var err error
		if layer.Variable.Shape != forecast.Scalar {
			one, err = m.Stored().Series(ctx, dataset, run, layer)
		} else {
			one, err = m.Series(ctx, dataset, run, layer)
		}
		if err != nil {
			return nil, err
		}
		if x.members != nil && one.Steps() != x.Steps() {
			return nil, forecast.Errorf(forecast.Unavailable, "ensemble.Series", "the members of %s are being laid out", layer.Name())
		}
		x.members = append(x.members, one)
	}
	return x, nil
}

// series is a statistic of members by location.
type series struct {
	layer     forecast.Layer
	statistic Statistic
	members   []forecast.Series
}

func (x series) Layer() forecast.Layer { return x.layer }

func (x series) Steps() int { return x.members[0].Steps() }

// At gives a time's place where every member has it.
func (x series) At(t time.Time) (int, bool) {
	i, ok := x.members[0].At(t)
	for _, m := range x.members[1:] {
		k, there := m.At(t)
		ok = ok && there && k == i
	}
	return i, ok
}

func (x series) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	n := w.Size() * x.Steps()
	values := make([]float32, n*len(x.members))
	for i, m := range x.members {
		if err := m.Read(ctx, w, values[i*n:(i+1)*n]); err != nil {
			return err
		}
	}
	x.statistic.reduce(dst[:n], values, x.layer.Variable.Shape == forecast.Direction)
	return nil
}
