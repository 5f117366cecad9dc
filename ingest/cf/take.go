package cf

import (
	"errors"
	"fmt"
	"regexp"

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
	if isSpread(v) {
		return Take{}, errors.New("it is the spread of an ensemble, not a forecast: ingest the members, the spread is computed of them")
	}
	lat, lon, h, err := r.horizontal(v)
	if err != nil {
		return Take{}, err
	}
	t := Take{Var: v.Name, Lat: lat, Lon: lon, Rows: h.rows, Cols: h.cols}
	for _, d := range v.Dims {
		t.Shape = append(t.Shape, d.Len)
	}
	if o := r.orders[v.Name]; o.err != nil {
		return Take{}, o.err
	}
	if t.Time, t.Steps, err = r.steps(v); err != nil {
		return Take{}, err
	}
	if t.Member, t.Members, err = r.memberOf(v); err != nil {
		return Take{}, err
	}
	if dim := r.channels(v); dim >= 0 {
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

// extremes finds the words for temperatures that are no momentary ones.
var extremes = map[string]*regexp.Regexp{
	"temperature_max": regexp.MustCompile(`\b(maximum|max|tmax|tmmx|mx2t\w*)\b`),
	"temperature_min": regexp.MustCompile(`\b(minimum|min|tmin|tmmn|mn2t\w*)\b`),
}

// takeLevels fills the planes of a variable that is one quantity.
func (r *reader) takeLevels(v *Var, t *Take) error {
	q, err := r.quantityOf(v)
	if err != nil {
		return err
	}
	dim, levels, err := r.stack(v, q, t.Time, t.Lat, t.Lon, t.Member)
	if err != nil {
		return err
	}
	t.Stack = dim
	if q.variable.Name == "geopotential_height" && dim < 0 && levels[0].Kind == forecast.Surface {
		r.note("%s: has no level: taken as the height of the ground", v.Name)
		q.variable = forecast.VariableNamed("surface_altitude")
	}
	if q.variable.Name == "temperature" {
		for name, words := range extremes {
			if words.MatchString(v.prose()) {
				r.note("%s: says it is an extreme over time: taken as %s", v.Name, name)
				q.variable = forecast.VariableNamed(name)
			}
		}
	}
	c, err := r.conversionOf(v, q)
	if err != nil {
		return err
	}
	q.variable = c.variable
	if dim < 0 && levels[0].Kind == forecast.Surface && hasHeights(c.variable) && !inOcean(c.variable) {
		r.note("%s (%s): nothing says the level: kept as %s without one", v.Name, first(v.text("long_name"), "no long_name"), c.variable.Name)
	}
	for i, l := range levels {
		t.Planes = append(t.Planes, Plane{i, forecast.Layer{Variable: c.variable, Level: l}, c.scale, c.offset})
	}
	t.PowerOfHeat = c.perTime
	return r.accumulation(v, q, t)
}

// channel makes the plane of one channel, as if it were a variable of that name.
// units are those it is known to have, "" where its name must tell them.
func (r *reader) channel(label, units string, i int) (Plane, error) {
	one := Var{Name: label, Attrs: map[string]Attr{"units": {Text: units}}}
	q, err := r.quantityOf(&one)
	if err != nil {
		return Plane{}, err
	}
	c, err := r.conversionOf(&one, q)
	if err != nil {
		return Plane{}, err
	}
	if c.perTime {
		if q.hours == 0 {
			return Plane{}, errors.New("it is an energy, but nothing tells over which time it was summed")
		}
		c.scale /= float64(q.hours) * 3600
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
