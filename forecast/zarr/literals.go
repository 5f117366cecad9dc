package zarr

import (
	"bytes"
	"encoding/binary"
	"sync"

	"github.com/klauspost/compress/huff0"
)

// section is where the literals of a block lie.
type section struct {
	coded   bool
	n       int    // literals
	content []byte // with its code first where it is coded
	end     int    // of the section in the block
}

// readSection reads the header of literals that are as they are, or coded in four streams by a code of
// their own; ok is false for others.
func readSection(block []byte) (s section, ok bool) {
	if len(block) == 0 {
		return s, false
	}
	var word [8]byte
	copy(word[:], block)
	header := int(binary.LittleEndian.Uint64(word[:]) & (1<<40 - 1))
	format := header >> 2 & 3
	size, begin := 0, 0
	switch header & 3 {
	case rawBlock:
		shift := [4]int{3, 4, 3, 4}[format]
		begin = [4]int{1, 2, 1, 3}[format]
		s.n = header & (1<<(8*begin) - 1) >> shift
		size = s.n
	case compressedBlock:
		if format == 0 {
			return s, false
		}
		bits := 6 + 4*format
		s.coded, s.n, size = true, header>>4&(1<<bits-1), header>>(4+bits)&(1<<bits-1)
		begin = 2 + format
	default:
		return s, false
	}
	if s.end = begin + size; s.end > len(block) {
		return s, false
	}
	s.content = block[begin:s.end]
	return s, true
}

// literalDecoder holds the decoding table of a Huffman code.
type literalDecoder struct{ table *huff0.Scratch }

// decode decodes a section of as many literals as dst has room for.
func (d *literalDecoder) decode(s section, dst []byte) bool {
	if !s.coded {
		return copy(dst, s.content) == len(dst)
	}
	if decodeSigns(s.content, dst) {
		return true
	}
	table, streams, err := huff0.ReadTable(s.content, d.table)
	if err != nil {
		return false
	}
	d.table = table
	out, err := table.Decoder().Decompress4X(dst[:0:len(dst)], streams)
	return err == nil && len(out) == len(dst)
}

// eightSigns holds the signs of each byte of a stream of signs.
var eightSigns = sync.OnceValue(func() *[256]uint64 {
	var t [256]uint64
	for k := range t {
		for i := range 8 {
			if k>>(7-i)&1 != 0 {
				t[k] |= 255 << (8 * i)
			}
		}
	}
	return &t
})

// decodeSigns decodes what appendSignLiterals wrote after its header; false for anything else.
func decodeSigns(content, dst []byte) bool {
	code := codeOfSigns()
	if len(dst) < fewSigns || !bytes.HasPrefix(content, code) || len(content) < len(code)+6 {
		return false
	}
	jump := content[len(code):]
	streams := jump[6:]
	quarter := (len(dst) + 3) / 4
	for k := range 4 {
		part := dst[k*quarter : min((k+1)*quarter, len(dst))]
		size := len(part)/8 + 1
		if k < 3 && int(binary.LittleEndian.Uint16(jump[2*k:])) != size || size > len(streams) {
			return false
		}
		if !decodeSignBits(streams[:size], part) {
			return false
		}
		streams = streams[size:]
	}
	return len(streams) == 0
}

// decodeSignBits decodes a stream of appendSignBits: the last signs come first.
func decodeSignBits(stream, dst []byte) bool {
	table := eightSigns()
	for _, b := range stream[:len(stream)-1] {
		binary.LittleEndian.PutUint64(dst[len(dst)-8:], table[b])
		dst = dst[:len(dst)-8]
	}
	rest := stream[len(stream)-1]
	if rest>>len(dst) != 1 {
		return false
	}
	for i := range dst {
		dst[i] = -(rest >> (len(dst) - 1 - i) & 1)
	}
	return true
}
