package isolate

import (
	"fmt"
	"sync"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// File is a NetCDF file that is open in a reader. Its methods are those of netcdf.File.
type File struct {
	path  string
	attrs map[string]netcdf.Attr
	vars  []netcdf.Var

	mu   sync.Mutex
	pool *Pool
	proc *process // nil once closed
}

// maxSlab bounds what is read at once: a file may declare any size, whatever it holds.
const maxSlab = 1 << 30

// Path is the absolute path that was opened.
func (f *File) Path() string { return f.path }

// Vars lists the variables of the root group in file order; it is shared.
func (f *File) Vars() []netcdf.Var { return f.vars }

// Attrs holds the global attributes; it is shared.
func (f *File) Attrs() map[string]netcdf.Attr { return f.attrs }

// ReadFloat64 reads a whole small numeric variable, see netcdf.File.
func (f *File) ReadFloat64(name string) ([]float64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ans, err := f.call(request{Op: readFloat64, Name: name})
	return ans.Numbers, err
}

// ReadText reads a char variable as strings, see netcdf.File.
func (f *File) ReadText(name string) ([]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ans, err := f.call(request{Op: readText, Name: name})
	return ans.Text, err
}

// ReadSlab reads a block of a numeric variable, see netcdf.File.
func (f *File) ReadSlab(name string, start, count []int, dst *netcdf.Slab) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.proc == nil || f.proc.dead {
		_, err := f.call(request{})
		return err
	}
	t := f.typeOf(name)
	size := t.Size()
	for _, n := range count {
		if n > 0 && size > maxSlab/n {
			return fmt.Errorf("netcdf: %s of %s: a block of %v values is too large to be read at once", name, f.path, count)
		}
		size *= max(n, 0)
	}
	if err := f.proc.memory.atLeast(size); err != nil {
		return err
	}
	ans, err := f.call(request{Op: readSlab, Name: name, Type: t, Start: start, Count: count})
	if err != nil {
		return err
	}
	if ans.Length*t.Size() != size {
		return fmt.Errorf("netcdf: %s of %s: the reader gave %d values, not the %d bytes asked for", name, f.path, ans.Length, size)
	}
	copy(dst.Reserve(t, ans.Length), f.proc.memory.bytes)
	return nil
}

func (f *File) typeOf(name string) netcdf.Type {
	for _, v := range f.vars {
		if v.Name == name {
			return v.Type
		}
	}
	return 0 // the reader says that there is none
}

func (f *File) call(req request) (answer, error) {
	if f.proc == nil {
		return answer{}, fmt.Errorf("netcdf: reading %s of %s: %w", req.Name, f.path, netcdf.ErrClosed)
	}
	if f.proc.dead {
		return answer{}, fmt.Errorf("netcdf: %s: its reader has ended: %w", f.path, netcdf.ErrFormat)
	}
	ans, err := f.proc.call(req, f.pool.limit())
	if err != nil {
		return ans, named(f.path, err)
	}
	return ans, nil
}

// Close releases the file. Closing twice is harmless; reading afterwards gives netcdf.ErrClosed.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.proc == nil {
		return nil
	}
	var err error
	if !f.proc.dead {
		_, err = f.call(request{Op: closeFile})
	}
	f.pool.give(f.proc)
	f.proc = nil
	return err
}
