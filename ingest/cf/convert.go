package cf

import (
	"fmt"

	"github.com/fengtu/fengtu/forecast"
)

// conversion takes values of a file to SI: × scale + offset, and divided by the seconds they are
// sums over where perTime is set.
type conversion struct {
	variable      *forecast.Variable
	scale, offset float64
	perTime       bool
}

// waterDensity, in kg m-3, is that of the water that depths of precipitation are depths of.
const waterDensity = 1000

// convert gives how values in from become SI values of variable v. Amounts of precipitation and
// rates of it share names, so that the unit decides between them.
func convert(from unit, v *forecast.Variable) (conversion, bool) {
	to, ok := parseUnit(v.Units)
	if !ok {
		panic("cf: the variable table holds a unit that cannot be read: " + v.Units)
	}
	c := conversion{variable: v, scale: from.scale / to.scale, offset: from.offset}
	if from.powers == to.powers {
		return c, true
	}
	switch {
	case v.Name == "geopotential_height" || v.Name == "surface_altitude":
		c.scale = from.scale / gravity
		return c, from.powers == geopot
	case v.Name == "precipitation" || v.Name == "precipitation_rate":
		return convertWater(from)
	case to.powers == power && from.powers == heat:
		c.perTime = true
		return c, true
	}
	return c, false
}

func convertWater(from unit) (conversion, bool) {
	amount, rate := forecast.VariableNamed("precipitation"), forecast.VariableNamed("precipitation_rate")
	switch from.powers {
	case areaMass:
		return conversion{variable: amount, scale: from.scale}, true
	case length:
		return conversion{variable: amount, scale: from.scale * waterDensity}, true
	case massFlux:
		return conversion{variable: rate, scale: from.scale}, true
	case speed:
		return conversion{variable: rate, scale: from.scale * waterDensity}, true
	}
	return conversion{}, false
}

// unstated are the spellings of units that say nothing.
var unstated = map[string]bool{"": true, "unknown": true, "none": true, "n/a": true, "undefined": true, "~": true}

// conversionOf finds the conversion of a variable from its units, or from its name where it has
// none.
func (r *reader) conversionOf(v *Var, q quantity) (conversion, error) {
	text := v.units()
	if v.text("units") == "" && text != "" {
		r.note("the attribute unit is read as units")
	}
	if unstated[text] {
		if q.units == "" {
			return conversion{}, fmt.Errorf("it has no units, and its name does not tell them: add a units attribute")
		}
		if fix, ok := repairs[q.variable.Name]; ok {
			r.note("%s: no units given: taken as %s, as its name implies, unless its values are plainly in %s", v.Name, q.units, fix.what)
		} else {
			r.note("%s: no units given: taken as %s, as its name implies", v.Name, q.units)
		}
		text = q.units
	}
	u, ok := parseUnit(text)
	if !ok {
		return conversion{}, fmt.Errorf("its units %q are not known", text)
	}
	c, ok := convert(u, q.variable)
	if !ok {
		return conversion{}, fmt.Errorf("its units %q are not units of %s (%s)", text, q.variable.Name, q.variable.Units)
	}
	return c, nil
}
