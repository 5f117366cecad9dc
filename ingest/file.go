package ingest

import (
	"path/filepath"
	"strings"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// File is an open file of any format, in the words of NetCDF.
type File interface {
	Path() string
	Attrs() map[string]netcdf.Attr
	Vars() []netcdf.Var
	ReadFloat64(name string) ([]float64, error)
	ReadText(name string) ([]string, error)
	ReadSlab(name string, start, count []int, dst *netcdf.Slab) error
	Close() error
}

// openFile opens a file by what its name says it is.
func (in *Ingester) openFile(path string) (File, error) {
	if strings.EqualFold(filepath.Ext(path), ".npy") {
		return openArray(path)
	}
	if in.Open != nil {
		return in.Open(path)
	}
	f, err := netcdf.Open(path)
	if err != nil {
		return nil, err // not f, which would be a file that is not nil
	}
	return f, nil
}
