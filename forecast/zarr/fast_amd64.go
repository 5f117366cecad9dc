package zarr

import "golang.org/x/sys/cpu"

// The loops of split.go and join.go, eight values at a time; they take values in multiples of eight, at least eight.

//go:noescape
func splitShorts8(value, difference, centre int64, twice bool, values *int16, low, high *byte, eights int)

//go:noescape
func splitInts8(value, difference, centre int64, twice bool, values *int32, planes *byte, n, eights int)

// splitShortsFast does the first values and says how many.
func splitShortsFast(last *tail[int16], values []int16, low, high []byte) int {
	n := len(values) / 8
	if n == 0 || !cpu.X86.HasSSSE3 {
		return 0
	}
	splitShorts8(int64(last.value), int64(last.difference), int64(last.centre), last.twice, &values[0], &low[0], &high[0], n)
	*last = last.after(values[:8*n])
	return 8 * n
}

func splitIntsFast(last *tail[int32], values []int32, planes []byte, n int) int {
	eights := len(values) / 8
	if eights == 0 || !cpu.X86.HasSSSE3 {
		return 0
	}
	splitInts8(int64(last.value), int64(last.difference), int64(last.centre), last.twice, &values[0], &planes[0], n, eights)
	*last = last.after(values[:8*eights])
	return 8 * eights
}

//go:noescape
func joinShorts8(low, high *byte, values *int16, eights int, centre int64, twice bool)

//go:noescape
func joinInts8(planes *byte, n int, values *int32, eights int, centre int64, twice bool)

func joinShortsFast(low, high []byte, values []int16, sums tail[int16]) int {
	n := len(values) / 8
	if n > 0 {
		joinShorts8(&low[0], &high[0], &values[0], n, int64(sums.centre), sums.twice)
	}
	return 8 * n
}

func joinIntsFast(planes []byte, values []int32, sums tail[int32]) int {
	n := len(values) / 8
	if n > 0 {
		joinInts8(&planes[0], len(values), &values[0], n, int64(sums.centre), sums.twice)
	}
	return 8 * n
}

//go:noescape
func markWords64(p *byte, marks *uint64, words int) (n int)

// markWordsFast makes the first words and says how many, and how many marks are in them.
func markWordsFast(p []byte, marks []uint64) (done, n int) {
	if len(marks) == 0 || !cpu.X86.HasAVX2 || !cpu.X86.HasPOPCNT {
		return 0, 0
	}
	return len(marks), markWords64(&p[0], &marks[0], len(marks))
}

//go:noescape
func streamFours(words *[256]uint64, p *byte, length, fours int, dst *byte) (held, n uint64, size int)

// streamFast writes the codes of the last bytes, as many as make fours, and gives how many are left, how much
// is written, and the bits that are held.
func (c *code) streamFast(p, dst []byte) (left, size int, held, n uint64) {
	fours := len(p) / 4
	if fours == 0 || !cpu.X86.HasBMI2 {
		return len(p), 0, 0, 0
	}
	held, n, size = streamFours(&c.words, &p[0], len(p), fours, &dst[0])
	return len(p) - 4*fours, size, held, n
}
