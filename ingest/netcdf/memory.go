package netcdf

import (
	"slices"
	"unsafe"
)

// Size is the number of bytes of a value, 0 for types that are not numbers or text.
func (t Type) Size() int { return typeTraits[t].bits / 8 }

// Reserve makes a slab hold n values of a numeric type and gives their memory, to be filled in the
// machine's byte order. It gives nil for other types.
func (s *Slab) Reserve(t Type, n int) []byte {
	return s.choose(t, reserver(n))
}

// Lay makes the next read of values of a type put them into memory, as far as that has room; it
// must be aligned to 8 bytes and outlive the slab.
func (s *Slab) Lay(t Type, memory []byte) {
	s.choose(t, layer(memory))
}

// reserver and layer are what Reserve and Lay do to the slice of a type.
type (
	reserver int
	layer    []byte
)

// choose applies an operation to the slice that a type names.
func (s *Slab) choose(t Type, op any) []byte {
	s.Type = t
	switch t {
	case Byte:
		return apply(&s.Int8, op)
	case Short:
		return apply(&s.Int16, op)
	case Int:
		return apply(&s.Int32, op)
	case Int64:
		return apply(&s.Int64, op)
	case UByte:
		return apply(&s.Uint8, op)
	case UShort:
		return apply(&s.Uint16, op)
	case UInt:
		return apply(&s.Uint32, op)
	case UInt64:
		return apply(&s.Uint64, op)
	case Float:
		return apply(&s.Float32, op)
	case Double:
		return apply(&s.Float64, op)
	}
	return nil
}

func apply[T numeric](buf *[]T, op any) []byte {
	size := int(unsafe.Sizeof(*new(T)))
	switch op := op.(type) {
	case reserver:
		*buf = slices.Grow((*buf)[:0], int(op))[:op]
	case layer:
		*buf = unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(op))), len(op)/size)[:0]
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(*buf))), len(*buf)*size)
}
