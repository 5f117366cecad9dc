// Package derive computes layers from others where they are asked for. A derived quantity is
// declared once, in recipes, and is then a layer like every other: it can be opened, drawn,
// listed and read at a point.
package derive

import (
	"context"

	"github.com/fengtu/fengtu/forecast"
)

// Opener opens stored fields; store.Store is one.
type Opener interface {
	Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error)
}

// recipe declares one derived variable: it exists at every level at which all inputs do.
type recipe struct {
	variable string
	inputs   []string // variables at the same level
	// compute fills dst from values of the inputs; a missing input gives a missing value.
	compute func(dst []float32, inputs ...[]float32)
	// pointwise asks for the inputs to be interpolated rather than the result.
	pointwise bool
}

var (
	components = []string{"wind_u_component", "wind_v_component"}
	currents   = []string{"ocean_current_u_component", "ocean_current_v_component"}
)

var recipes = []recipe{
	{variable: "wind", inputs: components, compute: windSpeed},
	{variable: "wind_speed", inputs: components, compute: windSpeed},
	{variable: "wind_direction", inputs: components, compute: windDirection, pointwise: true},
	{variable: "ocean_current", inputs: currents, compute: windSpeed},
	{variable: "ocean_current_velocity", inputs: currents, compute: windSpeed},
	{variable: "ocean_current_direction", inputs: currents, compute: flowDirection, pointwise: true},
}

func recipeFor(l forecast.Layer) (recipe, bool) {
	for _, r := range recipes {
		if r.variable == l.Variable.Name {
			return r, true
		}
	}
	return recipe{}, false
}

// Inputs gives the layers that a layer is computed from, nil where it cannot be computed.
func Inputs(l forecast.Layer) []forecast.Layer {
	r, ok := recipeFor(l)
	if !ok {
		return nil
	}
	var out []forecast.Layer
	for _, name := range r.inputs {
		out = append(out, l.At(name))
	}
	return out
}

// Layers gives the layers that can be computed from those that are stored, without them.
func Layers(stored []forecast.Layer) []forecast.Layer {
	have := make(map[forecast.Layer]bool, len(stored))
	for _, l := range stored {
		have[l] = true
	}
	var out []forecast.Layer
	for _, l := range stored {
		for _, r := range recipes {
			derived := l.At(r.variable)
			if l.Variable.Name == r.inputs[0] && !have[derived] && hasAll(have, Inputs(derived)) {
				out = append(out, derived)
			}
		}
	}
	return out
}

func hasAll(have map[forecast.Layer]bool, layers []forecast.Layer) bool {
	for _, l := range layers {
		if !have[l] {
			return false
		}
	}
	return true
}

// Open opens a field of any layer: the stored one, or else one that is computed from stored ones.
// It fails like the stored layer does where it cannot be computed either.
func Open(ctx context.Context, stored Opener, ref forecast.Ref) (forecast.Field, error) {
	r, derivable := recipeFor(ref.Layer)
	if ref.Layer.Variable.Shape != forecast.Vector {
		f, err := stored.Open(ctx, ref)
		if err == nil || !derivable || forecast.KindOf(err) != forecast.NotFound {
			return f, err
		}
	}
	f := derived{layer: ref.Layer, recipe: r}
	for _, input := range Inputs(ref.Layer) {
		ref.Layer = input
		in, err := stored.Open(ctx, ref)
		if err != nil {
			return nil, err
		}
		f.inputs = append(f.inputs, in)
	}
	switch {
	case f.layer.Variable.Shape == forecast.Vector:
		return vector{f}, nil
	case r.pointwise:
		return pointwise{f}, nil
	}
	return f, nil
}

// derived is a field computed node by node.
type derived struct {
	layer  forecast.Layer
	recipe recipe
	inputs []forecast.Field
}

func (f derived) Layer() forecast.Layer { return f.layer }

func (f derived) Grid() *forecast.Grid { return f.inputs[0].Grid() }

func (f derived) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	n := w.Size()
	values := make([]float32, n*len(f.inputs))
	in := make([][]float32, len(f.inputs))
	for i, input := range f.inputs {
		in[i] = values[i*n : (i+1)*n]
		if err := input.Read(ctx, w, in[i]); err != nil {
			return err
		}
	}
	f.recipe.compute(dst[:n], in...)
	return nil
}

// pointwise is a derived field that implements forecast.Pointwise.
type pointwise struct{ derived }

func (f pointwise) Inputs() []forecast.Field { return f.inputs }

func (f pointwise) Compute(dst []float32, inputs ...[]float32) { f.recipe.compute(dst, inputs...) }

// vector is a derived field that implements forecast.VectorField.
type vector struct{ derived }

func (f vector) Components() (u, v forecast.Field) { return f.inputs[0], f.inputs[1] }
