package cf

import "math"

// Extent is what the values of a field are like, but for those that are missing: N others, infinities
// among them. Of none, Low is +Inf and High -Inf.
type Extent struct {
	Low, High, Mean float64
	N               int
}

// ExtentOf looks at all values.
func ExtentOf(values []float32) Extent {
	l := newLanes()
	done := l.addFast(values)
	l.add(values[done:])
	return l.extent()
}

// lanes are the extents of every eighth value each, as the processor takes them in at a time.
type lanes struct {
	low, high [8]float32
	sum       [8]float64
	n         [8]int32
}

func newLanes() *lanes {
	var l lanes
	for k := range l.low {
		l.low[k], l.high[k] = float32(math.Inf(1)), float32(math.Inf(-1))
	}
	return &l
}

// add takes values in, of which the first belongs to the first lane.
func (l *lanes) add(values []float32) {
	for i, v := range values {
		if v != v {
			continue
		}
		k := i % 8
		l.low[k], l.high[k] = min(l.low[k], v), max(l.high[k], v)
		l.sum[k] += float64(v)
		l.n[k]++
	}
}

func (l *lanes) extent() Extent {
	e := Extent{Low: math.Inf(1), High: math.Inf(-1)}
	sum := 0.0
	for k := range l.n {
		e.Low, e.High = min(e.Low, float64(l.low[k])), max(e.High, float64(l.high[k]))
		sum += l.sum[k]
		e.N += int(l.n[k])
	}
	if e.N > 0 {
		e.Mean = sum / float64(e.N)
	}
	return e
}
