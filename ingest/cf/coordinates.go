package cf

import (
	"errors"
	"fmt"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// horizontal is a grid, and where its rows and columns lie in the file.
type horizontal struct {
	grid       *forecast.Grid
	rows, cols []int
	err        error
}

// horizontal finds the dimensions of latitude and longitude of a variable (their places), and the
// grid that they make.
func (r *reader) horizontal(v *Var) (lat, lon int, h *horizontal, err error) {
	mapping := r.gridMapping(v)
	if mapping != "" && mapping != "latitude_longitude" {
		return 0, 0, nil, fmt.Errorf("it lies on a %s grid, which is not supported yet: remap it to latitude and longitude", mapping)
	}
	lat, lon = -1, -1
	plane := false
	for i, d := range v.Dims {
		switch a := r.axis(d.Name); {
		case a.class == latitude:
			lat = i
		case a.class == longitude:
			lon = i
		case a.class == planeX && r.inDegrees(a.v, mapping):
			lon = i
		case a.class == planeY && r.inDegrees(a.v, mapping):
			lat = i
		case a.class == planeX, a.class == planeY:
			plane = true
		case a.class == rotated:
			return 0, 0, nil, errors.New("it lies on a rotated-pole grid, which is not supported yet: remap it to latitude and longitude")
		}
	}
	switch {
	case plane:
		return 0, 0, nil, errors.New("it lies on a projected grid (x and y are no degrees), which is not supported yet: remap it to latitude and longitude")
	case lat >= 0 && lat == lon, lat < 0 || lon < 0:
		return 0, 0, nil, r.whyNoGrid(v)
	}
	h = r.grid(v.Dims[lat].Name, v.Dims[lon].Name)
	return lat, lon, h, h.err
}

// inDegrees says whether an axis called x or y is longitude or latitude all the same.
func (r *reader) inDegrees(v *Var, mapping string) bool {
	if v == nil {
		return false
	}
	if u, ok := parseUnit(v.units()); ok && u.powers == (powers{4: 1}) || classByUnits(v.units()) != unclear {
		return true
	}
	if mapping == "latitude_longitude" && v.units() == "" {
		r.note("%s: taken as degrees, as the grid mapping is geographic", v.Name)
		return true
	}
	return false
}

// whyNoGrid says what is missing for a grid.
func (r *reader) whyNoGrid(v *Var) error {
	for i := range r.vars {
		c := &r.vars[i]
		if k := classByMeaning(c); (k == latitude || k == longitude) && len(c.Dims) > 0 && len(v.Dims) >= len(c.Dims) {
			shared := true
			for _, d := range c.Dims {
				shared = shared && v.hasDim(d.Name)
			}
			switch {
			case shared && len(c.Dims) > 1:
				return errors.New("it lies on a curvilinear grid (latitude and longitude have two dimensions), which is not supported yet: remap it to latitude and longitude")
			case shared:
				return errors.New("it is a list of points, not a grid: remap it to latitude and longitude")
			}
		}
	}
	return errors.New("it has no dimensions of latitude and longitude")
}

// gridMapping gives the name of the variable's projection as CF spells it, "" where the file tells
// none.
func (r *reader) gridMapping(v *Var) string {
	name, _, _ := strings.Cut(v.text("grid_mapping"), ":")
	m := r.index[strings.TrimSpace(name)]
	if m == nil {
		return ""
	}
	if s := m.text("grid_mapping_name"); s != "" {
		return s
	}
	for _, attr := range []string{"proj4_params", "proj4", "proj4text", "spatial_ref", "crs_wkt"} {
		s := m.text(attr)
		if _, after, found := strings.Cut(s, "+proj="); found {
			name, _, _ := strings.Cut(after, " ")
			switch name {
			case "longlat", "latlong", "lonlat", "latlon":
				return "latitude_longitude"
			case "ob_tran":
				return "rotated_latitude_longitude"
			}
			return name
		}
		switch {
		case strings.HasPrefix(s, "GEOG"):
			return "latitude_longitude"
		case strings.HasPrefix(s, "PROJ"):
			return "projected"
		}
	}
	return ""
}
