package projection

import (
	"fmt"
	"math"
	"slices"
)

const degree = math.Pi / 180

// Definition describes a projection as the attributes of a CF grid mapping do.
type Definition struct {
	Kind    string               // grid_mapping_name
	Numbers map[string][]float64 // the other attributes; lengths in metres, angles in degrees
}

func (d Definition) has(name string) bool { return len(d.Numbers[name]) > 0 }

// Number gives the first value of an attribute, or otherwise.
func (d Definition) Number(name string, otherwise float64) float64 {
	if v := d.Numbers[name]; len(v) > 0 {
		return v[0]
	}
	return otherwise
}

// Centre gives the longitude that the projection is centred on in degrees, by whichever name it is told;
// of a rotated pole its own. It is NaN where none is told.
func (d Definition) Centre() float64 {
	centre := d.Number(makers[d.Kind].centre, math.NaN())
	for _, name := range others {
		if math.IsNaN(centre) {
			centre = d.Number(name, math.NaN())
		}
	}
	return centre
}

// Scale gives the scale factor by any of its names, or 1.
func (d Definition) Scale() float64 {
	return d.Number("scale_factor_at_projection_origin", d.Number("scale_factor_at_central_meridian", 1))
}

// Projection maps the globe to a plane. It does not change after it is made.
type Projection struct {
	definition Definition
	mapping
	centre         float64 // the longitude that mapping counts from, in radians
	unit           float64 // of mapping, in those of the plane
	falseX, falseY float64
}

// mapping is a projection of latitudes and of longitudes from its centre, in radians, to a plane in
// units of the semi-major axis. It gives NaN where there is none.
type mapping interface {
	forward(lat, lon float64) (x, y float64)
	inverse(x, y float64) (lat, lon float64)
}

// Rotated is the kind whose plane is latitude and longitude again, in degrees, about another pole.
const Rotated = "rotated_latitude_longitude"

// maker makes the mapping of a kind and tells where its centre's longitude stands.
type maker struct {
	make   func(e ellipsoid, d Definition) (mapping, error)
	centre string
}

var makers = map[string]maker{
	Rotated:                        {newRotated, "grid_north_pole_longitude"},
	"lambert_conformal_conic":      {newConformalConic, "longitude_of_central_meridian"},
	"albers_conical_equal_area":    {newAlbers, "longitude_of_central_meridian"},
	"polar_stereographic":          {newPolar, "straight_vertical_longitude_from_pole"},
	"stereographic":                {newStereographic, "longitude_of_projection_origin"},
	ObliqueStereographic:           {newDouble, "longitude_of_projection_origin"},
	"mercator":                     {newMercator, "longitude_of_projection_origin"},
	"transverse_mercator":          {newTransverse, "longitude_of_central_meridian"},
	"lambert_azimuthal_equal_area": {newEqualArea, "longitude_of_projection_origin"},
}

// Kinds lists the kinds that New knows.
func Kinds() []string {
	out := make([]string, 0, len(makers))
	for kind := range makers {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// others are second spellings of the longitude a projection is centred on.
var others = []string{"longitude_of_projection_origin", "longitude_of_central_meridian", "straight_vertical_longitude_from_pole"}

// New makes the projection of a definition. It fails where the kind is not known, where an
// attribute that the kind needs is missing or makes no sense, or where nothing tells the figure of
// the Earth (a rotated pole needs none).
func New(d Definition) (*Projection, error) {
	m, ok := makers[d.Kind]
	if !ok {
		return nil, fmt.Errorf("the projection %s is not one of those that are known", d.Kind)
	}
	for name, values := range d.Numbers {
		for _, v := range values {
			if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e12 {
				return nil, fmt.Errorf("%s is %v", name, v)
			}
		}
	}
	if d.Number("longitude_of_prime_meridian", 0) != 0 {
		return nil, fmt.Errorf("its longitudes do not count from Greenwich")
	}
	p := &Projection{definition: d, unit: 1 / degree}
	e := ellipsoid{}
	if d.Kind != Rotated {
		var err error
		if e, err = ellipsoidOf(d); err != nil {
			return nil, err
		}
		p.unit, p.falseX, p.falseY = e.a, d.Number("false_easting", 0), d.Number("false_northing", 0)
	}
	if p.centre = d.Centre(); math.IsNaN(p.centre) {
		return nil, fmt.Errorf("%s is missing", m.centre)
	}
	if d.Kind == Rotated {
		p.centre += 180
		p.falseX = d.Number("north_pole_grid_longitude", 0)
	}
	p.centre *= degree
	var err error
	p.mapping, err = m.make(e, d)
	return p, err
}

// Kind gives the name of the projection as CF spells it.
func (p *Projection) Kind() string { return p.definition.Kind }

// Definition gives what the projection was made of; the caller must not change it.
func (p *Projection) Definition() Definition { return p.definition }

// Forward gives where a place in degrees lies on the plane: metres, or degrees of a rotated pole.
// Both are NaN where the plane does not reach.
func (p *Projection) Forward(lat, lon float64) (x, y float64) {
	x, y = p.forward(lat*degree, math.Remainder(lon*degree-p.centre, 2*math.Pi))
	return x*p.unit + p.falseX, y*p.unit + p.falseY
}

// Inverse gives the place in degrees of a point of the plane, the longitude within ±180. Both are
// NaN where there is none.
func (p *Projection) Inverse(x, y float64) (lat, lon float64) {
	lat, lon = p.inverse((x-p.falseX)/p.unit, (y-p.falseY)/p.unit)
	if lon = math.Remainder((lon+p.centre)/degree, 360); math.IsNaN(lat) || math.IsNaN(lon) {
		return math.NaN(), math.NaN()
	}
	return lat / degree, lon
}

// within says whether an attribute in degrees lies within ±limit.
func within(d Definition, name string, limit float64) (float64, error) {
	v := d.Number(name, math.NaN())
	if math.IsNaN(v) {
		return 0, fmt.Errorf("%s is missing", name)
	}
	if math.Abs(v) > limit {
		return 0, fmt.Errorf("%s is %v, beyond ±%v", name, v, limit)
	}
	return v * degree, nil
}

// scale gives a scale factor by any of its names, or 1.
func scale(d Definition) (float64, error) {
	k := d.Scale()
	if k <= 0 {
		return 0, fmt.Errorf("the scale factor is %v", k)
	}
	return k, nil
}
