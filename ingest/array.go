package ingest

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/fengtu/fengtu/ingest/netcdf"
	"github.com/fengtu/fengtu/ingest/npy"
)

// array shows a raw array of numpy as a file with coordinates: channels on a grid round the globe,
// with both poles and from 0° east, as all models of the FengWu family work on. Package cf tells
// by the values which channels they are.
type array struct {
	file     *npy.File
	path     string
	vars     []netcdf.Var
	lat, lon []float64
}

const arrayGrid = "the array says nothing of its grid: rows are taken to run from 90° north to 90° south, columns from 0° east"

func openArray(path string) (File, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	f, err := npy.Open(path)
	if err != nil {
		return nil, err
	}
	a := &array{file: f, path: path}
	if err := a.describe(); err != nil {
		f.Close()
		return nil, err
	}
	return a, nil
}

// describe makes the variables of the shape: channels, rows and columns, with any number of
// dimensions of length 1 before.
func (a *array) describe() error {
	shape := a.file.Shape
	n := len(shape)
	odd := fmt.Errorf("its shape %v is not that of one step of channels on a global grid, such as 69 × 721 × 1440: %w", shape, npy.ErrFormat)
	if n < 3 || shape[n-2] < 3 || shape[n-1] != 2*(shape[n-2]-1) || shape[n-3] < 2 {
		return odd
	}
	dims := make([]netcdf.Dim, n)
	for i := range dims {
		dims[i] = netcdf.Dim{Name: "batch_" + strconv.Itoa(i), Len: shape[i]}
		if i < n-3 && shape[i] != 1 {
			return odd
		}
	}
	dims[n-3].Name, dims[n-2].Name, dims[n-1].Name = "channel", "latitude", "longitude"
	step := 360 / float64(shape[n-1])
	for i := range shape[n-2] {
		a.lat = append(a.lat, 90-float64(i)*step)
	}
	for i := range shape[n-1] {
		a.lon = append(a.lon, float64(i)*step)
	}
	a.vars = []netcdf.Var{
		{Name: "latitude", Type: netcdf.Double, Dims: dims[n-2 : n-1], Attrs: degrees("north")},
		{Name: "longitude", Type: netcdf.Double, Dims: dims[n-1:], Attrs: degrees("east")},
		{Name: "array", Type: netcdf.Float, Dims: dims},
	}
	return nil
}

func degrees(toward string) map[string]netcdf.Attr {
	return map[string]netcdf.Attr{"units": netcdf.TextAttr("degrees_" + toward)}
}

func (a *array) Path() string                  { return a.path }
func (a *array) Attrs() map[string]netcdf.Attr { return nil }
func (a *array) Vars() []netcdf.Var            { return a.vars }
func (a *array) Close() error                  { return a.file.Close() }

func (a *array) ReadFloat64(name string) ([]float64, error) {
	switch name {
	case "latitude":
		return slices.Clone(a.lat), nil
	case "longitude":
		return slices.Clone(a.lon), nil
	}
	return nil, fs.ErrNotExist
}

// RowsAreCheap lets package cf look at some rows only to tell the channels.
func (s source) RowsAreCheap() bool {
	file := s.file
	if k, ok := file.(*kept); ok {
		file = k.File
	}
	_, ok := file.(*array)
	return ok
}

func (a *array) ReadText(string) ([]string, error) { return nil, fs.ErrNotExist }

func (a *array) ReadSlab(_ string, start, count []int, dst *netcdf.Slab) error {
	values, err := a.file.ReadFloat32(start, count, dst.Float32)
	dst.Type, dst.Float32 = netcdf.Float, values
	return err
}
