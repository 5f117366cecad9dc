// Package sun says where the sun stands: how high, for how much light an hour has of a day's, and
// when it rises and sets. The position is the low-precision one of the Astronomical Almanac (good
// to 0.01° between 1950 and 2050).
package sun

import (
	"math"
	"time"
)

const rad = math.Pi / 180

// j2000 is the epoch of the formulae: 2000-01-01 12:00 UTC.
var j2000 = time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)

// Position gives the sun's declination and the hour angle at Greenwich, in radians.
func Position(t time.Time) (declination, hourAngle float64) {
	n := t.Sub(j2000).Hours() / 24
	meanLongitude := 280.460 + 0.9856474*n
	anomaly := (357.528 + 0.9856003*n) * rad
	ecliptic := (meanLongitude + 1.915*math.Sin(anomaly) + 0.020*math.Sin(2*anomaly)) * rad
	obliquity := (23.439 - 0.0000004*n) * rad
	declination = math.Asin(math.Sin(obliquity) * math.Sin(ecliptic))
	ascension := math.Atan2(math.Cos(obliquity)*math.Sin(ecliptic), math.Cos(ecliptic))
	sidereal := (280.46061837 + 360.98564736629*n) * rad
	return declination, sidereal - ascension
}

// CosZenith gives the cosine of the angle between the sun and the vertical at a place in degrees:
// the sine of the sun's height, without refraction; negative at night.
func CosZenith(t time.Time, lat, lon float64) float64 {
	d, h := Position(t)
	return math.Sin(lat*rad)*math.Sin(d) + math.Cos(lat*rad)*math.Cos(d)*math.Cos(h+lon*rad)
}

// horizon is the sine of the height at which the sun's upper edge is on the horizon: 34′ of
// refraction and a radius of 16′.
var horizon = math.Sin(-0.833 * rad)

// IsDay says whether any of the sun is above the horizon.
func IsDay(t time.Time, lat, lon float64) bool { return CosZenith(t, lat, lon) > horizon }

// Path is the sun's way over a place for some hours around a time: its height's sine is
// a + b cos θ, with θ the hour angle.
type Path struct {
	a, b, hour float64
	at         time.Time
}

// PathAt gives the sun's path over a place around a time. What changes from day to day, the
// declination, stands still in it.
func PathAt(t time.Time, lat, lon float64) Path {
	d, h := Position(t)
	return Path{math.Sin(lat*rad) * math.Sin(d), math.Cos(lat*rad) * math.Cos(d), h + lon*rad, t}
}

// turning is the rate of the hour angle, radians a second.
const turning = 2 * math.Pi / 86400

// Light gives the sine of the sun's height above the horizon times seconds, between two times, 0 at
// night: what the sunshine on level ground is proportional to under a steady sky. The parts of a
// time add up to the whole.
func (p Path) Light(from, to time.Time) float64 {
	angle := func(t time.Time) float64 { return p.hour + turning*t.Sub(p.at).Seconds() }
	return (p.lit(angle(to)) - p.lit(angle(from))) / turning
}

// lit gives the integral of max(0, a + b cos θ) from midnight to an hour angle.
func (p Path) lit(angle float64) float64 {
	half := math.Pi // of the arc above the horizon
	switch {
	case p.a <= -p.b:
		return 0
	case p.a < p.b:
		half = math.Acos(-p.a / p.b)
	}
	turns := math.Floor((angle + math.Pi) / (2 * math.Pi))
	within := max(-half, min(half, angle-2*math.Pi*turns))
	until := func(x float64) float64 { return p.a*(x+half) + p.b*(math.Sin(x)+math.Sin(half)) }
	return turns*until(half) + until(within)
}

// fine is how closely Day looks for the horizon; the sun moves 2.5° meanwhile.
const fine = 10 * time.Minute

// Day gives sunrise and sunset between two times, a local day's two midnights, and how long it is
// light between them. rises or sets is false where the sun does not, as near the poles.
func Day(from, to time.Time, lat, lon float64) (rise, set time.Time, rises, sets bool, light time.Duration) {
	up := func(t time.Time) bool { return IsDay(t, lat, lon) }
	before := up(from)
	for at := from; at.Before(to); {
		next := at.Add(fine)
		if next.After(to) {
			next = to
		}
		after := up(next)
		switch {
		case before == after && after:
			light += next.Sub(at)
		case after:
			rise, rises = crossing(at, next, up), true
			light += next.Sub(rise)
		case before:
			set, sets = crossing(at, next, up), true
			light += set.Sub(at)
		}
		at, before = next, after
	}
	return rise, set, rises, sets, light
}

// crossing finds to the second when up changes between two times.
func crossing(a, b time.Time, up func(time.Time) bool) time.Time {
	was := up(a)
	for b.Sub(a) > time.Second {
		middle := a.Add(b.Sub(a) / 2)
		if up(middle) == was {
			a = middle
		} else {
			b = middle
		}
	}
	return b.Truncate(time.Second)
}
