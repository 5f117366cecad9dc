package weather

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

const (
	gasConstant = 287.05  // of dry air, J/kg/K
	gravity     = 9.80665 // m/s²
	degree      = 180 / math.Pi
)

// Global means (over grid points, not area) of temperature, near those of FengWu's
// training data, and the geopotential at 1000 hPa.
var (
	meanTemperature = newProfile([13]float64{214, 210.2, 215, 219.5, 223.4, 228.7, 241.3, 252, 260.2, 266.7, 273.8, 276.6, 280})
	meanPhi1000     = 780.0
)

// stream is a zonal wind system: a Gaussian of latitude times a profile.
type stream struct {
	centre, width float64 // degrees
	speed         float64 // m/s where the profile is 1
	shape         *profile
}

// Shapes of the wind systems: 50, 100, 150, 200, 250, 300, 400, 500, 600, 700,
// 850, 925, 1000 hPa.
var (
	jetShape     = newProfile([13]float64{0.04, 0.44, 0.83, 1, 0.985, 0.9, 0.71, 0.55, 0.42, 0.31, 0.145, 0.07, 0.01})
	deepShape    = newProfile([13]float64{0.55, 0.85, 1.1, 1.3, 1.35, 1.35, 1.3, 1.2, 1.13, 1.06, 1, 0.92, 0.7})
	tradeShape   = newProfile([13]float64{0, 0, 0, 0, 0, 0, 0.08, 0.2, 0.34, 0.52, 0.9, 1.05, 1})
	equatorShape = newProfile([13]float64{1.6, 1.2, 1.3, 1.1, 1, 0.9, 0.9, 1, 1.05, 1, 0.8, 0.65, 0.5})
	upperShape   = newProfile([13]float64{0.5, 0.95, 1, 0.85, 0.6, 0.4, 0.15, 0, 0, 0, 0, 0, 0})
	vortexShape  = newProfile([13]float64{1, 0.62, 0.38, 0.24, 0.16, 0.12, 0.07, 0.04, 0.02, 0.01, 0, 0, 0})
)

// climate is the zonal mean of a season: wind, and the geopotential and
// temperature that balance it.
type climate struct {
	season  float64 // +1 in mid January, -1 in mid July
	streams []stream
	phi     [][]float64 // of each stream at shape 1, by latitude
}

// latStep is the spacing of the latitude tables in degrees.
const latStep = 0.25

func newClimate(t time.Time) *climate {
	day := float64(t.YearDay()) + float64(t.Hour())/24
	c := &climate{season: math.Cos(2 * math.Pi * (day - 15) / 365.25)}
	c.streams = append(hemisphere(1, c.season), hemisphere(-1, -c.season)...)
	c.streams = append(c.streams, stream{0, 10, -2.8, equatorShape})
	for _, s := range c.streams {
		c.phi = append(c.phi, balanced(s))
	}
	return c
}

// hemisphere lists the wind systems of the north (sign 1) or south (-1) for
// w = 1 in its winter and -1 in its summer.
func hemisphere(sign, w float64) []stream {
	north := sign > 0
	pick := func(n, s float64) float64 {
		if north {
			return n
		}
		return s
	}
	at := func(lat, width, speed float64, shape *profile) stream {
		return stream{sign * lat, width, speed, shape}
	}
	return []stream{
		at(pick(37-5.5*w, 38-8*w), pick(11.5, 12.5), pick(32+13*w, 36+4*w), jetShape),
		at(pick(51, 52), pick(12, 11.5), pick(3.5+2*w, 10), deepShape),
		at(15-2*w, 9, -5.2-1.1*w, tradeShape),
		at(10, 9, -9*max(0, -w), upperShape),
		at(pick(71, 72), 9, pick(-2.5, -4.5), tradeShape),
		at(62, 12, pick(20+22*w, 30+25*w), vortexShape),
		at(22, 20, -8*max(0, -w), vortexShape),
	}
}

// balanced integrates the geostrophic slope from pole to pole and takes the mean
// off.
func balanced(s stream) []float64 {
	n := int(180/latStep) + 1
	out := make([]float64, n)
	step := latStep / degree
	var sum, mean float64
	for i := range out {
		if i > 0 {
			lat := (90 - (float64(i)-0.5)*latStep) / degree
			sum += sphere.Radius * 2 * omega * math.Sin(lat) * s.wind(lat) * step
		}
		out[i] = sum
		mean += sum / float64(n)
	}
	for i := range out {
		out[i] -= mean
	}
	return out
}

// wind is the stream's speed at a latitude in radians, at shape 1.
func (s stream) wind(lat float64) float64 {
	d := (lat*degree - s.centre) / s.width
	return s.speed * math.Exp(-d*d) * math.Cos(lat) / math.Cos(s.centre/degree)
}

// row is the zonal mean on one level.
type row struct{ u, phi, temperature float64 }

// level is the zonal mean on one pressure level.
type level struct {
	c                *climate
	phi, temperature float64
	shapes, inclines []float64 // of the streams
}

// level prepares a pressure in hPa.
func (c *climate) level(hPa float64) *level {
	t, _ := meanTemperature.at(hPa)
	l := &level{c: c, temperature: t, phi: meanPhi1000 + gasConstant*meanTemperature.integral(hPa, 1000)}
	for _, s := range c.streams {
		value, slope := s.shape.at(hPa)
		l.shapes, l.inclines = append(l.shapes, value), append(l.inclines, slope)
	}
	return l
}

// at returns the mean at a latitude in radians.
func (l *level) at(lat float64) row {
	r := row{phi: l.phi, temperature: l.temperature}
	x := (90 - lat*degree) / latStep
	i := min(int(x), len(l.c.phi[0])-2)
	f := x - float64(i)
	for k, s := range l.c.streams {
		phi := l.c.phi[k][i] + f*(l.c.phi[k][i+1]-l.c.phi[k][i])
		r.u += l.shapes[k] * s.wind(lat)
		r.phi += l.shapes[k] * phi
		r.temperature -= l.inclines[k] * phi / gasConstant
	}
	return r
}
