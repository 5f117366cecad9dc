package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// Columns are read from below; what lies beneath the ground, where models put made-up values, does
// not count: the first level above it does, and the ground itself by interpolation.

// aboveGround gives the first of levels that lies above a ground at pressure ps.
func aboveGround(levels []float64, ps float64) int {
	for k, p := range levels {
		if p < ps {
			return k
		}
	}
	return len(levels)
}

// atGround interpolates a column at the ground in the logarithm of pressure; under the lowest level
// it goes on as between the lowest two. Where there is no value beneath the ground, it takes the one
// above.
func atGround(column [][]float32, levels []float64, node, first int, ps float64) float64 {
	k := max(first, 1)
	if k >= len(levels) {
		return math.NaN()
	}
	low, high := float64(column[k-1][node]), float64(column[k][node])
	if low != low {
		return high
	}
	return low + (high-low)*thermo.Log(levels[k-1]/ps)/thermo.Log(levels[k-1]/levels[k])
}

// groundHeight gives the height of the ground from its pressure.
func groundHeight(heights [][]float32, levels []float64, node int, ps float64) float64 {
	return atGround(heights, levels, node, aboveGround(levels, ps), ps)
}

// pressureOfGround gives the pressure at the model's elevation, by the heights of pressure levels.
func pressureOfGround(dst []float32, a *args) {
	elevation, heights, levels := a.one(0), a.in[1], a.levels[1]
	for i := range dst {
		z := float64(elevation[i])
		k := 1
		for k < len(levels)-1 && float64(heights[k][i]) < z {
			k++
		}
		low, high := float64(heights[k-1][i]), float64(heights[k][i])
		dst[i] = float32(levels[k-1] * math.Pow(levels[k]/levels[k-1], (z-low)/(high-low)))
	}
}

// bottom gives a value at the ground by interpolation in pressure; beneath the lowest level it stays
// what it is there, as it does where there is none beneath the ground.
func bottom(values, levels []float64, first int, ps float64) float64 {
	if first >= len(levels) || ps != ps {
		return math.NaN()
	}
	v := values[first]
	if first > 0 && values[first-1] == values[first-1] {
		v += (ps - levels[first]) / (levels[first-1] - levels[first]) * (values[first-1] - v)
	}
	return v
}

// integrate gives the integral of values over pressure from the ground, where they are bottom, up to
// the highest level, by trapezes.
func integrate(values, levels []float64, first int, ps, bottom float64) float64 {
	if first >= len(levels) || ps != ps {
		return math.NaN()
	}
	total := (ps - levels[first]) * (bottom + values[first])
	for k := first + 1; k < len(levels); k++ {
		total += (levels[k-1] - levels[k]) * (values[k-1] + values[k])
	}
	return total / 2
}

// columnVapour gives ∫ q dp ∕ g, from the humidity at 2 m where it is known.
func columnVapour(dst []float32, a *args) {
	q, levels, ps, q2 := a.in[0], a.levels[0], a.one(1), a.one(2)
	values := make([]float64, len(levels))
	for i := range dst {
		for k := range values {
			values[k] = max(0, float64(q[k][i]))
		}
		p := float64(ps[i])
		first := aboveGround(levels, p)
		low := bottom(values, levels, first, p)
		if q2 != nil {
			low = float64(q2[i])
		}
		dst[i] = float32(integrate(values, levels, first, p, low) / thermo.Gravity)
	}
}

// vapourTransport gives the size of ∫ q (u, v) dp ∕ g.
func vapourTransport(dst []float32, a *args) {
	q, u, v, levels, ps := a.in[0], a.in[1], a.in[2], a.levels[0], a.one(3)
	east, north := make([]float64, len(levels)), make([]float64, len(levels))
	for i := range dst {
		for k := range levels {
			w := float64(q[k][i])
			east[k], north[k] = w*float64(u[k][i]), w*float64(v[k][i])
		}
		p := float64(ps[i])
		first := aboveGround(levels, p)
		x := integrate(east, levels, first, p, bottom(east, levels, first, p))
		y := integrate(north, levels, first, p, bottom(north, levels, first, p))
		dst[i] = float32(math.Hypot(x, y) / thermo.Gravity)
	}
}

// tropopause is the pressure above which neither clouds nor melting are looked for.
const tropopause = 10000

// freezingLevel gives the height above sea level at which the temperature, coming down, first
// reaches 0 °C; missing where it is freezing down to the ground.
func freezingLevel(dst []float32, a *args) {
	t, z, levels, ps, t2 := a.in[0], a.in[1], a.levels[0], a.one(2), a.one(3)
	for i := range dst {
		p := float64(ps[i])
		first := aboveGround(levels, p)
		dst[i] = missing
		k := len(levels) - 1
		for k > first && levels[k] < tropopause {
			k--
		}
		above := math.NaN() // the temperature one level up
		for ; k >= first && k < len(levels); k-- {
			here := float64(t[k][i])
			if here >= thermo.Zero || here != here {
				break
			}
			above = here
		}
		switch {
		case above != above || p != p: // warm at the top, or nothing to go by
		case k >= first:
			here, low := float64(t[k][i]), float64(z[k][i])
			dst[i] = float32(low + (here-thermo.Zero)/(here-above)*(float64(z[k+1][i])-low))
		default:
			here, low := atGround(t, levels, i, first, p), atGround(z, levels, i, first, p)
			if t2 != nil {
				here = float64(t2[i])
			}
			if here >= thermo.Zero {
				dst[i] = float32(low + (here-thermo.Zero)/(here-above)*(float64(z[first][i])-low))
			}
		}
	}
}
