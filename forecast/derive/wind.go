package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// windSpeed gives √(u² + v²).
func windSpeed(dst []float32, a *args) {
	u, v := a.one(0)[:len(dst)], a.one(1)[:len(dst)]
	for i := speedsFast(dst, u, v); i < len(dst); i++ {
		dst[i] = float32(math.Sqrt(float64(float32(u[i]*u[i]) + float32(v[i]*v[i])))) // a single instruction, in 32 bits
	}
}

// windDirection gives the direction that the wind comes from, in degrees clockwise from north
// within [0, 360); 0 when it is calm (WMO-No. 306, code table 0877).
func windDirection(dst []float32, a *args) { direction(dst, a.one(0), a.one(1), -1) }

// flowDirection gives the direction that a current flows to, as oceanographers have it, in the same
// way.
func flowDirection(dst []float32, a *args) { direction(dst, a.one(0), a.one(1), 1) }

func direction(dst, u, v []float32, sign float64) {
	for i := range dst {
		if u[i] == 0 && v[i] == 0 {
			dst[i] = 0
			continue
		}
		d := math.Atan2(sign*float64(u[i]), sign*float64(v[i])) * (180 / math.Pi)
		if d < 0 {
			d += 360
		}
		dst[i] = float32(d)
		if dst[i] >= 360 { // a hair west of north rounds up
			dst[i] = 0
		}
	}
}

// windShear gives the size of the difference of two winds.
func windShear(dst []float32, a *args) {
	u, v, u2, v2 := a.one(0), a.one(1), a.one(2), a.one(3)
	for i := range dst {
		dst[i] = float32(math.Hypot(float64(u2[i])-float64(u[i]), float64(v2[i])-float64(v[i])))
	}
}

// windBetween interpolates a component between two heights, linearly in the logarithm of height:
// the profile of the neutral surface layer.
func windBetween(dst []float32, a *args) {
	low, high := a.one(0), a.one(1)
	z1, z2 := a.levels[0][0], a.levels[1][0]
	f := float32(math.Log(a.level.Value/z1) / math.Log(z2/z1))
	for i := range dst {
		dst[i] = low[i] + f*(high[i]-low[i])
	}
}

// windAbove goes on from two heights below by the same profile.
func windAbove(dst []float32, a *args) { windBetween(dst, a) }

// logarithmic is the height above the ground, in metres, up to which winds are taken to follow the
// logarithm of height; above they are interpolated linearly.
const logarithmic = 500

// windAloft interpolates a component between the highest stored height below and the pressure
// levels, by their heights above the ground; it is missing above the highest.
func windAloft(dst []float32, a *args) { atHeight(dst, a, logarithmic) }

// windPower gives ½ ρ V³, the air's density from the pressure at the ground and the temperature at
// 2 m, taken to fall by 6.5 K/km up to the height (ICAO's standard atmosphere).
func windPower(dst []float32, a *args) {
	const lapse = 0.0065
	speed, t2, ps := a.one(0)[:len(dst)], a.one(1)[:len(dst)], a.one(2)[:len(dst)]
	h := a.level.Value
	for i := range dst {
		warm := float64(t2[i])
		t := warm - lapse*(h-2)
		p := float64(ps[i]) * thinning(lapse*h/(warm+2*lapse))
		v := float64(speed[i])
		dst[i] = float32(0.5 * p / (thermo.GasConstant * t) * v * v * v)
	}
}

// thinning gives (1 − x)^5.2559, by which pressure falls where temperature falls by x of itself: by the
// binomial series to 10⁻⁹ where x is below 0.03, as it is up to 500 m.
func thinning(x float64) float64 {
	const n = thermo.Gravity / (thermo.GasConstant * 0.0065)
	if !(x >= 0 && x < 0.03) {
		return math.Pow(1-x, n)
	}
	return 1 - n*x*(1-(n-1)/2*x*(1-(n-2)/3*x*(1-(n-3)/4*x*(1-(n-4)/5*x))))
}
