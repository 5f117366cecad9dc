package ensemble

import (
	"context"
	"sync"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
)

// View opens a statistic over members where fields and series are asked for. Of members that have
// not arrived yet, or lack a layer, it takes no account: Members says how many are in a field.
type View struct {
	Statistic Statistic
	Members   []*derive.Source
	// At, unless nil, says which field stands for another where it is asked of a member: one of another run
	// or time; false for none. See Lagged and OverTimes.
	At func(member int, ref forecast.Ref) (forecast.Ref, bool)
	// Least is how many fields a statistic is told from; 0 stands for one.
	Least int
}

// Field is a field of a statistic.
type Field interface {
	forecast.Field
	// Members gives how many members it is computed of.
	Members() int
	// Runs gives the runs that they are of, one for each.
	Runs() []time.Time
}

// Open opens the statistic of a layer, stored or derived. Layers are derived member by member, but
// for vectors and directions: their mean is that of the mean components. It fails with kind Invalid
// for other statistics of these, and with kind NotFound where no member has the field.
func (v View) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	if err := v.Check(ref.Layer); err != nil {
		return nil, err
	}
	if ref.Layer.Variable.Shape != forecast.Scalar {
		return v.ofStored().Open(ctx, ref)
	}
	return v.open(ctx, ref)
}

// Series opens the statistic of a layer by location, as Open does; it fails where a member has not
// got the layer laid out, and Open gives the same values then.
func (v View) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	if err := v.Check(layer); err != nil {
		return nil, err
	}
	if layer.Variable.Shape != forecast.Scalar {
		return v.ofStored().Series(ctx, dataset, run, layer)
	}
	return v.series(ctx, dataset, run, layer)
}

// ofStored opens the statistic of layers that members store.
type ofStored struct{ View }

func (o ofStored) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	return o.open(ctx, ref)
}

func (o ofStored) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	return o.series(ctx, dataset, run, layer)
}

func (o ofStored) Holdings(ctx context.Context, dataset string, run time.Time) (*forecast.Holdings, error) {
	return o.Members[0].Stored().Holdings(ctx, dataset, run)
}

// ofStored gives the source of layers derived from statistics of stored ones.
func (v View) ofStored() *derive.Source { return v.Members[0].Of(ofStored{v}) }

// Check says what is wrong where the statistic cannot be made of a layer: as Open does.
func (v View) Check(l forecast.Layer) error {
	if len(v.Members) == 0 {
		return forecast.Errorf(forecast.NotFound, "ensemble.Open", "the run has no members")
	}
	if l.Variable.Shape != forecast.Scalar && v.Statistic.Kind != Mean {
		return forecast.Errorf(forecast.Invalid, "ensemble.Open", "%s has a mean over members, but no %s: ask for the wind's speed or its components", l.Name(), v.Statistic)
	}
	return nil
}

func (v View) open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	f := field{layer: v.Statistic.Of(ref.Layer), statistic: v.Statistic}
	var absent error
	for i, m := range v.Members {
		of := ref
		if v.At != nil {
			var is bool
			if of, is = v.At(i, ref); !is {
				continue
			}
		}
		member, err := openOne(ctx, m, of)
		if forecast.KindOf(err) == forecast.NotFound {
			absent = err
			continue
		}
		if err != nil {
			return nil, err
		}
		f.members, f.runs = append(f.members, member), append(f.runs, of.Run)
	}
	switch n := len(f.members); {
	case n < v.Least:
		return nil, v.tooFew(ref, n)
	case n == 0:
		return nil, absent
	}
	return f, nil
}

// openOne opens a member's field; a direction only as it is stored.
func openOne(ctx context.Context, m *derive.Source, ref forecast.Ref) (forecast.Field, error) {
	if ref.Layer.Variable.Shape != forecast.Scalar {
		return m.Stored().Open(ctx, ref)
	}
	return m.Open(ctx, ref)
}

// field is a statistic of members that lie on the same grid.
type field struct {
	layer     forecast.Layer
	statistic Statistic
	members   []forecast.Field
	runs      []time.Time
}

func (f field) Layer() forecast.Layer { return f.layer }

func (f field) Grid() *forecast.Grid { return f.members[0].Grid() }

func (f field) Members() int { return len(f.members) }

func (f field) Runs() []time.Time { return f.runs }

// blockValues bounds how many values of all members are in memory for one Read.
const blockValues = 1 << 20

var buffers sync.Pool

// Read computes some rows at a time.
func (f field) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	rows := min(w.Rows, max(1, blockValues/max(1, len(f.members)*w.Cols)))
	buffer, ok := buffers.Get().(*[]float32)
	if size := rows * w.Cols * len(f.members); !ok || cap(*buffer) < size {
		fresh := make([]float32, size)
		buffer = &fresh
	}
	defer buffers.Put(buffer)
	for done := 0; done < w.Rows; done += rows {
		part := forecast.Window{Row: w.Row + done, Col: w.Col, Rows: min(rows, w.Rows-done), Cols: w.Cols}
		n := part.Size()
		values := (*buffer)[:n*len(f.members)]
		for i, m := range f.members {
			if err := m.Read(ctx, part, values[i*n:(i+1)*n]); err != nil {
				return err
			}
		}
		f.statistic.reduce(dst[done*w.Cols:done*w.Cols+n], values, f.layer.Variable.Shape == forecast.Direction)
	}
	return nil
}
