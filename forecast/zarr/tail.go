package zarr

import "math/bits"

// tail is the end of a row of values: what the next difference is taken from, or added to.
type tail[T Element] struct {
	value, difference T
	twice             bool // differences of differences are taken
}

// tailOf gives the end of values: none, or several.
func tailOf[T Element](values []T, twice bool) tail[T] {
	t := tail[T]{twice: twice}
	if n := len(values); n > 0 {
		t.value, t.difference = values[n-1], values[n-1]-values[n-2]
	}
	return t
}

// next gives the difference of the next value.
func (l *tail[T]) next(value T) T {
	d := value - l.value
	l.value = value
	if l.twice {
		d, l.difference = d-l.difference, d
	}
	return d
}

// add gives the next value by its difference.
func (l *tail[T]) add(d T) T {
	if l.twice {
		l.difference += d
		d = l.difference
	}
	l.value += d
	return l.value
}

// Choice finds out whether differences of some values are smaller, or the differences of these. Its zero value
// is ready.
type Choice[T int16 | int32] struct {
	once, twice tail[T]
	bits        [2]int // that the magnitudes take, of both
	n           int
}

// Begin begins a chunk.
func (c *Choice[T]) Begin() { c.once, c.twice = tail[T]{}, tail[T]{twice: true} }

// Add adds the next values of the chunk.
func (c *Choice[T]) Add(values []T) {
	for _, v := range values {
		c.bits[0] += magnitude(c.once.next(v))
		c.bits[1] += magnitude(c.twice.next(v))
	}
	c.n += len(values)
}

func magnitude[T int16 | int32](d T) int {
	return bits.Len32(uint32(max(int32(d), -int32(d))))
}

// worthTwice is how many values there must be for a bit that differences of differences save: they take
// longer to add up.
const worthTwice = 8

// Differences gives how often they are better taken: Array.Differences.
func (c *Choice[T]) Differences() int {
	if c.bits[1]+c.n/worthTwice < c.bits[0] {
		return 2
	}
	return 1
}
