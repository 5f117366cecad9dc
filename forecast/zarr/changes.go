package zarr

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// marksAtOnce is how many words of marks are made before it is asked whether more are wanted.
const marksAtOnce = 16

// mark notes in changes where a byte differs from the next one, a bit for each byte, and gives how often; as
// soon as it is more often than most, it stops and gives that.
func (r *runFinder) mark(p []byte, most int) (n int) {
	words := (len(p) + 63) / 64
	r.changes = slices.Grow(r.changes[:0], words)[:words]
	whole := (len(p) - 1) / 64
	for at := 0; at < whole && n <= most; at += marksAtOnce {
		some := r.changes[at:min(at+marksAtOnce, whole)]
		n += markWords(p[64*at:64*(at+len(some))+1], some)
	}
	if whole < words {
		last := uint64(0)
		for i := 64 * whole; i+1 < len(p); i++ {
			if p[i] != p[i+1] {
				last |= 1 << (i % 64)
			}
		}
		r.changes[whole] = last
		n += bits.OnesCount64(last)
	}
	return n
}

// markWords makes words of marks of 64 bytes each, and of one more.
func markWords(p []byte, marks []uint64) (n int) {
	done, n := markWordsFast(p, marks)
	for k := done; k < len(marks); k++ {
		marks[k] = 0
		for i := 0; i < 64; i += 8 {
			at := p[64*k+i:][:9]
			x := binary.LittleEndian.Uint64(at) ^ binary.LittleEndian.Uint64(at[1:])
			differ := (x&^highBits + ^uint64(highBits) | x) & highBits
			marks[k] |= differ >> 7 * 0x0102040810204080 >> 56 << i // gathers the bits
		}
		n += bits.OnesCount64(marks[k])
	}
	return n
}
