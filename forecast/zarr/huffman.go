package zarr

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/klauspost/compress/fse"
)

// maxCodeBits is the longest code that zstd knows.
const maxCodeBits = 11

// huffman makes Huffman codes.
type huffman struct {
	counts  [256]uint32
	lengths [256]uint8 // 0 for bytes that do not occur

	sorted  []uint32 // count and byte, ascending
	nodes   []node
	weights []byte
	fse     fse.Scratch
	code    code
}

// node of the tree: leaves come first, as sorted, and each of the rest has two of those before it.
type node struct {
	count  uint32
	parent uint16
	depth  uint8
}

// find gives the code of bytes and how many bits they take with it, until find is called again; nil
// where there is none, or none worth it.
func (h *huffman) find(p []byte) (c *code, size int) {
	h.count(p)
	h.sort()
	if len(h.sorted) < 2 {
		return nil, 0
	}
	h.measure()
	if longest := h.assign(); !h.describe(longest) {
		return nil, 0
	}
	for _, s := range h.sorted {
		size += int(s>>8) * int(h.lengths[byte(s)])
	}
	return &h.code, size
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

// exact is the count up to which bytes are sorted by their counts at once; of greater ones those within a
// factor of two are put in order afterwards.
const exact = 128

// sort makes sorted of the counts.
func (h *huffman) sort() {
	var places [exact + 32]int32 // of the next byte of a class
	classes := 0
	for _, n := range h.counts {
		if n > 0 {
			k := classOf(n)
			places[k]++
			classes = max(classes, k)
		}
	}
	total := int32(0)
	for k, n := range places[:classes+1] {
		places[k] = total
		total += n
	}
	large := int(places[exact])
	h.sorted = slices.Grow(h.sorted[:0], 256)[:total]
	for s, n := range h.counts {
		if n > 0 {
			place := &places[classOf(n)]
			h.sorted[*place] = n<<8 | uint32(s)
			*place++
		}
	}
	for i := large + 1; i < len(h.sorted); i++ {
		s, k := h.sorted[i], i
		for ; k > large && h.sorted[k-1] > s; k-- {
			h.sorted[k] = h.sorted[k-1]
		}
		h.sorted[k] = s
	}
}

func classOf(n uint32) int {
	if n < exact {
		return int(n)
	}
	return exact - bits.Len32(exact) + bits.Len32(n)
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
		h.code.words[s] = 0
		if n > 0 {
			h.code.words[s] = uint64(next[n])<<(64-n) | uint64(n)
			next[n]++
		}
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
	h.code.description = h.code.description[:0]
	if packed, err := fse.Compress(h.weights, &h.fse); err == nil && len(packed) < min(128, (last+1)/2) {
		h.code.description = append(append(h.code.description, byte(len(packed))), packed...)
		return true
	}
	if last > 128 {
		return false
	}
	h.code.description = append(h.code.description, byte(127+last))
	for i := 0; i < last; i += 2 {
		h.code.description = append(h.code.description, h.weights[i]<<4|append(h.weights, 0)[i+1])
	}
	return true
}
