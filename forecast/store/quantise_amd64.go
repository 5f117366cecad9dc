package store

import "golang.org/x/sys/cpu"

// The loop of quantiser.row, eight values at a time, at least eight. possible has eight bits set where no
// value is outside or missing.

//go:noescape
func quantiseShorts8(values *float32, raw *int16, eights int, inverse, bias float64, lowest, span int32) (possible int32)

//go:noescape
func quantiseInts8(values *float32, raw *int32, eights int, inverse, bias float64, lowest, span int32) (possible int32)

// fast does the first values and says how many, and whether all of them are possible.
func (q *quantiser[T]) fast(values []float32, dst []T) (done int, possible bool) {
	n := len(values) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0, true
	}
	var mask int32
	lowest, span := int32(q.lowest+positive), int32(q.span)
	switch raw := any(dst).(type) {
	case []int16:
		mask = quantiseShorts8(&values[0], &raw[0], n, q.inverse, q.bias, lowest, span)
	case []int32:
		mask = quantiseInts8(&values[0], &raw[0], n, q.inverse, q.bias, lowest, span)
	}
	return 8 * n, mask == 1<<8-1
}

// The loop of quantiser.roundOff.
//
//go:noescape
func roundOffInts8(raw *int32, eights int, twice float64, zero, last, fill int32)

// roundOffFast does the first integers and says how many.
func (q *quantiser[T]) roundOffFast(raw []T) (done int) {
	ints, ok := any(raw).([]int32)
	n := len(raw) / 8
	if !ok || n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	roundOffInts8(&ints[0], n, 2*q.relative, q.zero, q.last, int32(q.fill))
	return 8 * n
}
