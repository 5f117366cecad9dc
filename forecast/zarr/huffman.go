package zarr

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/klauspost/compress/fse"
)

// maxCodeBits is the longest code that zstd knows.
const maxCodeBits = 11

// huffman makes and keeps the Huffman code of some bytes, as zstd describes one (RFC 8878, 4.2).
type huffman struct {
	counts      [256]uint32
	codes       [256]uint32 // the code, and its length in the upper half
	lengths     [256]uint8  // 0 for bytes that do not occur
	description []byte

	sorted  []uint32 // count and byte, ascending
	nodes   []node
	weights []byte
	fse     fse.Scratch
}

// node of the tree: leaves come first, as sorted, and each of the rest has two of those before it.
type node struct {
	count  uint32
	parent uint16
	depth  uint8
}

var huffmen = sync.Pool{New: func() any { return new(huffman) }}

// make finds the code of bytes; false where there is none, or none worth it.
func (h *huffman) make(p []byte) bool {
	h.count(p)
	h.sorted = h.sorted[:0]
	for s, n := range h.counts {
		if n > 0 {
			h.sorted = append(h.sorted, n<<8|uint32(s))
		}
	}
	if len(h.sorted) < 2 {
		return false
	}
	slices.Sort(h.sorted)
	h.measure()
	longest := h.assign()
	return h.describe(longest)
}

// count counts how often each byte occurs, in four tables because equal bytes wait for each other.
func (h *huffman) count(p []byte) {
	var t [4][256]uint32
	for ; len(p) >= 8; p = p[8:] {
		x := binary.LittleEndian.Uint64(p)
		t[0][byte(x)]++
		t[1][byte(x>>8)]++
		t[2][byte(x>>16)]++
		t[3][byte(x>>24)]++
		t[0][byte(x>>32)]++
		t[1][byte(x>>40)]++
		t[2][byte(x>>48)]++
		t[3][byte(x>>56)]++
	}
	for _, b := range p {
		t[0][b]++
	}
	for i := range h.counts {
		h.counts[i] = t[0][i] + t[1][i] + t[2][i] + t[3][i]
	}
}

// measure finds the length of each byte's code.
func (h *huffman) measure() {
	leaves := len(h.sorted)
	h.nodes = h.nodes[:0]
	for _, s := range h.sorted {
		h.nodes = append(h.nodes, node{count: s >> 8})
	}
	leaf, branch := 0, leaves // the least of each kind that has no parent
	least := func() *node {
		if leaf < leaves && (branch == len(h.nodes) || h.nodes[leaf].count <= h.nodes[branch].count) {
			leaf++
			return &h.nodes[leaf-1]
		}
		branch++
		return &h.nodes[branch-1]
	}
	for len(h.nodes) < 2*leaves-1 {
		parent := uint16(len(h.nodes))
		a, b := least(), least()
		a.parent, b.parent = parent, parent
		h.nodes = append(h.nodes, node{count: a.count + b.count})
	}
	var of [maxCodeBits + 1]int // codes of each length
	for i := len(h.nodes) - 2; i >= 0; i-- {
		h.nodes[i].depth = h.nodes[h.nodes[i].parent].depth + 1
		if i < leaves {
			of[min(h.nodes[i].depth, maxCodeBits)]++
		}
	}
	shorten(&of)
	h.lengths = [256]uint8{}
	i := 0
	for length := maxCodeBits; length > 0; length-- {
		for range of[length] {
			h.lengths[byte(h.sorted[i])] = uint8(length)
			i++
		}
	}
}

// shorten makes room for the codes that were too long and have the greatest length now: others become
// longer for them.
func shorten(of *[maxCodeBits + 1]int) {
	total := 0
	for length, n := range of {
		total += n << (maxCodeBits - length)
	}
	for ; total > 1<<maxCodeBits; total-- {
		length := maxCodeBits - 1
		for of[length] == 0 {
			length--
		}
		of[maxCodeBits]--
		of[length]--
		of[length+1] += 2
	}
}

// assign gives codes of the lengths: long ones first, each length's in the order of the bytes.
func (h *huffman) assign() (longest uint8) {
	var of, next [maxCodeBits + 2]uint32
	for _, n := range h.lengths {
		of[n]++
		longest = max(longest, n)
	}
	for n := int(longest); n > 0; n-- {
		next[n-1] = (next[n] + of[n]) >> 1
	}
	for s, n := range h.lengths {
		h.codes[s] = next[n] | uint32(n)<<16
		next[n]++
	}
	return longest
}

// describe writes the lengths for the decoder, as weights, without the last one, which follows; false
// where they cannot be written.
func (h *huffman) describe(longest uint8) bool {
	h.weights = h.weights[:0]
	last := 255
	for h.lengths[last] == 0 {
		last--
	}
	for _, n := range h.lengths[:last] {
		if n > 0 {
			n = longest + 1 - n
		}
		h.weights = append(h.weights, n)
	}
	h.fse.TableLog = 6
	h.description = h.description[:0]
	if packed, err := fse.Compress(h.weights, &h.fse); err == nil && len(packed) < min(128, (last+1)/2) {
		h.description = append(append(h.description, byte(len(packed))), packed...)
		return true
	}
	if last > 128 {
		return false
	}
	h.description = append(h.description, byte(127+last))
	for i := 0; i < last; i += 2 {
		h.description = append(h.description, h.weights[i]<<4|append(h.weights, 0)[i+1])
	}
	return true
}

// size gives the bytes that the bytes counted take, and one more for each of the four streams.
func (h *huffman) size() int {
	n := uint32(0)
	for s, count := range h.counts {
		n += count * (h.codes[s] >> 16)
	}
	return int(n+7)/8 + 4
}

// appendStreams appends the description of the code, where each of four streams begins, and these.
func (h *huffman) appendStreams(dst, p []byte) []byte {
	dst = append(dst, h.description...)
	jump := len(dst)
	dst = append(dst, make([]byte, 6)...)
	quarter := (len(p) + 3) / 4
	for k := range 4 {
		before := len(dst)
		dst = h.appendStream(dst, p[min(k*quarter, len(p)):min((k+1)*quarter, len(p))])
		if k < 3 {
			binary.LittleEndian.PutUint16(dst[jump+2*k:], uint16(len(dst)-before))
		}
	}
	return dst
}

// appendStream appends codes: the last byte's first, and a 1 after all.
func (h *huffman) appendStream(dst, p []byte) []byte {
	at, room := len(dst), (len(p)*maxCodeBits+7)/8+8
	dst = slices.Grow(dst, room)[:at+room]
	held, n := uint64(0), uint32(0)
	i := len(p)
	for ; i >= 4; i -= 4 { // at most 7 bits are held, and 44 more fit
		q := p[i-4 : i : i]
		a, b, c, d := h.codes[q[3]], h.codes[q[2]], h.codes[q[1]], h.codes[q[0]]
		bitsA := a >> 16
		bitsB := bitsA + b>>16
		bitsC := bitsB + c>>16
		four := uint64(uint16(a)) | uint64(uint16(b))<<(bitsA&63) | uint64(uint16(c))<<(bitsB&63) | uint64(uint16(d))<<(bitsC&63)
		held |= four << (n & 63)
		n += bitsC + d>>16
		binary.LittleEndian.PutUint64(dst[at:], held)
		at += int(n >> 3)
		held >>= n &^ 7 & 63
		n &= 7
	}
	for i--; i >= 0; i-- {
		c := h.codes[p[i]]
		held |= uint64(uint16(c)) << n
		n += c >> 16
	}
	held |= 1 << n
	binary.LittleEndian.PutUint64(dst[at:], held)
	return dst[:at+(bits.Len64(held)+7)/8]
}
