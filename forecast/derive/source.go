package derive

import (
	"context"
	"sync"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/solar"
)

// Stored is what layers are derived from; store.Store is one.
type Stored interface {
	Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error)
	Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error)
	// Holdings tells what a run stores: the same one until that changes.
	Holdings(ctx context.Context, dataset string, run time.Time) (*forecast.Holdings, error)
}

// Source opens the layers of runs, stored and derived. It is safe for concurrent use.
type Source struct {
	stored Stored
	menus  *menus
}

// menus are those of the runs that were asked for last.
type menus struct {
	mu    sync.Mutex
	byRun map[menuKey]*Menu
}

type menuKey struct {
	dataset string
	run     int64
}

// keepMenus is how many runs' menus are kept.
const keepMenus = 256

// New makes the source of what is stored and what can be derived of it.
func New(stored Stored) *Source {
	return &Source{stored, &menus{byRun: map[menuKey]*Menu{}}}
}

// Of gives the source of other fields of the same runs, such as those of a member.
func (s *Source) Of(stored Stored) *Source { return &Source{stored, s.menus} }

// Stored gives what the source derives from.
func (s *Source) Stored() Stored { return s.stored }

// Menu tells which layers a run has. It fails where there is no such run.
func (s *Source) Menu(ctx context.Context, dataset string, run time.Time) (*Menu, error) {
	held, err := s.stored.Holdings(ctx, dataset, run)
	if err != nil {
		return nil, err
	}
	return s.MenuOf(dataset, held), nil
}

// MenuOf is Menu for those who know what the run holds.
func (s *Source) MenuOf(dataset string, held *forecast.Holdings) *Menu {
	key := menuKey{dataset, held.Run.Unix()}
	s.menus.mu.Lock()
	defer s.menus.mu.Unlock()
	if m := s.menus.byRun[key]; m != nil && m.held == held {
		return m
	}
	if len(s.menus.byRun) >= keepMenus {
		clear(s.menus.byRun)
	}
	m := NewMenu(held)
	s.menus.byRun[key] = m
	return m
}

// Open opens a field of any layer: the stored one or, where the run stores none, one that is
// computed from stored ones. It fails like the stored layer does where it cannot be computed.
func (s *Source) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	m, err := s.Menu(ctx, ref.Dataset, ref.Run)
	if err != nil {
		return nil, err
	}
	if p := m.planOf(ref.Layer); p != nil && p.recipe != nil {
		return s.compute(ctx, m, ref, p)
	}
	absent := forecast.Errorf(forecast.NotFound, "derive.Open", "run %s of %s has no layer %s: /api/v1/datasets/%s lists its layers",
		forecast.FormatTime(ref.Run), ref.Dataset, ref.Layer.Name(), ref.Dataset)
	if ref.Layer.Variable.Shape != forecast.Vector {
		f, err := s.stored.Open(ctx, ref) // also where it arrived after the menu was made
		if err == nil || forecast.KindOf(err) != forecast.NotFound {
			return f, err
		}
		absent = err
	}
	if why := m.Why(ref.Layer); why != nil {
		return nil, why
	}
	return nil, absent
}

// open opens the field of a plan.
func (s *Source) open(ctx context.Context, m *Menu, ref forecast.Ref, p *plan) (forecast.Field, error) {
	if p.recipe != nil {
		return s.compute(ctx, m, ref, p)
	}
	ref.Layer = p.layer
	if !p.only.IsZero() {
		ref.Time = p.only
	}
	return s.stored.Open(ctx, ref)
}

// compute opens the fields that a plan needs.
func (s *Source) compute(ctx context.Context, m *Menu, ref forecast.Ref, p *plan) (forecast.Field, error) {
	if p.recipe.total {
		return s.total(ctx, m, ref, p)
	}
	var inputs []forecast.Field
	prog, err := compile(p, func(leaf *plan) (reader, error) {
		f, err := s.open(ctx, m, ref, leaf)
		inputs = append(inputs, f)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	f := field{prog, inputs[0].Grid()}
	prog.grid = f.grid
	if p.recipe.sunlit != nil {
		prog.periods = []solar.Period{m.period(ref.Time)}
	}
	switch {
	case p.layer.Variable.Shape == forecast.Vector:
		v := vector{field: f}
		if v.u, err = s.open(ctx, m, ref, p.in[0][0]); err != nil {
			return nil, err
		}
		v.v, err = s.open(ctx, m, ref, p.in[1][0])
		return v, err
	case p.recipe.pointwise:
		return pointwise{f, inputs}, nil
	}
	return f, nil
}

// total opens the fields of the steps that a sum takes.
func (s *Source) total(ctx context.Context, m *Menu, ref forecast.Ref, p *plan) (forecast.Field, error) {
	i, known := m.index(ref.Time)
	if !known || !p.at[i] {
		return nil, forecast.Errorf(forecast.NotFound, "derive.Open",
			"%s at %s cannot be summed: the steps of the run that make up these %d h are not all there", p.layer.Name(), forecast.FormatTime(ref.Time), p.layer.Hours)
	}
	prog := &program{plan: p, steps: 1}
	last := step{recipe: p.recipe, compute: p.compute, in: [][]int{nil}}
	first, _, _ := m.window(p, i)
	var grid *forecast.Grid
	for k := first; k <= i; k++ {
		ref.Time = m.held.Times[k]
		f, err := s.open(ctx, m, ref, p.in[0][0])
		if err != nil {
			return nil, err
		}
		grid = f.Grid()
		last.in[0] = append(last.in[0], len(prog.leaves))
		prog.leaves = append(prog.leaves, f)
	}
	last.out = len(prog.leaves)
	prog.work = []step{last}
	return field{prog, grid}, nil
}

// field is a computed field.
type field struct {
	*program
	grid *forecast.Grid
}

func (f field) Grid() *forecast.Grid { return f.grid }

// pointwise is a computed field that implements forecast.Pointwise.
type pointwise struct {
	field
	inputs []forecast.Field
}

func (f pointwise) Inputs() []forecast.Field { return f.inputs }

// vector is a computed field that implements forecast.VectorField.
type vector struct {
	field
	u, v forecast.Field
}

func (f vector) Components() (u, v forecast.Field) { return f.u, f.v }
