package zarr

import (
	"encoding/binary"
	"slices"
)

// Encoder encodes chunks, one after the other, in memory of its own. Its zero value is ready.
type Encoder[T Element] struct {
	gathered[T]
	frames frameCoder
	row    []T           // of a field, on its way into chunks
	band   []gathered[T] // those of a row of chunks
}

// gathered is a chunk that values are added to.
type gathered[T Element] struct {
	planes []byte // the lowest bytes of all values, then the next higher ones
	n, at  int    // values of the chunk, and those that are there
	last   tail[T]
}

// Begin begins a chunk of n values.
func (e *gathered[T]) Begin(n int, c Coding) {
	size := n * size[T]()
	e.planes = slices.Grow(e.planes[:0], size)[:size]
	e.n, e.at, e.last = n, 0, newTail[T](c)
}

// Add appends values to the chunk, the last dimension fastest.
func (e *gathered[T]) Add(values []T) {
	if len(values) == 0 {
		return
	}
	switch v := any(values).(type) {
	case []int16:
		splitShorts(any(&e.last).(*tail[int16]), v, e.planes[e.at:], e.n)
	case []int32:
		splitInts(any(&e.last).(*tail[int32]), v, e.planes[e.at:], e.n)
	case []float32:
		splitFloats(v, e.planes[e.at:], e.n)
	}
	e.at += len(values)
}

// Repeat appends the last value once more, so many times.
func (e *gathered[T]) Repeat(times int) {
	one := [1]T{e.last.value}
	for range times {
		e.Add(one[:])
	}
}

// Append appends the encoded form of the chunk, which holds as many values as Begin was told.
func (e *Encoder[T]) Append(dst []byte) []byte { return e.appendFrame(dst, &e.frames) }

func (e *gathered[T]) appendFrame(dst []byte, f *frameCoder) []byte {
	first := 1
	if e.last.twice {
		first = 2
	}
	return f.appendFrame(dst, e.planes, e.n, first)
}

func size[T Element]() int {
	var zero T
	return binary.Size(zero)
}
