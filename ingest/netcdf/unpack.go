package netcdf

import (
	"fmt"
	"math"
	"slices"
)

// Unpack writes the slab's values into dst as physical numbers, NaN where
// missing. dst must have at least s.Len() values. The arithmetic is done in
// float64. A limit or fill value of p that is not set costs nothing to compare. dst may be the
// slab's own Float32: they are unpacked where they are.
func (s *Slab) Unpack(p Packing, dst []float32) {
	if n := s.Len(); len(dst) < n {
		panic(fmt.Sprintf("netcdf: Unpack of %d values into %d", n, len(dst)))
	}
	switch s.Type {
	case Byte:
		unpack(s.Int8, p, dst)
	case Short:
		unpack(s.Int16, p, dst)
	case Int:
		unpack(s.Int32, p, dst)
	case Int64:
		unpack(s.Int64, p, dst)
	case UByte:
		unpack(s.Uint8, p, dst)
	case UShort:
		unpack(s.Uint16, p, dst)
	case UInt:
		unpack(s.Uint32, p, dst)
	case UInt64:
		unpack(s.Uint64, p, dst)
	case Float:
		if p.isPlain() {
			copy(dst, s.Float32)
			return
		}
		unpack(s.Float32, p, dst)
	case Double:
		unpack(s.Float64, p, dst)
	}
}

// isPlain says whether raw floating point values are the physical ones.
func (p Packing) isPlain() bool {
	for _, f := range p.Fill {
		if f == f {
			return false
		}
	}
	return p.Scale == 1 && p.Offset == 0 && p.ValidMin == nil && p.ValidMax == nil && p.wrap() == 0
}

func unpack[T numeric](raw []T, p Packing, dst []float32) {
	lo, hi := math.Inf(-1), math.Inf(1)
	if p.ValidMin != nil {
		lo = *p.ValidMin
	}
	if p.ValidMax != nil {
		hi = *p.ValidMax
	}
	// Two fill values (_FillValue and missing_value) cover nearly every file; NaN
	// equals nothing.
	f0, f1 := math.NaN(), math.NaN()
	if len(p.Fill) > 0 {
		f0 = p.Fill[0]
	}
	if len(p.Fill) > 1 {
		f1 = p.Fill[1]
	}
	scale, offset, wrap := p.Scale, p.Offset, p.wrap()
	nan := float32(math.NaN())
	dst = dst[:len(raw)]
	for i, v := range raw {
		x := float64(v)
		if x < 0 {
			x += wrap
		}
		if x == f0 || x == f1 || !(x >= lo && x <= hi) {
			dst[i] = nan
			continue
		}
		dst[i] = float32(float64(x*scale) + offset) // the conversion forbids a fused multiply-add: same bits everywhere
	}
	if len(p.Fill) > 2 {
		maskRare(raw, p.Fill[2:], wrap, dst)
	}
}

// maskRare sets NaN where raw is one of many further fill values.
func maskRare[T numeric](raw []T, fill []float64, wrap float64, dst []float32) {
	for i, v := range raw {
		x := float64(v)
		if x < 0 {
			x += wrap
		}
		if slices.Contains(fill, x) {
			dst[i] = float32(math.NaN())
		}
	}
}
