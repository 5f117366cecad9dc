package cf

import (
	"errors"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// horizontal is a grid, and where its rows and columns lie in the file.
type horizontal struct {
	grid       *forecast.Grid
	rows, cols []int
	err        error
}

// horizontal finds the dimensions of a variable's rows and columns (their places), called latitude
// and longitude also where the grid is another, and the grid that they make.
func (r *reader) horizontal(v *Var) (lat, lon int, h *horizontal, err error) {
	m := r.mappingOf(v)
	lat, lon = -1, -1
	y, x := -1, -1
	for i, d := range v.Dims {
		a := r.axis(d.Name)
		inDegrees := (a.class == planeX || a.class == planeY) && r.inDegrees(a.v, m.kind)
		switch {
		case a.class == latitude, a.class == planeY && inDegrees:
			lat = i
		case a.class == longitude, a.class == planeX && inDegrees:
			lon = i
		case a.class == planeX, a.class == rotatedX:
			x = i
		case a.class == planeY, a.class == rotatedY:
			y = i
		}
	}
	nodes := r.nodesOf(v)
	if lat >= 0 && lon >= 0 && m.kind == projection.Rotated {
		return 0, 0, nil, errors.New("its dimensions are called latitude and longitude, but its grid mapping is a rotated pole: call them rlat and rlon, or give it no mapping")
	}
	isPlain := lat >= 0 && lon >= 0 && lat != lon
	if isPlain && (nodes == nil || r.hasValues(v, lat, lon)) {
		h = r.grid(v.Dims[lat].Name, v.Dims[lon].Name)
		return lat, lon, h, h.err
	}
	if nodes != nil && !(y >= 0 && x >= 0 && r.hasValues(v, y, x)) {
		y, x = v.place(nodes.down), v.place(nodes.across)
	} else if y < 0 || x < 0 || !r.hasValues(v, y, x) {
		return 0, 0, nil, r.whyNoGrid(v)
	}
	h = r.ownGrid(v.Dims[y].Name, v.Dims[x].Name, m, nodes)
	return y, x, h, h.err
}

// hasValues says whether two dimensions of a variable have coordinates.
func (r *reader) hasValues(v *Var, first, second int) bool {
	return r.axis(v.Dims[first].Name).v != nil && r.axis(v.Dims[second].Name).v != nil
}

// inDegrees says whether an axis called x or y is longitude or latitude all the same.
func (r *reader) inDegrees(v *Var, mapping string) bool {
	if v == nil || mapping != "" && mapping != projection.LatLon {
		return false
	}
	if u, ok := parseUnit(v.units()); ok && u.powers == (powers{4: 1}) || classByUnits(v.units()) != unclear {
		return true
	}
	if mapping == projection.LatLon && v.units() == "" {
		r.note("%s: taken as degrees, as the grid mapping is geographic", v.Name)
		return true
	}
	return false
}

// whyNoGrid says what is missing for a grid.
func (r *reader) whyNoGrid(v *Var) error {
	for i := range r.vars {
		c := &r.vars[i]
		if k := classByMeaning(c); (k == latitude || k == longitude) && len(c.Dims) == 1 && v.hasDim(c.Dims[0].Name) {
			return errors.New("it is a list of points, not a grid: remap it to latitude and longitude")
		}
	}
	return errors.New("it has no dimensions of latitude and longitude")
}
