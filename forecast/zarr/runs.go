package zarr

import "math/bits"

// minMatch is the shortest repetition that zstd knows.
const minMatch = 3

// sequence is some literal bytes and a repetition after them.
type sequence struct{ literals, match int }

// runFinder cuts bytes into sequences.
type runFinder struct {
	changes   []uint64 // see mark
	sequences []sequence
	literals  []byte
}

// appendRuns appends a block of bytes that seldom change: of each run its first byte, and how often
// that is repeated.
func (f *frameCoder) appendRuns(dst, p []byte, last bool) []byte {
	r := &f.runs // which mark has been at
	r.find(p)
	before := len(dst)
	dst = appendBlockHeader(dst, compressedBlock, 0, last)
	if len(r.literals) >= fewSigns && areSigns(r.literals) {
		dst = appendSignLiterals(dst, r.literals)
	} else {
		dst = f.appendLiterals(dst, r.literals)
	}
	dst = r.appendSequences(dst)
	return closeBlock(dst, before, p, last)
}

// find cuts bytes, whose changes are marked, into sequences.
func (r *runFinder) find(p []byte) {
	r.sequences, r.literals = r.sequences[:0], r.literals[:0]
	begin, from := 0, 0 // of the run, and of what is in no sequence yet
	for k, marks := range r.changes {
		for ; marks != 0; marks &= marks - 1 {
			end := 64*k + bits.TrailingZeros64(marks) + 1
			if end-begin > minMatch {
				r.cut(p, from, begin, end)
				from = end
			}
			begin = end
		}
	}
	if len(p)-begin > minMatch {
		r.cut(p, from, begin, len(p))
		from = len(p)
	}
	r.literals = append(r.literals, p[from:]...)
}

// cut makes a sequence of what lies between the one before and the end of a run.
func (r *runFinder) cut(p []byte, from, begin, end int) {
	r.literals = append(r.literals, p[from:begin+1]...)
	r.sequences = append(r.sequences, sequence{begin + 1 - from, end - begin - 1})
}

const (
	predefined, oneSymbol, described = 0, 1, 2 // how the symbols of sequences are coded

	distanceOne = 0 // the symbol of the distance used last, which is 1 when a frame begins
)

// appendSequences appends the section of a block that holds its sequences, all at distance 1. It is
// read from its end.
func (r *runFinder) appendSequences(dst []byte) []byte {
	n := len(r.sequences)
	dst = appendCount(dst, n)
	if n == 0 {
		return dst
	}
	tables := tablesFor(n)
	how := byte(described)
	if tables.literals.description == nil {
		how = predefined
	}
	dst = append(append(dst, how<<6|oneSymbol<<4|how<<2), tables.literals.description...)
	dst = append(append(dst, distanceOne), tables.matches.description...)
	w := bitWriter{out: dst}
	var literals, matches coderState
	for k := n - 1; k >= 0; k-- {
		s := r.sequences[k]
		l, m := literalCode(s.literals), matchCode(s.match)
		if k == n-1 {
			literals.begin(tables.literals, l.symbol)
			matches.begin(tables.matches, m.symbol)
		} else {
			matches.encode(&w, m.symbol)
			literals.encode(&w, l.symbol)
		}
		w.add(l.extra, l.bits)
		w.add(m.extra, m.bits)
	}
	matches.end(&w)
	literals.end(&w)
	return w.close()
}

// appendCopy appends a block of n bytes, those that begin at a distance before.
func appendCopy(dst []byte, n, distance int, last bool) []byte {
	before := len(dst)
	dst = appendBlockHeader(dst, compressedBlock, 0, last)
	dst = appendCount(appendPlainHeader(dst, rawBlock, 0), 1)
	distance += 3 // the first stand for those used last
	match, wide := matchCode(n), uint(bits.Len(uint(distance))-1)
	dst = append(dst, oneSymbol<<6|oneSymbol<<4|oneSymbol<<2, 0, byte(wide), match.symbol)
	w := bitWriter{out: dst}
	w.add(match.extra, match.bits)
	w.add(uint64(distance-1<<wide), wide)
	dst = w.close()
	appendBlockHeader(dst[:before], compressedBlock, len(dst)-before-blockHeader, last)
	return dst
}

// appendCount appends the number of sequences.
func appendCount(dst []byte, n int) []byte {
	switch {
	case n < 128:
		return append(dst, byte(n))
	case n < 0x7F00:
		return append(dst, byte(n>>8+128), byte(n))
	}
	return append(dst, 255, byte(n-0x7F00), byte((n-0x7F00)>>8))
}

// lengthCode is a length as zstd writes it: a symbol, and bits by which the length is more than the
// least that the symbol stands for.
type lengthCode struct {
	symbol byte
	bits   uint
	extra  uint64
}

// literalCode gives the code of a number of literals, RFC 8878, 3.1.1.3.2.1.1.
func literalCode(n int) lengthCode {
	if n < 16 {
		return lengthCode{symbol: byte(n)}
	}
	if n >= 64 {
		k := bits.Len(uint(n)) - 1
		return lengthCode{byte(k + 19), uint(k), uint64(n - 1<<k)}
	}
	for k := len(literalLeast) - 1; ; k-- {
		if l := literalLeast[k]; n >= l.least {
			return lengthCode{byte(16 + k), l.bits, uint64(n - l.least)}
		}
	}
}

// matchCode gives the code of the length of a repetition.
func matchCode(n int) lengthCode {
	n -= minMatch
	if n < 32 {
		return lengthCode{symbol: byte(n)}
	}
	if n >= 128 {
		k := bits.Len(uint(n)) - 1
		return lengthCode{byte(k + 36), uint(k), uint64(n - 1<<k)}
	}
	for k := len(matchLeast) - 1; ; k-- {
		if l := matchLeast[k]; n >= l.least {
			return lengthCode{byte(32 + k), l.bits, uint64(n - l.least)}
		}
	}
}

// The least that the symbols between stand for: from 16 literals and from 32 more than minMatch.
var (
	literalLeast = []lengthOf{{16, 1}, {18, 1}, {20, 1}, {22, 1}, {24, 2}, {28, 2}, {32, 3}, {40, 3}, {48, 4}}
	matchLeast   = []lengthOf{{32, 1}, {34, 1}, {36, 1}, {38, 1}, {40, 2}, {44, 2}, {48, 3}, {56, 3}, {64, 4}, {80, 4}, {96, 5}}
)

// lengthOf is the least length that a symbol stands for, and the bits that are added to it.
type lengthOf struct {
	least int
	bits  uint
}

// literalLengths and matchLengths are what all symbols stand for.
var (
	literalLengths = lengthsOf(0, 16, literalLeast, 36)
	matchLengths   = lengthsOf(minMatch, 32, matchLeast, 53)
)

// lengthsOf gives the lengths of symbols: so many stand for one length each, those after them for what
// the list says, the last ones for powers of two; all of them for so much more.
func lengthsOf(more, single int, between []lengthOf, symbols int) (out []lengthOf) {
	for s := range single {
		out = append(out, lengthOf{s, 0})
	}
	out = append(out, between...)
	for k := uint(bits.Len(uint(out[len(out)-1].least))); len(out) < symbols; k++ {
		out = append(out, lengthOf{1 << k, k})
	}
	for i := range out {
		out[i].least += more
	}
	return out
}
