package ingest

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/cf"
	"github.com/fengtu/fengtu/ingest/netcdf"
	"github.com/fengtu/fengtu/ingest/npy"
)

// source shows an open file to package cf.
type source struct{ file File }

func (s source) Path() string { return s.file.Path() }

func (s source) Attrs() map[string]cf.Attr { return attrs(s.file.Attrs()) }

func (s source) Numbers(name string) ([]float64, error) { return s.file.ReadFloat64(name) }

func (s source) Strings(name string) ([]string, error) { return s.file.ReadText(name) }

func (s source) Vars() []cf.Var {
	vars := s.file.Vars()
	out := make([]cf.Var, len(vars))
	for i, v := range vars {
		out[i] = cf.Var{Name: v.Name, Kind: kindOf(v.Type), Attrs: attrs(v.Attrs)}
		for _, d := range v.Dims {
			out[i].Dims = append(out[i].Dims, cf.Dim{Name: d.Name, Len: d.Len})
		}
	}
	return out
}

func (s source) Sample(name string, start, count []int) ([]float32, error) {
	var slab netcdf.Slab
	if err := s.file.ReadSlab(name, start, count, &slab); err != nil {
		return nil, err
	}
	if k, ok := s.file.(*kept); ok && !s.RowsAreCheap() {
		k.keep(name, start, count, &slab)
	}
	packing, _ := netcdf.PackingOf(s.variable(name))
	values := make([]float32, slab.Len())
	slab.Unpack(packing, values)
	return values, nil
}

// variable gives the description of a variable that the file has.
func (s source) variable(name string) netcdf.Var {
	for _, v := range s.file.Vars() {
		if v.Name == name {
			return v
		}
	}
	return netcdf.Var{}
}

func kindOf(t netcdf.Type) cf.Kind {
	switch t {
	case netcdf.Byte, netcdf.Short, netcdf.Int, netcdf.Int64, netcdf.UByte, netcdf.UShort, netcdf.UInt, netcdf.UInt64,
		netcdf.Float, netcdf.Double:
		return cf.Number
	case netcdf.Char:
		return cf.Text
	}
	return cf.Other
}

func attrs(in map[string]netcdf.Attr) map[string]cf.Attr {
	out := make(map[string]cf.Attr, len(in))
	for name, a := range in {
		out[name] = cf.Attr{Text: a.Text, Numbers: a.Numbers}
	}
	return out
}

// unreadable gives an error of package netcdf or npy a kind, and takes the folder out of its text.
func unreadable(op, path string, err error) error {
	kind := forecast.Internal
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return forecast.Errorf(forecast.NotFound, op, "there is no file %s", filepath.Base(path))
	case errors.Is(err, netcdf.ErrFormat), errors.Is(err, netcdf.ErrNotFile), errors.Is(err, npy.ErrFormat):
		kind = forecast.Invalid
	}
	text := strings.TrimPrefix(err.Error(), "netcdf: ")
	for _, sentinel := range []error{netcdf.ErrFormat, netcdf.ErrNotFile, npy.ErrFormat} {
		text = strings.TrimSuffix(text, ": "+sentinel.Error())
	}
	if abs, e := filepath.Abs(path); e == nil {
		text = strings.ReplaceAll(text, abs, filepath.Base(path))
	}
	return &forecast.Error{Kind: kind, Op: op, Detail: text}
}
