package netcdf

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Packing says how raw values become physical ones: raw*Scale + Offset, after
// those that mean "missing" are set aside. Fill and the valid range are in raw
// units (of the unsigned number when Unsigned is set).
type Packing struct {
	Scale, Offset      float64
	Fill               []float64 // raw values that mean missing; NaN always does
	ValidMin, ValidMax *float64  // raw values outside mean missing; nil is no limit
	Unsigned           bool      // signed storage holds unsigned numbers

	bits int // width of the storage, for Unsigned
}

// PackingOf reads the packing of v from its attributes: scale_factor, add_offset,
// _FillValue, missing_value, valid_min, valid_max, valid_range and _Unsigned.
// A valid range given as float for packed integers is in unpacked units and is
// converted. Without _FillValue the library's default for the type means missing.
// The notes tell, for a person, what was odd and how it was taken.
func PackingOf(v Var) (Packing, []string) {
	r := packingReader{v: v, p: Packing{Scale: 1, bits: typeTraits[v.Type].bits}}
	if n := r.numbers("scale_factor"); len(n) > 0 {
		r.p.Scale = r.finite("scale_factor", n[0], 1)
		if r.p.Scale == 0 {
			r.note("scale_factor is 0: taken as 1")
			r.p.Scale = 1
		}
	}
	if n := r.numbers("add_offset"); len(n) > 0 {
		r.p.Offset = r.finite("add_offset", n[0], 0)
	}
	r.unsigned()
	r.fills()
	r.limits()
	return r.p, r.notes
}

type packingReader struct {
	v     Var
	p     Packing
	notes []string
}

func (r *packingReader) note(format string, args ...any) {
	r.notes = append(r.notes, r.v.Name+": "+fmt.Sprintf(format, args...))
}

// numbers reads an attribute, also one written as text.
func (r *packingReader) numbers(name string) []float64 {
	a, ok := r.v.Attrs[name]
	if !ok || !a.IsText() {
		return a.Numbers
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(a.Text), 64)
	if err != nil {
		r.note("%s is text %q: ignored", name, a.Text)
		return nil
	}
	r.note("%s is text: taken as %v", name, x)
	return []float64{x}
}

func (r *packingReader) finite(name string, x, otherwise float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		r.note("%s is %v: taken as %v", name, x, otherwise)
		return otherwise
	}
	return x
}

func (r *packingReader) unsigned() {
	a := r.v.Attrs["_Unsigned"]
	if !strings.EqualFold(a.Text, "true") {
		return
	}
	switch r.v.Type {
	case Byte, Short, Int:
		r.p.Unsigned = true
	case UByte, UShort, UInt:
	default:
		r.note("_Unsigned is ignored for type %v", r.v.Type)
	}
}

func (r *packingReader) fills() {
	for _, name := range []string{"_FillValue", "missing_value"} {
		for _, x := range r.numbers(name) {
			r.addFill(name, x)
		}
	}
	if _, ok := r.v.Attrs["_FillValue"]; !ok {
		if d := typeTraits[r.v.Type].fill; d != 0 {
			r.addFill("default fill", d)
		}
	}
}

func (r *packingReader) addFill(name string, x float64) {
	if math.IsNaN(x) {
		return
	}
	tr := typeTraits[r.v.Type]
	switch {
	case r.v.Type == Float:
		x = float64(float32(x)) // what a double attribute means for float data
	case tr.integer && x != math.Trunc(x):
		r.note("%s %v cannot occur in %v data: ignored", name, x, r.v.Type)
		return
	}
	r.p.Fill = append(r.p.Fill, r.p.positive(x))
}

// positive is the unsigned reading of a raw number.
func (p Packing) positive(x float64) float64 {
	if p.Unsigned && x < 0 {
		return x + p.wrap()
	}
	return x
}

func (p Packing) wrap() float64 {
	if !p.Unsigned {
		return 0
	}
	return math.Ldexp(1, p.bits)
}

func (r *packingReader) limits() {
	lo, hi := r.limit("valid_min", 0), r.limit("valid_max", 0)
	if n := r.numbers("valid_range"); len(n) == 2 {
		lo, hi = r.limit("valid_range", 0), r.limit("valid_range", 1)
	} else if len(n) > 0 {
		r.note("valid_range has %d values, not 2: ignored", len(n))
	}
	if r.p.Scale < 0 && (r.unpacked("valid_range") || r.unpacked("valid_min") || r.unpacked("valid_max")) {
		lo, hi = hi, lo
	}
	if lo != nil && hi != nil && *lo > *hi {
		r.note("the valid range %v to %v is empty: ignored", *lo, *hi)
		lo, hi = nil, nil
	}
	r.p.ValidMin, r.p.ValidMax = lo, hi
}

// limit is one end of the valid range in raw units.
func (r *packingReader) limit(name string, i int) *float64 {
	n := r.numbers(name)
	if i >= len(n) || math.IsNaN(n[i]) {
		return nil
	}
	x := r.p.positive(n[i])
	if r.unpacked(name) {
		x = (n[i] - r.p.Offset) / r.p.Scale
		if near := math.Round(x); math.Abs(x-near) < 1e-3 {
			x = near // 25/0.1 is meant to be 250
		}
	}
	if r.v.Type == Float {
		x = float64(float32(x))
	}
	return &x
}

// unpacked tells whether a limit is in unpacked units: it is a float while the
// data are packed integers (NetCDF User's Guide, appendix A).
func (r *packingReader) unpacked(name string) bool {
	a, ok := r.v.Attrs[name]
	isFloat := a.Type == Float || a.Type == Double
	return ok && isFloat && typeTraits[r.v.Type].integer && (r.p.Scale != 1 || r.p.Offset != 0)
}
