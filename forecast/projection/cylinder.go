package projection

import (
	"fmt"
	"math"
)

// mercator is the conformal cylinder (7-6 to 7-10).
type mercator struct {
	ellipsoid
	k float64
}

func newMercator(e ellipsoid, d Definition) (mapping, error) {
	k, err := scale(d)
	if d.has("standard_parallel") {
		var latitude float64
		latitude, err = within(d, "standard_parallel", 89)
		k = e.m(latitude)
	}
	return mercator{e, k}, err
}

func (m mercator) forward(lat, lon float64) (x, y float64) {
	if math.Abs(lat) > 89.9999*degree {
		return math.NaN(), math.NaN()
	}
	return m.k * lon, -m.k * math.Log(m.t(lat))
}

func (m mercator) inverse(x, y float64) (lat, lon float64) {
	return m.latOfT(math.Exp(-y / m.k)), x / m.k
}

// transverse is the transverse Mercator projection by Krüger's series to the fourth order of the
// third flattening (C. F. F. Karney, Transverse Mercator with an accuracy of a few nanometers, J.
// Geodesy 85, 2011): good to a millimetre within 40° of the central meridian.
type transverse struct {
	ellipsoid
	k, origin   float64
	alpha, beta [4]float64
}

func newTransverse(e ellipsoid, d Definition) (mapping, error) {
	origin, err := within(d, "latitude_of_projection_origin", 90)
	if err != nil {
		return nil, err
	}
	k, err := scale(d)
	f := 1 - math.Sqrt(1-e.e2)
	n := f / (2 - f)
	n2, n3, n4 := n*n, n*n*n, n*n*n*n
	t := transverse{
		ellipsoid: e,
		k:         k / (1 + n) * (1 + n2/4 + n4/64),
		alpha: [4]float64{n/2 - 2*n2/3 + 5*n3/16 + 41*n4/180, 13*n2/48 - 3*n3/5 + 557*n4/1440,
			61*n3/240 - 103*n4/140, 49561 * n4 / 161280},
		beta: [4]float64{n/2 - 2*n2/3 + 37*n3/96 - n4/360, n2/48 + n3/15 - 437*n4/1440,
			17*n3/480 - 37*n4/840, 4397 * n4 / 161280},
	}
	_, t.origin = t.forward(origin, 0)
	return t, err
}

func (t transverse) forward(lat, lon float64) (x, y float64) {
	if math.Abs(lon) > 80*degree {
		return math.NaN(), math.NaN()
	}
	tan := math.Tan(math.Pi/2 - 2*math.Atan(t.t(lat)))
	sinLon, cosLon := math.Sincos(lon)
	xi, eta := math.Atan2(tan, cosLon), math.Asinh(sinLon/math.Hypot(tan, cosLon))
	x, y = eta, xi
	for j, a := range t.alpha {
		sin, cos := math.Sincos(2 * float64(j+1) * xi)
		x += a * cos * math.Sinh(2*float64(j+1)*eta)
		y += a * sin * math.Cosh(2*float64(j+1)*eta)
	}
	return t.k * x, t.k*y - t.origin
}

func (t transverse) inverse(x, y float64) (lat, lon float64) {
	eta, xi := x/t.k, (y+t.origin)/t.k
	if math.Abs(eta) > 2.5 || math.Abs(xi) > math.Pi/2+1e-9 {
		return math.NaN(), math.NaN()
	}
	u, v := eta, xi
	for j, b := range t.beta {
		sin, cos := math.Sincos(2 * float64(j+1) * xi)
		u -= b * cos * math.Sinh(2*float64(j+1)*eta)
		v -= b * sin * math.Cosh(2*float64(j+1)*eta)
	}
	sin, cos := math.Sincos(v)
	conformal := asin(sin / math.Cosh(u))
	return t.latOfT(math.Tan(math.Pi/4 - conformal/2)), math.Atan2(math.Sinh(u), cos)
}

// equalArea is Lambert's azimuthal projection (24-1 to 24-29).
type equalArea struct {
	ellipsoid
	sin, cos, pole, radius, d float64
}

func newEqualArea(e ellipsoid, d Definition) (mapping, error) {
	origin, err := within(d, "latitude_of_projection_origin", 90)
	if err != nil {
		return nil, err
	}
	a := equalArea{ellipsoid: e, pole: e.q(math.Pi / 2), d: 1}
	a.radius = math.Sqrt(a.pole / 2)
	a.sin, a.cos = math.Sincos(a.authalic(origin))
	if a.cos > 1e-9 {
		a.d = e.m(origin) / (a.radius * a.cos)
	}
	if math.IsNaN(a.d) {
		err = fmt.Errorf("latitude_of_projection_origin is %v", origin/degree)
	}
	return a, err
}

func (a equalArea) authalic(lat float64) float64 { return asin(a.q(lat) / a.pole) }

func (a equalArea) forward(lat, lon float64) (x, y float64) {
	sinLat, cosLat := math.Sincos(a.authalic(lat))
	sinLon, cosLon := math.Sincos(lon)
	b := 1 + a.sin*sinLat + a.cos*cosLat*cosLon
	if b < 1e-9 {
		return math.NaN(), math.NaN()
	}
	k := a.radius * math.Sqrt(2/b)
	return k * a.d * cosLat * sinLon, k / a.d * (a.cos*sinLat - a.sin*cosLat*cosLon)
}

func (a equalArea) inverse(x, y float64) (lat, lon float64) {
	x, y = x/a.d, y*a.d
	r := math.Hypot(x, y)
	if r == 0 {
		return a.latOfQ(a.pole * a.sin), 0
	}
	sin, cos := math.Sincos(2 * math.Asin(r/(2*a.radius)))
	return a.latOfQ(a.pole * (cos*a.sin + y*sin*a.cos/r)), math.Atan2(x*sin, r*a.cos*cos-y*a.sin*sin)
}
