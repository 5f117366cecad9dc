package gridfile

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// The keys of GeoTIFF 1.1, section 7.
const (
	keyModel         = 1024
	keyRaster        = 1025
	keyGeodetic      = 2048
	keyDatum         = 2050
	keyAngles        = 2054
	keyEllipsoid     = 2056
	keySemiMajor     = 2057
	keySemiMinor     = 2058
	keyProjected     = 3072
	keyConversion    = 3074
	keyMethod        = 3075
	keyLengths       = 3076
	keyParallel1     = 3078
	keyParallel2     = 3079
	keyNatOriginLon  = 3080
	keyNatOriginLat  = 3081
	keyFalseEasting  = 3082
	keyFalseNorthing = 3083
	keyOriginLon     = 3084
	keyOriginLat     = 3085
	keyOriginEast    = 3086
	keyOriginNorth   = 3087
	keyCentreLon     = 3088
	keyCentreLat     = 3089
	keyScale         = 3092
	keyPoleLon       = 3095
)

const (
	wgs84       = 4326
	userDefined = 32767
	metre       = 9001
	degree      = 9102
)

// method is how GeoTIFF says a kind of projection: its number, and which numbers of the definition go by
// which keys.
type method struct {
	number  uint16
	numbers func(d projection.Definition) map[uint16]float64
}

var methods = map[string]method{
	"transverse_mercator": {1, func(d projection.Definition) map[uint16]float64 {
		return map[uint16]float64{keyNatOriginLat: origin(d), keyNatOriginLon: d.Centre(), keyScale: d.Scale()}
	}},
	"mercator": {7, func(d projection.Definition) map[uint16]float64 {
		if parallel, told := d.Numbers["standard_parallel"]; told {
			return map[uint16]float64{keyParallel1: parallel[0], keyNatOriginLon: d.Centre()}
		}
		return map[uint16]float64{keyNatOriginLat: 0, keyNatOriginLon: d.Centre(), keyScale: d.Scale()}
	}},
	"lambert_conformal_conic": {8, func(d projection.Definition) map[uint16]float64 {
		p := d.Numbers["standard_parallel"]
		return map[uint16]float64{
			keyOriginLat: origin(d), keyOriginLon: d.Centre(), keyParallel1: p[0], keyParallel2: p[len(p)-1],
			keyOriginEast: d.Number("false_easting", 0), keyOriginNorth: d.Number("false_northing", 0),
		}
	}},
	"lambert_azimuthal_equal_area": {10, func(d projection.Definition) map[uint16]float64 {
		return map[uint16]float64{keyCentreLat: origin(d), keyCentreLon: d.Centre()}
	}},
	"albers_conical_equal_area": {11, func(d projection.Definition) map[uint16]float64 {
		p := d.Numbers["standard_parallel"]
		return map[uint16]float64{keyNatOriginLat: origin(d), keyNatOriginLon: d.Centre(), keyParallel1: p[0], keyParallel2: p[len(p)-1]}
	}},
	"stereographic": {14, func(d projection.Definition) map[uint16]float64 {
		return map[uint16]float64{keyCentreLat: origin(d), keyCentreLon: d.Centre(), keyScale: d.Scale()}
	}},
	"polar_stereographic": {15, func(d projection.Definition) map[uint16]float64 {
		out := map[uint16]float64{keyNatOriginLat: math.Copysign(90, d.Number("latitude_of_projection_origin", d.Number("standard_parallel", 90))), keyPoleLon: d.Centre(), keyScale: d.Scale()}
		if parallel, told := d.Numbers["standard_parallel"]; told {
			out[keyNatOriginLat], out[keyScale] = parallel[0], 1
		}
		return out
	}},
	projection.ObliqueStereographic: {16, func(d projection.Definition) map[uint16]float64 {
		return map[uint16]float64{keyNatOriginLat: origin(d), keyNatOriginLon: d.Centre(), keyScale: d.Scale()}
	}},
}

func origin(d projection.Definition) float64 { return d.Number("latitude_of_projection_origin", 0) }

// geoKeys gives the entries that say where on the globe a raster lies. It fails with kind Invalid where
// GeoTIFF cannot say it.
func geoKeys(s *Spec) ([]entry, error) {
	k := &keys{}
	if s.Plane == nil {
		k.short(keyModel, 2) // geographic
		k.short(keyRaster, 1)
		k.short(keyGeodetic, wgs84)
		return k.entries(), nil
	}
	d := s.Plane.Mapping
	m, known := methods[d.Kind]
	if !known || d.Kind == "lambert_conformal_conic" && d.Scale() != 1 {
		return nil, forecast.Errorf(forecast.Invalid, "gridfile.GeoTIFF",
			"a GeoTIFF cannot say how this dataset's grid lies (%s): ask for NetCDF or CSV, or for layers of /api/v1/grid, which brings them to latitudes and longitudes", s.gridName())
	}
	k.short(keyModel, 1) // projected
	k.short(keyRaster, 1)
	k.figure(d)
	k.short(keyProjected, userDefined)
	k.short(keyConversion, userDefined)
	k.short(keyMethod, m.number)
	k.short(keyLengths, metre)
	numbers := m.numbers(d)
	if _, told := numbers[keyOriginEast]; !told {
		numbers[keyFalseEasting], numbers[keyFalseNorthing] = d.Number("false_easting", 0), d.Number("false_northing", 0)
	}
	for key := uint16(keyParallel1); key <= keyPoleLon; key++ {
		if v, told := numbers[key]; told {
			k.double(key, v)
		}
	}
	return k.entries(), nil
}

func (s *Spec) gridName() string {
	if s.Plane.Mapping.Kind == "" {
		return "a mesh of nodes"
	}
	return s.Plane.Mapping.Kind
}

// keys is a list of keys in rising order.
type keys struct {
	list    []uint16
	numbers []float64
}

func (k *keys) short(key, value uint16) { k.list = append(k.list, key, 0, 1, value) }

func (k *keys) double(key uint16, value float64) {
	k.list = append(k.list, key, tagGeoDoubles, 1, uint16(len(k.numbers)))
	k.numbers = append(k.numbers, value)
}

// figure says the figure of the Earth.
func (k *keys) figure(d projection.Definition) {
	a, flattening := d.Figure()
	if a == 6378137 && math.Abs(1/flattening-298.257223563) < 1e-6 {
		k.short(keyGeodetic, wgs84)
		return
	}
	k.short(keyGeodetic, userDefined)
	k.short(keyDatum, userDefined)
	k.short(keyAngles, degree)
	k.short(keyEllipsoid, userDefined)
	k.double(keySemiMajor, a)
	k.double(keySemiMinor, a*(1-flattening))
}

func (k *keys) entries() []entry {
	out := []entry{shorts(tagGeoKeys, append([]uint16{1, 1, 0, uint16(len(k.list) / 4)}, k.list...)...)}
	if len(k.numbers) > 0 {
		out = append(out, doubles(tagGeoDoubles, k.numbers...))
	}
	return out
}
