package cf

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// stack finds the dimension of a variable along which its layers lie, -1 where it has only one,
// and the planes along it. All dimensions other than of time and grid must be that or of length 1.
func (r *reader) stack(v *Var, q quantity, used ...int) (dim int, levels []forecast.Level, err error) {
	dim = -1
	for i, d := range v.Dims {
		if slices.Contains(used, i) {
			continue
		}
		a := r.axis(d.Name)
		switch {
		case d.Len == 0:
			return 0, nil, fmt.Errorf("its dimension %s is empty", d.Name)
		case d.Len == 1:
			if l := r.singleLevel(d, q.variable); l.Kind != forecast.Surface && q.level.Kind == forecast.Surface && hasHeights(q.variable) {
				q.level = l
			}
		case a.class == clockTime || a.class == leadTime || a.class == runTime:
			return 0, nil, fmt.Errorf("it has a second dimension of time, %s", d.Name)
		case dim >= 0:
			return 0, nil, fmt.Errorf("it has both %s and %s besides time, latitude and longitude", v.Dims[dim].Name, d.Name)
		default:
			dim = i
			if levels, err = r.levels(d, q.variable); err != nil {
				return 0, nil, err
			}
		}
	}
	if dim < 0 {
		return -1, []forecast.Level{r.onlyLevel(v, q)}, nil
	}
	if !hasHeights(q.variable) {
		return 0, nil, fmt.Errorf("it has %d values along %s, but %s has no levels", v.Dims[dim].Len, v.Dims[dim].Name, q.variable.Name)
	}
	return dim, levels, nil
}

// onlyLevel gives the level of a variable that has just one: from its name, a dimension of length
// 1, or a scalar coordinate.
func (r *reader) onlyLevel(v *Var, q quantity) forecast.Level {
	if q.level.Kind != forecast.Surface || !hasHeights(q.variable) {
		return q.level
	}
	for name := range strings.FieldsSeq(v.text("coordinates")) {
		if c := r.index[name]; c != nil && len(c.Dims) == 0 && c.Kind == Number {
			if levels, err := r.levelValues(c, name, q.variable); err == nil {
				return levels[0]
			}
		}
	}
	return q.level
}

// singleLevel gives the level that a dimension of length 1 tells, the surface where it tells none.
func (r *reader) singleLevel(d Dim, of *forecast.Variable) forecast.Level {
	c := r.index[d.Name]
	if c == nil || c.size() != 1 || c.Kind != Number {
		return forecast.Level{}
	}
	levels, err := r.levelValues(c, d.Name, of)
	if err != nil {
		return forecast.Level{}
	}
	return levels[0]
}

// levels reads a dimension of levels.
func (r *reader) levels(d Dim, of *forecast.Variable) ([]forecast.Level, error) {
	c := r.axis(d.Name).v
	if c == nil {
		return nil, fmt.Errorf("its dimension %s has %d values, and nothing says what they are", d.Name, d.Len)
	}
	levels, err := r.levelValues(c, d.Name, of)
	if err != nil {
		return nil, err
	}
	seen := map[forecast.Level]bool{}
	for _, l := range levels {
		if seen[l] {
			return nil, fmt.Errorf("its dimension %s holds the level %v twice", d.Name, l)
		}
		seen[l] = true
	}
	return levels, nil
}

// levelValues reads a coordinate of levels: pressures, heights above the ground, or depths for what is
// in the ocean.
func (r *reader) levelValues(c *Var, name string, of *forecast.Variable) ([]forecast.Level, error) {
	kind, scale, err := r.levelKind(c, name, of)
	if err != nil {
		return nil, err
	}
	values, err := r.numbers(c)
	if err != nil {
		return nil, err
	}
	if kind == forecast.Pressure && scale == 0 {
		if scale, err = r.guessPressure(values, name); err != nil {
			return nil, err
		}
	}
	levels := make([]forecast.Level, len(values))
	for i, x := range values {
		if x *= scale; kind == forecast.Depth {
			x = math.Abs(x) // counted upward, some are negative
		}
		x = tidy(x)
		switch {
		case !(x >= 0) || x > 1e5 || x == 0 && kind == forecast.Pressure:
			return nil, fmt.Errorf("its dimension %s holds the level %v", name, values[i])
		case x > 0:
			levels[i] = forecast.Level{Kind: kind, Value: x}
		}
	}
	return levels, nil
}

// levelKind says what a coordinate of levels measures, and the scale to hPa or metres; 0 where
// only the values can tell.
func (r *reader) levelKind(c *Var, name string, of *forecast.Variable) (forecast.LevelKind, float64, error) {
	std, plain := c.standardName(), plainName(name)
	u, known := parseUnit(c.units())
	switch {
	case strings.Contains(std, "hybrid") || strings.Contains(std, "sigma"):
		return 0, 0, errors.New("it lies on model levels, which are not supported yet: interpolate to pressure levels")
	case inOcean(of):
		return r.depthScale(c, name, u, known)
	case strings.Contains(std, "depth") || strings.HasPrefix(plain, "depth"):
		return 0, 0, fmt.Errorf("it lies on depths, where there is no %s", of.Name)
	case known && u.powers == length && classByName[plain] == vertical && !strings.HasPrefix(plain, "height") && plain != "z_agl":
		return 0, 0, fmt.Errorf("its dimension %s is in %s, and nothing says above what: give it the standard_name height or depth", name, c.units())
	case known && u.powers == powers{0: 1, 1: -1, 2: -2}:
		return forecast.Pressure, u.scale / 100, nil
	case std == "pressure_level_in_hpa":
		return forecast.Pressure, 1, nil
	case plain == "altitude" || plain == "alt" || strings.Contains(std, "altitude"):
		return 0, 0, fmt.Errorf("it lies on %s above the sea, which is not supported yet", name)
	case std == "height" || strings.HasPrefix(std, "height_above_ground") || plain == "heightaboveground" ||
		plain == "height" || strings.HasSuffix(plain, "agl"):
		if !known || u.powers != length {
			u.scale = 1
		}
		return forecast.Height, u.scale, nil
	case std == "air_pressure" || classByName[plain] == vertical || strings.HasSuffix(plain, "_pl"):
		return forecast.Pressure, 0, nil
	}
	return 0, 0, fmt.Errorf("its dimension %s has %d values, and nothing says what they are", name, c.size())
}

// depthScale gives the scale of depths in the ocean to metres.
func (r *reader) depthScale(c *Var, name string, u unit, known bool) (forecast.LevelKind, float64, error) {
	switch {
	case known && u.powers == length:
		return forecast.Depth, u.scale, nil
	case c.units() == "" && classByMeaning(c) == vertical:
		r.note("%s: no units given: taken as metres of depth", name)
		return forecast.Depth, 1, nil
	}
	return 0, 0, fmt.Errorf("its dimension %s is in %q, which are no metres of depth", name, c.units())
}

// guessPressure tells Pa from hPa by magnitude, and numbered model levels from both.
func (r *reader) guessPressure(values []float64, name string) (float64, error) {
	numbered, top := true, 0.0
	for i, x := range values {
		numbered = numbered && x == float64(i+1)
		top = max(top, x)
	}
	switch {
	case numbered:
		return 0, fmt.Errorf("its dimension %s only numbers the levels 1 to %d: give it pressures and their units", name, len(values))
	case top <= 1100:
		r.note("%s: no units given: taken as hPa, as no value is above 1100", name)
		return 1, nil
	}
	r.note("%s: no units given: taken as Pa, as a value is above 1100", name)
	return 0.01, nil
}

// tidy takes off what float32 and scaling add to a level's value.
func tidy(x float64) float64 {
	const digits = 1e3
	if n := x * digits; n < 1e12 {
		return float64(int64(n+0.5)) / digits
	}
	return x
}
