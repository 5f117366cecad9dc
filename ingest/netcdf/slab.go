package netcdf

import (
	"fmt"
	"slices"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// Slab holds the raw values of one hyperslab in the slice that Type names (Byte
// is Int8, Short is Int16, and so on); the other slices are left over from
// earlier reads. Reuse one Slab for many reads: its memory is kept.
type Slab struct {
	Type    Type
	Int8    []int8
	Int16   []int16
	Int32   []int32
	Int64   []int64
	Uint8   []uint8
	Uint16  []uint16
	Uint32  []uint32
	Uint64  []uint64
	Float32 []float32
	Float64 []float64
}

// Len is the number of values that the last read left.
func (s *Slab) Len() int {
	switch s.Type {
	case Byte:
		return len(s.Int8)
	case Short:
		return len(s.Int16)
	case Int:
		return len(s.Int32)
	case Int64:
		return len(s.Int64)
	case UByte:
		return len(s.Uint8)
	case UShort:
		return len(s.Uint16)
	case UInt:
		return len(s.Uint32)
	case UInt64:
		return len(s.Uint64)
	case Float:
		return len(s.Float32)
	case Double:
		return len(s.Float64)
	}
	return 0
}

// ReadSlab reads the block of a numeric variable that begins at start and has
// count values along each dimension, into dst in storage order. start and count
// have one number a dimension; both are empty for a scalar. Values are raw; see
// Slab.Unpack. After an error dst holds nothing of use.
//
// In a chunked and compressed file, read whole chunks: all levels of one time in
// one call are up to six times faster than level by level.
func (f *File) ReadSlab(name string, start, count []int, dst *Slab) error {
	return onThread(func() error {
		raw, v, err := f.variable(name)
		if err != nil {
			return err
		}
		n, err := blockLen(v.Dims, start, count)
		if err != nil {
			return fmt.Errorf("netcdf: reading %s of %s: %w", name, f.path, err)
		}
		if c := f.chunks.of(f.path, f.index[name], v); c != nil && n > 0 && f.chunks.read(c, start, count, dst.Reserve(v.Type, n)) {
			return nil
		}
		b := block{raw: raw, start: unsigned(start), count: unsigned(count), n: n}
		if err := dst.read(v.Type, b); err != nil {
			return blame(f.path, "reading "+name, err)
		}
		return nil
	})
}

// blockLen checks a block against the dimensions and returns its number of values.
func blockLen(dims []Dim, start, count []int) (int, error) {
	if len(start) != len(dims) || len(count) != len(dims) {
		return 0, fmt.Errorf("start has %d and count %d numbers, but the variable has %d dimensions", len(start), len(count), len(dims))
	}
	n := 1
	for i, d := range dims {
		if start[i] < 0 || count[i] < 0 || start[i] > d.Len || count[i] > d.Len-start[i] {
			return 0, fmt.Errorf("%d values from %d lie outside dimension %s of length %d", count[i], start[i], d.Name, d.Len)
		}
		n *= count[i]
	}
	return n, nil
}

func unsigned(in []int) []uint64 {
	out := make([]uint64, len(in))
	for i, v := range in {
		out[i] = uint64(v)
	}
	return out
}

// block is a checked hyperslab of n values.
type block struct {
	raw          nc.Var
	start, count []uint64
	n            int
}

func (s *Slab) read(t Type, b block) error {
	s.Type = t
	switch t {
	case Byte:
		return load(&s.Int8, b, b.raw.ReadInt8Slice, b.raw.ReadInt8s)
	case Short:
		return load(&s.Int16, b, b.raw.ReadInt16Slice, b.raw.ReadInt16s)
	case Int:
		return load(&s.Int32, b, b.raw.ReadInt32Slice, b.raw.ReadInt32s)
	case Int64:
		return load(&s.Int64, b, b.raw.ReadInt64Slice, b.raw.ReadInt64s)
	case UByte:
		return load(&s.Uint8, b, b.raw.ReadUint8Slice, b.raw.ReadUint8s)
	case UShort:
		return load(&s.Uint16, b, b.raw.ReadUint16Slice, b.raw.ReadUint16s)
	case UInt:
		return load(&s.Uint32, b, b.raw.ReadUint32Slice, b.raw.ReadUint32s)
	case UInt64:
		return load(&s.Uint64, b, b.raw.ReadUint64Slice, b.raw.ReadUint64s)
	case Float:
		return load(&s.Float32, b, b.raw.ReadFloat32Slice, b.raw.ReadFloat32s)
	case Double:
		return load(&s.Float64, b, b.raw.ReadFloat64Slice, b.raw.ReadFloat64s)
	}
	return fmt.Errorf("its values are of type %v, not numbers", t)
}

// load resizes buf and fills it. The binding panics on a slice of a scalar and on
// empty slices, so neither reaches it.
func load[T numeric](buf *[]T, b block, part func([]T, []uint64, []uint64) error, whole func([]T) error) error {
	*buf = slices.Grow((*buf)[:0], b.n)[:b.n]
	switch {
	case b.n == 0:
		return nil
	case len(b.start) == 0:
		return whole(*buf)
	}
	return part(*buf, b.start, b.count)
}
