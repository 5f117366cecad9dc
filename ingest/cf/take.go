package cf

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// take works out what becomes of a variable, or why it is left out.
func (r *reader) take(v *Var) (Take, error) {
	if v.Kind != Number {
		return Take{}, errors.New("its values are no numbers that can be read")
	}
	if classByMeaning(v) == clockTime {
		return Take{}, errors.New("it holds times")
	}
	lat, lon, h, err := r.horizontal(v)
	if err != nil {
		return Take{}, err
	}
	t := Take{Var: v.Name, Lat: lat, Lon: lon, Rows: h.rows, Cols: h.cols}
	for _, d := range v.Dims {
		t.Shape = append(t.Shape, d.Len)
	}
	if t.Time, t.Steps, err = r.steps(v); err != nil {
		return Take{}, err
	}
	if dim := r.channels(v, t.Time, lat, lon); dim >= 0 {
		t.Stack = dim
		err = r.takeChannels(v, &t)
	} else {
		err = r.takeLevels(v, &t)
	}
	if err != nil {
		return Take{}, err
	}
	return t, r.sameGrid(h)
}

// extreme finds the words for temperatures that are no momentary ones.
var extreme = regexp.MustCompile(`\b(maximum|minimum|max|min)\b`)

// takeLevels fills the planes of a variable that is one quantity.
func (r *reader) takeLevels(v *Var, t *Take) error {
	q, err := r.quantityOf(v)
	if err != nil {
		return err
	}
	dim, levels, err := r.stack(v, q, t.Time, t.Lat, t.Lon)
	if err != nil {
		return err
	}
	t.Stack = dim
	if q.variable.Name == "geopotential_height" && dim < 0 && levels[0].Kind == forecast.Surface {
		r.note("%s: has no level: taken as the height of the ground", v.Name)
		q.variable = forecast.VariableNamed("surface_altitude")
	}
	c, err := r.conversionOf(v, q)
	if err != nil {
		return err
	}
	q.variable = c.variable
	if dim < 0 && levels[0].Kind == forecast.Surface && hasHeights(c.variable) {
		r.note("%s: nothing says the level: kept as %s without one", v.Name, c.variable.Name)
	}
	if q.note != "" {
		r.note("%s: %s: taken as %s", v.Name, q.note, c.variable.Name)
	}
	if q.variable.Name == "temperature" && extreme.MatchString(v.prose()) {
		r.note("%s: says it is a maximum or minimum over time: kept as %s", v.Name, c.variable.Name)
	}
	for i, l := range levels {
		t.Planes = append(t.Planes, Plane{i, forecast.Layer{Variable: c.variable, Level: l}, c.scale, c.offset})
	}
	t.PowerOfHeat = c.perTime
	return r.accumulation(v, q, t)
}

// channels gives the dimension along which a variable holds several quantities by name, -1 where
// it has none.
func (r *reader) channels(v *Var, used ...int) int {
	for i, d := range v.Dims {
		if a := r.axis(d.Name); a.class == channel && d.Len > 1 && !slices.Contains(used, i) {
			return i
		}
	}
	return -1
}

// takeChannels fills the planes of an array of channels, t_850 and the like, each by its name.
func (r *reader) takeChannels(v *Var, t *Take) error {
	d := v.Dims[t.Stack]
	names := r.index[d.Name]
	if names == nil || names.Kind != Text {
		return fmt.Errorf("its %d channels have no names: write a text coordinate %s with names such as t_850", d.Len, d.Name)
	}
	for i, o := range v.Dims {
		if o.Len > 1 && i != t.Stack && i != t.Time && i != t.Lat && i != t.Lon {
			return fmt.Errorf("it has both %s and %s besides time, latitude and longitude", d.Name, o.Name)
		}
	}
	labels, err := r.src.Strings(d.Name)
	if err != nil || len(labels) != d.Len {
		return fmt.Errorf("the names of its channels cannot be read from %s", d.Name)
	}
	for _, label := range labels {
		if s := splitName(plainName(label)); s.bare {
			r.flattened[s.base]++
		}
	}
	for i, label := range labels {
		p, err := r.channel(label, i)
		if err != nil {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{v.Name + ":" + label, err.Error()})
			continue
		}
		t.Planes = append(t.Planes, p)
	}
	if len(t.Planes) == 0 {
		return errors.New("none of its channels is known")
	}
	return nil
}

// channel makes the plane of one channel, as if it were a variable of that name.
func (r *reader) channel(label string, i int) (Plane, error) {
	one := Var{Name: label, Attrs: map[string]Attr{}}
	q, err := r.quantityOf(&one)
	if err != nil {
		return Plane{}, err
	}
	c, err := r.conversionOf(&one, q)
	if err != nil {
		return Plane{}, err
	}
	return Plane{i, forecast.Layer{Variable: c.variable, Level: q.level}, c.scale, c.offset}, nil
}

// sameGrid makes the first grid the plan's and holds others against it.
func (r *reader) sameGrid(h *horizontal) error {
	if r.plan.Grid == nil {
		r.plan.Grid = h.grid
	}
	if g := r.plan.Grid; !g.Equal(h.grid) {
		return fmt.Errorf("it lies on another grid (%d × %d) than the variables before it (%d × %d): split the file",
			h.grid.Rows(), h.grid.Cols(), g.Rows(), g.Cols())
	}
	return nil
}
