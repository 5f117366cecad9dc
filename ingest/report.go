package ingest

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/cf"
)

// The statuses of a file.
const (
	Ingested  = "ingested"  // its fields are in the store
	Unchanged = "unchanged" // they were before
	Inspected = "inspected" // it was only looked at, and could be ingested
	Refused   = "refused"   // see Error
)

// Report says what became of a file. It is one JSON line.
type Report struct {
	File    string       `json:"file"`
	Status  string       `json:"status"`
	Error   string       `json:"error,omitempty"`
	Dataset string       `json:"dataset,omitempty"`
	Run     string       `json:"run,omitempty"`
	Layers  []string     `json:"layers,omitempty"`
	Levels  []string     `json:"levels,omitempty"`
	Times   int          `json:"times"`
	Members []int        `json:"members,omitempty"` // of an ensemble
	Fields  int          `json:"fields"`            // how many were written
	Ranges  []ValueRange `json:"ranges,omitempty"`  // when only inspected
	Notes   []string     `json:"notes"`
	LeftOut []cf.LeftOut `json:"left_out"`
	// Suspicious names layers that are possible but hardly right, and fields that were never filled.
	Suspicious []Suspicion `json:"suspicious"`
	Seconds    float64     `json:"seconds"`
	Bytes      int64       `json:"bytes"`

	seen os.FileInfo // of the file as it was at first; nil where it was not there
}

// still says whether the file is the one that was there at first.
func (rep *Report) still() error {
	now, err := os.Stat(rep.File)
	if err != nil || rep.seen == nil || !os.SameFile(now, rep.seen) || now.Size() != rep.seen.Size() || !now.ModTime().Equal(rep.seen.ModTime()) {
		return forecast.Errorf(forecast.Unavailable, "ingest.File", "the file changed while it was read: it must be read again once it is whole")
	}
	return nil
}

// Remove deletes the file that is in, and leaves one that has taken its place meanwhile.
func (rep *Report) Remove() error {
	if err := rep.still(); err != nil || rep.Status != Ingested && rep.Status != Unchanged {
		return err
	}
	return os.Remove(rep.File)
}

// Suspicion says what is odd about a layer: the first such field's reason.
type Suspicion struct {
	Layer  string `json:"layer"`
	Reason string `json:"reason"`
}

// ValueRange is the extent of the first field of a layer, in SI units.
type ValueRange struct {
	Layer   string  `json:"layer"`
	Units   string  `json:"units"`
	Min     float64 `json:"min"`
	Max     float64 `json:"max"`
	Missing int     `json:"missing"` // nodes without a value
}

// describe copies what a plan says into the report.
func (rep *Report) describe(p *cf.Plan) {
	rep.Notes = append(rep.Notes, p.Notes...)
	rep.LeftOut = append(rep.LeftOut, p.LeftOut...)
	rep.Dataset = p.Dataset.ID
	if p.Run.IsZero() {
		return
	}
	rep.Run, rep.Members = forecast.FormatTime(p.Run), p.Members
	var layers []forecast.Layer
	times := map[int64]bool{}
	for _, t := range p.Takes {
		for _, plane := range t.Planes {
			layers = append(layers, plane.Layer)
		}
		for _, s := range t.Steps {
			times[s.Time.Unix()] = true
		}
	}
	slices.SortFunc(layers, forecast.CompareLayers)
	for _, l := range slices.Compact(layers) {
		rep.Layers = append(rep.Layers, l.Name())
		if s := l.Level.String(); s != "" && !slices.Contains(rep.Levels, s) {
			rep.Levels = append(rep.Levels, s)
		}
	}
	rep.Times = len(times)
}

// findings gathers what workers learn about the fields of a file.
type findings struct {
	mu       sync.Mutex
	fields   int
	clipped  map[string]int
	repaired map[string]string
	refused  map[string]*refusal
	suspect  map[string]*refusal
}

// refusal is why fields of a layer were left out or are odd: the first reason, and how many.
type refusal struct {
	reason string
	count  int
}

func newFindings() *findings {
	return &findings{clipped: map[string]int{}, repaired: map[string]string{}, refused: map[string]*refusal{}, suspect: map[string]*refusal{}}
}

func (f *findings) settled(layer forecast.Layer, found cf.Finding) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if found.Clipped > 0 {
		f.clipped[layer.Name()] += found.Clipped
	}
	if found.Repaired != "" {
		f.repaired[layer.Name()] = found.Repaired
	}
}

func (f *findings) leaveOut(name string, reason error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	keep(f.refused, name, reason.Error())
	if unfilled := cf.Unfilled(""); errors.As(reason, &unfilled) {
		keep(f.suspect, name, reason.Error())
	}
}

// doubt keeps what is odd about a field that is taken, if anything.
func (f *findings) doubt(name, reason string) {
	if reason == "" {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	keep(f.suspect, name, reason)
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

// wrote counts a field and gives how many there are.
func (f *findings) wrote() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fields++
	return f.fields
}

// addTo writes the findings into the report.
func (f *findings) addTo(rep *Report) {
	rep.Fields = f.fields
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
