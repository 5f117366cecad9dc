package cf

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// steps finds the valid times of a variable and the dimension they run along, -1 where it has none.
func (r *reader) steps(v *Var) (dim int, steps []Step, err error) {
	clockDim, leadDim := -1, -1
	for i, d := range v.Dims {
		switch c := r.axis(d.Name).class; {
		case c == clockTime:
			clockDim = i
		case c == leadTime:
			leadDim = i
		case c == runTime && d.Len > 1:
			return 0, nil, severalRuns(d)
		}
	}
	var times []time.Time
	switch {
	case clockDim >= 0 && leadDim >= 0:
		if d := v.Dims[clockDim]; d.Len > 1 {
			return 0, nil, severalRuns(d)
		}
		dim = leadDim
		times, err = r.leadTimes(v.Dims[leadDim])
	case leadDim >= 0:
		dim = leadDim
		times, err = r.leadTimes(v.Dims[leadDim])
	case clockDim >= 0:
		dim = clockDim
		times, err = r.clockTimes(v.Dims[clockDim])
	default:
		dim = -1
		times, err = r.scalarTime(v)
	}
	if err != nil {
		return 0, nil, err
	}
	steps, err = makeSteps(times)
	return dim, steps, err
}

func severalRuns(d Dim) error {
	return fmt.Errorf("it holds %d runs along %s: split the file, one run each", d.Len, d.Name)
}

func makeSteps(times []time.Time) ([]Step, error) {
	if len(times) == 0 {
		return nil, errors.New("its time axis is empty")
	}
	seen := make(map[time.Time]bool, len(times))
	steps := make([]Step, len(times))
	for i, t := range times {
		if seen[t] {
			return nil, fmt.Errorf("its time axis holds %s twice: remove one", t.Format(time.RFC3339))
		}
		seen[t] = true
		steps[i] = Step{Index: i, Before: -1, Time: t}
	}
	return steps, nil
}

// clockTimes gives the valid times along a dimension of times.
func (r *reader) clockTimes(d Dim) ([]time.Time, error) {
	c := r.axis(d.Name).v
	aux := r.clockAlong(d, c)
	switch {
	case c == nil && aux == nil:
		return nil, fmt.Errorf("the dimension %s has no values: add a coordinate variable of times", d.Name)
	case c == nil:
		return r.clockValues(aux)
	}
	times, err := r.clockValues(c)
	if err != nil || aux == nil {
		return times, err
	}
	valid, err := r.clockValues(aux) // cfgrib: time is the run there, valid_time the time
	if err == nil && len(times) > 1 && !slices.EqualFunc(times, valid, time.Time.Equal) {
		return nil, severalRuns(d)
	}
	return valid, err
}

// leadTimes gives the valid times along a dimension of lead times.
func (r *reader) leadTimes(d Dim) ([]time.Time, error) {
	if aux := r.clockAlong(d, nil); aux != nil {
		return r.clockValues(aux)
	}
	c := r.axis(d.Name).v
	if c == nil {
		return nil, fmt.Errorf("the dimension %s has no values: add a coordinate variable of lead times", d.Name)
	}
	if r.run.IsZero() {
		return nil, fmt.Errorf("it has lead times (%s) but nothing tells the reference time: add a scalar forecast_reference_time", d.Name)
	}
	leads, err := r.leadValues(c)
	if err != nil {
		return nil, err
	}
	times := make([]time.Time, len(leads))
	for i, l := range leads {
		times[i] = r.run.Add(l)
	}
	return times, nil
}

// clockAlong finds a variable other than one that gives a time for each place along a dimension.
func (r *reader) clockAlong(d Dim, other *Var) *Var {
	for i := range r.vars {
		v := &r.vars[i]
		if v != other && v.hasDim(d.Name) && v.size() == d.Len && v.Kind == Number && classByMeaning(v) == clockTime {
			return v
		}
	}
	return nil
}

// scalarTime gives the time of a variable without a dimension of times.
func (r *reader) scalarTime(v *Var) ([]time.Time, error) {
	var found *Var
	for _, name := range []string{"valid_time", "time"} {
		if c := r.index[name]; found == nil && c != nil && c.size() == 1 {
			found = c
		}
	}
	for i := range r.vars {
		c := &r.vars[i]
		if found == nil && c.size() == 1 && classByMeaning(c) == clockTime {
			found = c
		}
	}
	if lead := r.scalarLead(); found != nil && found.Name == "time" && r.runIsTime() && lead != nil {
		leads, err := r.leadValues(lead)
		if err != nil {
			return nil, err
		}
		return []time.Time{r.run.Add(leads[0])}, nil
	}
	if found != nil {
		return r.clockValues(found)
	}
	if q, err := r.quantityOf(v); err == nil && (q.variable.Name == "surface_altitude" || q.variable.Name == "land_sea_mask") {
		if t, ok := r.firstTime(); ok {
			r.note("%s: does not change with time: kept at the first time of the file", v.Name)
			return []time.Time{t}, nil
		}
	}
	t, err := r.namedTime()
	return []time.Time{t}, err
}

// scalarLead finds a lead time that holds for the whole file.
func (r *reader) scalarLead() *Var {
	for i := range r.vars {
		if v := &r.vars[i]; v.size() == 1 && classByMeaning(v) == leadTime {
			return v
		}
	}
	return nil
}

// firstTime gives the first time of any axis of times of the file.
func (r *reader) firstTime() (first time.Time, ok bool) {
	for i := range r.vars {
		v := &r.vars[i]
		if len(v.Dims) > 1 || v.Kind != Number || classByMeaning(v) != clockTime {
			continue
		}
		times, err := r.clockValues(v)
		if err == nil && len(times) > 0 {
			if t := slices.MinFunc(times, time.Time.Compare); first.IsZero() || t.Before(first) {
				first = t
			}
		}
	}
	return first, !first.IsZero()
}

// clockValues reads a variable of times.
func (r *reader) clockValues(v *Var) ([]time.Time, error) {
	c, err := parseClock(v.units(), v.text("calendar"))
	if err != nil {
		return nil, err
	}
	if c.other.calendar != civil {
		r.note("%s: counts days of the calendar %s: each time keeps its own date", v.Name, v.text("calendar"))
	} else if c.epoch.IsZero() && !c.dated {
		return nil, fmt.Errorf("%s has units %q, which do not say since when", v.Name, v.units())
	}
	values, err := r.numbers(v)
	if err != nil {
		return nil, err
	}
	times := make([]time.Time, len(values))
	for i, x := range values {
		if times[i], err = c.at(x); err != nil {
			return nil, err
		}
	}
	return times, nil
}

// leadValues reads a variable of lead times.
func (r *reader) leadValues(v *Var) ([]time.Duration, error) {
	c, err := parseClock(v.units(), "")
	if err != nil {
		return nil, err
	}
	values, err := r.numbers(v)
	if err != nil {
		return nil, err
	}
	leads := make([]time.Duration, len(values))
	for i, x := range values {
		if leads[i], err = c.lead(x); err != nil {
			return nil, err
		}
	}
	if len(leads) == 0 {
		return nil, forecast.Errorf(forecast.Invalid, "cf.Read", "the lead time axis is empty")
	}
	return leads, nil
}
