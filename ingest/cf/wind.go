package cf

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// axisOfWind says along which axis of the grid a component of the wind is, where it is not plainly
// eastward or northward.
type axisOfWind uint8

const (
	eastOrNorth axisOfWind = iota
	alongX
	alongY
)

// isComponent says whether a take holds a component of the wind, and whether the northward one.
func isComponent(t *Take) (north, ok bool) {
	for _, p := range t.Planes {
		switch p.Layer.Variable.Name {
		case "wind_u_component":
			return false, true
		case "wind_v_component":
			return true, true
		}
	}
	return false, false
}

// turnWind sees to it that wind along a grid's axes becomes eastward and northward. On a grid of
// latitudes and longitudes it is.
func (r *reader) turnWind(v *Var, t *Take, h *horizontal) error {
	north, ok := isComponent(t)
	if !ok || h.grid.Projection == nil {
		return nil
	}
	if r.channels(v) >= 0 {
		return errors.New("wind among other channels cannot be turned from the axes of this grid to east and north: write the components as variables of their own")
	}
	along, err := r.alongGrid(v)
	if err != nil || along == eastOrNorth {
		return err
	}
	other := r.otherComponent(v, t, north)
	if other == nil {
		return errors.New("it is wind along an axis of the grid, and the component along the other, without which it cannot be turned to the east, is not there on the same dimensions")
	}
	if _, isMesh := h.grid.Projection.(*forecast.Mesh); isMesh && sideways(h.grid) {
		return errors.New("it is wind along an axis of a grid without projection, whose rows run north and south rather than east and west, so that nothing tells which of its dimensions is x: give it a grid_mapping, or eastward and northward wind")
	}
	r.note("%s and %s are along the axes of the grid: turned to eastward and northward wind", v.Name, other.Name)
	t.Turn = &Turn{Other: other.Name, North: north}
	return nil
}

// sideways says whether the rows of a grid, in its middle, are nearer to a meridian than to a circle
// of latitude. A file whose dimensions are in the other order looks like that.
func sideways(g *forecast.Grid) bool {
	right, _ := g.Directions(g.Rows()/2, g.Cols()/2)
	return !(right[0] > math.Sqrt2/2)
}

// alongGrid tells whether a component of the wind is along the grid's axes or toward east and north.
func (r *reader) alongGrid(v *Var) (axisOfWind, error) {
	q, err := r.quantityOf(v)
	if err != nil {
		return eastOrNorth, err
	}
	own := alongX
	if q.variable.Name == "wind_v_component" {
		own = alongY
	}
	for _, name := range []string{"GRIB_uvRelativeToGrid", "uvRelativeToGrid"} {
		switch flag := v.Attrs[name]; {
		case slices.Equal(flag.Numbers, []float64{1}):
			return own, nil
		case slices.Equal(flag.Numbers, []float64{0}):
			return eastOrNorth, nil
		}
	}
	switch standard := v.standardName(); {
	case byStandard[standard].along != eastOrNorth:
		return own, nil
	case standard == "eastward_wind" || standard == "northward_wind":
		return eastOrNorth, nil
	case q.along != eastOrNorth || strings.Contains(attrFold(r.src.Attrs(), "TITLE"), "WRF"):
		return own, nil
	case strings.Contains(v.prose(), "eastward") || strings.Contains(v.prose(), "northward"):
		return eastOrNorth, nil
	}
	return 0, fmt.Errorf("nothing says whether it is wind along the grid's axes or toward east and north: give it the standard_name x_wind and y_wind, or eastward_wind and northward_wind")
}

// otherComponent finds the variable of the other component at the same levels and times.
func (r *reader) otherComponent(v *Var, t *Take, north bool) *Var {
	want := "wind_v_component"
	if north {
		want = "wind_u_component"
	}
	for i := range r.vars {
		c := &r.vars[i]
		if c == v || !slices.Equal(c.Dims, v.Dims) || c.units() != v.units() {
			continue
		}
		q, err := r.quantityOf(c)
		if err != nil || q.variable.Name != want {
			continue
		}
		_, levels, err := r.stack(c, q, t.Time, t.Lat, t.Lon)
		if err != nil || len(levels) != len(t.Planes) {
			continue
		}
		if slices.EqualFunc(levels, t.Planes, func(l forecast.Level, p Plane) bool { return l == p.Layer.Level }) {
			return c
		}
	}
	return nil
}
