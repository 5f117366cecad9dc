// Package derive computes layers from others where they are asked for. A derived quantity is
// declared once, in recipes, and is then a layer like every other: it can be opened, drawn, listed
// and read at a point. What is stored wins over what can be derived. docs/derived.md has the
// formulae, their sources and errors.
package derive

import "github.com/fengtu/fengtu/forecast"

// recipe declares one way to compute a variable from others. There may be several for a variable:
// the first whose inputs a run has is taken. Inputs are stored, or computed by a recipe further up
// in the list, so that none can need itself.
type recipe struct {
	variable string
	at       place
	inputs   []input
	// compute fills dst from values of the inputs at the same nodes; a missing input gives a missing
	// value.
	compute compute
	// of, instead of inputs and compute, chooses them by what a run stores; it fails where the layer
	// cannot be had, and says why.
	of func(stored []forecast.Layer, l forecast.Layer) ([]input, compute, error)
	// sunlit is instead of compute for what depends on where the sun stands.
	sunlit func(dst []float32, a *args, s *sky)
	// near is instead of compute for what needs the nodes to each side.
	near func(dst []float32, a *args, m metric)
	// pointwise asks for the inputs to be interpolated rather than the result.
	pointwise bool
	// between asks for levels between the run's pressure levels alone, and vertical marks results that
	// are interpolated between levels.
	between, vertical bool
	// total sums its only input over the steps of the layer's hours.
	total bool
	// fits refuses levels that the recipe is not made for; nil takes all.
	fits func(l forecast.Level) bool
	// offer lists heights to put into catalogues beside those that are stored, pairs the layers between
	// pressures, and turbines machines: others are there when they are asked for.
	offer    []float64
	pairs    [][2]float64
	turbines []string
}

// compute fills dst from the values of inputs at the same nodes.
type compute func(dst []float32, a *args)

// place says where a recipe's results may lie.
type place uint8

const (
	surface   place = 1 << iota
	heights         // above the ground
	pressures       // on one pressure level
	layers          // between two
	windows         // summed over hours
	depths          // below the surface of the sea
	altitudes       // above the level of the sea
)

func placeOf(l forecast.Layer) place {
	switch {
	case l.Hours > 0:
		return windows
	case l.Level.Kind == forecast.Height:
		return heights
	case l.Level.Kind == forecast.Depth:
		return depths
	case l.Level.Kind == forecast.Altitude:
		return altitudes
	case l.Level.Kind == forecast.Pressure && l.Level.Base > 0:
		return layers
	case l.Level.Kind == forecast.Pressure:
		return pressures
	}
	return surface
}

// input names what a recipe needs.
type input struct {
	variable string
	from     choice
	layer    string // for fixed
	optional bool   // computed without where the run has none
}

// choice says at which level an input lies.
type choice uint8

const (
	same   choice = iota // at the result's level
	fixed                // a certain layer
	column               // at all pressure levels, from below
	lower                // at the nearest stored height below the result's
	second               // at the next one further down
	upper                // at the nearest stored height above
	under                // at the nearest pressure level beneath the result's where it is stored
	over                 // at the nearest one above
	base                 // at the lower of the result's two pressures
	top                  // at the upper
)

func at(layer string) input { return input{from: fixed, layer: layer} }

func maybe(layer string) input { return input{from: fixed, layer: layer, optional: true} }

// args is what a recipe computes from: the layers of its inputs, one but for columns, none for an
// optional one that is not there.
type args struct {
	level  forecast.Level // of the result
	levels [][]float64    // by input and layer: its pressure in Pa, or its height in metres
	in     [][][]float32  // by input and layer: the values
	steps  int            // how many values a node has
}

// one gives the values of an input of one layer, nil where it is not there.
func (a *args) one(i int) []float32 {
	if len(a.in[i]) == 0 {
		return nil
	}
	return a.in[i][0]
}

// pascals gives the pressure of the result's level.
func (a *args) pascals() float64 { return a.level.Value * 100 }
