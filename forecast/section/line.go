// Package section lays places out along a line on the globe, for vertical sections and transects, and
// turns winds along and across it.
package section

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// Stop is a place on a line.
type Stop struct {
	point.Place         // the longitude within ±180
	Distance    float64 // metres from the start, along the line
	Bearing     float64 // degrees clockwise from north in which the line goes on; in which it came at the end
	Vertex      int     // which of the line's vertices it is, -1 for none
}

// earthRadius is the sphere's in metres (WMO and IFS).
const earthRadius = 6371229

type vector struct{ x, y, z float64 }

func (a vector) dot(b vector) float64 { return a.x*b.x + a.y*b.y + a.z*b.z }

func (a vector) cross(b vector) vector {
	return vector{a.y*b.z - a.z*b.y, a.z*b.x - a.x*b.z, a.x*b.y - a.y*b.x}
}

// mix gives f·a + g·b.
func mix(f float64, a vector, g float64, b vector) vector {
	return vector{f*a.x + g*b.x, f*a.y + g*b.y, f*a.z + g*b.z}
}

func onGlobe(p point.Place) vector {
	sinLat, cosLat := math.Sincos(p.Lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p.Lon * math.Pi / 180)
	return vector{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func (a vector) place() point.Place {
	const degree = 180 / math.Pi
	return point.Place{Lat: math.Atan2(a.z, math.Hypot(a.x, a.y)) * degree, Lon: math.Atan2(a.y, a.x) * degree}
}

// leg is the great circle from one vertex to the next.
type leg struct {
	from, ahead vector  // ahead is at right angles to from, in the direction of travel
	angle       float64 // radians
}

// at gives where a leg is after an angle, and in which direction it goes on.
func (l leg) at(angle float64) (here, ahead vector) {
	sin, cos := math.Sincos(angle)
	return mix(cos, l.from, sin, l.ahead), mix(-sin, l.from, cos, l.ahead)
}

// bearing gives the direction of a vector at a place on the globe.
func bearing(p point.Place, ahead vector) float64 {
	sinLat, cosLat := math.Sincos(p.Lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(p.Lon * math.Pi / 180)
	east, north := vector{-sinLon, cosLon, 0}, vector{-sinLat * cosLon, -sinLat * sinLon, cosLat}
	b := math.Atan2(ahead.dot(east), ahead.dot(north)) * 180 / math.Pi
	return math.Mod(b+360, 360)
}

// least is the shortest leg, in radians: ten metres or so.
const least = 1.5e-6

func newLeg(a, b point.Place) (leg, error) {
	from, to := onGlobe(a), onGlobe(b)
	normal := from.cross(to)
	size := math.Sqrt(normal.dot(normal))
	l := leg{from: from, angle: math.Atan2(size, from.dot(to))}
	switch {
	case l.angle > math.Pi-1e-6:
		return l, wrong("%g, %g and %g, %g lie opposite each other on the globe: say with a place between them which way to go", a.Lat, a.Lon, b.Lat, b.Lon)
	case l.angle < least:
		return l, wrong("the line stands still at %g, %g: leave out places that are the same as the one before", b.Lat, b.Lon)
	}
	l.ahead = mix(1/size, normal, 0, normal).cross(from)
	return l, nil
}

func wrong(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, "section.Along", format, args...)
}

// Along puts count places on the line through some vertices, great circles from each to the next. All
// vertices are among them; between two the places are evenly spaced, and from leg to leg as nearly as
// may be. It fails with kind Invalid where there is no such line.
func Along(vertices []point.Place, count int) ([]Stop, error) {
	if len(vertices) < 2 {
		return nil, wrong("a line takes two places or more: write points=lat,lon;lat,lon")
	}
	if count < len(vertices) {
		return nil, wrong("%d places are too few for a line of %d vertices", count, len(vertices))
	}
	legs := make([]leg, len(vertices)-1)
	for i := range legs {
		var err error
		if legs[i], err = newLeg(vertices[i], vertices[i+1]); err != nil {
			return nil, err
		}
	}
	out := make([]Stop, 0, count)
	before := 0.0
	for i, n := range share(legs, count-1) {
		l := legs[i]
		for k := range n {
			s := l.stop(l.angle*float64(k)/float64(n), before)
			if s.Vertex = -1; k == 0 {
				s.Vertex = i
			}
			out = append(out, s)
		}
		before += l.angle
	}
	last := legs[len(legs)-1]
	end := last.stop(last.angle, before-last.angle)
	end.Vertex = len(legs)
	return append(out, end), nil
}

func (l leg) stop(angle, before float64) Stop {
	here, ahead := l.at(angle)
	p := here.place()
	return Stop{Place: p, Distance: (before + angle) * earthRadius, Bearing: bearing(p, ahead)}
}

// share gives each leg its number of steps: one at least, each further one where the steps are longest.
func share(legs []leg, steps int) []int {
	out := make([]int, len(legs))
	for i := range out {
		out[i] = 1
	}
	for range steps - len(legs) {
		longest := 0
		for i, l := range legs {
			if l.angle/float64(out[i]) > legs[longest].angle/float64(out[longest]) {
				longest = i
			}
		}
		out[longest]++
	}
	return out
}

// Turn gives the components of a wind along the line and across it: across is positive to the left of
// the way, which is into a picture that is drawn from left to right.
func (s Stop) Turn(u, v float64) (along, across float64) {
	sin, cos := math.Sincos(s.Bearing * math.Pi / 180)
	return u*sin + v*cos, v*sin - u*cos
}
