package zarr

import (
	"encoding/binary"
	"fmt"
	"sync"

	"github.com/klauspost/compress/huff0"
)

// decodeFrame decodes a frame of zstd into all of dst. Frames of literals alone, as appendFrame makes
// of noise, are taken apart here: a point forecast decodes a dozen of a few kB, each of which costs a
// decoder of its own as much again to set up and to check for repetitions.
func decodeFrame(data, dst []byte) error {
	if decodeLiterals(data, dst) {
		return nil
	}
	p, err := decoder().DecodeAll(data, dst[:0])
	if err != nil {
		return fmt.Errorf("zarr: chunk: %w", err)
	}
	if len(p) != len(dst) {
		return fmt.Errorf("zarr: chunk holds %d bytes, not %d", len(p), len(dst))
	}
	return nil
}

// decodeLiterals decodes a frame whose blocks are raw, one byte repeated, or literals without
// sequences. It says false for any other, and for what is damaged.
func decodeLiterals(data, dst []byte) bool {
	if len(data) < 9 || binary.LittleEndian.Uint32(data) != frameMagic || data[4] != frameOfSize ||
		int(binary.LittleEndian.Uint32(data[5:])) != len(dst) {
		return false
	}
	data = data[9:]
	for last := false; !last; {
		if len(data) < 3 {
			return false
		}
		header := int(data[0]) | int(data[1])<<8 | int(data[2])<<16
		kind, size := header>>1&3, header>>3
		last, data = header&1 != 0, data[3:]
		stored := size
		if kind == runBlock {
			stored = 1
		}
		if stored > len(data) {
			return false
		}
		n, ok := decodeBlock(kind, data[:stored], size, dst)
		if !ok {
			return false
		}
		data, dst = data[stored:], dst[n:]
	}
	return len(data) == 0 && len(dst) == 0
}

// decodeBlock decodes the content of a block into the first n bytes of dst.
func decodeBlock(kind int, content []byte, size int, dst []byte) (n int, ok bool) {
	switch kind {
	case rawBlock:
		return copy(dst, content), size <= len(dst)
	case runBlock:
		if size > min(len(dst), maxBlock) {
			return 0, false
		}
		for i := range dst[:size] {
			dst[i] = content[0]
		}
		return size, true
	case compressedBlock:
		return decodeLiteralsBlock(content, dst)
	}
	return 0, false
}

// tables holds the decoding tables of Huffman codes.
var tables = sync.Pool{New: func() any { return new(huff0.Scratch) }}

// decodeLiteralsBlock decodes a block that appendLiterals wrote: literals in four streams with a table
// of their own, and no sequences.
func decodeLiteralsBlock(content, dst []byte) (n int, ok bool) {
	if len(content) < 5 || content[len(content)-1] != 0 {
		return 0, false
	}
	var section [8]byte
	copy(section[:], content)
	header := int(binary.LittleEndian.Uint64(section[:]) & (1<<40 - 1))
	format := header >> 2 & 3
	if header&3 != 2 || format == 0 {
		return 0, false
	}
	bits := 6 + 4*format
	n, coded := header>>4&(1<<bits-1), header>>(4+bits)&(1<<bits-1)
	content = content[2+format : len(content)-1]
	if n > min(len(dst), maxBlock) || coded != len(content) {
		return 0, false
	}
	s := tables.Get().(*huff0.Scratch)
	defer tables.Put(s)
	s, streams, err := huff0.ReadTable(content, s)
	if err != nil {
		return 0, false
	}
	out, err := s.Decoder().Decompress4X(dst[:0:n], streams)
	return n, err == nil && len(out) == n
}
