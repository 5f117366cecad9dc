package difference

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Months opens a climatology of twelve months as if it had a field at any time of any year: what each month
// says holds in its middle, and between two middles linearly.
type Months struct {
	Opener
	times [12]time.Time // of January, of February …
}

// NewMonths makes one of a run. It fails with kind Invalid unless that has one time in each month.
func NewMonths(o Opener, dataset string, run *forecast.Holdings) (Months, error) {
	m := Months{Opener: o}
	for _, t := range run.Times {
		m.times[t.UTC().Month()-1] = t
	}
	whole := len(run.Times) == len(m.times)
	for _, t := range m.times {
		whole = whole && !t.IsZero()
	}
	if !whole {
		return m, forecast.Errorf(forecast.Invalid, "difference.Months",
			"run %s of %s is no climatology of months: it has %d times, not one in each of twelve months", forecast.FormatTime(run.Run), dataset, len(run.Times))
	}
	return m, nil
}

// Open opens the two months around a time. It fails with kind Invalid for sums, whose months are others
// than a step's.
func (m Months) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	if ref.Layer.Variable.Accumulated {
		return nil, forecast.Errorf(forecast.Invalid, "difference.Months", "%s is a sum over a step, and that of a month another: leave minus out", ref.Layer.Name())
	}
	var f month
	before, after, part := around(ref.Time.UTC())
	f.part = float32(part)
	var err error
	ref.Time = m.times[before-1]
	if f.Field, err = m.Opener.Open(ctx, ref); err != nil {
		return nil, err
	}
	ref.Time = m.times[after-1]
	f.next, err = m.Opener.Open(ctx, ref)
	return f, err
}

// Series fails with kind Unavailable: months are opened as fields.
func (m Months) Series(_ context.Context, _ string, _ time.Time, l forecast.Layer) (forecast.Series, error) {
	return nil, forecast.Errorf(forecast.Unavailable, "difference.Months", "%s of a month is read field by field", l.Name())
}

// around gives the months whose middles a time lies between, and how far from the first.
func around(t time.Time) (before, after time.Month, part float64) {
	middle := func(month int) time.Time {
		from := time.Date(t.Year(), t.Month()+time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		return from.Add(from.AddDate(0, 1, 0).Sub(from) / 2)
	}
	first := 0
	if t.Before(middle(0)) {
		first = -1
	}
	from, to := middle(first), middle(first+1)
	return from.Month(), to.Month(), float64(t.Sub(from)) / float64(to.Sub(from))
}

// month is a field on its way to the next month's.
type month struct {
	forecast.Field
	next forecast.Field
	part float32
}

// Read interpolates; what is missing in one of the two is missing.
func (f month) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	if err := f.Field.Read(ctx, w, dst); err != nil {
		return err
	}
	next := make([]float32, w.Size())
	if err := f.next.Read(ctx, w, next); err != nil {
		return err
	}
	for i, v := range next {
		dst[i] += f.part * (v - dst[i])
	}
	return nil
}
