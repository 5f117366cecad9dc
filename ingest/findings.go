package ingest

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/cf"
)

// findings gathers what workers learn about the fields of a file.
type findings struct {
	mu       sync.Mutex
	fields   int
	aside    int
	mended   int
	good     bool // a field has nothing said against it
	clipped  map[string]int
	repaired map[string]string
	refused  map[string]*refusal
	suspect  map[string]*refusal
}

// refusal is why fields of a layer were left out or look wrong: the first reason, and how many.
type refusal struct {
	reason string
	count  int
}

func newFindings() *findings {
	return &findings{clipped: map[string]int{}, repaired: map[string]string{}, refused: map[string]*refusal{}, suspect: map[string]*refusal{}}
}

func (f *findings) settled(layer forecast.Layer, found cf.Finding) {
	if found.Clipped > 0 || found.Repaired != "" {
		f.mended++
	}
	if found.Clipped > 0 {
		f.clipped[layer.Name()] += found.Clipped
	}
	if found.Repaired != "" {
		f.repaired[layer.Name()] = found.Repaired
	}
}

// verdict is what becomes of a field: it is taken where nothing is said against it.
type verdict struct {
	lost       bool   // it holds nothing that could be kept
	doubt      string // why it looks wrong
	impossible bool   // it can never be taken as it is
}

// judge settles the values of a field, says what is to become of it, and notes why.
func (f *findings) judge(t task, plan *cf.Plan, values []float32) verdict {
	layer, atStart := t.plane.Layer, t.step.Time.Equal(plan.Run)
	found, extent, err := cf.Settle(layer, values)
	f.mu.Lock()
	defer f.mu.Unlock()
	var v verdict
	unfilled := cf.Unfilled("")
	switch {
	case err == nil:
		f.settled(layer, found)
		v.doubt = cf.Suspect(layer, plan.Grid, extent, atStart)
	case errors.As(err, new(cf.Lost)), errors.As(err, &unfilled) && atStart && layer.Variable.Accumulated:
		keep(f.refused, layer.Name(), err.Error())
		v.lost = true
	default:
		v.doubt, v.impossible = err.Error(), !errors.As(err, &unfilled)
	}
	f.good = f.good || !v.lost && v.doubt == ""
	if v.doubt != "" {
		keep(f.suspect, layer.Name(), v.doubt)
	}
	return v
}

func keep(m map[string]*refusal, name, reason string) {
	if r, ok := m[name]; ok {
		r.count++
		return
	}
	m[name] = &refusal{reason, 1}
}

// String gives the reason, and how often where it was more than once.
func (r *refusal) String() string {
	if r.count > 1 {
		return fmt.Sprintf("%s (so %d fields)", r.reason, r.count)
	}
	return r.reason
}

// wrote and putAside count fields.
func (f *findings) wrote() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fields++
}

func (f *findings) putAside() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.aside++
}

// addTo writes the findings into the report.
func (f *findings) addTo(rep *Report) {
	rep.Fields, rep.Repaired, rep.Quarantined = f.fields, f.mended, f.aside
	for _, name := range sortedKeys(f.repaired) {
		rep.Notes = append(rep.Notes, fmt.Sprintf("%s: the values are in %s, whatever the units say: converted", name, f.repaired[name]))
	}
	for _, name := range sortedKeys(f.clipped) {
		rep.Notes = append(rep.Notes, fmt.Sprintf("%s: %d values just outside the possible range were moved to its end", name, f.clipped[name]))
	}
	for _, name := range sortedKeys(f.refused) {
		rep.LeftOut = append(rep.LeftOut, cf.LeftOut{Name: name, Reason: f.refused[name].String()})
	}
	for _, name := range sortedKeys(f.suspect) {
		rep.Suspicious = append(rep.Suspicious, Suspicion{name, f.suspect[name].String()})
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
