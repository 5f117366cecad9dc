package netcdf

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func create(t *testing.T, path string) *Writer {
	t.Helper()
	w, err := Create(path)
	must(t, err)
	t.Cleanup(w.Abort)
	return w
}

func TestWriterRoundTrip(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.nc")
	w := create(t, path)
	must(t, w.DefDim("y", 2), w.DefDim("x", 3), w.DefDim("length", 4),
		w.DefVar("f", Float, []string{"y", "x"}, map[string]Attr{"_FillValue": {Numbers: []float64{nan}}, "units": TextAttr("K"), "note": TextAttr("")}),
		w.DefVar("d", Double, []string{"x"}, map[string]Attr{"scale": num(Float, 0.5)}),
		w.DefVar("scalar", Double, nil, nil),
		w.DefVar("s", Short, []string{"x"}, nil), w.DefVar("b", Byte, []string{"x"}, nil),
		w.DefVar("i", Int, []string{"x"}, nil), w.DefVar("l", Int64, []string{"x"}, nil),
		w.DefVar("c", Char, []string{"y", "length"}, nil),
		w.GlobalAttr("title", TextAttr("风图")))
	must(t, w.PutFloat32("f", []int{1, 0}, []int{1, 3}, []float32{4, 5, 6}),
		w.PutFloat64("d", nil, nil, []float64{1, 2, 3}), w.PutFloat64("scalar", nil, nil, []float64{9}),
		w.PutInt16("s", nil, nil, []int16{1, 2, 3}), w.PutInt8("b", nil, nil, []int8{-1, 2, 3}),
		w.PutInt32("i", nil, nil, []int32{1, 2, 3}), w.PutInt64("l", nil, nil, []int64{1, 2, 3}),
		w.PutText("c", []string{"ab", "cdef"}))
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is visible before Close")
	}
	must(t, w.Close(), w.Close())
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if err := w.PutFloat64("d", nil, nil, []float64{1, 2, 3}); !errors.Is(err, ErrClosed) {
		t.Errorf("Put after Close: %v", err)
	}
	checkRoundTrip(t, open(t, path))
}

func checkRoundTrip(t *testing.T, f *File) {
	t.Helper()
	if got := f.Attrs()["title"].Text; got != "风图" {
		t.Errorf("title = %q", got)
	}
	var s Slab
	must(t, f.ReadSlab("f", []int{0, 0}, []int{2, 3}, &s))
	expect(t, unpacked(variable(t, f, "f"), &s), nan, nan, nan, 4, 5, 6)
	must(t, f.ReadSlab("scalar", nil, nil, &s))
	if s.Float64[0] != 9 {
		t.Errorf("scalar = %v", s.Float64)
	}
	for name, want := range map[string]float64{"d": 1, "s": 1, "b": -1, "i": 1, "l": 1} {
		got, err := f.ReadFloat64(name)
		if err != nil || !slices.Equal(got, []float64{want, 2, 3}) {
			t.Errorf("%s = %v, %v", name, got, err)
		}
		must(t, f.ReadSlab(name, []int{0}, []int{3}, &s))
		expect(t, unpacked(variable(t, f, name), &s), want, 2, 3)
	}
	if got, err := f.ReadText("c"); err != nil || !slices.Equal(got, []string{"ab", "cdef"}) {
		t.Errorf("c = %q, %v", got, err)
	}
	if err := f.ReadSlab("c", []int{0, 0}, []int{2, 4}, &s); err == nil {
		t.Error("ReadSlab of char succeeded")
	}
	if _, err := f.ReadFloat64("c"); err == nil {
		t.Error("ReadFloat64 of char succeeded")
	}
}

func TestWriterRefuses(t *testing.T) {
	w := create(t, filepath.Join(t.TempDir(), "a.nc"))
	must(t, w.DefDim("x", 3), w.DefVar("f", Float, []string{"x"}, nil))
	f := func(err error, says string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "a.nc") {
			t.Errorf("got %v, want %q", err, says)
		}
	}
	f(w.DefDim("y", 0), "not positive")
	f(w.DefVar("g", Float, []string{"y"}, nil), "not defined")
	f(w.DefVar("f", Float, nil, nil), "in use")
	f(w.PutFloat64("f", nil, nil, nil), "not defined with type double")
	f(w.PutFloat32("f", nil, nil, []float32{1}), "1 values for 3 places")
	f(w.PutFloat32("f", []int{2}, []int{2}, []float32{1, 2}), "outside dimension x")
	f(w.PutText("f", nil), "not defined as char")
	if _, err := Create("/nowhere/a.nc"); err == nil || !strings.Contains(err.Error(), "/nowhere") {
		t.Errorf("Create in a missing folder: %v", err)
	}
}

func TestWriterAbort(t *testing.T) {
	dir := t.TempDir()
	w := create(t, filepath.Join(dir, "a.nc"))
	must(t, w.DefDim("x", 3))
	w.Abort()
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
