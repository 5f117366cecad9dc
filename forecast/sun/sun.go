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

// position gives the sun's declination and the hour angle at Greenwich, in radians.
func position(t time.Time) (declination, hourAngle float64) {
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
	d, h := position(t)
	return math.Sin(lat*rad)*math.Sin(d) + math.Cos(lat*rad)*math.Cos(d)*math.Cos(h+lon*rad)
}

// horizon is the sine of the height at which the sun's upper edge is on the horizon: 34′ of
// refraction and a radius of 16′.
var horizon = math.Sin(-0.833 * rad)

// IsDay says whether any of the sun is above the horizon.
func IsDay(t time.Time, lat, lon float64) bool { return CosZenith(t, lat, lon) > horizon }

// fine is how closely Light samples; the sun moves 2.5° meanwhile.
const fine = 10 * time.Minute

// Light gives the mean over a time of the sun's height above the horizon as its sine, 0 at night:
// what the sunshine on level ground is proportional to under a steady sky.
func Light(from, to time.Time, lat, lon float64) float64 {
	n := max(1, int((to.Sub(from)+fine-1)/fine))
	width := to.Sub(from) / time.Duration(n)
	var sum float64
	for i := range n {
		middle := from.Add(width*time.Duration(i) + width/2)
		sum += max(0, CosZenith(middle, lat, lon))
	}
	return sum / float64(n)
}

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
