package netcdf

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// at reads one unpacked value.
func at(f *File, name string, index ...int) (float64, error) {
	count := make([]int, len(index))
	for i := range count {
		count[i] = 1
	}
	var s Slab
	if err := f.ReadSlab(name, index, count, &s); err != nil {
		return 0, err
	}
	var out [1]float32
	for _, v := range f.Vars() {
		if v.Name == name {
			p, _ := PackingOf(v)
			s.Unpack(p, out[:])
		}
	}
	return float64(out[0]), nil
}

func TestReferenceValues(t *testing.T) {
	var path string
	f := func(name string, want float64, index ...int) {
		t.Helper()
		got, err := at(open(t, path), name, index...)
		if err != nil {
			t.Fatal(err)
		}
		if math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s %s%v = %v, want %v", path, name, index, got, want)
		}
	}
	path = tibet
	f("t2m", 280.452711604704, 0, 28, 41)
	f("t2m", 284.0978, 2, 28, 41)
	f("t2m", 295.1677435030497, 3, 0, 0)
	f("t2m", 302.668541164962, 1, 54, 67)
	path = cset
	f("10u", -1.2518310546875, 0, 0, 23, 0)
	f("10v", 0.20208740234375, 2, 0, 23, 0)
	f("10u", -4.398008346557617, 1, 0, 0, 59)
	f("10u", -0.6870708465576172, 1, 0, 29, 0)
	path = ens
	f("wind-speed-hagl", 17.065635681152344, 0, 0, 0, 0, 0)
	f("wind-speed-hagl", 2.8632586002349854, 0, 0, 4, 2, 2)
	f("wind-speed-hagl", 4.414884090423584, 59, 0, 2, 4, 4)
	f("wind-speed-hagl", 5.365905284881592, 30, 0, 3, 2, 3)
	path = waves
	f("wind-wave-height-significant-msl", 1.44580078125, 0, 0, 0, 10)
	f("wind-wave-height-significant-msl", 0.94989013671875, 0, 0, 5, 20)
	f("wind-wave-height-significant-msl", math.NaN(), 0, 0, 29, 0)
}

func TestReadFloat64(t *testing.T) {
	f := open(t, tibet)
	lat, err := f.ReadFloat64("latitude")
	if err != nil || len(lat) != 55 || lat[0] != 50.25 || lat[54] != 9.75 {
		t.Errorf("latitude = %v, %v", lat, err)
	}
	raw, err := f.ReadFloat64("t2m")
	if err != nil || raw[28*68+41] != 4041 {
		t.Errorf("t2m is not raw: %v, %v", raw[28*68+41], err)
	}
	if _, err := f.ReadFloat64("nope"); err == nil || !strings.Contains(err.Error(), "no variable") {
		t.Errorf("unknown variable: %v", err)
	}
	if _, err := f.ReadText("latitude"); err == nil || !strings.Contains(err.Error(), "not text") {
		t.Errorf("ReadText of floats: %v", err)
	}
}

func TestReadSlabBounds(t *testing.T) {
	f := open(t, tibet)
	var s Slab
	g := func(says string, start, count []int) {
		t.Helper()
		err := f.ReadSlab("t2m", start, count, &s)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v %v: %v", start, count, err)
		}
	}
	g("dimensions", []int{0, 0}, []int{1, 1})
	g("outside dimension time", []int{4, 0, 0}, []int{1, 1, 1})
	g("outside dimension longitude", []int{0, 0, 1}, []int{1, 1, 68})
	g("outside dimension latitude", []int{0, -1, 0}, []int{1, 1, 1})
	g("outside dimension latitude", []int{0, 1, 0}, []int{1, math.MaxInt, 1})
	if err := f.ReadSlab("t2m", []int{0, 0, 0}, []int{1, 0, 68}, &s); err != nil || s.Len() != 0 {
		t.Errorf("empty block: %d values, %v", s.Len(), err)
	}
}

func TestSlabIsReused(t *testing.T) {
	f := open(t, tibet)
	var s Slab
	if err := f.ReadSlab("t2m", []int{0, 0, 0}, []int{1, 55, 68}, &s); err != nil {
		t.Fatal(err)
	}
	first := &s.Int16[0]
	if err := f.ReadSlab("t2m", []int{1, 0, 0}, []int{1, 10, 68}, &s); err != nil {
		t.Fatal(err)
	}
	if s.Len() != 680 || first != &s.Int16[0] {
		t.Error("the buffer was not reused")
	}
}

// TestConcurrentReads is the pattern that breaks libnetcdf without the one
// thread, and that makes it print to stderr.
func TestConcurrentReads(t *testing.T) {
	printed := stderrOf(t, func() {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 10 {
					for _, path := range []string{waves, ens, cset, tibet} {
						readAll(t, path)
					}
				}
			})
		}
		all.Wait()
	})
	if printed != "" {
		t.Errorf("on stderr: %s", printed)
	}
}

func readAll(t *testing.T, path string) {
	f, err := Open(path)
	if err != nil {
		t.Error(err)
		return
	}
	defer f.Close()
	var s Slab
	for _, v := range f.Vars() {
		if v.Type == Char {
			continue
		}
		start, count := make([]int, len(v.Dims)), make([]int, len(v.Dims))
		for i, d := range v.Dims {
			count[i] = d.Len
		}
		if err := f.ReadSlab(v.Name, start, count, &s); err != nil || s.Len() != v.Len() {
			t.Errorf("%s: %d values of %d, %v", v.Name, s.Len(), v.Len(), err)
		}
	}
}

// stderrOf returns what fn writes to file descriptor 2, C code included.
func stderrOf(t *testing.T, fn func()) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "stderr")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	saved, err := syscall.Dup(2)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Dup3(int(file.Fd()), 2, 0); err != nil {
		t.Fatal(err)
	}
	fn()
	if err := syscall.Dup3(saved, 2, 0); err != nil {
		t.Fatal(err)
	}
	_ = syscall.Close(saved)
	out, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
