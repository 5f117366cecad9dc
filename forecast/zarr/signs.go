package zarr

import (
	"encoding/binary"
	"sync"
)

// The high bytes of small differences are 0 or 255, their sign. Their Huffman code is a bit each, which
// needs no counting and no look-ups.

// fewSigns is how many bytes are not worth a code.
const fewSigns = 64

// areSigns says whether all bytes are 0 or 255.
func areSigns(p []byte) bool {
	i := 0
	for ; i+8 <= len(p); i += 8 {
		x := binary.LittleEndian.Uint64(p[i:])
		if x&lowBits*255 != x {
			return false
		}
	}
	for ; i < len(p); i++ {
		if p[i] != 0 && p[i] != 255 {
			return false
		}
	}
	return true
}

// codeOfSigns is how zstd writes the code of two bytes, 0 and 255: a bit for each, 0 and 1.
var codeOfSigns = sync.OnceValue(func() []byte {
	c, _ := new(huffman).find([]byte{0, 255})
	if c == nil {
		panic("zarr: two signs have no code")
	}
	return c.description
})

// appendSigns appends a block of signs.
func appendSigns(dst, p []byte, last bool) []byte {
	before := len(dst)
	dst = appendBlockHeader(dst, compressedBlock, 0, last)
	dst = append(appendSignLiterals(dst, p), 0) // no sequences
	appendBlockHeader(dst[:before], compressedBlock, len(dst)-before-blockHeader, last)
	return dst
}

// appendSignLiterals appends the section of a block that holds signs, in four streams as the format
// has it.
func appendSignLiterals(dst, p []byte) []byte {
	code := codeOfSigns()
	quarter := (len(p) + 3) / 4
	parts := [4][]byte{p[:quarter], p[quarter : 2*quarter], p[2*quarter : 3*quarter], p[3*quarter:]}
	size := len(code) + 6
	for _, part := range parts {
		size += len(part)/8 + 1
	}
	dst = append(appendCodedHeader(dst, len(p), size), code...)
	for _, part := range parts[:3] {
		dst = binary.LittleEndian.AppendUint16(dst, uint16(len(part)/8+1))
	}
	for _, part := range parts {
		dst = appendSignBits(dst, part)
	}
	return dst
}

// appendSignBits appends a stream of a bit for each sign. It is read from its end: the last sign comes
// first, and a 1 after all.
func appendSignBits(dst, p []byte) []byte {
	for ; len(p) >= 8; p = p[:len(p)-8] {
		x := binary.LittleEndian.Uint64(p[len(p)-8:])
		dst = append(dst, byte(x&lowBits*0x8040201008040201>>56)) // gathers the bits, in reverse
	}
	rest := byte(1)
	for _, s := range p {
		rest = rest<<1 | s&1
	}
	return append(dst, rest)
}
