package isolate

import (
	"errors"
	"io/fs"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// operation is what a reader is asked to do.
type operation int

const (
	openFile operation = iota + 1
	closeFile
	readFloat64
	readText
	readSlab
)

// request asks a reader for something. Which fields count depends on the operation.
type request struct {
	Op           operation
	Path         string
	Name         string // of the variable
	Start, Count []int
	Type         netcdf.Type
}

// answer is what a reader gives. The values of a slab lie in the shared memory.
type answer struct {
	Path    string
	Attrs   map[string]netcdf.Attr
	Vars    []netcdf.Var
	Numbers []float64
	Text    []string
	Length  int // of a slab, in values
	Fault   *fault
}

// fault is an error on its way between processes.
type fault struct {
	Text string
	Is   int // index in sentinels, or -1
}

// sentinels are the errors that callers tell apart.
var sentinels = []error{netcdf.ErrFormat, netcdf.ErrNotFile, netcdf.ErrClosed, fs.ErrNotExist, fs.ErrPermission}

func faultOf(err error) *fault {
	if err == nil {
		return nil
	}
	f := &fault{err.Error(), -1}
	for i, s := range sentinels {
		if errors.Is(err, s) {
			f.Is = i
		}
	}
	return f
}

// Error gives the text of the error as it was.
func (f *fault) Error() string { return f.Text }

// Unwrap gives the sentinel that the error wrapped.
func (f *fault) Unwrap() error {
	if f.Is < 0 || f.Is >= len(sentinels) {
		return nil
	}
	return sentinels[f.Is]
}
