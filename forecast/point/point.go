// Package point reads forecasts at places: every time of every layer asked for, at the nearest
// node or between the four around.
package point

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// Method says how a value between nodes is made.
type Method int

// The methods.
const (
	Bilinear Method = iota // from the four nodes around; missing where one of them is
	Nearest                // the value of the nearest node
)

var methodNames = [...]string{"bilinear", "nearest"}

// String gives the method as answers spell it.
func (m Method) String() string { return methodNames[m] }

// ParseMethod reads a method's name; "" is Bilinear.
func ParseMethod(s string) (Method, error) {
	for m, name := range methodNames {
		if s == name || s == "" {
			return Method(m), nil
		}
	}
	return 0, forecast.Errorf(forecast.Invalid, "point.ParseMethod", "interpolation is bilinear or nearest, not %q", s)
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
	Present     Reason = iota // it is not missing
	OutsideGrid               // the place lies outside the dataset's grid
	NotThere                  // the field has not arrived yet, or is not in the run
	NoValue                   // the model gives none there, such as a sea temperature over land
)

var reasonTexts = [...]string{"", "outside the grid", "not arrived yet or not in this run", "no value there"}

// String gives the reason for people.
func (r Reason) String() string { return reasonTexts[r] }

// Series is one layer at one place: a value a time in SI units, NaN where one is missing, and why.
type Series struct {
	Values  []float32
	Reasons []Reason
}

// Read answers a query: series by place, then by layer, in the query's order. A field that is not
// there is missing in the answer, not an error.
func Read(ctx context.Context, grid *forecast.Grid, open Open, q Query) ([][]Series, error) {
	stencils := make([]stencil, len(q.Places))
	out := make([][]Series, len(q.Places))
	for p, place := range q.Places {
		stencils[p] = locate(grid, place, q.Method)
		out[p] = make([]Series, len(q.Layers))
		for l := range q.Layers {
			out[p][l] = Series{make([]float32, len(q.Times)), make([]Reason, len(q.Times))}
		}
	}
	for l, layer := range q.Layers {
		for t, at := range q.Times {
			set := func(p int, v float32, r Reason) { out[p][l].Values[t], out[p][l].Reasons[t] = v, r }
			ref := forecast.Ref{Dataset: q.Dataset, Run: q.Run, Layer: layer, Time: at}
			err := readField(ctx, open, ref, stencils, set)
			if errors.Is(err, objects.ErrChanged) { // replaced meanwhile: once more, all from the new one
				err = readField(ctx, open, ref, stencils, set)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func readField(ctx context.Context, open Open, ref forecast.Ref, stencils []stencil, set func(p int, v float32, r Reason)) error {
	missing := float32(math.NaN())
	field, err := open(ctx, ref)
	if forecast.KindOf(err) == forecast.NotFound {
		for p := range stencils {
			set(p, missing, NotThere)
		}
		return nil
	}
	if err != nil {
		return err
	}
	for p, s := range stencils {
		if s.outside {
			set(p, missing, OutsideGrid)
			continue
		}
		v, err := s.sample(ctx, field)
		if err != nil {
			return err
		}
		if v != v {
			set(p, missing, NoValue)
		} else {
			set(p, v, Present)
		}
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
	lon := grid.Lon.Values()[s.window.Col]
	if lon > 180 {
		lon -= 360
	}
	return Place{grid.Lat.Values()[s.window.Row], lon}, true
}
