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
	exponents      []float64 // of the density correction, by point
	start          []int32   // by cellsPerSpeed-th of a m s-1: the last point at or below it
	calm, storm    float64   // the first and the last speed
}

const cellsPerSpeed = 4

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
	for _, v := range speeds {
		c.exponents = append(c.exponents, densityExponent(v))
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
	third := raised(StandardDensity/density, slow)
	k := c.find(v * (2.5 - 1.5*third)) // near enough: the point is looked for both ways from it
	low := c.moved(k, third)
	for ; v < low; low = c.moved(k, third) {
		if k == 0 {
			return 0
		}
		k--
	}
	for high := c.moved(k+1, third); ; high = c.moved(k+1, third) {
		if v < high {
			return c.powers[k] + (c.powers[k+1]-c.powers[k])*(v-low)/(high-low)
		}
		if k == len(c.speeds)-2 {
			return c.powers[k+1]
		}
		k, low = k+1, high
	}
}

// moved gives the speed of a point in air of another density, of which third is ∛(1.225/ρ).
func (c *Curve) moved(k int, third float64) float64 {
	switch m := c.exponents[k]; m { // most points have one of these two
	case slow:
		return c.speeds[k] * third
	case fast:
		return c.speeds[k] * third * third
	default:
		return c.speeds[k] * third * raised(third, 3*m-1)
	}
}

// raised gives x^e for e from 0 to 1: by six terms of the binomial series where x is near 1, as
// densities near the ground have it, to 10⁻⁸.
func raised(x, e float64) float64 {
	s := x - 1
	if !(s > -0.1 && s < 0.1) {
		return math.Pow(x, e)
	}
	const third, fifth = 1.0 / 3, 1.0 / 5
	return 1 + e*s*(1+(e-1)*s/2*(1+(e-2)*third*s*(1+(e-3)*s/4*(1+(e-4)*fifth*s*(1+(e-5)*third*s/2)))))
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
	return c.powers[k] + (c.powers[k+1]-c.powers[k])*(v-c.speeds[k])/(c.speeds[k+1]-c.speeds[k])
}

// find gives a point at or a little below a speed, with one after it.
func (c *Curve) find(v float64) int {
	cell := int(max(v, 0) * cellsPerSpeed)
	return int(c.start[min(cell, len(c.start)-1)])
}
