package ingest

import (
	"math"
	"os"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/cf"
)

// The statuses of a file.
const (
	Ingested  = "ingested"  // its fields are in the store
	Unchanged = "unchanged" // they were before
	Expired   = "expired"   // its run is older than those that are kept
	Inspected = "inspected" // it was only looked at, and could be ingested
	Refused   = "refused"   // see Error
)

// Report says what became of a file. It is one JSON line, which docs/ingest.md describes.
type Report struct {
	File   string `json:"file"`
	Status string `json:"status"`
	Error  string `json:"error,omitempty"`
	Format string `json:"format,omitempty"` // what the file is, by its first bytes

	Dataset     string `json:"dataset,omitempty"`
	Title       string `json:"title,omitempty"` // of the dataset, as the next two
	Licence     string `json:"licence,omitempty"`
	Attribution string `json:"attribution,omitempty"`

	Run        string      `json:"run,omitempty"`
	Grid       *Grid       `json:"grid,omitempty"`
	Layers     []string    `json:"layers,omitempty"`
	Levels     []string    `json:"levels,omitempty"`
	Times      int         `json:"times"`
	Members    []int       `json:"members,omitempty"` // of an ensemble
	ValidTimes []time.Time `json:"valid_times,omitempty"`
	Variables  []Taken     `json:"variables,omitempty"` // what each variable of the file becomes

	Fields   int          `json:"fields"`           // how many were written
	Ranges   []ValueRange `json:"ranges,omitempty"` // when only inspected
	Repaired int          `json:"repaired"`         // in how many fields values were repaired, see Notes
	Notes    []string     `json:"notes"`
	LeftOut  []cf.LeftOut `json:"left_out"`
	// Suspicious names layers with fields that look physically wrong. They go into quarantine, unless
	// they are accepted.
	Suspicious  []Suspicion `json:"suspicious"`
	Quarantined int         `json:"quarantined"` // how many fields were put aside

	Seconds float64 `json:"seconds"`
	Bytes   int64   `json:"bytes"`

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

// Remove deletes the file that is in, or of no use any more, and leaves one that has taken its place meanwhile.
func (rep *Report) Remove() error {
	if err := rep.still(); err != nil || rep.Status == Refused || rep.Status == Inspected {
		return err
	}
	return os.Remove(rep.File)
}

// Taken says which layers a variable of the file becomes.
type Taken struct {
	Name   string   `json:"name"`
	Layers []string `json:"layers"`
	Times  int      `json:"times"`
}

// Grid says where the fields lie: Bounds are west, south, east and north in degrees.
type Grid struct {
	Rows    int        `json:"rows"`
	Columns int        `json:"columns"`
	Bounds  [4]float64 `json:"bbox"`
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
	rep.Dataset, rep.Title = p.Dataset.ID, p.Dataset.Title
	rep.Licence, rep.Attribution = p.Dataset.Licence, p.Dataset.Attribution
	if p.Run.IsZero() {
		return
	}
	rep.Run, rep.Members = forecast.FormatTime(p.Run), p.Members
	var layers []forecast.Layer
	for _, t := range p.Takes {
		taken := Taken{Name: t.Var, Times: len(t.Steps)}
		for _, plane := range t.Planes {
			layers = append(layers, plane.Layer)
			taken.Layers = append(taken.Layers, plane.Layer.Name())
		}
		for _, s := range t.Steps {
			rep.ValidTimes = append(rep.ValidTimes, s.Time)
		}
		rep.Variables = append(rep.Variables, taken)
	}
	slices.SortFunc(rep.ValidTimes, time.Time.Compare)
	rep.ValidTimes = slices.CompactFunc(rep.ValidTimes, time.Time.Equal)
	rep.Times = len(rep.ValidTimes)
	if p.Grid != nil {
		rep.Grid = &Grid{p.Grid.Rows(), p.Grid.Cols(), p.Grid.Bounds()}
		for i, x := range rep.Grid.Bounds {
			rep.Grid.Bounds[i] = math.Round(x*1e6) / 1e6
		}
	}
	slices.SortFunc(layers, forecast.CompareLayers)
	for _, l := range slices.Compact(layers) {
		rep.Layers = append(rep.Layers, l.Name())
		if s := l.Level.String(); s != "" && !slices.Contains(rep.Levels, s) {
			rep.Levels = append(rep.Levels, s)
		}
	}
}
