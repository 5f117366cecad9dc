package cf

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// reader is a file being understood.
type reader struct {
	src       Source
	vars      []Var
	index     map[string]*Var
	aside     map[string]bool // variables that others refer to: coordinates, bounds, grid mappings
	flattened map[string]int  // how many names are a stem and a bare number: t_850, t_500 …
	orders    map[string]ordering
	axes      map[string]axis
	grids     map[string]*horizontal
	run       time.Time                 // zero until known
	runSaid   bool                      // the file itself or the caller says the run
	runBeside time.Time                 // what dataset.json says for files without times
	step      time.Duration             // between numbered steps, 0 where nobody says
	taken     map[forecast.Layer]string // by which variable
	plan      *Plan
	noted     map[string]bool
}

func newReader(src Source) *reader {
	r := &reader{
		src: src, vars: src.Vars(), index: map[string]*Var{}, aside: map[string]bool{}, flattened: map[string]int{},
		orders: map[string]ordering{}, axes: map[string]axis{}, grids: map[string]*horizontal{}, taken: map[forecast.Layer]string{}, plan: &Plan{}, noted: map[string]bool{},
	}
	for i := range r.vars {
		v := &r.vars[i]
		r.index[v.Name] = v
		r.countNames([]string{v.Name})
		for _, attr := range []string{"coordinates", "bounds", "grid_mapping"} {
			for name := range strings.FieldsSeq(v.text(attr)) {
				r.aside[strings.TrimSuffix(name, ":")] = true
			}
		}
	}
	return r
}

// note keeps a sentence for the report, once.
func (r *reader) note(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !r.noted[s] {
		r.noted[s] = true
		r.plan.Notes = append(r.plan.Notes, s)
	}
}

// isData says whether a variable is one to take or to name as left out, not part of the file's
// description of others.
func (r *reader) isData(v *Var) bool {
	if r.aside[v.Name] || len(v.Dims) > 0 && v.Dims[0].Name == v.Name {
		return false
	}
	if c := classByMeaning(v); c == latitude || c == longitude || len(v.Dims) < 2 && (c == clockTime || c == leadTime || c == runTime || c == member) {
		return false
	}
	_, known := byName[plainName(v.Name)]
	return len(v.Dims) > 0 || known
}

// numbers reads a coordinate or scalar, unpacked.
func (r *reader) numbers(v *Var) ([]float64, error) {
	if v.Kind != Number {
		return nil, fmt.Errorf("%s does not hold numbers", v.Name)
	}
	values, err := r.src.Numbers(v.Name)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", v.Name, err)
	}
	scale, offset := v.Attrs["scale_factor"].Numbers, v.Attrs["add_offset"].Numbers
	for i := range values {
		if len(scale) == 1 {
			values[i] *= scale[0]
		}
		if len(offset) == 1 {
			values[i] += offset[0]
		}
	}
	return values, nil
}

// reasons tells the first few reasons for which variables are left out, each once.
func reasons(left []LeftOut) string {
	names := map[string][]string{}
	var order []string
	for _, l := range left {
		if names[l.Reason] == nil {
			order = append(order, l.Reason)
		}
		names[l.Reason] = append(names[l.Reason], l.Name)
	}
	var out []string
	for _, reason := range order[:min(3, len(order))] {
		of := names[reason]
		text := strings.Join(of[:min(3, len(of))], ", ")
		if len(of) > 3 {
			text += fmt.Sprintf(" and %d more", len(of)-3)
		}
		out = append(out, text+": "+reason)
	}
	return strings.Join(out, "; ")
}

// finish checks the plan as a whole and gives it.
func (r *reader) finish() (*Plan, error) {
	const op = "cf.Read"
	p := r.plan
	if len(p.Takes) == 0 {
		if len(p.LeftOut) == 0 {
			return p, forecast.Errorf(forecast.Invalid, op, "the file holds no gridded variable")
		}
		return p, forecast.Errorf(forecast.Invalid, op, "nothing in the file can be taken: %s", reasons(p.LeftOut))
	}
	for _, t := range p.Takes {
		for _, s := range t.Steps {
			p.Times = append(p.Times, s.Time)
		}
	}
	if r.run.IsZero() {
		r.run = slices.MinFunc(p.Times, time.Time.Compare)
		r.note("the file does not say which run it belongs to: taken as %s, its first time", forecast.FormatTime(r.run))
	}
	p.Run = r.run
	if first := slices.MinFunc(p.Times, time.Time.Compare); first.Before(p.Run) {
		return p, forecast.Errorf(forecast.Invalid, op, "its first time, %s, is before the run %s", forecast.FormatTime(first), forecast.FormatTime(p.Run))
	}
	p.Times = append(p.Times, r.expected()...)
	slices.SortFunc(p.Times, time.Time.Compare)
	p.Times = slices.CompactFunc(p.Times, time.Time.Equal)
	return p, nil
}
