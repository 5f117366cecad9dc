package netcdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// File is an open NetCDF file. Its methods may be called from several goroutines;
// the calls take turns.
type File struct {
	path  string
	attrs map[string]Attr
	vars  []Var
	index map[string]int // variable id by name

	// What follows is touched on the netcdf thread only. The library reuses
	// handles, so a closed one must never reach it.
	ds     nc.Dataset
	closed bool
	chunks chunkReader
}

// Open opens the NetCDF file at path and reads its description. Only existing
// regular files are opened: libnetcdf would fetch a URL. The error wraps
// ErrNotFile, ErrFormat or the one of package os, names the file and says what
// to do.
func Open(path string) (*File, error) {
	path, size, err := regular(path)
	if err != nil {
		return nil, err
	}
	if err := checkClassic(path, size); err != nil {
		return nil, err
	}
	f := &File{path: path}
	err = onThread(func() error {
		ds, err := nc.OpenFile(path, nc.NOWRITE)
		if err != nil {
			return blame(path, "opening", err)
		}
		f.ds = ds
		if err := f.inspect(); err != nil {
			_ = ds.Close()
			return blame(path, "description", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

// regular returns path made absolute and the file's size.
func regular(path string) (string, int64, error) {
	if strings.Contains(path, "://") {
		return "", 0, fmt.Errorf("netcdf: %s is a URL: download the file first: %w", path, ErrNotFile)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", 0, fmt.Errorf("netcdf: %s: %w", path, err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return "", 0, fmt.Errorf("netcdf: %w", err)
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("netcdf: %s is %s: name a NetCDF file: %w", abs, kind(info.Mode()), ErrNotFile)
	}
	return abs, info.Size(), nil
}

func kind(m os.FileMode) string {
	if m.IsDir() {
		return "a folder"
	}
	return "a device, pipe or socket"
}

// Path is the absolute path that was opened.
func (f *File) Path() string { return f.path }

// Vars lists the variables of the root group in file order. The slice and what
// it holds are shared: do not change them. They stay readable after Close.
func (f *File) Vars() []Var { return f.vars }

// Attrs holds the global attributes. The map is shared: do not change it.
func (f *File) Attrs() map[string]Attr { return f.attrs }

// Close releases the file. Closing twice is harmless; reading afterwards gives
// ErrClosed.
func (f *File) Close() error {
	return onThread(func() error {
		if f.closed {
			return nil
		}
		f.closed = true
		f.chunks.close()
		if err := f.ds.Close(); err != nil {
			return explain(f.path, "closing", err)
		}
		return nil
	})
}

// variable finds name; it runs on the netcdf thread.
func (f *File) variable(name string) (nc.Var, Var, error) {
	if f.closed {
		return nc.Var{}, Var{}, fmt.Errorf("netcdf: reading %s of %s: %w", name, f.path, ErrClosed)
	}
	id, ok := f.index[name]
	if !ok {
		return nc.Var{}, Var{}, fmt.Errorf("netcdf: %s has no variable %q", f.path, name)
	}
	return f.ds.VarN(id), f.vars[id], nil
}
