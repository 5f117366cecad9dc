package edr

import "math"

const earth = 6371.0 // km

// vector is a place on the unit sphere.
type vector [3]float64

func vectorOf(n node) vector {
	sinLat, cosLat := math.Sincos(n.lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(n.lon * math.Pi / 180)
	return vector{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func (a vector) dot(b vector) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

func (a vector) cross(b vector) vector {
	return vector{a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], a[0]*b[1] - a[1]*b[0]}
}

func (a vector) length() float64 { return math.Sqrt(a.dot(a)) }

// angle is that between two unit vectors, exact for small ones too.
func (a vector) angle(b vector) float64 { return math.Atan2(a.cross(b).length(), a.dot(b)) }

// distance gives the kilometres between two places.
func distance(a, b node) float64 { return earth * vectorOf(a).angle(vectorOf(b)) }

// between gives the place a fraction of the way along the great circle from a to b, its longitude
// within half a turn of a's.
func between(a, b node, f float64) node {
	p, q := vectorOf(a), vectorOf(b)
	whole := p.angle(q)
	if whole == 0 || f == 0 {
		return a
	}
	s, t := math.Sin((1-f)*whole)/math.Sin(whole), math.Sin(f*whole)/math.Sin(whole)
	v := vector{s*p[0] + t*q[0], s*p[1] + t*q[1], s*p[2] + t*q[2]}
	lon := math.Atan2(v[1], v[0]) * 180 / math.Pi
	return node{math.Atan2(v[2], math.Hypot(v[0], v[1])) * 180 / math.Pi, a.lon + math.Remainder(lon-a.lon, 360)}
}

// toArc gives the kilometres from a place to the nearest point of the great circle from a to b.
func toArc(p, a, b node) float64 {
	v, from, to := vectorOf(p), vectorOf(a), vectorOf(b)
	normal := from.cross(to)
	if n := normal.length(); n > 1e-12 {
		inside := normal.cross(from).dot(v) >= 0 && to.cross(normal).dot(v) >= 0
		if inside {
			return earth * math.Asin(min(1, math.Abs(normal.dot(v))/n))
		}
	}
	return earth * min(v.angle(from), v.angle(to))
}
