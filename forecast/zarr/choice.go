package zarr

import "math/bits"

// Choice finds out whether differences of some values are smaller, or the differences of these. Its zero value
// is ready.
type Choice[T int16 | int32] struct {
	once, twice tail[T]
	bits        [2]int // that the magnitudes take, of both
	n           int
}

// Begin begins a chunk.
func (c *Choice[T]) Begin() {
	c.once, c.twice = newTail[T](Coding{Differences: 1}), newTail[T](Coding{Differences: 2})
}

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

// Differences gives how often they are better taken.
func (c *Choice[T]) Differences() int {
	if c.bits[1]+c.n/worthTwice < c.bits[0] {
		return 2
	}
	return 1
}
