package zarr

import "math"

// splitShorts puts the bytes of differences into planes that begin n bytes after each other.
func splitShorts(last *tail[int16], values []int16, planes []byte, n int) {
	low, high := planes[:len(values)], planes[n:n+len(values)]
	done := splitShortsFast(last, values, low, high)
	for i := done; i < len(values); i++ {
		d := last.next(values[i])
		low[i], high[i] = byte(d), byte(d>>8)
	}
}

func splitInts(last *tail[int32], values []int32, planes []byte, n int) {
	end := len(values)
	p0, p1, p2, p3 := planes[:end], planes[n:n+end], planes[2*n:2*n+end], planes[3*n:3*n+end]
	done := splitIntsFast(last, values, planes, n)
	for i := done; i < end; i++ {
		d := last.next(values[i])
		p0[i], p1[i], p2[i], p3[i] = byte(d), byte(d>>8), byte(d>>16), byte(d>>24)
	}
}

func splitFloats(values []float32, planes []byte, n int) {
	end := len(values)
	p0, p1, p2, p3 := planes[:end], planes[n:n+end], planes[2*n:2*n+end], planes[3*n:3*n+end]
	for i, x := range values {
		u := math.Float32bits(x)
		p0[i], p1[i], p2[i], p3[i] = byte(u), byte(u>>8), byte(u>>16), byte(u>>24)
	}
}
