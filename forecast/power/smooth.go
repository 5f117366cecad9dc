package power

import "math"

// Smooth gives the curve of a turbine in turbulent wind: at each speed the mean of the curve over a
// normal distribution about it whose standard deviation is intensity × speed. It is told every
// half m/s up to the last speed of c. The wind beyond counts with the curve's last power, since a
// turbine cuts out by the mean wind.
func (c *Curve) Smooth(intensity float64) *Curve {
	const step, reach, parts = 0.5, 4.0, 160 // standard deviations, and pieces of the integral
	var speeds, powers []float64
	for k := 0; ; k++ {
		v := min(float64(k)*step, c.storm)
		var sum, weights float64
		for i := range parts + 1 {
			z := reach * (2*float64(i)/parts - 1)
			w := math.Exp(-z * z / 2)
			weights += w
			sum += w * c.at(v+z*intensity*v)
		}
		speeds, powers = append(speeds, v), append(powers, sum/weights)
		if v == c.storm {
			break
		}
	}
	out, err := NewCurve(speeds, powers)
	if err != nil { // c is a curve, so its means are one
		panic(err)
	}
	return out
}
