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
	return low + (high-low)*math.Log(levels[k-1]/ps)/math.Log(levels[k-1]/levels[k])
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

// integrate gives the integral of values over pressure from the ground up to the highest level, by
// trapezes; beneath the lowest level values stay what they are there.
func integrate(values, levels []float64, first int, ps float64) float64 {
	if first >= len(levels) || ps != ps {
		return math.NaN()
	}
	bottom := values[first]
	if first > 0 && values[first-1] == values[first-1] {
		f := (ps - levels[first]) / (levels[first-1] - levels[first])
		bottom += f * (values[first-1] - bottom)
	}
	total := (ps - levels[first]) * (bottom + values[first])
	for k := first + 1; k < len(levels); k++ {
		total += (levels[k-1] - levels[k]) * (values[k-1] + values[k])
	}
	return total / 2
}

// columnVapour gives ∫ q dp ∕ g.
func columnVapour(dst []float32, a *args) {
	q, levels, ps := a.in[0], a.levels[0], a.one(1)
	values := make([]float64, len(levels))
	for i := range dst {
		for k := range values {
			values[k] = max(0, float64(q[k][i]))
		}
		p := float64(ps[i])
		dst[i] = float32(integrate(values, levels, aboveGround(levels, p), p) / thermo.Gravity)
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
		dst[i] = float32(math.Hypot(integrate(east, levels, first, p), integrate(north, levels, first, p)) / thermo.Gravity)
	}
}

// tropopause is the pressure above which neither clouds nor melting are looked for.
const tropopause = 10000

// freezingLevel gives the height above sea level at which the temperature, coming down, first
// reaches 0 °C; missing where it is freezing down to the ground.
func freezingLevel(dst []float32, a *args) {
	t, z, levels, ps := a.in[0], a.in[1], a.levels[0], a.one(2)
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
			if here >= thermo.Zero {
				dst[i] = float32(low + (here-thermo.Zero)/(here-above)*(float64(z[first][i])-low))
			}
		}
	}
}
