// Package digits writes numbers as the fewest digits that stand for them, as strconv does, a few times
// faster for those that forecasts are made of.
package digits

import (
	"math"
	"strconv"
)

// powers of ten that a float64 holds exactly, also times any float32.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12}

// Append appends the shortest decimal that reads back as v: the bytes of strconv.AppendFloat(out,
// float64(v), 'g', -1, 32).
//
// A float32 has 24 bits, so that its product with 10¹² (28 bits and a power of two) is exact in a
// float64, and so is how far it lies from the nearest whole number: v has d decimals where that is at
// most half of the gap between float32s, times 10ᵈ.
func Append(out []byte, v float32) []byte {
	bits := math.Float32bits(v)
	x := math.Abs(float64(v))
	if !(x >= 1e-4 && x < 1e6) || bits&(1<<23-1) == 0 { // zero, exponents, or unequal gaps to both sides
		return strconv.AppendFloat(out, float64(v), 'g', -1, 32)
	}
	half := math.Float64frombits(uint64(int(bits>>23&255)-127-24+1023) << 52)
	isEven := bits&1 == 0
	decimals := enough[bits>>23&255]
	var n uint64
	for d := decimals; d >= 0; d-- {
		scaled := x * powers[d]
		nearest := uint64(math.RoundToEven(scaled))
		off, most := math.Abs(float64(nearest)-scaled), half*powers[d]
		if off > most || off == most && !isEven {
			break
		}
		n, decimals = nearest, d
	}
	if bits>>31 != 0 {
		out = append(out, '-')
	}
	return appendDecimal(out, n, decimals)
}

// enough is how many decimals are enough for the float32s of each exponent in Append's range: the gap
// between them is at least as wide as a unit of the last one.
var enough = func() (of [256]int) {
	for e := range of {
		gap := math.Ldexp(1, e-127-23)
		for of[e] < len(powers)-1 && 1/powers[of[e]] > gap {
			of[e]++
		}
	}
	return of
}()

// pairs are the two digits of each number below 100.
var pairs = func() (of [200]byte) {
	for n := range 100 {
		of[2*n], of[2*n+1] = byte('0'+n/10), byte('0'+n%10)
	}
	return of
}()

// appendDecimal appends n ÷ 10ᵈ with d decimals.
func appendDecimal(out []byte, n uint64, d int) []byte {
	var buffer [24]byte
	i := len(buffer)
	for n >= 100 || i > len(buffer)-d {
		i -= 2
		copy(buffer[i:], pairs[2*(n%100):][:2])
		n /= 100
	}
	if n > 0 || i == len(buffer)-d {
		i -= 2
		copy(buffer[i:], pairs[2*n:][:2])
	}
	whole := buffer[i : len(buffer)-d]
	for len(whole) > 1 && whole[0] == '0' {
		whole = whole[1:]
	}
	out = append(out, whole...)
	if d == 0 {
		return out
	}
	return append(append(out, '.'), buffer[len(buffer)-d:]...)
}
