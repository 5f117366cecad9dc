package zarr

import (
	"bytes"
	"encoding/binary"
)

// A chunk is a frame of zstd (RFC 8878) that is put together here, a block for each plane of bytes:
// the coder of a general kind takes three times as long. The lowest bytes of differences are noise,
// in which it looks for repetitions in vain; the higher ones say little more than the sign, and
// are long runs of it or as good as random.

const (
	frameMagic  = 0xFD2FB528
	frameOfSize = 0xA0 // single segment, with its size in four bytes
	maxBlock    = 128 << 10

	rawBlock, runBlock, compressedBlock = 0, 1, 2
)

// frameCoder is the memory of a goroutine that writes frames.
type frameCoder struct {
	huffman huffman
	runs    runFinder
}

// appendFrame appends a frame of planes of n bytes each, of which the first few are unlike the others.
func (f *frameCoder) appendFrame(dst, p []byte, n, first int) []byte {
	if n > maxBlock || n == 0 {
		return coder().EncodeAll(p, dst)
	}
	dst = binary.LittleEndian.AppendUint32(dst, frameMagic)
	dst = append(dst, frameOfSize)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p)))
	for at := 0; at < len(p); at += n {
		dst = f.appendPlane(dst, p[:at+n], n, first, at+n == len(p))
	}
	return dst
}

// changesWorthwhile is how many bytes apart changes must be on average for their places to take less
// than a bit for each byte.
const changesWorthwhile = 9

// appendPlane appends the last n bytes of what is decoded then, as one block, or two.
func (f *frameCoder) appendPlane(dst, decoded []byte, n, first int, last bool) []byte {
	at := len(decoded) - n
	p := decoded[at:]
	if last && at > n && n >= fewSigns && bytes.Equal(p[first:], decoded[at-n+first:at]) { // as the signs of int32 are
		return appendCopy(appendFirst(dst, p[:first]), n-first, n, last)
	}
	switch changes := f.runs.mark(p, n/changesWorthwhile); {
	case changes == 0:
		return append(appendBlockHeader(dst, runBlock, n, last), p[0])
	case changes < n/changesWorthwhile:
		return f.appendRuns(dst, p, last)
	case n >= fewSigns && areSigns(p[first:]):
		return appendSigns(appendFirst(dst, p[:first]), p[first:], last)
	}
	return f.appendNoise(dst, p, last)
}

// appendFirst appends a block of the first bytes, which are those of a value and not of a difference.
func appendFirst(dst, p []byte) []byte {
	return append(appendBlockHeader(dst, rawBlock, len(p), false), p...)
}

const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// appendNoise appends a block of bytes among which no repetitions are looked for.
func (f *frameCoder) appendNoise(dst, p []byte, last bool) []byte {
	before := len(dst)
	dst = appendBlockHeader(dst, compressedBlock, 0, last)
	dst = append(f.appendLiterals(dst, p), 0) // no sequences
	return closeBlock(dst, before, p, last)
}

// closeBlock enters the size of a compressed block that begins at a place, or makes it a raw one where
// that takes less.
func closeBlock(dst []byte, at int, p []byte, last bool) []byte {
	size := len(dst) - at - blockHeader
	if size >= len(p) {
		return append(appendBlockHeader(dst[:at], rawBlock, len(p), last), p...)
	}
	appendBlockHeader(dst[:at], compressedBlock, size, last)
	return dst
}

// appendLiterals appends the section of a block that holds bytes, entropy coded where that is worth it.
func (f *frameCoder) appendLiterals(dst, p []byte) []byte {
	if len(p) >= fewSigns {
		if c, size := f.huffman.find(p); c != nil && len(c.description)+6+(size+7)/8+4 < len(p) {
			before := len(dst)
			dst = c.appendStreams(appendCodedHeader(dst, len(p), 0), p)
			appendCodedHeader(dst[:before], len(p), len(dst)-before-codedHeader(len(p)))
			return dst
		}
	}
	return append(appendPlainHeader(dst, rawBlock, len(p)), p...)
}

// appendPlainHeader appends the header of literals that are there as they are, or once for all.
func appendPlainHeader(dst []byte, kind, n int) []byte {
	switch {
	case n < 1<<5:
		return append(dst, byte(kind|n<<3))
	case n < 1<<12:
		return append(dst, byte(kind|1<<2|n<<4), byte(n>>4))
	}
	return append(dst, byte(kind|3<<2|n<<4), byte(n>>4), byte(n>>12))
}

// codedHeader gives the bytes of the header of n literals with a code: it holds two sizes of 10, 14 or
// 18 bits.
func codedHeader(n int) int {
	switch {
	case n < 1<<10:
		return 3
	case n < 1<<14:
		return 4
	}
	return 5
}

// appendCodedHeader appends the header of n literals with a code in four streams.
func appendCodedHeader(dst []byte, n, coded int) []byte {
	size := codedHeader(n)
	wide := 4*size - 2
	var header [8]byte
	binary.LittleEndian.PutUint64(header[:], uint64(compressedBlock|(size-2)<<2|n<<4|coded<<(4+wide)))
	return append(dst, header[:size]...)
}

// blockHeader is the bytes of a block's header.
const blockHeader = 3

func appendBlockHeader(dst []byte, kind, size int, last bool) []byte {
	h := kind<<1 | size<<3
	if last {
		h |= 1
	}
	return append(dst, byte(h), byte(h>>8), byte(h>>16))
}
