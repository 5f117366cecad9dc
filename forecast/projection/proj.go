package projection

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// LatLon is the kind of plain latitude and longitude, which New makes no projection of.
const LatLon = "latitude_longitude"

// projKinds are the kinds by PROJ's names.
var projKinds = map[string]string{
	"longlat": LatLon, "latlong": LatLon, "lonlat": LatLon, "latlon": LatLon,
	"ob_tran": Rotated, "lcc": "lambert_conformal_conic", "aea": "albers_conical_equal_area",
	"stere": "stereographic", "sterea": ObliqueStereographic, "merc": "mercator", "webmerc": "mercator",
	"tmerc": "transverse_mercator", "etmerc": "transverse_mercator", "utm": "transverse_mercator",
	"laea": "lambert_azimuthal_equal_area",
}

// ellipsoids are semi-major axes and inverse flattenings by PROJ's names; 0 is a sphere.
var ellipsoids = map[string][2]float64{
	"WGS84": {6378137, 298.257223563}, "GRS80": {6378137, 298.257222101}, "WGS72": {6378135, 298.26},
	"bessel": {6377397.155, 299.1528128}, "intl": {6378388, 297}, "clrk66": {6378206.4, 294.9786982},
	"krass": {6378245, 298.3}, "airy": {6377563.396, 299.3249646}, "sphere": {6370997, 0},
	"NAD83": {6378137, 298.257222101},
}

// FromPROJ reads a string such as "+proj=lcc +lat_1=63 …". unit is what a coordinate must be
// multiplied by to be in metres, or degrees of a rotated pole. It fails where the string tells of
// something that is not known, for that may move the grid.
func FromPROJ(text string) (d Definition, unit float64, err error) {
	p := proj{words: map[string]string{}}
	for word := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(strings.TrimPrefix(word, "+"), "=")
		p.words[key] = value
	}
	d, unit = p.definition()
	return d, unit, p.err
}

// proj is a string taken apart, and the first thing that is wrong with it.
type proj struct {
	words map[string]string
	err   error
}

func (p *proj) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// take gives a number and crosses it off.
func (p *proj) take(key string) (v float64, ok bool) {
	text, ok := p.words[key]
	if !ok {
		return 0, false
	}
	delete(p.words, key)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		p.fail("+%s=%s is no number", key, text)
	}
	return v, true
}

func (p *proj) text(key string) string {
	s := p.words[key]
	delete(p.words, key)
	return s
}

// names are the attributes by PROJ's keys that mean the same in every projection.
var names = map[string]string{
	"x_0": "false_easting", "y_0": "false_northing", "lat_0": "latitude_of_projection_origin",
}

func (p *proj) definition() (d Definition, unit float64) {
	name := p.text("proj")
	d = Definition{Kind: projKinds[name], Numbers: map[string][]float64{}}
	if d.Kind == "" {
		p.fail("the projection %q is not one of those that are known", name)
		return d, 1
	}
	if pole := p.words["lat_0"]; name == "stere" && strings.TrimSuffix(strings.TrimLeft(pole, "+-"), ".0") == "90" {
		d.Kind = "polar_stereographic"
	}
	p.figure(d)
	unit = p.unit()
	switch d.Kind {
	case Rotated:
		p.rotated(d)
		unit = 1
	default:
		p.flat(d, name)
	}
	for _, word := range []string{"no_defs", "wktext", "type", "title", "over", "vunits", "no_rot"} {
		delete(p.words, word)
	}
	if grids := p.text("nadgrids"); grids != "" && grids != "@null" {
		p.fail("+nadgrids=%s is not supported", grids)
	}
	if axes := p.text("axis"); axes != "" && axes != "enu" {
		p.fail("+axis=%s is not supported", axes)
	}
	if pm := p.text("pm"); pm != "" && pm != "greenwich" && pm != "0" {
		p.fail("+pm=%s is not supported", pm)
	}
	for word := range p.words {
		p.fail("+%s is not known", word)
	}
	return d, unit
}

// figure reads the figure of the Earth and its shift.
func (p *proj) figure(d Definition) {
	put := func(name string, v float64) { d.Numbers[name] = []float64{v} }
	if r, ok := p.take("R"); ok {
		put("earth_radius", r)
	}
	for _, key := range []string{"datum", "ellps"} {
		name := p.text(key)
		if name == "" {
			continue
		}
		e, ok := ellipsoids[name]
		if !ok {
			p.fail("+%s=%s is not known", key, name)
		}
		put("semi_major_axis", e[0])
		if e[1] != 0 {
			put("inverse_flattening", e[1])
		}
	}
	a, ok := p.take("a")
	if ok {
		put("semi_major_axis", a)
		delete(d.Numbers, "inverse_flattening")
	}
	if b, ok := p.take("b"); ok {
		put("semi_minor_axis", b)
	}
	if f, ok := p.take("f"); ok && f != 0 {
		put("inverse_flattening", 1/f)
	}
	if rf, ok := p.take("rf"); ok {
		put("inverse_flattening", rf)
	}
	e, ok := p.take("e")
	if es, squared := p.take("es"); squared {
		e, ok = math.Sqrt(es), true
	}
	if ok {
		put("semi_minor_axis", a*math.Sqrt(1-e*e))
	}
	for part := range strings.SplitSeq(p.text("towgs84"), ",") {
		if part == "" {
			continue
		}
		v, err := strconv.ParseFloat(part, 64)
		if err != nil {
			p.fail("+towgs84 is no list of numbers")
		}
		d.Numbers["towgs84"] = append(d.Numbers["towgs84"], v)
	}
}

func (p *proj) unit() float64 {
	unit, told := p.take("to_meter")
	switch name := p.text("units"); {
	case name == "km":
		return 1000
	case name != "" && name != "m":
		p.fail("+units=%s is not supported", name)
	case told:
		return unit
	}
	return 1
}

// rotated reads ob_tran: the new pole is where the string puts it, seen from longitude lon_0.
func (p *proj) rotated(d Definition) {
	switch inner := p.text("o_proj"); projKinds[inner] {
	case LatLon:
	default:
		p.fail("+o_proj=%s is not supported", inner)
	}
	lat, ok := p.take("o_lat_p")
	if !ok {
		p.fail("+o_lat_p is missing")
	}
	lon, _ := p.take("lon_0")
	pole, _ := p.take("o_lon_p")
	d.Numbers["grid_north_pole_latitude"] = []float64{lat}
	d.Numbers["grid_north_pole_longitude"] = []float64{math.Remainder(lon+180, 360)}
	d.Numbers["north_pole_grid_longitude"] = []float64{pole}
	for _, key := range []string{"x_0", "y_0"} {
		if v, ok := p.take(key); ok && v != 0 {
			p.fail("+%s=%v of a rotated pole is not supported", key, v)
		}
	}
}

// flat reads the keys of a projection to a plane in metres.
func (p *proj) flat(d Definition, name string) {
	put := func(name string, v float64) { d.Numbers[name] = append(d.Numbers[name], v) }
	if d.Kind != LatLon {
		put(makers[d.Kind].centre, 0)
		if lon, ok := p.take("lon_0"); ok {
			d.Numbers[makers[d.Kind].centre][0] = lon
		}
		put("latitude_of_projection_origin", 0)
	}
	if _, told := p.words["lat_0"]; !told && name == "lcc" {
		p.words["lat_0"] = p.words["lat_1"]
	}
	for key, name := range names {
		if v, ok := p.take(key); ok {
			d.Numbers[name] = []float64{v}
		}
	}
	for _, key := range []string{"lat_1", "lat_2", "lat_ts"} {
		if v, ok := p.take(key); ok {
			put("standard_parallel", v)
		}
	}
	for _, key := range []string{"k", "k_0"} {
		if v, ok := p.take(key); ok {
			d.Numbers["scale_factor_at_projection_origin"] = []float64{v}
		}
	}
	if name == "utm" {
		p.utm(d)
	}
	if d.Kind == "mercator" {
		delete(d.Numbers, "latitude_of_projection_origin")
	}
}

func (p *proj) utm(d Definition) {
	zone, ok := p.take("zone")
	if !ok || zone < 1 || zone > 60 || zone != math.Trunc(zone) {
		p.fail("+zone is not 1 to 60")
	}
	d.Numbers["longitude_of_central_meridian"] = []float64{6*zone - 183}
	d.Numbers["scale_factor_at_projection_origin"] = []float64{0.9996}
	d.Numbers["false_easting"] = []float64{500000}
	if _, south := p.words["south"]; south {
		delete(p.words, "south")
		d.Numbers["false_northing"] = []float64{1e7}
	}
}
