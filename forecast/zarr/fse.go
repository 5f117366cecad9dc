package zarr

import (
	"encoding/binary"
	"math/bits"
	"sync"
)

// The lengths of sequences are coded by finite state entropy (RFC 8878, 4.1) with the same
// distributions in every chunk: to find each chunk's own takes longer than it saves.

// lengthTables code the lengths of sequences.
type lengthTables struct{ literals, matches *symbolTable }

// tablesFor gives those of the signs of weather, which take 60 bytes to describe, or for few sequences
// those that decoders have by themselves. Shares are of 256 and of 64 states; -1 is less than one.
func tablesFor(sequences int) *lengthTables {
	if sequences < 64 {
		return predefinedTables()
	}
	return tablesOfSigns()
}

var (
	tablesOfSigns = sync.OnceValue(func() *lengthTables {
		literals := newSymbolTable(8, literalLengths, []int{
			-1, 135, 36, 22, 12, 8, 5, 4, 3, 2, 2, 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
			-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
		})
		matches := newSymbolTable(8, matchLengths, []int{
			14, 13, 12, 11, 10, 10, 9, 9, 8, 8, 7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2,
			4, 4, 4, 3, 6, 5, 8, 6, 8, 5, 6, 5, 3, 2, -1, -1, -1, -1, -1, -1, -1,
		})
		return &lengthTables{literals, matches}
	})
	predefinedTables = sync.OnceValue(func() *lengthTables {
		literals := newSymbolTable(6, literalLengths, []int{
			4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2,
			2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
		})
		matches := newSymbolTable(6, matchLengths, []int{
			1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
			1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
		})
		literals.description, matches.description = nil, nil
		return &lengthTables{literals, matches}
	})
)

// symbolTable tells for each symbol what a state becomes, and how many of its bits are written.
type symbolTable struct {
	log         int      // of the number of states
	description []byte   // for the decoder; nil where it knows the table
	states      []uint32 // those that decode to a symbol, one symbol's after the other's
	symbols     []symbolStates
	steps       []decoderStep // by state
}

// decoderStep is what a state tells the decoder: a length, and the next
// state, with bits to add to that.
type decoderStep struct {
	lengthOf
	base int
	wide uint
}

type symbolStates struct {
	bits  uint32 // that are written, in the upper half, and below a state in the lower half one fewer
	first int    // where in states, counted from what is left of the state
}

func newSymbolTable(log int, lengths []lengthOf, shares []int) *symbolTable {
	states := 1 << log
	t := &symbolTable{log: log, description: describeShares(log, shares), states: make([]uint32, states), symbols: make([]symbolStates, len(shares))}
	at := make([]int, len(shares))
	total := 0
	for s, share := range shares {
		at[s] = total
		n := max(share, 1)
		wide := log - max(0, bits.Len(uint(n-1))-1)
		t.symbols[s] = symbolStates{uint32(wide)<<16 - uint32(n)<<wide, total - n}
		total += n
	}
	t.steps = make([]decoderStep, states)
	next := make([]int, len(shares))
	for s, share := range shares {
		next[s] = max(share, 1)
	}
	for state, s := range spread(states, shares) {
		t.states[at[s]] = uint32(states + state)
		at[s]++
		wide := log + 1 - bits.Len(uint(next[s]))
		t.steps[state] = decoderStep{lengths[s], next[s]<<wide - states, uint(wide)}
		next[s]++
	}
	return t
}

// spread gives the symbol of each state.
func spread(states int, shares []int) []int {
	out := make([]int, states)
	high := states - 1
	for s, share := range shares {
		if share < 0 {
			out[high] = s
			high--
		}
	}
	step := states/2 + states/8 + 3
	at := 0
	for s, share := range shares {
		for range max(share, 0) {
			out[at] = s
			for at = (at + step) % states; at > high; at = (at + step) % states {
			}
		}
	}
	return out
}

// describeShares writes a distribution, in which no share is nothing, for the decoder: each share in as
// few bits as what is left to be shared allows.
func describeShares(log int, shares []int) []byte {
	w := bitWriter{}
	w.add(uint64(log-5), 4)
	left := 1<<log + 1
	for _, share := range shares {
		wide := bits.Len(uint(left))
		value := share + 1
		short := 1<<wide - 1 - left // so many of the values take a bit less
		left -= max(share, -share)
		if half := 1 << (wide - 1); value >= half {
			value += short
		}
		if value < short {
			wide--
		}
		w.add(uint64(value), uint(wide))
	}
	return w.flush()
}

// coderState is the state of one of the coders of a stream.
type coderState struct {
	table *symbolTable
	state uint32
}

// begin enters the symbol that is decoded last.
func (c *coderState) begin(t *symbolTable, symbol byte) {
	c.table = t
	s := t.symbols[symbol]
	wide := (s.bits + 1<<15) >> 16
	c.state = t.states[int((wide<<16-s.bits)>>wide)+s.first]
}

// encode enters the symbol that is decoded before.
func (c *coderState) encode(w *bitWriter, symbol byte) {
	s := c.table.symbols[symbol]
	wide := (c.state + s.bits) >> 16
	w.add(uint64(c.state)&(1<<wide-1), uint(wide))
	c.state = c.table.states[int(c.state>>wide)+s.first]
}

// end writes the state that the decoder begins with.
func (c *coderState) end(w *bitWriter) { w.add(uint64(c.state)&(1<<c.table.log-1), uint(c.table.log)) }

// bitWriter appends bits, the lowest first.
type bitWriter struct {
	out  []byte
	held uint64
	n    uint
}

// add adds the lowest bits of a value that has no others, at most 32.
func (w *bitWriter) add(value uint64, n uint) {
	w.held |= value << w.n
	w.n += n
	if w.n >= 32 {
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(w.held))
		w.held >>= 32
		w.n -= 32
	}
}

// flush fills the last byte up with zeros.
func (w *bitWriter) flush() []byte {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.out = append(w.out, byte(w.held))
		w.held >>= 8
	}
	return w.out
}

// close ends a stream that is read from its end: by a 1.
func (w *bitWriter) close() []byte {
	w.add(1, 1)
	return w.flush()
}
