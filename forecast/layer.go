package forecast

import "cmp"

// Layer is a variable at a level, as a user picks it. Layers are comparable: equal layers have
// equal names.
type Layer struct {
	Variable *Variable
	Level    Level
}

// Name gives the layer's name, such as temperature_2m, wind_850hPa or pressure_msl.
func (l Layer) Name() string { return l.Variable.Name + l.Level.Suffix() }

// Title gives the layer's name for people.
func (l Layer) Title() Title {
	if l.Level.Kind == Surface {
		return l.Variable.Title
	}
	return Title{EN: l.Variable.Title.EN + " " + l.Level.String(), ZH: l.Level.String() + " " + l.Variable.Title.ZH}
}

// At gives the layer of another variable at the same level.
func (l Layer) At(variable string) Layer { return Layer{VariableNamed(variable), l.Level} }

// ParseLayer reads a layer's name. It fails with kind NotFound where no such layer can exist.
func ParseLayer(name string) (Layer, error) {
	if v := VariableNamed(name); v != nil {
		return Layer{Variable: v}, nil
	}
	base, level := cutLevel(name)
	if v := VariableNamed(base); v != nil && level.Kind != Surface {
		return Layer{v, level}, nil
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
		cmp.Compare(a.Level.Kind, b.Level.Kind),
		cmp.Compare(value(a.Level), value(b.Level)))
}

var variableRank = func() map[*Variable]int {
	m := make(map[*Variable]int, len(variables))
	for i := range variables {
		m[&variables[i]] = i
	}
	return m
}()
