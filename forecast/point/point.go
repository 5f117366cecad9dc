// Package point reads forecasts at places: every time of every layer asked for, at the nearest
// node or between the four around, and where asked on finer times and at other elevations than
// the model's.
package point

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// Method says how a value between nodes is made.
type Method int

// The methods.
const (
	Bilinear Method = iota // from the four nodes around; missing where one of them is
	Nearest                // the value of the nearest node
	Land                   // the value of the nearest node on land: see Choose
	Sea                    // the value of the nearest node at sea
)

var methodNames = [...]string{"bilinear", "nearest", "land", "sea"}

// String gives the method as answers spell it.
func (m Method) String() string { return methodNames[m] }

// ParseMethod reads a method's name; "" is Bilinear.
func ParseMethod(s string) (Method, error) {
	for m, name := range methodNames {
		if s == name || s == "" {
			return Method(m), nil
		}
	}
	return 0, forecast.Errorf(forecast.Invalid, "point.ParseMethod", "interpolation is bilinear, nearest, land or sea, not %q", s)
}

// Place is a point on the globe in degrees; any spelling of the longitude will do.
type Place struct{ Lat, Lon float64 }

// Open opens a field of a layer, stored or derived.
type Open func(ctx context.Context, ref forecast.Ref) (forecast.Field, error)

// Query asks for layers of a run at places and times.
type Query struct {
	Dataset string
	Run     time.Time
	Layers  []forecast.Layer
	Times   []time.Time
	Places  []Place
	Method  Method
}

// Reason says why a value is missing.
type Reason uint8

// The reasons.
const (
	Present       Reason = iota // it is not missing
	OutsideGrid                 // the place lies outside the dataset's grid
	NotThere                    // the field has not arrived yet, or is not in the run
	Quarantined                 // the field looks wrong and was put aside
	OtherInterval               // it accumulates over another time than the answer's
	NoValue                     // the model gives none there, such as a sea temperature over land
)

var reasonTexts = [...]string{"", "outside the grid", "not arrived yet or not in this run", "quarantined", "over another interval", "no value there"}

// String gives the reason for people.
func (r Reason) String() string { return reasonTexts[r] }

// Series is one layer at one place: a value a time in SI units, NaN where one is missing, and why.
type Series struct {
	Values  []float32
	Reasons []Reason
}

func (s Series) set(t int, v float32, r Reason) { s.Values[t], s.Reasons[t] = v, r }

// setValue takes what a model gives.
func (s Series) setValue(t int, v float32) {
	if v != v {
		s.set(t, missing, NoValue)
	} else {
		s.set(t, v, Present)
	}
}

// Source is where values come from.
type Source struct {
	Open   Open
	Series OpenSeries // asked first; nil for fields alone. The answers are the same.
}

// Read answers a query: series by place, then by layer, in the query's order. A field that is not
// there is missing in the answer, not an error.
func Read(ctx context.Context, grid *forecast.Grid, src Source, q Query) ([][]Series, error) {
	at := spotsOf(grid, q)
	out := blank(len(q.Places), len(q.Layers), len(q.Times))
	var rest []fieldAt
	for l, layer := range q.Layers {
		for _, t := range src.readSeries(ctx, q, layer, at, func(p int) Series { return out[p][l] }) {
			rest = append(rest, fieldAt{l, t})
		}
	}
	return out, src.readFields(ctx, q, rest, at.stencils, out)
}

// fieldAt is one of a query's layers at one of its times.
type fieldAt struct{ layer, time int }

// blank gives series by place and layer, cut from one piece of memory.
func blank(places, layers, times int) [][]Series {
	out, series := make([][]Series, places), make([]Series, places*layers)
	values, reasons := make([]float32, places*layers*times), make([]Reason, places*layers*times)
	for i := range series {
		from, to := i*times, (i+1)*times
		series[i] = Series{values[from:to:to], reasons[from:to:to]}
	}
	for p := range out {
		out[p] = series[p*layers : (p+1)*layers : (p+1)*layers]
	}
	return out
}

// readFields fills the values of some fields, on all processors: each decodes a chunk many times as large as
// what a place needs. A few goroutines do all of them, since each grows its stack first.
func (src Source) readFields(ctx context.Context, q Query, fields []fieldAt, stencils []stencil, out [][]Series) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(fields)) {
		group.Go(func() error {
			for k := next.Add(1) - 1; k < int64(len(fields)); k = next.Add(1) - 1 {
				l, t := fields[k].layer, fields[k].time
				ref := forecast.Ref{Dataset: q.Dataset, Run: q.Run, Layer: q.Layers[l], Time: q.Times[t]}
				series := func(p int) Series { return out[p][l] }
				err := readField(ctx, src.Open, ref, t, stencils, series)
				if errors.Is(err, objects.ErrChanged) { // replaced meanwhile: once more, all from the new one
					err = readField(ctx, src.Open, ref, t, stencils, series)
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// readField fills the values of one field, the query's t-th, at all places.
func readField(ctx context.Context, open Open, ref forecast.Ref, t int, stencils []stencil, out func(p int) Series) error {
	field, err := open(ctx, ref)
	if forecast.KindOf(err) == forecast.NotFound {
		reason := NotThere
		if errors.Is(err, forecast.ErrQuarantined) {
			reason = Quarantined
		}
		for p := range stencils {
			out(p).set(t, missing, reason)
		}
		return nil
	}
	if err != nil {
		return err
	}
	for p, s := range stencils {
		if s.outside {
			out(p).set(t, missing, OutsideGrid)
			continue
		}
		v, err := s.sample(ctx, field)
		if err != nil {
			return err
		}
		out(p).setValue(t, v)
	}
	return nil
}

// Cell gives the coordinates of the node nearest to a place, and whether the place lies on the
// grid.
func Cell(grid *forecast.Grid, place Place) (node Place, ok bool) {
	s := locate(grid, place, Nearest)
	if s.outside {
		return Place{}, false
	}
	return nodeAt(grid, s.window.Row, s.window.Col), true
}
