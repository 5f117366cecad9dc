package store

import (
	"math"
	"math/bits"
)

// quantiser turns values into raw integers, NaN into fill, and finds those that are outside of what is
// possible.
type quantiser[T int16 | int32] struct {
	inverse, bias float64
	lowest        int64 // raw integer that is possible
	span          uint64
	fill          T

	relative   float64 // error that a value may have, 0 for none but the step's
	zero, last int32

	offset float64
	impossible
}

// impossible is what was found outside of what is possible.
type impossible struct {
	outside int     // values so far
	worst   float32 // of them
}

const positive = 1 << 30 // makes every quotient positive, so that truncation rounds

func newQuantiser[T int16 | int32](p packing, low, high, relative float64, fill T) *quantiser[T] {
	inverse := 1 / p.scale
	lowest := int64(math.Round((low - p.offset) * inverse))
	return &quantiser[T]{
		inverse: inverse, bias: positive + 0.5 - p.offset*inverse,
		lowest: lowest, span: uint64(int64(math.Round((high-p.offset)*inverse)) - lowest),
		fill: fill, relative: relative, offset: p.offset,
		zero: int32(math.Round(p.offset / p.scale)), // raw + zero is proportional to the value
		last: int32(math.Round((high - p.offset) / p.scale)),
	}
}

// row turns some values into as many integers, which are useless where one is outside.
func (q *quantiser[T]) row(values []float32, dst []T) {
	dst = dst[:len(values)]
	done, possible := q.fast(values, dst)
	for i, v := range values[done:] {
		raw := int64(float64(v)*q.inverse+q.bias) - positive
		possible = possible && uint64(raw-q.lowest) <= q.span
		dst[done+i] = T(raw)
	}
	if !possible {
		q.reject(values, dst)
	}
	if q.relative > 0 {
		q.roundOff(dst[q.roundOffFast(dst):])
	}
}

// reject notes what is outside and puts in fill for what is missing.
func (q *quantiser[T]) reject(values []float32, dst []T) {
	for i, v := range values {
		if v != v {
			dst[i] = q.fill
			continue
		}
		raw := int64(float64(v)*q.inverse+q.bias) - positive - q.lowest
		if uint64(raw) <= q.span {
			continue
		}
		if q.outside == 0 || math.Abs(float64(v)-q.offset) > math.Abs(float64(q.worst)-q.offset) {
			q.worst = v
		}
		q.outside++
	}
}

// roundOff rounds the raw integers of values that may have a relative error to multiples of powers of
// two, as coarse as the error allows and not beyond the highest: what is left compresses better.
func (q *quantiser[T]) roundOff(raw []T) {
	zero, last, fill, twice := q.zero, q.last, q.fill, 2*q.relative
	for i, r := range raw {
		n := int32(r) + zero
		// The first rounding was wrong by half a step, this one is by half of 2^shift steps.
		most := int32(float64(max(n, -n))*twice) - 1
		if most < 2 || r == fill {
			continue
		}
		shift := bits.Len32(uint32(most)) - 1
		raw[i] = T(min((n+int32(1)<<shift>>1)>>shift<<shift-zero, last))
	}
}
