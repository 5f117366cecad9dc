package power

import "golang.org/x/sys/cpu"

//go:noescape
func powerEights(dst, speed, density *float32, eights int, points *float32, cells *int32, last int32, lastCell, cutIn, cutOut float32)

//go:noescape
func densityEights(dst, temperature, pressure, humidity *float32, eights int, drop, half, column, gas float32)

//go:noescape
func shearEights(dst, below, above *float32, eights int, factors *float32, low, perUnit, last float32)

// eights does the first values, eight at a time, and says how many.
func (r *rapid) eights(dst, speed, density []float32) int {
	n := len(dst) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	powerEights(&dst[0], &speed[0], &density[0], n, &r.points[0], &r.cells[0], r.last, r.lastCell, r.cutIn, r.cutOut)
	return 8 * n
}

// eights does the first values, eight at a time, and says how many.
func (m *moistAir) eights(dst, temperature, pressure, humidity []float32) int {
	n := len(dst) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	var moist *float32
	if humidity != nil {
		moist = &humidity[0]
	}
	densityEights(&dst[0], &temperature[0], &pressure[0], moist, n, m.drop, m.half, m.column, m.gas)
	return 8 * n
}

// eights does the first values, eight at a time, and says how many.
func (s *shears) eights(dst, below, above []float32) int {
	n := len(dst) / 8
	if n == 0 || !cpu.X86.HasAVX2 {
		return 0
	}
	shearEights(&dst[0], &below[0], &above[0], n, &s.factors[0], s.low, s.perUnit, shearCells)
	return 8 * n
}
