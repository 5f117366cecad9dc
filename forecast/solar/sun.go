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

// Sun is where the sun stands over the globe at a moment.
type Sun struct {
	sin, cos float64 // of the declination
	overhead float64 // longitude in radians at which it is noon
	Extra    float64 // W m-2 on a plane that faces it, outside the atmosphere
}

// SunAt gives the sun at a time. Its radiation varies with the distance as Spencer (1971) has it,
// around 1366.1 W m-2.
func SunAt(t time.Time) Sun {
	declination, greenwich := sun.Position(t)
	sin, cos := math.Sincos(declination)
	day := 2 * math.Pi * float64(t.UTC().YearDay()-1) / 365
	distance := 1.00011 + 0.034221*math.Cos(day) + 0.00128*math.Sin(day) + 0.000719*math.Cos(2*day) + 7.7e-5*math.Sin(2*day)
	return Sun{sin: sin, cos: cos, overhead: -greenwich, Extra: 1366.1 * distance}
}

// From gives the direction to the sun from a place, as the parts of a unit vector: to the zenith, to
// the north and to the east.
func (s Sun) From(p Place) (up, north, east float64) {
	sin, cos := math.Sincos(p.lon - s.overhead) // the hour angle, positive in the afternoon
	up = p.sin*s.sin + p.cos*s.cos*cos
	north = p.cos*s.sin - p.sin*s.cos*cos
	return up, north, -s.cos * sin
}

// Place is a place on the globe, ready to look at the sun from.
type Place struct{ sin, cos, lon float64 }

// At gives the place at a latitude and longitude in degrees.
func At(lat, lon float64) Place {
	sin, cos := math.Sincos(lat * radians)
	return Place{sin, cos, lon * radians}
}
