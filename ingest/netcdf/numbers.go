package netcdf

import nc "github.com/fhs/go-netcdf/netcdf"

// numeric are the element types that NetCDF data can have.
type numeric interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

// source is what nc.Var and nc.Attr have in common.
type source interface {
	nc.Int8sReader
	nc.Int16sReader
	nc.Int32sReader
	nc.Int64sReader
	nc.Uint8sReader
	nc.Uint16sReader
	nc.Uint32sReader
	nc.Uint64sReader
	nc.Float32sReader
	nc.Float64sReader
}

// numbers reads all of s as float64, exactly but for 64-bit integers beyond
// 2^53. It returns nil if t is not a number type. s must not be empty.
func numbers(t Type, s source) ([]float64, error) {
	switch t {
	case Byte:
		return widened(nc.GetInt8s(s))
	case Short:
		return widened(nc.GetInt16s(s))
	case Int:
		return widened(nc.GetInt32s(s))
	case Int64:
		return widened(nc.GetInt64s(s))
	case UByte:
		return widened(nc.GetUint8s(s))
	case UShort:
		return widened(nc.GetUint16s(s))
	case UInt:
		return widened(nc.GetUint32s(s))
	case UInt64:
		return widened(nc.GetUint64s(s))
	case Float:
		return widened(nc.GetFloat32s(s))
	case Double:
		return nc.GetFloat64s(s)
	}
	return nil, nil
}

func widened[T numeric](in []T, err error) ([]float64, error) {
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(in))
	for i, v := range in {
		out[i] = float64(v)
	}
	return out, nil
}
