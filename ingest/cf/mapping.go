package cf

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast/projection"
)

// mapping is what a file says of the projection of a variable's grid.
type mapping struct {
	kind       string // as CF spells it; "" where the file says nothing
	definition projection.Definition
	unit       float64 // of x and y where their own attributes tell none: metres, or degrees of a rotated pole
	inUnits    bool    // the false origin is in the units of x and y
	err        error   // why it is of no use
}

// mappingOf reads the grid mapping of a variable, or the only one of the file where the variable
// names none.
func (r *reader) mappingOf(v *Var) mapping {
	m := r.mappingNamed(v.text("grid_mapping"))
	if m == nil {
		m = r.onlyMapping()
	}
	if m == nil {
		return mapping{}
	}
	out := mapping{kind: m.text("grid_mapping_name"), unit: 1}
	if out.kind != "" && out.kind != projection.LatLon {
		out.definition = projection.Definition{Kind: out.kind, Numbers: map[string][]float64{}}
		for name, a := range m.Attrs {
			if len(a.Numbers) > 0 && name != "missing_value" && !strings.HasPrefix(name, "_") {
				out.definition.Numbers[name] = a.Numbers
			}
		}
		if out.inUnits = true; slices.Contains(projection.Kinds(), out.kind) {
			return out
		}
		out.err = fmt.Errorf("it lies on a %s grid, which is not supported: remap it to latitude and longitude", out.kind)
	}
	if text := projText(m); text != "" && out.kind == "" {
		out.definition, out.unit, out.err = projection.FromPROJ(text)
		if out.definition.Numbers["towgs84"] != nil {
			r.note("%s: its shift of datum is not applied: latitudes are those of its own ellipsoid", m.Name)
		}
		if out.kind = out.definition.Kind; out.err != nil {
			out.err = fmt.Errorf("its %s grid cannot be read: %w: remap it to latitude and longitude", cmp.Or(out.kind, "projected"), out.err)
		}
		out.kind = cmp.Or(out.kind, "projected")
		return out
	}
	if out.kind == "" {
		out.kind, out.err = kindOfWKT(m)
	}
	return out
}

// mappingNamed finds the variable of a grid_mapping attribute: a name, or in the extended form
// "crs: x y" the first of them.
func (r *reader) mappingNamed(text string) *Var {
	for word := range strings.FieldsSeq(text) {
		return r.index[strings.TrimSuffix(word, ":")]
	}
	return nil
}

// onlyMapping finds the one variable that describes a projection, though nobody names it.
func (r *reader) onlyMapping() *Var {
	var only *Var
	for i := range r.vars {
		v := &r.vars[i]
		if v.text("grid_mapping_name") == "" {
			continue
		}
		if only != nil {
			return nil
		}
		only = v
	}
	return only
}

// projText gives a string of PROJ, by any of the names that writers use.
func projText(v *Var) string {
	for _, name := range []string{"proj4_params", "proj4", "proj4text", "proj4_string", "proj_string", "proj_params", "spatial_ref", "crs_wkt"} {
		if _, after, found := strings.Cut(v.text(name), "+proj="); found {
			return "+proj=" + strings.TrimRight(after, `"]) `)
		}
	}
	return ""
}

func kindOfWKT(v *Var) (kind string, err error) {
	for _, name := range []string{"crs_wkt", "spatial_ref"} {
		switch text := v.text(name); {
		case strings.HasPrefix(text, "GEOG"):
			return projection.LatLon, nil
		case strings.HasPrefix(text, "PROJ"):
			return "projected", errors.New("it lies on a projected grid that is described by WKT alone, which is not read: add the attributes of a CF grid mapping")
		}
	}
	return "", nil
}
