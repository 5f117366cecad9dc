package zarr

import (
	"encoding/binary"
	"fmt"
	"sync"
)

// decodeFrame decodes a frame of zstd into all of dst. Frames as appendFrame makes them are taken apart
// here: a point forecast decodes a dozen of a few kB, each of which costs a decoder of its own as much
// again to set up, and the codes of runs are always the same.
func decodeFrame(data, dst []byte) error {
	f := frameDecoders.Get().(*frameDecoder)
	defer frameDecoders.Put(f)
	if f.decode(data, dst) {
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

// frameDecoder is the memory of a goroutine that decodes frames.
type frameDecoder struct {
	literals literalDecoder
	spare    []byte // the literals of runs
	copied   bool   // there was a copy: a run's distance, which is that used last, is no longer 1
}

var frameDecoders = sync.Pool{New: func() any { return new(frameDecoder) }}

// decode decodes a frame as appendFrame makes it. It says false for any other, and for what is damaged.
func (f *frameDecoder) decode(data, dst []byte) bool {
	if len(data) < 9 || binary.LittleEndian.Uint32(data) != frameMagic || data[4] != frameOfSize ||
		int(binary.LittleEndian.Uint32(data[5:])) != len(dst) {
		return false
	}
	data = data[9:]
	f.copied = false
	at := 0
	for last := false; !last; {
		if len(data) < blockHeader {
			return false
		}
		header := int(data[0]) | int(data[1])<<8 | int(data[2])<<16
		kind, size := header>>1&3, header>>3
		last, data = header&1 != 0, data[blockHeader:]
		stored := size
		if kind == runBlock {
			stored = 1
		}
		if stored > len(data) {
			return false
		}
		n, ok := f.block(kind, data[:stored], size, dst, at)
		if !ok {
			return false
		}
		data, at = data[stored:], at+n
	}
	return len(data) == 0 && at == len(dst)
}

// block decodes the content of a block into dst from a place on, and gives how many bytes that are.
func (f *frameDecoder) block(kind int, content []byte, size int, dst []byte, at int) (n int, ok bool) {
	room := dst[at:min(len(dst), at+maxBlock)]
	switch kind {
	case rawBlock:
		return copy(room, content), size <= len(room)
	case runBlock:
		if size > len(room) {
			return 0, false
		}
		fill(room[:size], content[0])
		return size, true
	case compressedBlock:
		if isCopy(content) {
			f.copied = true
			return decodeCopy(content, dst, at)
		}
		return f.compressed(content, room)
	}
	return 0, false
}

func fill(dst []byte, b byte) {
	for i := range dst {
		dst[i] = b
	}
}

// compressed decodes literals, and the runs after them where there are any.
func (f *frameDecoder) compressed(content, dst []byte) (n int, ok bool) {
	section, ok := readSection(content)
	if !ok || section.end >= len(content) {
		return 0, false
	}
	sequences := content[section.end:]
	if len(sequences) == 1 && sequences[0] == 0 {
		if section.n > len(dst) {
			return 0, false
		}
		return section.n, f.literals.decode(section, dst[:section.n])
	}
	if f.copied || section.n > maxBlock {
		return 0, false
	}
	if cap(f.spare) < section.n {
		f.spare = make([]byte, section.n)
	}
	literals := f.spare[:section.n]
	if !f.literals.decode(section, literals) {
		return 0, false
	}
	return decodeRuns(sequences, literals, dst)
}
