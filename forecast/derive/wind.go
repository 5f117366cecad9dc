package derive

import "math"

// windSpeed gives √(u² + v²).
func windSpeed(dst []float32, in ...[]float32) {
	u, v := in[0], in[1]
	for i := range dst {
		dst[i] = float32(math.Sqrt(float64(u[i])*float64(u[i]) + float64(v[i])*float64(v[i])))
	}
}

// windDirection gives the direction that the wind comes from, in degrees clockwise from north
// within [0, 360); 0 when it is calm (WMO-No. 306, code table 0877).
func windDirection(dst []float32, in ...[]float32) { direction(dst, in[0], in[1], -1) }

// flowDirection gives the direction that a current flows to, as oceanographers have it, in the same
// way.
func flowDirection(dst []float32, in ...[]float32) { direction(dst, in[0], in[1], 1) }

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
