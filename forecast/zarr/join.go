package zarr

import "math"

// joinShorts makes values of the differences whose bytes are in planes.
func joinShorts(planes []byte, values []int16, sums tail[int16]) {
	n := len(values)
	low, high := planes[:n], planes[n:2*n]
	done := joinShortsFast(low, high, values, sums)
	sums = sums.after(values[:done])
	for i := done; i < n; i++ {
		values[i] = sums.add(int16(uint16(low[i]) | uint16(high[i])<<8))
	}
}

func joinInts(planes []byte, values []int32, sums tail[int32]) {
	n := len(values)
	planes = planes[:4*n]
	done := joinIntsFast(planes, values, sums)
	sums = sums.after(values[:done])
	for i := done; i < n; i++ {
		values[i] = sums.add(int32(word(planes, i, n)))
	}
}

func joinFloats(planes []byte, values []float32) {
	for i := range values {
		values[i] = math.Float32frombits(word(planes, i, len(values)))
	}
}

func word(p []byte, i, n int) uint32 {
	return uint32(p[i]) | uint32(p[n+i])<<8 | uint32(p[2*n+i])<<16 | uint32(p[3*n+i])<<24
}
