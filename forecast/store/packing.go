package store

import (
	"math"
	"math/bits"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// packing is how a layer's values are kept: raw × scale + offset.
type packing struct {
	kind          zarr.DataType
	scale, offset float64
}

// The raw values that stand for missing.
const (
	fill16 = math.MinInt16
	fill32 = math.MinInt32
)

// packingOf chooses integers of the variable's own step, as narrow as its range allows.
func packingOf(l forecast.Layer) packing {
	v := l.Variable
	low, high := v.Range(l.Level)
	step := v.StepAt(l.Level)
	middle := low + math.Round((high-low)/2/step)*step
	p := packing{zarr.Int16, step, middle}
	if max(high-middle, middle-low)/step >= math.MaxInt16 { // half a step more must fit beside fill16
		p.kind = zarr.Int32
	}
	return p
}

// quantise turns values into raw integers, NaN into fill. It returns the number of values that
// are outside low…high, and the worst of them; dst is useless then.
func quantise[T int16 | int32](p packing, low, high float64, values []float32, fill T, dst []T) (outside int, worst float32) {
	const shift = 1 << 30 // makes every quotient positive, so that truncation rounds
	inverse := 1 / p.scale
	bias := shift + 0.5 - p.offset*inverse
	lowest := int64(math.Round((low - p.offset) * inverse))
	span := uint64(int64(math.Round((high-p.offset)*inverse)) - lowest)
	for i, v := range values {
		raw := int64(float64(v)*inverse+bias) - shift
		if uint64(raw-lowest) <= span { // neither outside nor missing
			dst[i] = T(raw)
			continue
		}
		if v != v {
			dst[i] = fill
			continue
		}
		if outside == 0 || math.Abs(float64(v)-p.offset) > math.Abs(float64(worst)-p.offset) {
			worst = v
		}
		outside++
	}
	return outside, worst
}

// roundOff rounds the raw integers of values that may have a relative error to multiples of powers of
// two, as coarse as the error allows and not beyond high: what is left compresses better.
func roundOff[T int16 | int32](p packing, relative, high float64, fill T, raw []T) {
	zero := int32(math.Round(p.offset / p.scale)) // raw + zero is proportional to the value
	last := int32(math.Round((high - p.offset) / p.scale))
	for i, r := range raw {
		n := int32(r) + zero
		// The first rounding was wrong by half a step, this one is by half of 2^shift steps.
		most := int32(float64(max(n, -n))*2*relative) - 1
		if most < 2 || r == fill {
			continue
		}
		shift := bits.Len32(uint32(most)) - 1
		raw[i] = T(min((n+int32(1)<<shift>>1)>>shift<<shift-zero, last))
	}
}

// trim keeps as many bits of each value as its relative precision needs, so that the rest
// compresses to nothing; it rounds to nearest. Runs that were begun by earlier versions keep
// specific humidity so.
func trim(relative, low, high float64, values, dst []float32) (outside int, worst float32) {
	lowest, highest := float32(low), float32(high)
	keep := min(23, max(1, int(math.Ceil(-math.Log2(relative)))-1))
	drop := 23 - keep
	half := uint32(1) << drop >> 1
	mask := ^uint32(0) << drop
	for i, v := range values {
		if v < lowest || v > highest {
			outside++
			worst = v
			continue
		}
		if v != v {
			dst[i] = float32(math.NaN())
			continue
		}
		dst[i] = math.Float32frombits((math.Float32bits(v) + half) & mask)
	}
	return outside, worst
}

// unpackEach turns raw values that lie stride apart into values.
func unpackEach[T int16 | int32](p packing, fill T, raw []T, stride int, dst []float32) {
	for i, k := 0, 0; i < len(dst); i, k = i+1, k+stride {
		if r := raw[k]; r == fill {
			dst[i] = float32NaN
		} else {
			dst[i] = float32(float64(r)*p.scale + p.offset)
		}
	}
}
