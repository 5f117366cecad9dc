package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// quantum says how a layer's values are kept in 16 bits: value = raw × scale + offset. It depends
// on the layer alone, so that raw values of different runs can be subtracted.
type quantum struct {
	scale, offset float64
	last          int // the highest raw
}

// quantumOf gives a layer's quantum: the variable's step, or a wider one where the values that are
// possible would not fit.
func quantumOf(l forecast.Layer) quantum {
	low, high := l.Variable.Range(l.Level)
	if steps := (high - low) / l.Variable.Step; steps <= maxRaw {
		return quantum{l.Variable.Step, low, int(math.Ceil(steps - 1e-6))}
	}
	return quantum{(high - low) / maxRaw, low, maxRaw}
}

// bounds gives the lowest and the highest value that can be kept.
func (q quantum) bounds() (low, high float64) {
	return q.offset, q.offset + q.scale*float64(q.last)
}

// quantise fills raw with values; NaN becomes missingRaw. It gives the index of the first value
// that is out of bounds, -1 where there is none.
func (q quantum) quantise(raw []uint16, values []float32) int {
	perStep := 1 / q.scale
	half := 0.5 - q.offset*perStep // value × perStep + half, cut off, rounds half up
	end := float64(q.last + 1)
	raw = raw[:len(values)]
	for i, v := range values {
		at := float64(v)*perStep + half
		if at >= 0 && at < end {
			raw[i] = uint16(at)
			continue
		}
		if v == v {
			return i
		}
		raw[i] = missingRaw
	}
	return -1
}
