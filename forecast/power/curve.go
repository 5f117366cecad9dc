package power

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// Curve is a power curve: the power in W of one turbine at wind speeds in m s-1 at its hub, for air
// of standard density. Between its points power is linear, below the first it is 0, above the last
// it is the last until the turbine cuts out. Curves do not change after they are made.
type Curve struct {
	speeds, powers []float64
	moves          []move    // by the density correction, of each point
	start          []int32   // by part of a m s-1: the last point at or below it
	slopes         []float64 // of the power from each point to the next
	calm, storm    float64   // the first and the last speed
	gentle, strong float64   // up to and from where points move by the ends of densityExponent
}

const cellsPerSpeed = 32

// NewCurve makes a curve of its points. It fails with kind Invalid and says which point is wrong.
func NewCurve(speeds, powers []float64) (*Curve, error) {
	const op = "power.NewCurve"
	bad := func(format string, args ...any) (*Curve, error) {
		return nil, forecast.Errorf(forecast.Invalid, op, format, args...)
	}
	n := len(speeds)
	if n < 2 || len(powers) != n {
		return bad("a power curve needs at least two points, each a speed and a power: it has %d speeds and %d powers", n, len(powers))
	}
	for i, v := range speeds {
		switch p := powers[i]; {
		case !(v >= 0 && v <= 60):
			return bad("point %d of the power curve: %g is not a wind speed in m/s from 0 to 60", i+1, v)
		case i > 0 && v <= speeds[i-1]:
			return bad("point %d of the power curve: speeds must increase, but %g m/s follows %g m/s", i+1, v, speeds[i-1])
		case !(p >= 0) || math.IsInf(p, 0):
			return bad("point %d of the power curve: power must be 0 or more, not %g W; write 0 where the turbine draws power", i+1, p)
		}
	}
	c := &Curve{speeds: speeds, powers: powers, calm: speeds[0], storm: speeds[n-1]}
	k := 0
	for cell := range int(c.storm)*cellsPerSpeed + 2*cellsPerSpeed {
		for k < n-2 && speeds[k+1] <= float64(cell)/cellsPerSpeed {
			k++
		}
		c.start = append(c.start, int32(k))
	}
	c.strong = math.Inf(1)
	for i, v := range speeds {
		c.moves = append(c.moves, newMove(v))
		if i > 0 {
			c.slopes = append(c.slopes, (powers[i]-powers[i-1])/(v-speeds[i-1]))
		}
		switch {
		case v <= 7.5:
			c.gentle = v
		case v >= 12.5:
			c.strong = min(c.strong, v)
		}
	}
	return c, nil
}

// Points gives the curve's speeds and powers; the caller must not change them.
func (c *Curve) Points() (speeds, powers []float64) { return c.speeds, c.powers }

// Peak gives the greatest power of the curve.
func (c *Curve) Peak() float64 {
	peak := 0.0
	for _, p := range c.powers {
		peak = max(peak, p)
	}
	return peak
}

// The exponents of the density correction below 7.5 and above 12.5 m/s.
const slow, fast = 1.0 / 3, 2.0 / 3

// densityExponent is the exponent by which a speed of the curve moves with the air's density: 1/3
// below 7.5 m/s, where power goes with the cube of speed, rising to 2/3 at 12.5 m/s and above
// (Svenningsen 2010, refining IEC 61400-12-1).
func densityExponent(v float64) float64 {
	switch {
	case v <= 7.5:
		return slow
	case v >= 12.5:
		return fast
	}
	return slow + (v-7.5)/5*(fast-slow)
}

// At gives the power at a wind speed in air of a density in kg m-3. The correction moves each point
// of the curve to the speed v (1.225/ρ)^m that has the same force, with m of densityExponent.
func (c *Curve) At(v, density float64) float64 {
	if v != v || density != density {
		return math.NaN()
	}
	if density == StandardDensity {
		return c.at(v)
	}
	root := cubeRoot(density)
	switch { // most winds are between points that all move alike
	case v*root < c.gentle:
		return c.at(v * root)
	case v*root*root >= c.strong:
		return c.at(v * root * root)
	}
	return c.between(v, 1/root-1)
}

// between is At where points move by exponents of their own, s as move has it.
func (c *Curve) between(v, s float64) float64 {
	k := c.find(unmoved(v, s)) // or next to it: the point is looked for both ways from there
	low := c.moves[k].by(s)
	for ; v < low; low = c.moves[k].by(s) {
		if k == 0 {
			return 0
		}
		k--
	}
	for high := c.moves[k+1].by(s); ; high = c.moves[k+1].by(s) {
		if v < high {
			return c.powers[k] + (c.powers[k+1]-c.powers[k])*(v-low)/(high-low)
		}
		if k == len(c.speeds)-2 {
			return c.powers[k+1]
		}
		k, low = k+1, high
	}
}

// move is where a point of a curve lies in air of another density: its speed times (1 + s)^3m, where
// 1 + s is the cube root of 1.225/ρ and m densityExponent. terms is the binomial series of that.
type move struct {
	terms    [6]float64
	exponent float64
}

func newMove(speed float64) (m move) {
	m.exponent = 3 * densityExponent(speed)
	term := speed
	for k := range m.terms {
		m.terms[k] = term
		term *= (m.exponent - float64(k)) / float64(k+1)
	}
	return m
}

// by gives the speed, to a relative 10⁻⁸: the densities of air near the ground make s small.
func (m *move) by(s float64) float64 {
	t := &m.terms
	if s > -0.1 && s < 0.1 {
		return t[0] + s*(t[1]+s*(t[2]+s*(t[3]+s*(t[4]+s*t[5]))))
	}
	return t[0] * math.Pow(1+s, m.exponent)
}

// unmoved gives about the speed that is moved to v.
func unmoved(v, s float64) float64 {
	e := min(max(1+(v-7.5)/5, 1), 2)
	return v * (1 - e*s*(1-(e+1)/2*s))
}

// cubeRoot gives the cube root of a density over the standard one, by six terms of the binomial series
// where they are near each other, to 10⁻⁸.
func cubeRoot(density float64) float64 {
	s := density*(1/StandardDensity) - 1
	if !(s > -0.1 && s < 0.1) {
		return math.Cbrt(1 + s)
	}
	return 1 + s*(1.0/3+s*(-1.0/9+s*(5.0/81+s*(-10.0/243+s*(22.0/729-s*(154.0/6561))))))
}

func (c *Curve) at(v float64) float64 {
	switch {
	case v < c.calm:
		return 0
	case v >= c.storm:
		return c.powers[len(c.powers)-1]
	}
	k := c.find(v)
	for v >= c.speeds[k+1] {
		k++
	}
	return c.powers[k] + c.slopes[k]*(v-c.speeds[k])
}

// find gives a point at or a little below a speed, with one after it.
func (c *Curve) find(v float64) int {
	cell := int(max(v, 0) * cellsPerSpeed)
	return int(c.start[min(cell, len(c.start)-1)])
}
