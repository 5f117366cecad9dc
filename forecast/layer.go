package forecast

import (
	"cmp"
	"strconv"
	"strings"
)

// Layer is a variable at a level, as a user picks it. Layers are comparable: equal layers have
// equal names.
type Layer struct {
	Variable *Variable
	Level    Level
	Hours    int // what is summed over the hours before each time; 0 stands for since the step before
	// Turbine is the id of the wind turbine that a capacity factor is of, at its usual hub height where
	// Level is the surface; "" of all else.
	Turbine string
}

// Name gives the layer's name, such as temperature_2m, wind_850hPa, pressure_msl or
// precipitation_24h, capacity_factor_iea-3.4mw-130_140m.
func (l Layer) Name() string {
	name := l.Variable.Name
	if l.Turbine != "" {
		name += "_" + l.Turbine
	}
	name += l.Level.Suffix()
	if l.Hours > 0 {
		name += "_" + strconv.Itoa(l.Hours) + "h"
	}
	return name
}

// Title gives the layer's name for people.
func (l Layer) Title() Title {
	out := l.Variable.Title
	if l.Turbine != "" {
		out = Title{EN: out.EN + " " + l.Turbine, ZH: l.Turbine + " " + out.ZH}
	}
	if l.Level.Kind != Surface {
		out = Title{EN: out.EN + " " + l.Level.String(), ZH: l.Level.String() + " " + out.ZH}
	}
	if l.Hours > 0 {
		hours := strconv.Itoa(l.Hours)
		out = Title{EN: out.EN + " in " + hours + " h", ZH: hours + " 小时" + out.ZH}
	}
	return out
}

// At gives the layer of another variable at the same level.
func (l Layer) At(variable string) Layer {
	return Layer{Variable: VariableNamed(variable), Level: l.Level}
}

// maxHours is the longest window a name may ask for: a year.
const maxHours = 8784

// cutHours takes a window off a layer name.
func cutHours(name string) (string, int) {
	i := strings.LastIndexByte(name, '_')
	number, found := strings.CutSuffix(name[i+1:], "h")
	n, err := strconv.Atoi(number)
	if i < 0 || !found || err != nil || n < 1 || n > maxHours || strconv.Itoa(n) != number {
		return name, 0
	}
	return name[:i], n
}

// CapacityFactor names the variable whose layers are each of a turbine.
const CapacityFactor = "capacity_factor"

// parseOfTurbine reads a layer of a turbine; whether there is such a turbine is not known here.
func parseOfTurbine(name string) (Layer, bool) {
	rest, found := strings.CutPrefix(name, CapacityFactor+"_")
	turbine, level := cutLevel(rest)
	strange := func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.') }
	if !found || turbine == "" || strings.ContainsFunc(turbine, strange) || level.Kind != Surface && level.Kind != Height {
		return Layer{}, false
	}
	return Layer{Variable: VariableNamed(CapacityFactor), Level: level, Turbine: turbine}, true
}

// ParseLayer reads a layer's name. It fails with kind NotFound where no such layer can exist.
func ParseLayer(name string) (Layer, error) {
	if v := VariableNamed(name); v != nil {
		return Layer{Variable: v}, nil
	}
	if base, hours := cutHours(name); hours > 0 {
		if v := VariableNamed(base); v != nil && v.Accumulated {
			return Layer{Variable: v, Hours: hours}, nil
		}
	}
	if l, ok := parseOfTurbine(name); ok {
		return l, nil
	}
	base, level := cutLevel(name)
	if VariableNamed(base) == nil {
		base, level = cutBase(base, level)
	}
	if v := VariableNamed(base); v != nil && level.Kind != Surface {
		return Layer{Variable: v, Level: level}, nil
	}
	return Layer{}, Errorf(NotFound, "forecast.ParseLayer",
		"there is no layer %q: /api/v1/datasets/{dataset} lists the layers of a dataset", name)
}

// CompareLayers orders layers as lists show them: by variable, then heights above the ground from
// below, then pressure levels from below, then depths from above.
func CompareLayers(a, b Layer) int {
	value := func(l Level) float64 {
		if l.Kind == Pressure {
			return -l.Value
		}
		return l.Value
	}
	return cmp.Or(
		cmp.Compare(variableRank[a.Variable], variableRank[b.Variable]),
		cmp.Compare(a.Turbine, b.Turbine),
		cmp.Compare(a.Level.Kind, b.Level.Kind),
		cmp.Compare(value(a.Level), value(b.Level)),
		cmp.Compare(b.Level.Base, a.Level.Base),
		cmp.Compare(a.Hours, b.Hours))
}

var variableRank = func() map[*Variable]int {
	m := make(map[*Variable]int, len(variables))
	for i := range variables {
		m[&variables[i]] = i
	}
	return m
}()
