package projection

import (
	"fmt"
	"math"
)

// parallels gives the one or two standard parallels.
func parallels(d Definition) (first, second float64, err error) {
	p := d.Numbers["standard_parallel"]
	if len(p) == 0 {
		p = d.Numbers["latitude_of_projection_origin"]
	}
	if len(p) == 0 || len(p) > 2 {
		return 0, 0, fmt.Errorf("it has %d standard parallels", len(p))
	}
	first, second = p[0], p[len(p)-1]
	if math.Abs(first) >= 90 || math.Abs(second) >= 90 || math.Abs(first+second) < 1e-9 {
		return 0, 0, fmt.Errorf("its standard parallels are %v", p)
	}
	return first * degree, second * degree, nil
}

// onCone gives where a radius and a longitude lie on an unrolled cone whose origin has radius middle.
func onCone(radius, n, lon, middle float64) (x, y float64) {
	sin, cos := math.Sincos(n * lon)
	return radius * sin, middle - radius*cos
}

// offCone is the inverse of onCone.
func offCone(x, y, n, middle float64) (radius, lon float64) {
	sign := math.Copysign(1, n)
	return sign * math.Hypot(x, middle-y), math.Atan2(sign*x, sign*(middle-y)) / n
}

// conformalConic is Lambert's (15-1 to 15-11).
type conformalConic struct {
	ellipsoid
	n, f, middle float64
}

func newConformalConic(e ellipsoid, d Definition) (mapping, error) {
	first, second, err := parallels(d)
	if err != nil {
		return nil, err
	}
	origin, err := within(d, "latitude_of_projection_origin", 90)
	if err != nil {
		return nil, err
	}
	k, err := scale(d)
	c := conformalConic{ellipsoid: e, n: math.Sin(first)}
	if math.Abs(first-second) > 1e-10 {
		c.n = math.Log(e.m(first)/e.m(second)) / math.Log(e.t(first)/e.t(second))
	}
	c.f = k * e.m(first) / (c.n * math.Pow(e.t(first), c.n))
	c.middle = c.radius(origin)
	return c, err
}

func (c conformalConic) radius(lat float64) float64 { return c.f * math.Pow(c.t(lat), c.n) }

func (c conformalConic) forward(lat, lon float64) (x, y float64) {
	radius := c.radius(lat)
	if math.IsInf(radius, 0) || math.Abs(radius) > 1e6 { // the pole that the cone opens to
		return math.NaN(), math.NaN()
	}
	return onCone(radius, c.n, lon, c.middle)
}

func (c conformalConic) inverse(x, y float64) (lat, lon float64) {
	radius, lon := offCone(x, y, c.n, c.middle)
	if math.Abs(lon) > math.Pi {
		return math.NaN(), math.NaN()
	}
	return c.latOfT(math.Pow(radius/c.f, 1/c.n)), lon
}

// albers is the equal-area cone (14-1 to 14-15).
type albers struct {
	ellipsoid
	n, c, middle float64
}

func newAlbers(e ellipsoid, d Definition) (mapping, error) {
	first, second, err := parallels(d)
	if err != nil {
		return nil, err
	}
	origin, err := within(d, "latitude_of_projection_origin", 90)
	a := albers{ellipsoid: e, n: math.Sin(first)}
	m1, m2 := e.m(first), e.m(second)
	if math.Abs(first-second) > 1e-10 {
		a.n = (m1*m1 - m2*m2) / (e.q(second) - e.q(first))
	}
	a.c = m1*m1 + a.n*e.q(first)
	a.middle = a.radius(origin)
	return a, err
}

func (a albers) radius(lat float64) float64 { return math.Sqrt(a.c-a.n*a.q(lat)) / a.n }

func (a albers) forward(lat, lon float64) (x, y float64) {
	return onCone(a.radius(lat), a.n, lon, a.middle)
}

func (a albers) inverse(x, y float64) (lat, lon float64) {
	radius, lon := offCone(x, y, a.n, a.middle)
	if math.Abs(lon) > math.Pi {
		return math.NaN(), math.NaN()
	}
	return a.latOfQ((a.c - radius*radius*a.n*a.n) / a.n), lon
}
