package derive

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Series opens any layer by location: the stored one, or where the run stores none, one that is
// computed from stored ones. It fails where one of these is not laid out by location; Open gives
// the same values then.
func (s *Source) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	if layer.Variable.Shape != forecast.Vector {
		x, err := s.stored.Series(ctx, dataset, run, layer)
		if err == nil || forecast.KindOf(err) != forecast.NotFound {
			return x, err
		}
	}
	m, err := s.Menu(ctx, dataset, run)
	if err != nil {
		return nil, err
	}
	p := m.planOf(layer)
	if p == nil {
		return nil, forecast.Errorf(forecast.NotFound, "derive.Series", "run %s of %s has no layer %s", forecast.FormatTime(run), dataset, layer.Name())
	}
	o := opener{ctx, s.stored, dataset, run, m}
	return o.open(p)
}

// opener opens series of one run.
type opener struct {
	ctx     context.Context
	stored  Stored
	dataset string
	run     time.Time
	menu    *Menu
}

func (o *opener) open(p *plan) (forecast.Series, error) {
	if p.recipe == nil {
		x, err := o.stored.Series(o.ctx, o.dataset, o.run, p.layer)
		if err != nil || p.only.IsZero() {
			return x, err
		}
		i, ok := x.At(p.only)
		if !ok {
			return nil, notLaidOut(p.layer)
		}
		return constant{x, i}, nil
	}
	if p.recipe.total {
		x, err := o.open(p.in[0][0])
		if err != nil {
			return nil, err
		}
		return newTotals(o.menu, p, x), nil
	}
	out := series{}
	prog, err := compile(p, func(leaf *plan) (reader, error) {
		x, err := o.open(leaf)
		if err != nil {
			return nil, err
		}
		if _, lasts := x.(constant); !lasts {
			if len(out.timed) > 0 && x.Steps() != out.timed[0].Steps() {
				return nil, notLaidOut(p.layer)
			}
			out.timed = append(out.timed, x)
		}
		out.inputs = append(out.inputs, x)
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	if len(out.timed) == 0 {
		return nil, notLaidOut(p.layer)
	}
	prog.steps = out.Steps()
	prog.grid = o.menu.held.Grids[0]
	if p.recipe.sunlit != nil {
		prog.periods = o.menu.periods(out)
	}
	for i, x := range out.inputs {
		if c, lasts := x.(constant); lasts {
			prog.leaves[i] = repeated{c, prog.steps}
		}
	}
	out.program = prog
	if p.recipe.pointwise {
		return pointwiseSeries{out}, nil
	}
	return out, nil
}

func notLaidOut(l forecast.Layer) error {
	return forecast.Errorf(forecast.Unavailable, "derive.Series", "the inputs of %s are being laid out: read its fields", l.Name())
}

// series is computed node by node and time by time.
type series struct {
	*program
	inputs []forecast.Series
	timed  []forecast.Series // without those that are the same at all times
}

func (x series) Steps() int { return x.timed[0].Steps() }

func (x series) At(t time.Time) (int, bool) {
	i, ok := x.timed[0].At(t)
	for _, input := range x.timed[1:] {
		k, there := input.At(t)
		ok = ok && there && k == i
	}
	return i, ok
}

// pointwiseSeries is a computed series that implements forecast.PointwiseSeries.
type pointwiseSeries struct{ series }

func (x pointwiseSeries) Inputs() []forecast.Series { return x.inputs }

// constant is a series of which one time holds for all.
type constant struct {
	forecast.Series
	index int
}

// repeated reads a constant as often as other series have times.
type repeated struct {
	constant
	steps int
}

func (x repeated) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	own := x.constant.Steps()
	values := make([]float32, w.Size()*own)
	if err := x.Series.Read(ctx, w, values); err != nil {
		return err
	}
	for n := range w.Size() {
		v := values[n*own+x.index]
		for t := range x.steps {
			dst[n*x.steps+t] = v
		}
	}
	return nil
}

// totals sums a series over windows of time.
type totals struct {
	forecast.Series
	plan *plan
	from [][]int // by place in the series: the places to sum, nil where they are not all there
}

func newTotals(m *Menu, p *plan, x forecast.Series) totals {
	out := totals{x, p, make([][]int, x.Steps())}
	for i, t := range m.held.Times {
		k, ok := x.At(t)
		if !ok || !p.at[i] {
			continue
		}
		first, _, _ := m.window(p, i)
		var places []int
		for j := first; j <= i && ok; j++ {
			var place int
			place, ok = x.At(m.held.Times[j])
			places = append(places, place)
		}
		if ok {
			out.from[k] = places
		}
	}
	return out
}

func (x totals) Layer() forecast.Layer { return x.plan.layer }

func (x totals) At(t time.Time) (int, bool) {
	i, ok := x.Series.At(t)
	return i, ok && x.from[i] != nil
}

func (x totals) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	steps := x.Steps()
	values := make([]float32, w.Size()*steps)
	if err := x.Series.Read(ctx, w, values); err != nil {
		return err
	}
	for n := range w.Size() {
		for t, places := range x.from {
			sum := missing
			if places != nil {
				sum = 0
			}
			for _, k := range places {
				sum += values[n*steps+k]
			}
			dst[n*steps+t] = sum
		}
	}
	bound(x.plan.layer, dst)
	return nil
}
