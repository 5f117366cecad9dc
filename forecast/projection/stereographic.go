package projection

import (
	"fmt"
	"math"
)

// ObliqueStereographic is the kind of the double projection by a conformal sphere (EPSG method
// 9809, PROJ's sterea), which CF has no name for; the stereographic of CF is another.
const ObliqueStereographic = "oblique_stereographic"

// polar is the stereographic projection from a pole (21-30 to 21-40).
type polar struct {
	ellipsoid
	sign, k float64 // -1 at the south pole; the radius for t = 1
}

func newPolar(e ellipsoid, d Definition) (mapping, error) {
	origin := d.Number("latitude_of_projection_origin", d.Number("standard_parallel", 0))
	if origin == 0 {
		return nil, fmt.Errorf("latitude_of_projection_origin is missing")
	}
	p := polar{ellipsoid: e, sign: math.Copysign(1, origin)}
	k, err := scale(d)
	p.k = 2 * k / math.Sqrt(math.Pow(1+e.e, 1+e.e)*math.Pow(1-e.e, 1-e.e))
	if d.has("standard_parallel") {
		latitude, err := within(d, "standard_parallel", 90)
		if err != nil {
			return nil, err
		}
		if latitude *= p.sign; latitude < math.Pi/2-1e-10 {
			p.k = e.m(latitude) / e.t(latitude)
		}
	}
	return p, err
}

func (p polar) forward(lat, lon float64) (x, y float64) {
	radius := p.k * p.t(p.sign*lat)
	if radius > 1e6 { // the other pole
		return math.NaN(), math.NaN()
	}
	sin, cos := math.Sincos(lon)
	return radius * sin, -p.sign * radius * cos
}

func (p polar) inverse(x, y float64) (lat, lon float64) {
	return p.sign * p.latOfT(math.Hypot(x, y)/p.k), math.Atan2(x, -p.sign*y)
}

// plane is the spherical stereographic projection about a latitude (21-2 to 21-15).
type plane struct{ sin, cos, k float64 }

func (p plane) forward(lat, lon float64) (x, y float64) {
	sinLat, cosLat := math.Sincos(lat)
	sinLon, cosLon := math.Sincos(lon)
	b := 1 + p.sin*sinLat + p.cos*cosLat*cosLon
	if b < 1e-9 { // the far side's middle
		return math.NaN(), math.NaN()
	}
	k := p.k / b
	return k * cosLat * sinLon, k * (p.cos*sinLat - p.sin*cosLat*cosLon)
}

func (p plane) inverse(x, y float64) (lat, lon float64) {
	radius := math.Hypot(x, y)
	if radius == 0 {
		return asin(p.sin), 0
	}
	sin, cos := math.Sincos(2 * math.Atan(radius/p.k))
	return asin(cos*p.sin + y*sin*p.cos/radius), math.Atan2(x*sin, radius*p.cos*cos-y*p.sin*sin)
}

// conformalPlane is the stereographic projection of conformal latitudes (21-24 to 21-29).
type conformalPlane struct {
	ellipsoid
	plane
}

func newStereographic(e ellipsoid, d Definition) (mapping, error) {
	origin, err := within(d, "latitude_of_projection_origin", 90)
	if err != nil {
		return nil, err
	}
	if math.Abs(origin) > 89.999999*degree {
		return newPolar(e, d)
	}
	k, err := scale(d)
	c := conformalPlane{ellipsoid: e}
	c.sin, c.cos = math.Sincos(c.conformal(origin))
	c.k = 2 * k * e.m(origin) / c.cos
	return c, err
}

func (c conformalPlane) conformal(lat float64) float64 { return math.Pi/2 - 2*math.Atan(c.t(lat)) }

func (c conformalPlane) forward(lat, lon float64) (x, y float64) {
	return c.plane.forward(c.conformal(lat), lon)
}

func (c conformalPlane) inverse(x, y float64) (lat, lon float64) {
	lat, lon = c.plane.inverse(x, y)
	return c.latOfT(math.Tan(math.Pi/4 - lat/2)), lon
}

// double projects to Gauss's conformal sphere first (IOGP guidance note 7-2, section 3.2.4).
type double struct {
	ellipsoid
	plane
	n, c float64
}

func newDouble(e ellipsoid, d Definition) (mapping, error) {
	origin, err := within(d, "latitude_of_projection_origin", 89.9)
	if err != nil {
		return nil, err
	}
	k, err := scale(d)
	sin, cos := math.Sincos(origin)
	radius := math.Sqrt(1-e.e2) / (1 - e.e2*sin*sin)
	o := double{ellipsoid: e, n: math.Sqrt(1 + e.e2*cos*cos*cos*cos/(1-e.e2)), c: 1}
	w := o.w(origin)
	sinSphere := (w - 1) / (w + 1)
	o.c = (o.n + sin) * (1 - sinSphere) / ((o.n - sin) * (1 + sinSphere))
	o.sin, o.cos = math.Sincos(o.sphere(origin))
	o.k = 2 * k * radius
	return o, err
}

func (o double) w(lat float64) float64 { return o.c * math.Pow(o.t(lat), -2*o.n) }

func (o double) sphere(lat float64) float64 {
	return math.Pi/2 - 2*math.Atan(1/math.Sqrt(o.w(lat)))
}

func (o double) forward(lat, lon float64) (x, y float64) {
	return o.plane.forward(o.sphere(lat), o.n*lon)
}

func (o double) inverse(x, y float64) (lat, lon float64) {
	lat, lon = o.plane.inverse(x, y)
	sin := math.Sin(lat)
	w := (1 + sin) / (1 - sin) / o.c
	return o.latOfT(math.Pow(w, -1/(2*o.n))), lon / o.n
}
