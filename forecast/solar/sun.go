// Package solar turns solar radiation into the power of photovoltaic plants: where the sun stands,
// how radiation is parted into beam and diffuse, what falls on a tilted plane, how warm the cells
// get.
package solar

import (
	"math"
	"time"
)

const radians = math.Pi / 180

// Sun is where the sun stands over the globe at a moment.
type Sun struct {
	sin, cos float64 // of the declination
	overhead float64 // longitude in radians at which it is noon
	Extra    float64 // W m-2 on a plane that faces it, outside the atmosphere
}

// SunAt gives the sun at a time, by the approximation of the Astronomical Almanac (Michalsky 1988):
// to 0.01° between 1950 and 2050. Its radiation varies with the distance as Spencer (1971) has it,
// around 1366.1 W m-2.
func SunAt(t time.Time) Sun {
	n := t.Sub(time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)).Hours() / 24
	anomaly := (357.528 + 0.9856003*n) * radians
	longitude := (280.460 + 0.9856474*n + 1.915*math.Sin(anomaly) + 0.020*math.Sin(2*anomaly)) * radians
	obliquity := (23.439 - 4e-7*n) * radians
	sin := math.Sin(obliquity) * math.Sin(longitude)
	ascension := math.Atan2(math.Cos(obliquity)*math.Sin(longitude), math.Cos(longitude))
	greenwich := math.Mod(18.697374558+24.06570982441908*n, 24) * 15 * radians
	day := 2 * math.Pi * float64(t.UTC().YearDay()-1) / 365
	distance := 1.00011 + 0.034221*math.Cos(day) + 0.00128*math.Sin(day) + 0.000719*math.Cos(2*day) + 7.7e-5*math.Sin(2*day)
	return Sun{sin: sin, cos: math.Sqrt(1 - sin*sin), overhead: ascension - greenwich, Extra: 1366.1 * distance}
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
