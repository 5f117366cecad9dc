package store

import (
	"sync"
	"sync/atomic"

	"github.com/fengtu/fengtu/forecast/zarr"
)

// decoded is a chunk in memory: the values of a field's, the numbers as they are kept of one by
// location, of which a point needs few. One of the three lists holds them.
type decoded struct {
	plain []float32
	raw16 []int16
	raw32 []int32

	unpacked bool // plain holds values, whatever the numbers are kept as

	kept bool   // in the cache: others read it too
	data []byte // room for the bytes of any
}

func (d *decoded) weight() uint32 {
	return uint32(4*cap(d.plain) + 2*cap(d.raw16) + 4*cap(d.raw32) + 200)
}

// decode decodes the n numbers of a chunk.
func (d *decoded) decode(p packing, data []byte, n int) error {
	switch p.kind {
	case zarr.Int16:
		return zarr.DecodeChunk(data, sized(&d.raw16, n), p.coding)
	case zarr.Int32:
		return zarr.DecodeChunk(data, sized(&d.raw32, n), p.coding)
	default:
		return zarr.DecodeChunk(data, sized(&d.plain, n), p.coding)
	}
}

// row fills dst with values from a place on.
func (d *decoded) row(p packing, from int, dst []float32) {
	if d.unpacked {
		copy(dst, d.plain[from:])
	} else {
		d.unpack(p, from, 1, dst)
	}
}

// unpack fills dst with values that lie stride apart, from a place on.
func (d *decoded) unpack(p packing, from, stride int, dst []float32) {
	switch p.kind {
	case zarr.Int16:
		unpackEach(p, int16(fill16), d.raw16[from:], stride, dst)
	case zarr.Int32:
		unpackEach(p, int32(fill32), d.raw32[from:], stride, dst)
	default:
		for i := range dst {
			dst[i] = d.plain[from+i*stride]
		}
	}
}

// done gives the memory of a chunk that is not kept to the next.
func (d *decoded) done() {
	if !d.kept {
		spare.Put(d)
	}
}

var spare = sync.Pool{New: func() any { return new(decoded) }}

// asked knows chunks that were asked for not long ago. Of places all over the world few are asked for
// again: a chunk is worth memory of its own from the second time on.
type asked [1 << 16]atomic.Uint64

// again says whether a chunk was asked for before, as far as known.
func (a *asked) again(k chunkKey) bool {
	name := k.shard<<24 ^ uint64(k.chunk) + 1
	last := &a[name*0x9E3779B97F4A7C15>>48]
	return last.Load() == name || last.Swap(name) == name
}
