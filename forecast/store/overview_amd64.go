package store

import "golang.org/x/sys/cpu"

//go:noescape
func alongRow8(row, sums, totals *float32, eights int) (whole int32)

// alongFast does alongPart's work for nodes from first to end, of which nothing around is missing; both are
// 0 where there are none.
func alongFast(row, sums, totals []float32) (first, end int) {
	eights := min((len(row)-5)/32, (len(sums)-1)/8) // the last of them read a value that they do not want
	if eights < 1 || !cpu.X86.HasAVX2 || alongRow8(&row[1], &sums[1], &totals[1], eights) == 0 {
		return 0, 0
	}
	return 1, 1 + 8*eights
}
