// Package difference gives the fields of one run less those of another: an earlier run at the same
// valid time, or another dataset, brought to the first one's grid.
package difference

import (
	"context"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/regrid"
)

// Opener opens the layers of runs, stored or derived.
type Opener interface {
	Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error)
	Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error)
}

// Side is one of the two runs of a difference.
type Side struct {
	Opener
	Dataset string
	Run     *forecast.Holdings
}

// View opens the layers of one run less those of another; whatever is opened is of those two runs.
type View struct{ Of, Less Side }

// Statistic is what the variables of differences are named for.
const Statistic = "difference"

// Of gives what the values of a layer's difference are: a scalar with 0 in the middle of what is
// possible, that of the magnitudes where the layer is a vector. It fails with kind Invalid for a
// direction.
func Of(l forecast.Layer) (forecast.Layer, error) {
	if l.Variable.Shape == forecast.Direction {
		return l, forecast.Errorf(forecast.Invalid, "difference.Of", "%s is a direction, of which no difference is made: ask for the speed or the components", l.Name())
	}
	v := *l.Variable
	low, high := v.Range(l.Level)
	v.Statistic, v.StandardName, v.Shape = Statistic, "", forecast.Scalar
	v.Title = forecast.Title{EN: v.Title.EN + " difference", ZH: v.Title.ZH + "差值"}
	v.Display.Offset = 0
	if v.Display.Units == "°C" {
		v.Display.Units = "K"
	}
	v.Min, v.Max = low-high, high-low
	l.Variable = &v
	return l, nil
}

// Open opens the difference of a field. It fails as opening either does, and with kind NotFound where
// the two are sums over different times.
func (v View) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	layer, err := Of(ref.Layer)
	if err != nil {
		return nil, err
	}
	of, err := v.Of.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	ref.Dataset, ref.Run = v.Less.Dataset, v.Less.Run.Run
	same := v.sameGrid()
	if !same {
		ref.LOD = 0
	}
	less, err := v.Less.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	if err := v.comparable(ref.Layer, ref.Time); err != nil {
		return nil, err
	}
	if !same {
		less = regrid.Bilinear(less, of.Grid())
	}
	return field{layer, of, less}, nil
}

// sameGrid says whether both runs have the same nodes, and with them the same coarser copies.
func (v View) sameGrid() bool { return v.Of.Run.Grids[0].Equal(v.Less.Run.Grids[0]) }

// comparable says whether the values of a layer at a time stand for the same time in both runs.
func (v View) comparable(l forecast.Layer, t time.Time) error {
	if !l.Variable.Accumulated || l.Hours > 0 || l.Level.Kind != forecast.Surface {
		return nil
	}
	since := func(run *forecast.Holdings) time.Time {
		k, _ := slices.BinarySearchFunc(run.Times, t, time.Time.Compare)
		return run.Since(k)
	}
	of, less := since(v.Of.Run), since(v.Less.Run)
	if of.Equal(less) {
		return nil
	}
	return forecast.Errorf(forecast.NotFound, "difference.Open",
		"%s at %s is since %s in the one run and since %s in the other, which cannot be subtracted: ask for a sum over hours such as precipitation_24h",
		l.Name(), forecast.FormatTime(t), forecast.FormatTime(of), forecast.FormatTime(less))
}

// field is a difference of two fields on one grid.
type field struct {
	layer    forecast.Layer
	of, less forecast.Field
}

func (f field) Layer() forecast.Layer { return f.layer }

func (f field) Grid() *forecast.Grid { return f.of.Grid() }

// Read subtracts; a value that is missing in one of the two is NaN, and so is the difference.
func (f field) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	if err := f.of.Read(ctx, w, dst); err != nil {
		return err
	}
	less := make([]float32, w.Size())
	if err := f.less.Read(ctx, w, less); err != nil {
		return err
	}
	for i, v := range less {
		dst[i] -= v
	}
	return nil
}
