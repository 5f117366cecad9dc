package zarr

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// decodeRuns decodes a section of sequences that appendSequences wrote, with their literals, into dst, and
// gives how many bytes that are; false for any other.
func decodeRuns(section, literals, dst []byte) (n int, ok bool) {
	count, section := readCount(section)
	if count == 0 || len(section) < 2 {
		return 0, false
	}
	t := tablesFor(count)
	how := byte(described)
	if t.literals.description == nil {
		how = predefined
	}
	head := len(t.literals.description) + 2 + len(t.matches.description)
	if len(section) <= head || section[0] != how<<6|oneSymbol<<4|how<<2 ||
		!bytes.HasPrefix(section[1:], t.literals.description) || section[head-1-len(t.matches.description)] != distanceOne ||
		!bytes.HasPrefix(section[head-len(t.matches.description):], t.matches.description) {
		return 0, false
	}
	r, ok := newBitReader(section[head:])
	if !ok {
		return 0, false
	}
	l, m := r.take(uint(t.literals.log)), r.take(uint(t.matches.log))
	for k := range count {
		a, b := &t.literals.steps[l], &t.matches.steps[m]
		if k == count-1 { // no states follow
			a, b = &decoderStep{lengthOf: a.lengthOf}, &decoderStep{lengthOf: b.lengthOf}
		}
		word := r.take(b.bits + a.bits + a.wide + b.wide)
		if r.n < 0 {
			return 0, false
		}
		m = b.base + word&(1<<b.wide-1)
		word >>= b.wide
		l = a.base + word&(1<<a.wide-1)
		word >>= a.wide
		plain, match := a.least+word&(1<<a.bits-1), b.least+word>>a.bits
		if plain < 1 || plain > len(literals) || plain+match > len(dst)-n {
			return 0, false
		}
		if plain <= 8 && len(literals) >= 8 && match <= 16 && len(dst)-n >= 24 { // most: what is too much is written over
			binary.LittleEndian.PutUint64(dst[n:], binary.LittleEndian.Uint64(literals))
			n += plain
			same := uint64(dst[n-1]) * lowBits
			binary.LittleEndian.PutUint64(dst[n:], same)
			binary.LittleEndian.PutUint64(dst[n+8:], same)
		} else {
			n += copy(dst[n:], literals[:plain])
			fill(dst[n:n+match], dst[n-1])
		}
		literals = literals[plain:]
		n += match
	}
	if r.n != 0 || len(literals) > len(dst)-n {
		return 0, false
	}
	return n + copy(dst[n:], literals), true
}

// readCount reads the number of sequences, 0 where it cannot be read.
func readCount(section []byte) (n int, rest []byte) {
	switch {
	case len(section) < 4:
		return 0, nil
	case section[0] < 128:
		return int(section[0]), section[1:]
	case section[0] < 255:
		return int(section[0]-128)<<8 + int(section[1]), section[2:]
	}
	return int(section[1]) + int(section[2])<<8 + 0x7F00, section[3:]
}

// isCopy says whether a block is one that appendCopy may have written.
func isCopy(content []byte) bool {
	return len(content) > 6 && content[0] == 0 && content[1] == 1 && content[2] == oneSymbol<<6|oneSymbol<<4|oneSymbol<<2 && content[3] == 0
}

// decodeCopy decodes a block of appendCopy into dst from a place on.
func decodeCopy(content, dst []byte, at int) (n int, ok bool) {
	wide, symbol := uint(content[4]), content[5]
	r, ok := newBitReader(content[6:])
	if !ok || wide < 2 || wide > 20 || int(symbol) >= len(matchLengths) {
		return 0, false
	}
	distance := 1<<wide + r.take(wide) - 3
	n = matchLengths[symbol].least + r.take(matchLengths[symbol].bits)
	if r.n != 0 || distance < n || distance > at || n > min(len(dst)-at, maxBlock) {
		return 0, false
	}
	return copy(dst[at:at+n], dst[at-distance:]), true
}

// bitReader reads what bitWriter wrote and closed, from the end.
type bitReader struct {
	in []byte
	n  int // bits that are left, negative where more were taken than there are
}

func newBitReader(in []byte) (r bitReader, ok bool) {
	if len(in) == 0 || in[len(in)-1] == 0 {
		return r, false
	}
	return bitReader{in, 8*len(in) - 9 + bits.Len8(in[len(in)-1])}, true
}

// take takes the last bits, at most 57.
func (r *bitReader) take(wide uint) int {
	r.n -= int(wide)
	if r.n < 0 {
		return 0
	}
	at := r.n >> 3
	var word uint64
	if at+8 <= len(r.in) {
		word = binary.LittleEndian.Uint64(r.in[at:])
	} else {
		for i, b := range r.in[at:] {
			word |= uint64(b) << (8 * i)
		}
	}
	return int(word >> (uint(r.n) & 7) & (1<<wide - 1))
}
