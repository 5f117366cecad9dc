package sounding

import (
	"fmt"
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// Column is the air above one place at one time, on pressure levels from below. All slices are as long
// as Levels, and NaN is missing.
type Column struct {
	Levels                        []float64
	Temperature, Humidity, Height []float64
	U, V                          []float64
	Ground                        Ground
}

// Ground is what is known at the ground, temperature and humidity 2 m and wind 10 m above it; NaN is
// missing. Height is above sea level.
type Ground struct {
	Pressure, Height      float64
	Temperature, Humidity float64
	U, V                  float64
}

// Above gives the first level above the ground, 0 where nobody knows where that is.
func (c *Column) Above() int {
	k := 0
	for k < len(c.Levels) && c.Levels[k] >= c.Ground.Pressure {
		k++
	}
	return k
}

// leastTop is the pressure that a column must reach to stand for the atmosphere, in Pa.
const leastTop = 30000

// Fill fills air with the column above the ground. Where it cannot it gives the reason for people.
func (c *Column) Fill(air *Air) (why string) {
	air.Reset()
	g := c.Ground
	if g.Pressure != g.Pressure {
		return "the pressure at the ground is not known: the run has neither surface_pressure nor surface_altitude here"
	}
	if g.Temperature == g.Temperature && g.Humidity == g.Humidity {
		air.Ground(g.Pressure, g.Temperature, g.Humidity)
	}
	for k := c.Above(); k < len(c.Levels) && c.Levels[k] >= Highest; k++ {
		if c.Temperature[k] != c.Temperature[k] || c.Humidity[k] != c.Humidity[k] {
			if c.Levels[k] >= leastTop {
				return fmt.Sprintf("temperature or humidity is missing at %g hPa", c.Levels[k]/100)
			}
			continue
		}
		air.Level(k, c.Temperature[k], c.Humidity[k])
	}
	if air.n < 4 || air.p[air.n-1] > leastTop {
		return "there are too few levels: parcels take some from the ground up to 300 hPa"
	}
	return ""
}

// HeightAt gives the height above sea level of a pressure, linear in its logarithm between the levels
// and the ground; NaN outside or where heights are missing.
func (c *Column) HeightAt(p float64) float64 {
	lowP, low := c.Ground.Pressure, c.GroundHeight()
	for k := c.Above(); k < len(c.Levels); k++ {
		if c.Height[k] != c.Height[k] {
			continue
		}
		if p == c.Levels[k] {
			return c.Height[k]
		}
		if p > c.Levels[k] {
			if !(p <= lowP) {
				return math.NaN()
			}
			return low + (c.Height[k]-low)*math.Log(lowP/p)/math.Log(lowP/c.Levels[k])
		}
		lowP, low = c.Levels[k], c.Height[k]
	}
	return math.NaN()
}

// GroundHeight gives the height of the ground above sea level: what is known, or by its pressure
// between the levels, or on beyond the lowest two.
func (c *Column) GroundHeight() float64 {
	if c.Ground.Height == c.Ground.Height || c.Ground.Pressure != c.Ground.Pressure {
		return c.Ground.Height
	}
	k := max(1, c.Above())
	if k >= len(c.Levels) {
		return math.NaN()
	}
	low, high := c.Height[k-1], c.Height[k]
	return low + (high-low)*math.Log(c.Levels[k-1]/c.Ground.Pressure)/math.Log(c.Levels[k-1]/c.Levels[k])
}

// CoolsTo gives the height above sea level at which some values of the levels, from above, first reach
// one: linear in height. It is NaN where they do not, down to the lowest level above the ground, or
// where they have it already at the highest. atGround is the value there, NaN where unknown.
func (c *Column) CoolsTo(one float64, values []float64, atGround float64) float64 {
	above, high := math.NaN(), math.NaN()
	for k := len(c.Levels) - 1; k >= c.Above(); k-- {
		if c.Levels[k] < Highest*2 || values[k] != values[k] {
			continue
		}
		if values[k] >= one {
			return c.Height[k] + (values[k]-one)/(values[k]-above)*(high-c.Height[k])
		}
		above, high = values[k], c.Height[k]
	}
	if low := c.GroundHeight(); atGround >= one {
		return low + (atGround-one)/(atGround-above)*(high-low)
	}
	return math.NaN()
}

// WetBulb gives the wet-bulb temperature of air: lifted until it condenses, and down a pseudo-adiabat
// again (Normand). It costs some microseconds at a pressure that is no common level.
func WetBulb(t, q, p float64) float64 {
	x := Lift(t, max(q, 1e-9), p)
	return thermo.SaturatedTemperature(x.thetaE, p)
}

// WetBulbs gives the wet-bulb temperatures of the levels, and that at the ground.
func (c *Column) WetBulbs() (levels []float64, ground float64) {
	for k, p := range c.Levels {
		levels = append(levels, WetBulb(c.Temperature[k], c.Humidity[k], p))
	}
	return levels, WetBulb(c.Ground.Temperature, c.Ground.Humidity, c.Ground.Pressure)
}

// Sweat gives Miller's severe weather threat index (1972): 12 Td850 + 20 (TT − 49) + 2 f850 + f500 +
// 125 (sin(d500 − d850) + 0.2), temperatures in °C, winds in knots; negative terms count as nothing,
// and the last one only where the wind veers from between 130° and 250° at 850 hPa to between 210° and
// 310° at 500 hPa, at 15 knots or more. It is NaN where a level lies beneath the ground.
func (c *Column) Sweat() float64 {
	low, high := c.index(85000), c.index(50000)
	if low < 0 || high < 0 || low < c.Above() {
		return math.NaN()
	}
	t850, t500 := c.Temperature[low]-thermo.Zero, c.Temperature[high]-thermo.Zero
	dew := thermo.DewPoint(thermo.VapourPressure(max(c.Humidity[low], 1e-9), 85000)) - thermo.Zero
	const knots = 3600.0 / 1852
	f850, f500 := math.Hypot(c.U[low], c.V[low])*knots, math.Hypot(c.U[high], c.V[high])*knots
	d850, d500 := comesFrom(c.U[low], c.V[low]), comesFrom(c.U[high], c.V[high])
	out := max(0, 12*dew) + max(0, 20*(t850+dew-2*t500-49)) + 2*f850 + f500
	if d850 >= 130 && d850 <= 250 && d500 >= 210 && d500 <= 310 && d500 > d850 && f850 >= 15 && f500 >= 15 {
		out += 125 * (math.Sin((d500-d850)*math.Pi/180) + 0.2)
	}
	return out
}

func comesFrom(u, v float64) float64 { return math.Mod(math.Atan2(-u, -v)*180/math.Pi+360, 360) }

func (c *Column) index(p float64) int {
	for k := range c.Levels {
		if c.Levels[k] == p {
			return k
		}
	}
	return -1
}
