package derive

import "github.com/fengtu/fengtu/forecast/thermo"

// betweenLevels interpolates between two pressure levels, linearly in the logarithm of pressure.
func betweenLevels(dst []float32, a *args) {
	low, high := a.one(0), a.one(1)
	p1, p2 := a.levels[0][0], a.levels[1][0]
	f := float32(thermo.Log(p1/a.pascals()) / thermo.Log(p1/p2))
	for i := range dst {
		dst[i] = low[i] + f*(high[i]-low[i])
	}
}

// temperatureAtHeight interpolates linearly in height, from 2 m up.
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
