package cf

import (
	"errors"
	"fmt"
	"time"
)

// span is the interval that a sum is over.
type span struct{ from, to time.Time }

func (s span) length() time.Duration { return s.to.Sub(s.from) }

// spans gives the intervals of a variable's steps, where the bounds of its times tell them; none
// where they do not.
func (r *reader) spans(v *Var, t *Take) ([]span, *Var, error) {
	c := r.index["time"]
	if t.Time >= 0 {
		c = r.axis(v.Dims[t.Time].Name).v
	}
	if c == nil || momentary.MatchString(v.text("cell_methods")) {
		return nil, nil, nil
	}
	b := r.index[c.text("bounds")]
	if b == nil {
		return nil, nil, nil
	}
	clock, err := parseClock(c.units(), c.text("calendar"))
	if err != nil {
		return nil, nil, err
	}
	values, err := r.numbers(b)
	if err != nil {
		return nil, nil, err
	}
	if len(values) != 2*c.size() {
		return nil, nil, fmt.Errorf("its times have bounds in %s, but %d values of them for %d times", b.Name, len(values), c.size())
	}
	out := make([]span, len(t.Steps))
	for i, s := range t.Steps {
		if out[i].from, err = r.moment(clock, c, values[2*s.Index]); err == nil {
			out[i].to, err = r.moment(clock, c, values[2*s.Index+1])
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", b.Name, err)
		}
		if out[i].length() < 0 {
			return nil, nil, fmt.Errorf("its times have bounds in %s of which one ends before it begins", b.Name)
		}
	}
	return out, b, nil
}

// moment gives the time of a value on an axis of times or lead times.
func (r *reader) moment(clock clock, c *Var, x float64) (time.Time, error) {
	if classByMeaning(c) != leadTime {
		return clock.at(x)
	}
	lead, err := clock.lead(x)
	return r.run.Add(lead), err
}

// sumOverSpans settles sums whose intervals are known: each is kept at the end of its interval, as
// the sum since the step before.
func (r *reader) sumOverSpans(v, bounds *Var, t *Take, spans []span) error {
	moved, fromStart := false, len(spans) > 1
	for i, s := range spans {
		moved = moved || !t.Steps[i].Time.Equal(s.to)
		t.Steps[i].Time = s.to
		fromStart = fromStart && s.from.Equal(spans[0].from)
		if i > 0 && !s.to.After(spans[i-1].to) {
			return fmt.Errorf("its intervals in %s do not ascend", bounds.Name)
		}
	}
	if moved {
		r.note("%s: its times lie elsewhere in the intervals of %s: each sum is kept at the end of its interval", v.Name, bounds.Name)
	}
	if fromStart {
		r.note("%s: by %s it sums from one start on: differences from step to step are taken", v.Name, bounds.Name)
		for i := len(spans) - 1; i > 0; i-- {
			if spans[i-1].length() > 0 { // else it is the start, where nothing is summed yet
				t.Steps[i].Before = t.Steps[i-1].Index
			}
			spans[i].from = spans[i-1].to
		}
	} else {
		r.note("%s: sums over the intervals of %s", v.Name, bounds.Name)
	}
	kept := t.Steps[:0]
	for i, s := range spans {
		if i > 0 && s.from.Before(spans[i-1].to) {
			return fmt.Errorf("its intervals in %s overlap: sums over %g h, %g h apart", bounds.Name, s.length().Hours(), s.to.Sub(spans[i-1].to).Hours())
		}
		reachesBack := fromStart && i == 0 && s.length() > spans[1].length()
		if s.length() == 0 || reachesBack {
			continue // the start itself, or more than one step
		}
		if t.PowerOfHeat {
			t.Steps[i].Seconds = s.length().Seconds()
		}
		kept = append(kept, t.Steps[i])
	}
	if t.Steps = kept; len(kept) == 0 {
		return errors.New("it holds sums, but over no time")
	}
	if t.PowerOfHeat {
		r.note("%s: divided by the time it is summed over, to give W m-2", v.Name)
	}
	return nil
}
