package cf

import "golang.org/x/sys/cpu"

// The loops of lanes.add and Convert, eight values at a time, at least eight.

//go:noescape
func extent8(values *float32, eights int, l *lanes)

//go:noescape
func convert8(values *float32, eights int, scale, offset float64)

// addFast takes the first values in and says how many.
func (l *lanes) addFast(values []float32) (done int) {
	n := len(values) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	extent8(&values[0], n, l)
	return 8 * n
}

// convertFast converts the first values and says how many.
func convertFast(values []float32, scale, offset float64) (done int) {
	n := len(values) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	convert8(&values[0], n, scale, offset)
	return 8 * n
}
