package projection

import (
	"fmt"
	"math"
)

// ellipsoid is the figure of the Earth: semi-major axis in metres, eccentricity and its square.
type ellipsoid struct{ a, e, e2 float64 }

func newEllipsoid(a, flattening float64) ellipsoid {
	e2 := flattening * (2 - flattening)
	return ellipsoid{a, math.Sqrt(e2), e2}
}

// Figure gives the semi-major axis of the Earth in metres and its flattening, 0 of a sphere; 0 where
// nothing tells it.
func (d Definition) Figure() (a, flattening float64) {
	a = d.Number("semi_major_axis", d.Number("earth_radius", 0))
	if inverse := d.Number("inverse_flattening", 0); inverse != 0 {
		flattening = 1 / inverse
	} else if b := d.Number("semi_minor_axis", a); a > 0 {
		flattening = (a - b) / a
	}
	return a, flattening
}

// ellipsoidOf reads the figure of the Earth, a sphere where only a radius is told.
func ellipsoidOf(d Definition) (ellipsoid, error) {
	a, f := d.Figure()
	switch {
	case a == 0:
		return ellipsoid{}, fmt.Errorf("nothing tells the figure of the Earth (earth_radius, or semi_major_axis with inverse_flattening)")
	case a < 6e6 || a > 7e6 || f < 0 || f > 0.01:
		return ellipsoid{}, fmt.Errorf("a semi-major axis of %v m with a flattening of %v is no figure of the Earth", a, f)
	}
	return newEllipsoid(a, f), nil
}

// m is the radius of a circle of latitude, by the semi-major axis (14-15).
func (e ellipsoid) m(lat float64) float64 {
	sin, cos := math.Sincos(lat)
	return cos / math.Sqrt(1-e.e2*sin*sin)
}

// t is the tangent of half the conformal colatitude (15-9).
func (e ellipsoid) t(lat float64) float64 {
	t := math.Tan(math.Pi/4 - lat/2)
	if e.e == 0 {
		return t
	}
	return t / e.bulge(lat)
}

func (e ellipsoid) bulge(lat float64) float64 {
	s := e.e * math.Sin(lat)
	return math.Exp(-e.e * math.Atanh(s)) // ((1-s)/(1+s))^(e/2)
}

// latOfT is the inverse of t (7-9).
func (e ellipsoid) latOfT(t float64) float64 {
	lat := math.Pi/2 - 2*math.Atan(t)
	if e.e == 0 {
		return lat
	}
	for range 12 {
		next := math.Pi/2 - 2*math.Atan(t*e.bulge(lat))
		if math.Abs(next-lat) < 1e-14 {
			return next
		}
		lat = next
	}
	return lat
}

// q is what makes areas equal (3-12).
func (e ellipsoid) q(lat float64) float64 {
	sin := math.Sin(lat)
	if e.e == 0 {
		return 2 * sin
	}
	s := e.e * sin
	return (1 - e.e2) * (sin/(1-s*s) + math.Atanh(s)/e.e)
}

// latOfQ is the inverse of q (3-16).
func (e ellipsoid) latOfQ(q float64) float64 {
	if e.e == 0 {
		return math.Asin(q / 2)
	}
	pole := e.q(math.Pi / 2)
	if math.Abs(q) > pole*(1+1e-12) {
		return math.NaN()
	}
	if math.Abs(q) > pole*(1-1e-14) {
		return math.Copysign(math.Pi/2, q)
	}
	lat := math.Asin(q / 2)
	for range 20 {
		sin, cos := math.Sincos(lat)
		w := 1 - e.e2*sin*sin
		step := w * w / (2 * cos) * (q/(1-e.e2) - sin/w - math.Atanh(e.e*sin)/e.e)
		lat += step
		if math.Abs(step) < 1e-14 {
			break
		}
	}
	return lat
}
