package cf

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// quantity is what a variable of a file is.
type quantity struct {
	variable *forecast.Variable
	level    forecast.Level // zero where the name does not tell it
	units    string         // those the name implies
	hours    int            // that a sum is over, 0 where the name does not tell
}

var (
	tail  = regexp.MustCompile(`^(.*?[a-z0-9]??)_?(?:at_|pl_)?(\d+(?:\.\d+)?)_?(hpa|mb|mbar|millibars?|m|metres?|meters?|hours?|hrs?|h)?$`)
	front = regexp.MustCompile(`^(\d+)_?m?_?([a-z].*)$`)
	tall  = regexp.MustCompile(`\b(\d+)[ -]?(?:m|metre|meter)s?\b`)
)

// plainName makes spellings comparable: lower case, single underscores for hyphens and blanks.
func plainName(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return c == '_' || c == '-' || c == ' '
	}), "_")
}

// quantityOf finds what a variable is: by its name, then by the name split from a level, then by
// its standard name.
func (r *reader) quantityOf(v *Var) (quantity, error) {
	name := plainName(v.Name)
	for _, key := range []string{name, v.standardName(), splitName(name).base} {
		if reason, ok := noLayer[key]; ok {
			return quantity{}, fmt.Errorf("%s", reason)
		}
	}
	m, byItsName := r.named(name)
	s, standard := byStandard[v.standardName()]
	// A letter or two may mean anything: there the standard name knows better.
	if standard && (!byItsName || len(name) <= 2 && s.variable != m.variable) {
		m = s
	} else if !byItsName {
		if short := plainName(v.text("GRIB_shortName") + v.text("short_name")); short != "" {
			m, byItsName = r.named(short)
		}
		if !byItsName {
			return quantity{}, fmt.Errorf("its name is not known, nor its standard_name %q: give it the standard_name of what it is", v.text("standard_name"))
		}
	}
	q := quantity{forecast.VariableNamed(m.variable), m.level, m.units, m.hours}
	if q.level.Kind == forecast.Surface && hasHeights(q.variable) {
		if h := tall.FindStringSubmatch(v.prose()); h != nil {
			metres, _ := strconv.ParseFloat(h[1], 64)
			q.level = heightLevel(metres)
		}
	}
	return q, nil
}

// named finds the meaning of a plain name.
func (r *reader) named(name string) (meaning, bool) {
	s := splitName(name)
	inColumn := s.bare && r.flattened[s.stem] > 2 // u100 beside u_100 is at 100 m
	if m, ok := byName[name]; ok && !(inColumn && s.level.Value >= 50) {
		return m, true
	}
	if layer, err := forecast.ParseLayer(strings.Replace(name, "hpa", "hPa", 1)); err == nil && layer.Variable.Shape != forecast.Vector {
		return meaning{variable: layer.Variable.Name, level: layer.Level}, true
	}
	m, ok := byName[s.base]
	if !ok || s.base == name {
		return meaning{}, false
	}
	v := forecast.VariableNamed(m.variable)
	switch {
	case v.Accumulated && s.bare: // tp24
		m.hours = int(s.level.Value)
	case v.Accumulated && s.hours > 0:
		m.hours = s.hours
	case !hasHeights(v) || s.level.Kind == forecast.Surface:
		return meaning{}, false
	case s.bare && s.level.Value < 50 && !inColumn && s.level.Value != 2 && s.level.Value != 10:
		return meaning{}, false // a running number, as in temp_1
	case s.bare && (strings.HasPrefix(v.Name, "wind_") && !strings.HasSuffix(v.Name, "component") || s.level.Value < 50 && !inColumn):
		m.level = forecast.HeightAbove(s.level.Value)
	default:
		m.level = s.level
	}
	return m, true
}

// A split is a name taken apart: t_850, temperature_850hpa, u_pl_850, 2m_temperature, tp6h.
type split struct {
	base  string
	stem  string // all before the number: t_, so that the names of one column share it
	level forecast.Level
	hours int
	bare  bool // the number had no unit: it is taken as hPa
}

func splitName(name string) split {
	if m := front.FindStringSubmatch(name); m != nil {
		metres, _ := strconv.ParseFloat(m[1], 64)
		return split{base: m[2], level: heightLevel(metres)}
	}
	at := tail.FindStringSubmatchIndex(name)
	if at == nil {
		return split{base: name}
	}
	m := tail.FindStringSubmatch(name)
	value, _ := strconv.ParseFloat(m[2], 64)
	s := split{base: strings.TrimSuffix(strings.TrimRight(m[1], "_"), "_at"), stem: name[:at[4]]}
	switch {
	case value <= 0 || value > 1e5 || s.base == "":
		return split{base: name}
	case strings.HasPrefix(m[3], "h") && m[3] != "hpa":
		s.hours = int(value)
	case strings.HasPrefix(m[3], "m") && m[3] != "mb" && m[3] != "mbar" && !strings.HasPrefix(m[3], "milli"):
		s.level = heightLevel(value)
	default:
		s.level, s.bare = forecast.PressureLevel(value), m[3] == ""
	}
	return s
}

func heightLevel(metres float64) forecast.Level {
	if metres <= 0 {
		return forecast.Level{}
	}
	return forecast.HeightAbove(metres)
}

// hasHeights says whether a variable differs from height to height, so that a level belongs to it.
func hasHeights(v *forecast.Variable) bool {
	switch v.Name {
	case "temperature", "temperature_max", "temperature_min", "dew_point", "wind_u_component", "wind_v_component", "wind_speed", "wind_direction", "wind_gusts",
		"geopotential_height", "specific_humidity", "relative_humidity", "vertical_velocity":
		return true
	}
	return inOcean(v)
}

// inOcean says whether a variable is of the sea water, from depth to depth.
func inOcean(v *forecast.Variable) bool {
	return strings.HasPrefix(v.Name, "sea_water_") || strings.HasPrefix(v.Name, "ocean_current_")
}
