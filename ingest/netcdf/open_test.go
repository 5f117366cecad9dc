package netcdf

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	waves = "../testdata/wind-wave-height-significant-msl_20260126T06.nc"
	ens   = "../testdata/uwcw_ha43ens_nl_2km_wind-speed-hagl_geoweb_nc_20240605T03_5x5.nc"
	cset  = "../testdata/u10_v10.nc"
	tibet = "../testdata/era_interim_tibet.nc"
)

func open(t *testing.T, path string) *File {
	t.Helper()
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func variable(t *testing.T, f *File, name string) Var {
	t.Helper()
	for _, v := range f.Vars() {
		if v.Name == name {
			return v
		}
	}
	t.Fatalf("%s has no %s", f.Path(), name)
	return Var{}
}

func TestOpenDescribes(t *testing.T) {
	f := open(t, tibet)
	if !filepath.IsAbs(f.Path()) {
		t.Errorf("path %q is not absolute", f.Path())
	}
	if got := f.Attrs()["Conventions"]; got.Text != "CF-1.0" {
		t.Errorf("Conventions = %+v", got)
	}
	v := variable(t, f, "t2m")
	want := []Dim{{"time", 4}, {"latitude", 55}, {"longitude", 68}}
	if v.Type != Short || len(v.Dims) != 3 || v.Dims[0] != want[0] || v.Dims[1] != want[1] || v.Dims[2] != want[2] {
		t.Errorf("t2m = %v %v", v.Type, v.Dims)
	}
	if v.Len() != 4*55*68 {
		t.Errorf("Len = %d", v.Len())
	}
	if a := v.Attrs["units"]; !a.IsText() || a.Text != "K" {
		t.Errorf("units = %+v", a)
	}
	if a := v.Attrs["_FillValue"]; a.IsText() || a.Type != Short || a.Numbers[0] != -32767 {
		t.Errorf("_FillValue = %+v", a)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	part := func(name, of string, n int) string {
		data, err := os.ReadFile(of)
		if err != nil {
			t.Fatal(err)
		}
		return write(name, data[:n])
	}
	f := func(path string, want error, says string) {
		t.Helper()
		file, err := Open(path)
		if err == nil {
			_ = file.Close()
			t.Errorf("Open(%s) succeeded", path)
			return
		}
		if !errors.Is(err, want) || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), path) {
			t.Errorf("Open(%s) = %v", path, err)
		}
	}
	f(filepath.Join(dir, "none.nc"), fs.ErrNotExist, "no such file")
	f(dir, ErrNotFile, "folder")
	f("/dev/null", ErrNotFile, "device")
	f("http://127.0.0.1:1/x.nc", ErrNotFile, "URL")
	f("file:///etc/passwd", ErrNotFile, "URL")
	f(write("empty.nc", nil), ErrFormat, "empty")
	f(write("text.nc", []byte("hello, world\n")), ErrFormat, `starts with "hello, w"`)
	f(write("x.nc", []byte("GRIB....")), ErrFormat, "GRIB")
	f(write("x.nc.gz", []byte("\x1f\x8b\x08\x00aaaaaaaa")), ErrFormat, "gzip")
	f(part("hdf5.nc", ens, 60000), ErrFormat, "truncated")
	f(part("hdf5-head.nc", ens, 20), ErrFormat, "HDF")
	f(part("classic.nc", tibet, 31000), ErrFormat, "31000 bytes of 31464")
	f(part("classic-head.nc", tibet, 100), ErrFormat, "cut short")
	f(part("records.nc", cset, 45996), ErrFormat, "45996 bytes of 46000")
}

func TestUseAfterClose(t *testing.T) {
	f := open(t, tibet)
	other := open(t, waves) // the library gives it the next handle
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	third := open(t, cset) // and this one the handle that was freed
	if _, err := f.ReadFloat64("latitude"); !errors.Is(err, ErrClosed) {
		t.Errorf("ReadFloat64 = %v", err)
	}
	if _, err := f.ReadText("latitude"); !errors.Is(err, ErrClosed) {
		t.Errorf("ReadText = %v", err)
	}
	if err := f.ReadSlab("t2m", []int{0, 0, 0}, []int{1, 1, 1}, new(Slab)); !errors.Is(err, ErrClosed) {
		t.Errorf("ReadSlab = %v", err)
	}
	for _, g := range []*File{other, third} {
		if _, err := g.ReadFloat64(g.Vars()[0].Name); err != nil {
			t.Errorf("an open file suffered: %v", err)
		}
	}
}
