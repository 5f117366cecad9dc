package derive

import "golang.org/x/sys/cpu"

//go:noescape
func speedEights(dst, u, v *float32, eights int)

//go:noescape
func boundEights(values *float32, eights int, least, most, missing float32)

// speedsFast does the first values of speeds, eight at a time, and says how many.
func speedsFast(dst, u, v []float32) int {
	n := len(dst) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	speedEights(&dst[0], &u[0], &v[0], n)
	return 8 * n
}

// boundFast does the first values of bound.
func boundFast(values []float32, least, most float32) int {
	n := len(values) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	boundEights(&values[0], n, least, most, missing)
	return 8 * n
}
