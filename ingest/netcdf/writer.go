package netcdf

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// Writer makes a NetCDF-4 file: uncompressed and contiguous, as xarray's
// to_netcdf does by default. Define dimensions, then variables, then put values.
// The file appears at its path, whole, when Close succeeds.
type Writer struct {
	path, temp string
	ds         nc.Dataset
	dims       map[string]nc.Dim
	vars       map[string]writerVar
	done       bool
}

type writerVar struct {
	raw  nc.Var
	typ  Type
	dims []Dim
}

var tempNumber atomic.Int64

// Create begins a file. It is written under a name that starts with "." in the
// same folder, which must exist. End with Close or Abort.
func Create(path string) (*Writer, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("netcdf: %s: %w", path, err)
	}
	temp := fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(abs), os.Getpid(), tempNumber.Add(1))
	w := &Writer{
		path: abs,
		temp: filepath.Join(filepath.Dir(abs), temp),
		dims: map[string]nc.Dim{},
		vars: map[string]writerVar{},
	}
	err = onThread(func() error {
		if w.ds, err = nc.CreateFile(w.temp, nc.NETCDF4|nc.CLOBBER); err != nil {
			return explain(w.temp, "creating", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// do runs fn on the netcdf thread unless the writer is finished.
func (w *Writer) do(what string, fn func() error) error {
	return onThread(func() error {
		if w.done {
			return fmt.Errorf("netcdf: %s of %s: %w", what, w.path, ErrClosed)
		}
		if err := fn(); err != nil {
			return explain(w.path, what, err)
		}
		return nil
	})
}

// DefDim defines a dimension of fixed length.
func (w *Writer) DefDim(name string, length int) error {
	return w.do("dimension "+name, func() error {
		if length < 1 {
			return fmt.Errorf("length %d is not positive", length)
		}
		d, err := w.ds.AddDim(name, uint64(length))
		w.dims[name] = d
		return err
	})
}

// DefVar defines a variable on dimensions already defined (none for a scalar)
// with its attributes, which are written in order of name.
func (w *Writer) DefVar(name string, t Type, dims []string, attrs map[string]Attr) error {
	return w.do("variable "+name, func() error {
		v := writerVar{typ: t}
		ids := make([]nc.Dim, len(dims))
		for i, dim := range dims {
			id, ok := w.dims[dim]
			if !ok {
				return fmt.Errorf("dimension %q is not defined", dim)
			}
			n, err := id.Len()
			if err != nil {
				return err
			}
			ids[i] = id
			v.dims = append(v.dims, Dim{dim, int(n)})
		}
		var err error
		if v.raw, err = w.ds.AddVar(name, nc.Type(t), ids); err != nil {
			return err
		}
		w.vars[name] = v
		for _, key := range slices.Sorted(maps.Keys(attrs)) {
			a := attrs[key]
			if key == "_FillValue" && a.Type == 0 {
				a.Type = t
			}
			if err := writeAttr(v.raw.Attr(key), a); err != nil {
				return fmt.Errorf("attribute %s: %w", key, err)
			}
		}
		return nil
	})
}

// GlobalAttr writes an attribute of the file. Attributes keep the order of calls.
func (w *Writer) GlobalAttr(name string, a Attr) error {
	return w.do("attribute "+name, func() error { return writeAttr(w.ds.Attr(name), a) })
}

// Close finishes the file and moves it to its path, replacing a file there.
// After a failure nothing is left behind. Closing twice is harmless.
func (w *Writer) Close() error {
	return onThread(func() error {
		if w.done {
			return nil
		}
		w.done = true
		if err := w.ds.Close(); err != nil {
			_ = os.Remove(w.temp)
			return explain(w.path, "finishing", err)
		}
		if err := os.Rename(w.temp, w.path); err != nil {
			_ = os.Remove(w.temp)
			return fmt.Errorf("netcdf: %w", err)
		}
		return nil
	})
}

// Abort gives the file up and removes what was written. After Close it does
// nothing, so it can be deferred.
func (w *Writer) Abort() {
	_ = onThread(func() error {
		if w.done {
			return nil
		}
		w.done = true
		_ = w.ds.Close()
		return os.Remove(w.temp)
	})
}
