package store

import (
	"sync"
	"sync/atomic"

	"github.com/fengtu/fengtu/forecast/zarr"
)

// square is the integers, or numbers, of one chunk of a layout by location: all times of a few nodes.
// One of the three lists holds them.
type square struct {
	number int // 1 and up; 0 while it holds none
	data   []byte
	raw16  []int16
	raw32  []int32
	plain  []float32
}

func (q *square) decode(kind zarr.DataType, data []byte, n int) error {
	switch kind {
	case zarr.Int16:
		return zarr.DecodeChunk(data, sized(&q.raw16, n))
	case zarr.Int32:
		return zarr.DecodeChunk(data, sized(&q.raw32, n))
	default:
		return zarr.DecodeChunk(data, sized(&q.plain, n))
	}
}

// node fills dst with the values of one node at all times, which lie stride apart.
func (q *square) node(p packing, at, stride int, dst []float32) {
	switch p.kind {
	case zarr.Int16:
		unpackNode(p, int16(fill16), q.raw16[at:], stride, dst)
	case zarr.Int32:
		unpackNode(p, int32(fill32), q.raw32[at:], stride, dst)
	default:
		for t := range dst {
			dst[t] = q.plain[at+t*stride]
		}
	}
}

// squares holds the last square that was read of an array, for whoever takes it first.
type squares struct{ last atomic.Pointer[square] }

var spareSquares = sync.Pool{New: func() any { return new(square) }}

// get gives the last square, or any other to decode into.
func (s *squares) get() *square {
	if q := s.last.Swap(nil); q != nil {
		return q
	}
	q := spareSquares.Get().(*square)
	q.number = 0 // of another array
	return q
}

func (s *squares) put(q *square) {
	if q = s.last.Swap(q); q != nil {
		spareSquares.Put(q)
	}
}
