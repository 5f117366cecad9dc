package zarr

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/klauspost/compress/huff0"
	"github.com/klauspost/compress/zstd"
)

// A frame of zstd is put together here from blocks of two kinds (RFC 8878). The lowest bytes of
// differences are noise: to look for repetitions among them finds little and takes longest, so they
// are entropy coded alone. The higher bytes say little more than the sign: where it seldom changes
// they are left to the coder, which finds the long repetitions.

const (
	frameMagic  = 0xFD2FB528
	frameOfSize = 0xA0 // single segment, with its size in four bytes
	maxBlock    = 128 << 10

	rawBlock, runBlock, compressedBlock = 0, 1, 2
)

var entropy = sync.Pool{New: func() any { return &huff0.Scratch{Reuse: huff0.ReusePolicyNone} }}

// appendFrame appends a frame of bytes whose first n are noise.
func appendFrame(dst, p []byte, n int) []byte {
	if n > maxBlock {
		return coder().EncodeAll(p, dst)
	}
	dst = binary.LittleEndian.AppendUint32(dst, frameMagic)
	dst = append(dst, frameOfSize)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p)))
	dst = appendLiterals(dst, p[:n], false)
	if len(p) == 2*n && changesOften(p[n:]) {
		return appendLiterals(dst, p[n:], true)
	}
	return appendBlocks(dst, p[n:])
}

// changesWorthwhile is how many bytes apart changes must be on average for repetitions to be worth
// looking for.
const changesWorthwhile = 6

// changesOften says whether bytes change that often; where they do, it need not see them all.
func changesOften(p []byte) bool {
	left := len(p) / changesWorthwhile
	for i := 1; i < len(p); i++ {
		if p[i] != p[i-1] {
			if left--; left < 0 {
				return true
			}
		}
	}
	return false
}

// appendBlocks appends the blocks of a frame that the coder makes, without its header.
func appendBlocks(dst, p []byte) []byte {
	b := planeBuffer(0)
	defer planes.Put(b)
	*b = coder().EncodeAll(p, *b)
	var h zstd.Header
	if err := h.Decode(*b); err != nil {
		panic(err) // only of our own coder
	}
	return append(dst, (*b)[h.HeaderSize:]...)
}

// appendLiterals appends a block of entropy coded bytes.
func appendLiterals(dst, p []byte, last bool) []byte {
	s := entropy.Get().(*huff0.Scratch)
	defer entropy.Put(s)
	coded, _, err := huff0.Compress4X(p, s)
	switch {
	case errors.Is(err, huff0.ErrUseRLE):
		return append(appendBlockHeader(dst, runBlock, len(p), last), p[0])
	case err != nil || len(coded) >= len(p):
		return append(appendBlockHeader(dst, rawBlock, len(p), last), p...)
	}
	// The section's header: compressed, four streams, two sizes of 10, 14 or 18 bits.
	bits := 10
	for len(p)>>bits > 0 {
		bits += 4
	}
	format := (bits - 6) / 4
	header := uint64(2 | format<<2 | len(p)<<4 | len(coded)<<(4+bits))
	size := 2 + format
	dst = appendBlockHeader(dst, compressedBlock, size+len(coded)+1, last)
	var section [8]byte
	binary.LittleEndian.PutUint64(section[:], header)
	dst = append(append(dst, section[:size]...), coded...)
	return append(dst, 0) // no sequences
}

func appendBlockHeader(dst []byte, kind, size int, last bool) []byte {
	h := kind<<1 | size<<3
	if last {
		h |= 1
	}
	return append(dst, byte(h), byte(h>>8), byte(h>>16))
}
