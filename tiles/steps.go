package tiles

import "math"

// newStepLookup gives the lookup of a scale with steps, which finds the step of every value exactly:
// table gives the step that an even part of the range begins in, and edges say where it ends.
func newStepLookup(s *Scale) lookup {
	first, last := s.ends()
	n := len(s.Stops)
	l := lookup{low: float32(first), high: float32(last), palette: []Colour{{}, s.Below}, below: 1}
	l.edges = make([]float32, 2, n+2) // nothing is looked up as transparent or below
	narrowest := last - first
	for k, stop := range s.Stops {
		l.palette = append(l.palette, stop.Colour)
		if k+1 < n {
			l.edges = append(l.edges, float32(s.Stops[k+1].Value))
			narrowest = min(narrowest, s.Stops[k+1].Value-stop.Value)
		}
	}
	l.edges = append(l.edges, math.MaxFloat32)
	l.palette = append(l.palette, s.Above)
	l.above = uint8(len(l.palette) - 1)

	size := int(min(maxTable, math.Ceil((last-first)/narrowest)))
	l.perUnit = float32(float64(size) / (last - first))
	l.table = make([]uint8, size+1)
	k := uint8(2)
	for i := range l.table {
		// A value may be rounded into the part after its own.
		begin := float32(first + (float64(i)-0.01)*(last-first)/float64(size))
		for l.edges[k] <= begin {
			k++
		}
		l.table[i] = k
	}
	l.shown = make([]uint8, len(l.palette))
	for k, c := range l.palette {
		if c.A > 0 {
			l.shown[k] = uint8(k)
		}
	}
	l.below, l.above = l.shown[l.below], l.shown[l.above]
	return l
}

// steps is indexes for a scale with steps.
func (l *lookup) steps(dst []uint8, values []float32) bool {
	var any uint8
	low, perUnit, table, edges := l.low, l.perUnit, l.table, l.edges
	dst = dst[:len(values)]
	for i, v := range values {
		var k uint8
		if at := uint32(int32((v - low) * perUnit)); v >= low && v <= l.high && at < uint32(len(table)) {
			k = table[at]
			for v >= edges[k] {
				k++
			}
			k = l.shown[k]
		} else {
			k = l.outside(v)
		}
		dst[i] = k
		any |= k
	}
	return any != 0
}
