package ensemble

import (
	"context"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
)

// LeastRuns is how many runs the statistics of a lagged ensemble are told from.
const LeastRuns = 2

// Lagged gives the statistic over runs at the same valid time, such as the last ones of a model without
// members: the first is the one that is asked for, and all lie on its grid. A run that has not got a time
// takes no part then, nor one whose sums begin at another time; where there are less than two it fails with
// kind NotFound.
func Lagged(s Statistic, source *derive.Source, runs []*forecast.Holdings) View {
	v := View{Statistic: s, Least: LeastRuns}
	for range runs {
		v.Members = append(v.Members, source)
	}
	v.At = func(i int, ref forecast.Ref) (forecast.Ref, bool) {
		ref.Run = runs[i].Run
		return ref, since(runs[i], ref).Equal(since(runs[0], ref))
	}
	return v
}

// since gives when the value of a field begins to be summed, the zero time where it is not summed from the
// step before.
func since(run *forecast.Holdings, ref forecast.Ref) time.Time {
	if !ref.Layer.Variable.Accumulated || ref.Layer.Hours > 0 {
		return time.Time{}
	}
	k, _ := slices.BinarySearchFunc(run.Times, ref.Time, time.Time.Compare)
	return run.Since(k)
}

// OverTimes gives the statistic over some valid times of a run, whichever is asked for.
func OverTimes(s Statistic, source *derive.Source, times []time.Time) View {
	v := View{Statistic: s, Least: LeastRuns}
	for range times {
		v.Members = append(v.Members, source)
	}
	v.At = func(i int, ref forecast.Ref) (forecast.Ref, bool) {
		ref.Time = times[i]
		return ref, true
	}
	return v
}

func (v View) tooFew(ref forecast.Ref, n int) error {
	return forecast.Errorf(forecast.NotFound, "ensemble.Open",
		"%s of %s at %s is told from %d fields at the least, and %d of %d are there: ask for an earlier time, or for more runs with lags",
		v.Statistic, ref.Layer.Name(), forecast.FormatTime(ref.Time), v.Least, n, len(v.Members))
}

// Voice opens what one of the members, or runs, of a view says by itself, asked for as the view is. Of what
// it is not to be taken for it fails with kind NotFound.
type Voice struct {
	view   View
	member int
}

// Voice gives that of the i-th member.
func (v View) Voice(i int) Voice { return Voice{v, i} }

// Open opens a layer, stored or derived.
func (x Voice) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	if x.view.At != nil {
		of, is := x.view.At(x.member, ref)
		if !is {
			return nil, forecast.Errorf(forecast.NotFound, "ensemble.Voice", "this run has no %s over the same time", ref.Layer.Name())
		}
		ref = of
	}
	return x.view.Members[x.member].Open(ctx, ref)
}

// Series opens a layer by location; of a run that stands for another it fails, and Open gives the values.
func (x Voice) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	if x.view.At != nil {
		return nil, forecast.Errorf(forecast.Unavailable, "ensemble.Voice", "a run that stands for another is read by its fields")
	}
	return x.view.Members[x.member].Series(ctx, dataset, run, layer)
}
