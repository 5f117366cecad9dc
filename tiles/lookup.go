package tiles

import "math"

// lookup finds the palette index of a value. The scale is cut into bins, more where its colours
// change more, each with the colour of its middle; table says which bin a value is in, by value in
// even steps, several for the narrowest bin.
type lookup struct {
	palette   []Colour // [0] is transparent, [1] below, then the bins, the last is above
	table     []uint8
	low, high float32
	perUnit   float32 // table entries
	below     uint8   // their indexes: 0 where they are transparent
	above     uint8
	edges     []float32 // of a scale with steps: what table says is lower than its upper edge
	shown     []uint8   // and the index to draw it with, by table's
}

// A palette has 256 colours at most, three of which are not bins.
const maxBins = 252

// maxTable bounds a table's length, so that the part in use stays in the first-level cache.
const maxTable = 1 << 16

// tableStepsPerBin is how many steps of the table the narrowest bin has.
const tableStepsPerBin = 4

func newLookup(s *Scale) lookup {
	if s.Steps {
		return newStepLookup(s)
	}
	bins := shareBins(s.Stops)
	low, high := s.Stops[0].Value, s.Stops[len(s.Stops)-1].Value
	l := lookup{low: float32(low), high: float32(high), palette: []Colour{{}, s.Below}, below: 1}
	var edges []float64 // the upper edge of each bin
	narrowest := high - low
	for k, n := range bins {
		a, b := s.Stops[k], s.Stops[k+1]
		width := (b.Value - a.Value) / float64(n)
		if n > 1 {
			narrowest = min(narrowest, width)
		}
		for i := range n {
			edges = append(edges, a.Value+width*float64(i+1))
			l.palette = append(l.palette, mix(a.Colour, b.Colour, (float64(i)+0.5)/float64(n)))
		}
	}
	l.palette = append(l.palette, s.Above)
	l.above = uint8(len(l.palette) - 1)

	size := int(min(maxTable, math.Ceil(tableStepsPerBin*(high-low)/narrowest)))
	l.perUnit = float32(float64(size) / (high - low))
	l.table = make([]uint8, size+1) // the last for the very highest value
	bin := 0
	for i := range l.table {
		middle := low + (float64(i)+0.5)*(high-low)/float64(size)
		for bin < len(edges)-1 && middle > edges[bin] {
			bin++
		}
		l.table[i] = uint8(bin + 2)
	}
	l.merge()
	return l
}

// merge gives transparent colours the index of what is missing: such tiles are constant.
func (l *lookup) merge() {
	if l.palette[l.below].A == 0 {
		l.below = 0
	}
	if l.palette[l.above].A == 0 {
		l.above = 0
	}
	for i, k := range l.table {
		if l.palette[k].A == 0 {
			l.table[i] = 0
		}
	}
}

// shareBins says how many bins each segment between stops gets: in proportion to how far apart its
// colours are, not more than there are colours between them.
func shareBins(stops []Stop) []int {
	bins := make([]int, len(stops)-1)
	total := 0
	for k := range bins {
		total += distance(stops[k].Colour, stops[k+1].Colour)
	}
	free := maxBins - len(bins)
	for k := range bins {
		bins[k] = 1
		if total > 0 {
			d := distance(stops[k].Colour, stops[k+1].Colour)
			bins[k] += min(max(0, d-1), free*d/total)
		}
	}
	return bins
}

// indexes fills dst with the palette indexes of values and says whether any is not transparent.
func (l *lookup) indexes(dst []uint8, values []float32) bool {
	if l.edges != nil {
		return l.steps(dst, values)
	}
	var any uint8
	low, perUnit, table := l.low, l.perUnit, l.table
	dst = dst[:len(values)]
	for i, v := range values {
		var k uint8
		if at := uint32(int32((v - low) * perUnit)); v >= low && at < uint32(len(table)) {
			k = table[at]
		} else {
			k = l.outside(v)
		}
		dst[i] = k
		any |= k
	}
	return any != 0
}

// drawn gives the colour that tiles have for a value.
func (s *Scale) drawn(v float64) Colour {
	var out [1]uint8
	s.lookup.indexes(out[:], []float32{float32(v)})
	return s.lookup.palette[out[0]]
}

// outside gives the index of a value that table does not hold.
func (l *lookup) outside(v float32) uint8 {
	switch {
	case v < l.low:
		return l.below
	case v >= l.low:
		return l.above
	}
	return 0
}
