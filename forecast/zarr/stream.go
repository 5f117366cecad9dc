package zarr

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// code is a Huffman code of bytes, as zstd describes one (RFC 8878, 4.2).
type code struct {
	words       [256]uint64 // the code in the highest bits, its length in the lowest; 0 for bytes without one
	description []byte
}

// appendStreams appends the description of the code, where each of four streams begins, and these.
func (c *code) appendStreams(dst, p []byte) []byte {
	dst = append(dst, c.description...)
	jump := len(dst)
	dst = append(dst, make([]byte, 6)...)
	quarter := (len(p) + 3) / 4
	for k := range 4 {
		before := len(dst)
		dst = c.appendStream(dst, p[min(k*quarter, len(p)):min((k+1)*quarter, len(p))])
		if k < 3 {
			binary.LittleEndian.PutUint16(dst[jump+2*k:], uint16(len(dst)-before))
		}
	}
	return dst
}

// appendStream appends codes: the last byte's first, and a 1 after all. The newest bits are the highest
// of held; below the bits that are wanted is what may be anything.
func (c *code) appendStream(dst, p []byte) []byte {
	at, room := len(dst), (len(p)*maxCodeBits+7)/8+16
	dst = slices.Grow(dst, room)[:at+room]
	i, size, held, n := c.streamFast(p, dst[at:])
	at += size
	words := &c.words
	for ; i >= 4; i -= 4 { // at most 7 bits are held, and 44 more fit above the lengths
		q := (*[4]byte)(p[i-4 : i])
		w := words[q[3]]
		held = held>>(w&63) | w
		n += w
		w = words[q[2]]
		held = held>>(w&63) | w
		n += w
		w = words[q[1]]
		held = held>>(w&63) | w
		n += w
		w = words[q[0]]
		held = held>>(w&63) | w
		n = (n + w) & 63
		binary.LittleEndian.PutUint64(dst[at:], held>>(-n&63))
		at += int(n >> 3)
		n &= 7
	}
	held = held >> (-n & 63) & (1<<n - 1) // now the oldest bits are the lowest
	for i--; i >= 0; i-- {
		w := words[p[i]]
		length := w & 15
		held |= w >> (-length & 63) << n
		n += length
	}
	held |= 1 << n
	binary.LittleEndian.PutUint64(dst[at:], held)
	return dst[:at+(bits.Len64(held)+7)/8]
}
