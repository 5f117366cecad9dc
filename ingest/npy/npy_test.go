package npy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The files in testdata are numpy's own: arange(24).reshape(2, 3, 4)/7-1.
func TestNumpyFiles(t *testing.T) {
	f := func(name string, tolerance float64, start, count []int, want ...int) {
		t.Helper()
		file, err := Open(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		got, err := file.ReadFloat32(start, count, nil)
		if err != nil || len(got) != len(want) || !slices.Equal(file.Shape, []int{2, 3, 4}) {
			t.Fatalf("%s: got %v of %v, %v", name, got, file.Shape, err)
		}
		for i, k := range want {
			if d := math.Abs(float64(got[i]) - (float64(k)/7 - 1)); d > tolerance {
				t.Errorf("%s: value %d is %v, off by %g", name, i, got[i], d)
			}
		}
	}
	all := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}
	for name, tolerance := range map[string]float64{"f2.npy": 1e-3, "f4.npy": 1e-6, "f8.npy": 1e-6} {
		f(name, tolerance, []int{0, 0, 0}, []int{2, 3, 4}, all...)
		f(name, tolerance, []int{1, 0, 0}, []int{1, 3, 4}, all[12:]...)
		f(name, tolerance, []int{0, 1, 2}, []int{2, 2, 1}, 6, 10, 18, 22)
		f(name, tolerance, []int{0, 2, 0}, []int{2, 1, 4}, 8, 9, 10, 11, 20, 21, 22, 23)
		f(name, tolerance, []int{0, 3, 0}, []int{2, 0, 4})
	}
}

func TestHalf(t *testing.T) {
	f := func(bits uint16, want float32) {
		t.Helper()
		if got := half(bits); got != want {
			t.Errorf("%#x: got %v, want %v", bits, got, want)
		}
	}
	f(0x0000, 0)
	f(0x0001, 1.0/(1<<24))
	f(0x03ff, 1023.0/(1<<24))
	f(0x0400, 1.0/(1<<14))
	f(0x3c00, 1)
	f(0xc100, -2.5)
	f(0x7bff, 65504)
	f(0xfc00, float32(math.Inf(-1)))
	if got := half(0x7e00); got == got {
		t.Errorf("got %v, want NaN", got)
	}
}

// made gives a file of format 1 with a header and n bytes of values.
func made(header string, n int) []byte {
	b := append([]byte(magic), 1, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	return append(append(b, header...), make([]byte, n)...)
}

func TestRefused(t *testing.T) {
	f := func(content []byte, want string) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "x.npy")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if file, err := Open(path); !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, %v, want an error with %q", content[:min(len(content), 80)], file, err, want)
		}
	}
	header := func(descr, order, shape string) string {
		return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n"
	}
	f(nil, "does not begin")
	f([]byte("\x89HDF\r\n\x1a\nxxxxxxxx"), "does not begin")
	f(append([]byte(magic), 9, 0, 1, 0, 'x'), "version 9")
	f(append([]byte(magic), 2, 0, 255, 255, 255, 255), "bytes")
	f(append([]byte(magic), 1, 0, 99, 0, '{'), "truncated")
	f(made("69", 0), "no dictionary")
	f(made(header("'|O'", "False", "(2,)"), 8), "type")
	f(made(header("'>f4'", "False", "(2,)"), 8), "little-endian")
	f(made(header("[('a', '<f4')]", "False", "(2,)"), 8), "tables")
	f(made(header("'<f4'", "True", "(2, 2)"), 16), "Fortran")
	f(made(header("'<f4'", "False", "(2, 2)"), 15), "truncated")
	f(made(header("'<f4'", "False", "(2, 2)"), 17), "1 bytes after")
	f(made(header("'<f4'", "False", "(99999999999,)"), 8), "cannot be")
	f(made(header("'<f4'", "False", "(2000000000, 2000000000, 2000000000, 0)"), 0), "cannot be")
	f(made("{'descr': '<f4', 'fortran_order': False}", 8), "no shape")
	f(made("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", 8), "cannot be read")
}

func TestOutside(t *testing.T) {
	file, err := Open("testdata/f4.npy")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, start := range [][]int{{0, 0, 1}, {-1, 0, 0}, {1 << 62, 0, 0}, {0, 0}} {
		if got, err := file.ReadFloat32(start, []int{2, 3, 4}[:len(start)], nil); err == nil {
			t.Errorf("from %v: got %v", start, got)
		}
	}
}

func FuzzReadHeader(f *testing.F) {
	f.Add(made("{'descr': '<f4', 'fortran_order': False, 'shape': (69, 721, 1440), }", 4))
	f.Add(made(`{"shape": (1L,), "fortran_order": False, "descr": "<f2"}`, 2))
	f.Add(append([]byte(magic), 2, 0, 4, 0, 0, 0, '{', '}', ' ', '\n'))
	f.Fuzz(func(t *testing.T, content []byte) {
		h, err := ReadHeader(bytes.NewReader(content))
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("%v", err)
			}
			return
		}
		if h.Size() < 0 || h.Size() > math.MaxInt64/8 || h.Offset > int64(len(content)) || h.Width < 2 || h.Width > 8 {
			t.Errorf("%+v", h)
		}
	})
}
