// Package solar turns solar radiation into the power of photovoltaic plants: where the sun stands,
// how radiation is parted into beam and diffuse, what falls on a tilted plane, how warm the cells
// get.
package solar

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast/sun"
)

const radians = math.Pi / 180

// vector is a direction from the Earth's centre: towards 0° N 0° E, towards 0° N 90° E, to the pole.
type vector struct{ x, y, z float64 }

func (a vector) dot(b vector) float64 { return a.x*b.x + a.y*b.y + a.z*b.z }

// Sun is where the sun stands over the globe at a moment.
type Sun struct {
	direction vector
	Extra     float64 // W m-2 on a plane that faces it, outside the atmosphere
}

// SunAt gives the sun at a time. Its radiation varies with the distance as Spencer (1971) has it,
// around 1366.1 W m-2.
func SunAt(t time.Time) Sun {
	declination, greenwich := sun.Position(t)
	sin, cos := math.Sincos(declination)
	day := 2 * math.Pi * float64(t.UTC().YearDay()-1) / 365
	distance := 1.00011 + 0.034221*math.Cos(day) + 0.00128*math.Sin(day) + 0.000719*math.Cos(2*day) + 7.7e-5*math.Sin(2*day)
	east, north := math.Sincos(-greenwich) // of the longitude at which it is noon
	return Sun{vector{cos * north, cos * east, sin}, 1366.1 * distance}
}

// From gives the direction to the sun from a place, as the parts of a unit vector: to the zenith, to
// the north and to the east.
func (s Sun) From(p Place) (up, north, east float64) {
	return s.direction.dot(p.up()), s.direction.dot(p.north()), s.direction.dot(p.east())
}

// Angle is a latitude or longitude, ready to look at the sun from.
type Angle struct{ sin, cos float64 }

// AngleOf gives an angle in degrees.
func AngleOf(degrees float64) Angle {
	sin, cos := math.Sincos(degrees * radians)
	return Angle{sin, cos}
}

// Place is a place on the globe.
type Place struct{ Lat, Lon Angle }

// At gives the place at a latitude and longitude in degrees.
func At(lat, lon float64) Place { return Place{AngleOf(lat), AngleOf(lon)} }

func (p Place) up() vector { return vector{p.Lat.cos * p.Lon.cos, p.Lat.cos * p.Lon.sin, p.Lat.sin} }

func (p Place) north() vector {
	return vector{-p.Lat.sin * p.Lon.cos, -p.Lat.sin * p.Lon.sin, p.Lat.cos}
}

func (p Place) east() vector { return vector{-p.Lon.sin, p.Lon.cos, 0} }
