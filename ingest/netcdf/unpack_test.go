package netcdf

import (
	"math"
	"strings"
	"testing"
)

var nan = math.NaN()

func num(t Type, values ...float64) Attr { return Attr{Type: t, Numbers: values} }

func unpacked(v Var, s *Slab) []float32 {
	p, _ := PackingOf(v)
	s.Type = v.Type
	out := make([]float32, s.Len())
	s.Unpack(p, out)
	return out
}

func expect(t *testing.T, got []float32, want ...float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d values, want %d", len(got), len(want))
	}
	for i, w := range want {
		g := float64(got[i])
		if math.IsNaN(w) != math.IsNaN(g) || (!math.IsNaN(w) && g != float64(float32(w))) {
			t.Errorf("value %d = %v, want %v", i, g, w)
		}
	}
}

func TestUnpackShort(t *testing.T) {
	v := Var{Type: Short, Attrs: map[string]Attr{
		"scale_factor": num(Double, 0.5), "add_offset": num(Float, 100),
		"_FillValue": num(Short, -32767), "missing_value": num(Short, -9999, -1, -2),
	}}
	expect(t, unpacked(v, &Slab{Int16: []int16{0, 3, -32767, -9999, -1, -2, -3}}), 100, 101.5, nan, nan, nan, nan, 98.5)
}

func TestUnpackDefaultFill(t *testing.T) {
	expect(t, unpacked(Var{Type: Short}, &Slab{Int16: []int16{-32767, 5}}), nan, 5)
	expect(t, unpacked(Var{Type: Float}, &Slab{Float32: []float32{floatFill, 5}}), nan, 5)
	expect(t, unpacked(Var{Type: Double}, &Slab{Float64: []float64{floatFill, 5, math.NaN()}}), nan, 5, nan)
	expect(t, unpacked(Var{Type: Int64}, &Slab{Int64: []int64{-9223372036854775806, 5}}), nan, 5)
	expect(t, unpacked(Var{Type: UByte}, &Slab{Uint8: []uint8{0, 255}}), 0, 255)
	own := Var{Type: Short, Attrs: map[string]Attr{"_FillValue": num(Short, 7)}}
	expect(t, unpacked(own, &Slab{Int16: []int16{-32767, 7}}), -32767, nan)
}

func TestUnpackFloatFillGivenAsDouble(t *testing.T) {
	v := Var{Type: Float, Attrs: map[string]Attr{"missing_value": num(Double, -9999.9)}}
	expect(t, unpacked(v, &Slab{Float32: []float32{-9999.9, 1}}), nan, 1)
}

func TestUnpackUnsigned(t *testing.T) {
	v := Var{Type: Byte, Attrs: map[string]Attr{
		"_Unsigned": TextAttr("true"), "_FillValue": num(Byte, -1), "valid_range": num(Byte, 0, -6),
		"scale_factor": num(Float, 0.5),
	}}
	expect(t, unpacked(v, &Slab{Int8: []int8{0, 127, -128, -1, -6, -5}}), 0, 63.5, 64, nan, 125, nan)
}

// TestUnpackValidRange: RSS's SSMIS files give float limits in unpacked units for
// packed integers, and use the codes above as flags.
func TestUnpackValidRange(t *testing.T) {
	rain := Var{Type: Short, Attrs: map[string]Attr{"scale_factor": num(Float, 0.1), "valid_range": num(Float, 0, 25)}}
	expect(t, unpacked(rain, &Slab{Int16: []int16{0, 64, 250, 251, 255, -1}}), 0, 64*float64(float32(0.1)), 250*float64(float32(0.1)), nan, nan, nan)

	raw := Var{Type: Short, Attrs: map[string]Attr{"scale_factor": num(Float, 0.5), "valid_min": num(Short, 0), "valid_max": num(Short, 25)}}
	expect(t, unpacked(raw, &Slab{Int16: []int16{-1, 0, 25, 26}}), nan, 0, 12.5, nan)

	falling := Var{Type: Short, Attrs: map[string]Attr{"scale_factor": num(Float, -0.5), "valid_range": num(Float, 0, 10)}}
	expect(t, unpacked(falling, &Slab{Int16: []int16{0, -20, -21, 1}}), 0, 10, nan, nan)
}

func TestPackingNotes(t *testing.T) {
	f := func(attr string, a Attr, says string, want Packing) {
		t.Helper()
		p, notes := PackingOf(Var{Name: "x", Type: Short, Attrs: map[string]Attr{attr: a, "_FillValue": num(Short, -1)}})
		if p.Scale != want.Scale || p.Offset != want.Offset || p.ValidMin != nil {
			t.Errorf("%s: %+v", attr, p)
		}
		if len(notes) != 1 || !strings.Contains(notes[0], says) || !strings.HasPrefix(notes[0], "x: ") {
			t.Errorf("%s: notes %q", attr, notes)
		}
	}
	f("scale_factor", num(Double, 0), "taken as 1", Packing{Scale: 1})
	f("scale_factor", num(Double, math.NaN()), "taken as 1", Packing{Scale: 1})
	f("scale_factor", TextAttr("0.25"), "is text", Packing{Scale: 0.25})
	f("add_offset", TextAttr("none"), "ignored", Packing{Scale: 1})
	f("missing_value", num(Double, 0.5), "cannot occur", Packing{Scale: 1})
	f("valid_range", num(Short, 1), "not 2", Packing{Scale: 1})
	f("valid_range", num(Short, 5, 1), "empty", Packing{Scale: 1})
}

func BenchmarkUnpack(b *testing.B) {
	const n = 721 * 1440
	out := make([]float32, n)
	s := Slab{Int16: make([]int16, n), Float32: make([]float32, n)}
	for i := range n {
		s.Int16[i], s.Float32[i] = int16(i*7), float32(i)
	}
	run := func(v Var) {
		p, _ := PackingOf(v)
		s.Type = v.Type
		b.Run(v.Type.String(), func(b *testing.B) {
			b.SetBytes(4 * n)
			for b.Loop() {
				s.Unpack(p, out)
			}
		})
	}
	run(Var{Type: Short, Attrs: map[string]Attr{"scale_factor": num(Double, 0.01), "add_offset": num(Double, 270), "_FillValue": num(Short, -32767)}})
	run(Var{Type: Float, Attrs: map[string]Attr{"_FillValue": num(Float, nan)}})
}
