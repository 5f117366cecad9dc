package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// The bounds of low and of high cloud as shares of the pressure at the ground (ECMWF).
const (
	lowCloud  = 0.8
	highCloud = 0.45
)

// driest is the least humidity that has clouds anywhere.
const driest = 0.7

// cloudiness gives the share of a cell that is cloudy by Sundqvist et al. (1989): 1 − √((1 − RH) ∕
// (1 − RHc)), with the critical humidity of Lohmann and Roeckner (1996): 0.7 + 0.2 exp(1 − (ps∕p)⁴).
func cloudiness(t, q, p, ps float64) float64 {
	rh := thermo.VapourPressure(q, p) / thermo.CloudSaturation(t)
	if rh <= driest {
		return 0
	}
	ratio := ps / p
	ratio *= ratio
	critical := driest + 0.2*math.Exp(1-ratio*ratio)
	switch {
	case rh <= critical:
		return 0
	case rh >= 1:
		return 1
	}
	return 1 - math.Sqrt((1-rh)/(1-critical)) // NaN stays so
}

// cover gives the low, mid-level and high clouds of a node, each as much as its cloudiest level has:
// there they lie above one another.
func cover(a *args, node int) (low, mid, high float64) {
	t, q, levels, ps := a.in[0], a.in[1], a.levels[0], float64(a.one(2)[node])
	for k, p := range levels {
		if p >= ps || p < tropopause {
			continue
		}
		c := cloudiness(float64(t[k][node]), float64(q[k][node]), p, ps)
		switch {
		case p > lowCloud*ps:
			low = max(low, c)
		case p > highCloud*ps:
			mid = max(mid, c)
		default:
			high = max(high, c)
		}
	}
	if ps != ps {
		return ps, ps, ps
	}
	return low, mid, high
}

func cloudLow(dst []float32, a *args) {
	for i := range dst {
		low, _, _ := cover(a, i)
		dst[i] = float32(low)
	}
}

func cloudMid(dst []float32, a *args) {
	for i := range dst {
		_, mid, _ := cover(a, i)
		dst[i] = float32(mid)
	}
}

func cloudHigh(dst []float32, a *args) {
	for i := range dst {
		_, _, high := cover(a, i)
		dst[i] = float32(high)
	}
}

// cloudTotal takes low, mid-level and high clouds as lying at random to one another.
func cloudTotal(dst []float32, a *args) {
	for i := range dst {
		low, mid, high := cover(a, i)
		dst[i] = float32(1 - (1-low)*(1-mid)*(1-high))
	}
}

func cloudAloft(dst []float32, a *args) {
	t, q, ps, p := a.one(0), a.one(1), a.one(2), a.pascals()
	for i := range dst {
		dst[i] = missing
		if float64(ps[i]) > p {
			dst[i] = float32(cloudiness(float64(t[i]), float64(q[i]), p, float64(ps[i])))
		}
	}
}
