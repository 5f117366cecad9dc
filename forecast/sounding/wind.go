package sounding

import "math"

// Winds are those above one place by height above the ground, in m and m/s.
type Winds struct{ z, p, u, v []float64 }

// Winds gives the winds of a column, from 10 m up; nothing where the ground is not known.
func (c *Column) Winds() Winds {
	var w Winds
	g := c.Ground
	add := func(z, p, u, v float64) {
		if z == z && u == u && v == v {
			w.z, w.p, w.u, w.v = append(w.z, z), append(w.p, p), append(w.u, u), append(w.v, v)
		}
	}
	low := c.GroundHeight()
	add(low-low, g.Pressure, g.U, g.V)
	for k := c.Above(); k < len(c.Levels); k++ {
		add(c.Height[k]-low, c.Levels[k], c.U[k], c.V[k])
	}
	return w
}

// At gives pressure and wind at a height, linear between what is known (the pressure's logarithm); NaN
// above the highest, and the lowest wind below that.
func (w Winds) At(z float64) (p, u, v float64) {
	for k := range w.z {
		if w.z[k] < z {
			continue
		}
		if k == 0 {
			return w.p[0], w.u[0], w.v[0]
		}
		f := (z - w.z[k-1]) / (w.z[k] - w.z[k-1])
		return w.p[k-1] * math.Pow(w.p[k]/w.p[k-1], f), w.u[k-1] + f*(w.u[k]-w.u[k-1]), w.v[k-1] + f*(w.v[k]-w.v[k-1])
	}
	return math.NaN(), math.NaN(), math.NaN()
}

// between calls f for each wind from one height to another: both ends, and what is known within.
func (w Winds) between(from, to float64, f func(p, u, v float64)) {
	f(w.At(from))
	for k, z := range w.z {
		if z > from && z < to {
			f(w.p[k], w.u[k], w.v[k])
		}
	}
	f(w.At(to))
}

// meanSteps is into how many parts Mean cuts a layer: the wind is linear in height, its mass is not.
const meanSteps = 60

// Mean gives the mean wind by mass between two heights.
func (w Winds) Mean(from, to float64) (u, v float64) {
	var depth float64
	lastP, lastU, lastV := w.At(from)
	for k := 1; k <= meanSteps; k++ {
		p, hereU, hereV := w.At(from + (to-from)*float64(k)/meanSteps)
		u += (lastP - p) * (lastU + hereU) / 2
		v += (lastP - p) * (lastV + hereV) / 2
		depth += lastP - p
		lastP, lastU, lastV = p, hereU, hereV
	}
	return u / depth, v / depth
}

// Storm gives how a supercell that turns right moves (Bunkers et al. 2000): the mean wind of the lowest
// 6 km, and 7.5 m/s to the right of the shear between the lowest 500 m and 5.5 to 6 km.
func (w Winds) Storm() (u, v float64) {
	u, v = w.Mean(0, 6000)
	lowU, lowV := w.Mean(0, 500)
	highU, highV := w.Mean(5500, 6000)
	x, y := highU-lowU, highV-lowV
	size := math.Hypot(x, y)
	if size == 0 {
		return u, v
	}
	const deviation = 7.5
	return u + deviation*y/size, v - deviation*x/size
}

// Helicity gives the storm-relative helicity of the air up to a height, in m²/s², for a storm that
// moves at u, v (Davies-Jones et al. 1990): twice the area that the wind sweeps out about it.
func (w Winds) Helicity(height, u, v float64) float64 {
	sum, lastU, lastV := 0.0, math.NaN(), math.NaN()
	w.between(0, height, func(_, hereU, hereV float64) {
		if lastU == lastU {
			sum += (hereU-u)*(lastV-v) - (lastU-u)*(hereV-v)
		}
		if hereU != hereU {
			sum = math.NaN()
		}
		lastU, lastV = hereU, hereV
	})
	return sum
}
