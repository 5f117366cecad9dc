package netcdf

import (
	"fmt"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// Type is the external type of a variable or attribute. Values other than the
// constants below are types that the file itself defines; they cannot be read.
type Type int

// The atomic NetCDF types.
const (
	Byte   = Type(nc.BYTE)
	Char   = Type(nc.CHAR)
	Short  = Type(nc.SHORT)
	Int    = Type(nc.INT)
	Float  = Type(nc.FLOAT)
	Double = Type(nc.DOUBLE)
	UByte  = Type(nc.UBYTE)
	UShort = Type(nc.USHORT)
	UInt   = Type(nc.UINT)
	Int64  = Type(nc.INT64)
	UInt64 = Type(nc.UINT64)
	String = Type(nc.STRING)
)

// traits holds what the package needs to know of a type: CDL's name for it, its
// width in bits, whether it is an integer, and the value that the library leaves
// where nothing was written (0 where there is none: single bytes have no code to
// spare).
type traits struct {
	name    string
	bits    int
	integer bool
	fill    float64
}

// floatFill is NC_FILL_FLOAT and NC_FILL_DOUBLE.
const floatFill = 9.9692099683868690e+36

var typeTraits = map[Type]traits{
	Byte:   {"byte", 8, true, 0},
	Char:   {"char", 8, false, 0},
	Short:  {"short", 16, true, -32767},
	Int:    {"int", 32, true, -2147483647},
	Float:  {"float", 32, false, floatFill},
	Double: {"double", 64, false, floatFill},
	UByte:  {"ubyte", 8, true, 0},
	UShort: {"ushort", 16, true, 65535},
	UInt:   {"uint", 32, true, 4294967295},
	Int64:  {"int64", 64, true, -9223372036854775806},
	UInt64: {"uint64", 64, true, 18446744073709551614},
	String: {"string", 0, false, 0},
}

// String is the type's name in CDL, as ncdump prints it.
func (t Type) String() string {
	if tr, ok := typeTraits[t]; ok {
		return tr.name
	}
	return fmt.Sprintf("user-defined type %d", int(t))
}

// Dim is a named axis and its length; an unlimited one has its present length.
type Dim struct {
	Name string
	Len  int
}

// Attr is the value of an attribute: Text or Numbers, told apart by IsText.
type Attr struct {
	// Type is the attribute's own type. Written attributes may leave it zero: then
	// text is Char, and numbers are Double or, for _FillValue, the variable's type.
	Type Type
	// Text has no trailing NULs and is valid UTF-8.
	Text string
	// Numbers has at least one value unless the attribute is text or empty.
	Numbers []float64
}

// IsText reports whether the attribute is text, which may be empty.
func (a Attr) IsText() bool { return a.Numbers == nil }

// TextAttr is a text attribute for writing.
func TextAttr(s string) Attr { return Attr{Type: Char, Text: s} }

// Var describes a variable: Dims in storage order, the last varying fastest
// (none for a scalar), and its attributes by name. Chunk is how many values along
// each dimension are in a piece of the file that can only be read whole, nil where
// any can be read alone.
type Var struct {
	Name  string
	Type  Type
	Dims  []Dim
	Chunk []int
	Attrs map[string]Attr
}

// Len is the number of values: 1 for a scalar, 0 where a dimension is empty.
func (v Var) Len() int {
	n := 1
	for _, d := range v.Dims {
		n *= d.Len
	}
	return n
}
