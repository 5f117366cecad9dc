package netcdf

import (
	"fmt"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// PutFloat32 writes a block of a Float variable; see PutFloat64.
func (w *Writer) PutFloat32(name string, start, count []int, data []float32) error {
	return put(w, name, Float, start, count, data, nc.Var.WriteFloat32Slice, nc.Var.WriteFloat32s)
}

// PutFloat64 writes a block of a Double variable: data in storage order, count
// values along each dimension from start. Nil start and count mean the whole
// variable. Writing a variable in one call is fastest: it is not filled first.
func (w *Writer) PutFloat64(name string, start, count []int, data []float64) error {
	return put(w, name, Double, start, count, data, nc.Var.WriteFloat64Slice, nc.Var.WriteFloat64s)
}

// PutInt16 writes a block of a Short variable; see PutFloat64.
func (w *Writer) PutInt16(name string, start, count []int, data []int16) error {
	return put(w, name, Short, start, count, data, nc.Var.WriteInt16Slice, nc.Var.WriteInt16s)
}

// PutInt32 writes a block of an Int variable; see PutFloat64.
func (w *Writer) PutInt32(name string, start, count []int, data []int32) error {
	return put(w, name, Int, start, count, data, nc.Var.WriteInt32Slice, nc.Var.WriteInt32s)
}

// PutInt64 writes a block of an Int64 variable; see PutFloat64.
func (w *Writer) PutInt64(name string, start, count []int, data []int64) error {
	return put(w, name, Int64, start, count, data, nc.Var.WriteInt64Slice, nc.Var.WriteInt64s)
}

// PutInt8 writes a block of a Byte variable; see PutFloat64.
func (w *Writer) PutInt8(name string, start, count []int, data []int8) error {
	return put(w, name, Byte, start, count, data, nc.Var.WriteInt8Slice, nc.Var.WriteInt8s)
}

// PutText writes strings into a char variable whose last dimension is at least as
// long as the longest; the rest is NUL.
func (w *Writer) PutText(name string, values []string) error {
	return w.do("writing "+name, func() error {
		v, ok := w.vars[name]
		if !ok || v.typ != Char || len(v.dims) == 0 {
			return fmt.Errorf("it is not defined as char with a length")
		}
		width := v.dims[len(v.dims)-1].Len
		data := make([]byte, Var{Dims: v.dims}.Len())
		if len(data) != width*len(values) {
			return fmt.Errorf("%d strings for %d places", len(values), len(data)/width)
		}
		for i, s := range values {
			if len(s) > width {
				return fmt.Errorf("%q is longer than %d bytes", s, width)
			}
			copy(data[i*width:], s)
		}
		return v.raw.WriteBytes(data)
	})
}

func put[T numeric](w *Writer, name string, t Type, start, count []int, data []T,
	part func(nc.Var, []T, []uint64, []uint64) error, whole func(nc.Var, []T) error,
) error {
	return w.do("writing "+name, func() error {
		v, ok := w.vars[name]
		if !ok || v.typ != t {
			return fmt.Errorf("it is not defined with type %v", t)
		}
		if start == nil && count == nil {
			if n := (Var{Dims: v.dims}).Len(); len(data) != n {
				return fmt.Errorf("%d values for %d places", len(data), n)
			}
			return whole(v.raw, data)
		}
		n, err := blockLen(v.dims, start, count)
		if err != nil {
			return err
		}
		if len(data) != n {
			return fmt.Errorf("%d values for %d places", len(data), n)
		}
		switch { // the binding panics on empty blocks and blocks of scalars
		case n == 0:
			return nil
		case len(v.dims) == 0:
			return whole(v.raw, data)
		}
		return part(v.raw, data, unsigned(start), unsigned(count))
	})
}

// writeAttr writes text as char and numbers with the attribute's type.
func writeAttr(dst nc.Attr, a Attr) error {
	if a.IsText() {
		if a.Text == "" {
			return dst.WriteBytes([]byte{0}) // as Python does; the binding panics on nothing
		}
		return dst.WriteBytes([]byte(a.Text))
	}
	if len(a.Numbers) == 0 {
		return fmt.Errorf("it has no value")
	}
	switch a.Type {
	case 0, Double:
		return dst.WriteFloat64s(a.Numbers)
	case Float:
		return dst.WriteFloat32s(narrowed[float32](a.Numbers))
	case Byte:
		return dst.WriteInt8s(narrowed[int8](a.Numbers))
	case Short:
		return dst.WriteInt16s(narrowed[int16](a.Numbers))
	case Int:
		return dst.WriteInt32s(narrowed[int32](a.Numbers))
	case Int64:
		return dst.WriteInt64s(narrowed[int64](a.Numbers))
	}
	return fmt.Errorf("type %v cannot be written", a.Type)
}

func narrowed[T numeric](in []float64) []T {
	out := make([]T, len(in))
	for i, v := range in {
		out[i] = T(v)
	}
	return out
}
