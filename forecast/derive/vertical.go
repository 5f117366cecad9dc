package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/thermo"
)

// betweenLevels interpolates between two pressure levels, linearly in the logarithm of pressure.
func betweenLevels(dst []float32, a *args) {
	low, high := a.one(0), a.one(1)
	p1, p2 := a.levels[0][0], a.levels[1][0]
	f := float32(thermo.Log(p1/a.pascals()) / thermo.Log(p1/p2))
	for i := range dst {
		dst[i] = low[i] + f*(high[i]-low[i])
	}
}

// temperatureAtHeight interpolates linearly in height, from 2 m up; humidity as well.
func temperatureAtHeight(dst []float32, a *args) { atHeight(dst, a, 0) }

// atHeight interpolates between the highest stored height below and the pressure levels, by their
// heights above the ground: from heights below upTo metres in the logarithm of height, linearly above.
// It is missing above the highest level.
func atHeight(dst []float32, a *args, upTo float64) {
	low, column, heights, ps := a.one(0), a.in[1], a.in[2], a.one(3)
	z1, target := a.levels[0][0], a.level.Value
	for i := range dst {
		zg := groundHeight(heights, a.levels[2], i, float64(ps[i]))
		z, w := z1, float64(low[i])
		dst[i] = missing
		if zg != zg {
			continue
		}
		for k, level := range heights {
			up := float64(level[i]) - zg
			if !(up > z) {
				continue // below the ground, or below what is known
			}
			next := float64(column[k][i])
			if up >= target {
				f := (target - z) / (up - z)
				if z < upTo {
					f = thermo.Log(target/z) / thermo.Log(up/z)
				}
				dst[i] = float32(w + f*(next-w))
				break
			}
			z, w = up, next
		}
	}
}

// atAltitudeOf interpolates a column linearly in height above the level of the sea, from the value near the
// ground up where there is one. Beneath the ground, where that is known, and beneath the lowest value it is
// missing.
func atAltitudeOf(dst []float32, a *args) {
	near, column, heights, ps := a.one(0), a.in[1], a.in[2], a.one(3)
	target := a.level.Value
	for i := range dst {
		dst[i] = missing
		ground, z, v := math.Inf(-1), math.NaN(), math.NaN()
		if ps != nil {
			ground = groundHeight(heights, a.levels[2], i, float64(ps[i]))
			if near != nil {
				z, v = ground+a.levels[0][0], float64(near[i])
			}
		}
		if !(target >= ground) {
			continue
		}
		if target <= z {
			dst[i] = float32(v) // between the ground and where its value is measured
			continue
		}
		for k, level := range heights {
			up, next := float64(level[i]), float64(column[k][i])
			if !(up > ground) || up <= z {
				continue
			}
			if up >= target {
				f := (target - z) / (up - z)
				if up == target {
					v, f = next, 0
				}
				dst[i] = float32(v + f*(next-v))
				break
			}
			z, v = up, next
		}
	}
}

// pressureAt gives the pressure at the level of a result, above the ground or the sea, of a node: its logarithm
// is linear in height between the levels, and the ground where that is known. NaN beneath it.
func pressureAt(a *args, heights [][]float32, levels []float64, ps []float32, i int) float64 {
	z, p, target := math.NaN(), math.NaN(), a.level.Value
	ground := math.Inf(-1)
	if ps != nil {
		p = float64(ps[i])
		ground = groundHeight(heights, levels, i, p)
		z = ground
	}
	if a.level.Kind == forecast.Height {
		target += ground
	}
	for k, level := range heights {
		up := float64(level[i])
		if !(up > ground) {
			continue
		}
		if up >= target {
			if up == target {
				return levels[k]
			}
			return p * math.Pow(levels[k]/p, (target-z)/(up-z))
		}
		z, p = up, levels[k]
	}
	return math.NaN()
}

// relativeHumidityAtHeight is of the temperature and humidity there and the pressure, which columns tell.
func relativeHumidityAtHeight(dst []float32, a *args) {
	heights, ps, t, q := a.in[0], a.one(1), a.one(2), a.one(3)
	for i := range dst {
		p := pressureAt(a, heights, a.levels[0], ps, i)
		dst[i] = relative(float64(t[i]), thermo.VapourPressure(float64(q[i]), p))
	}
}

// dewPointAtHeight is that of the humidity there and the pressure, which columns tell.
func dewPointAtHeight(dst []float32, a *args) {
	heights, ps, q := a.in[0], a.one(1), a.one(2)
	for i := range dst {
		p := pressureAt(a, heights, a.levels[0], ps, i)
		dst[i] = float32(thermo.DewPoint(thermo.VapourPressure(float64(q[i]), p)))
	}
}
