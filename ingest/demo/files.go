package demo

import (
	"context"
	"fmt"
	"os"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// ensure writes a file unless an earlier call with the same options did.
func (f *forecast) ensure(ctx context.Context, file file) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("demo: stopped before %s: %w", file.path, err)
	}
	if f.present(file) {
		return nil
	}
	f.show(file.step)
	w, err := netcdf.Create(file.path)
	if err != nil {
		return err
	}
	defer w.Abort()
	if err := f.define(w, file); err != nil {
		return err
	}
	if err := f.putCoordinates(w, file); err != nil {
		return err
	}
	put := f.putSurface
	if len(file.dims) == 4 {
		put = f.putUpper
	}
	if err := put(ctx, w, file); err != nil {
		return err
	}
	return w.Close()
}

// present tells whether the file is there, whole, of this run, grid and length.
func (f *forecast) present(file file) bool {
	info, err := os.Stat(file.path)
	if err != nil || info.Size() < int64(4*f.values(file)) {
		return false
	}
	old, err := netcdf.Open(file.path)
	if err != nil {
		return false
	}
	defer old.Close()
	for name, want := range f.globals() {
		if got := old.Attrs()[name]; got.Text != want.Text {
			return false
		}
	}
	shapes := map[string][]netcdf.Dim{}
	for _, v := range old.Vars() {
		shapes[v.Name] = v.Dims
	}
	for _, v := range file.variables {
		if len(shapes[v.name]) != len(file.dims) {
			return false
		}
		for i, d := range shapes[v.name] {
			if d.Name != file.dims[i] || d.Len != f.length(d.Name) {
				return false
			}
		}
	}
	return f.sameLevels(old, file)
}

func (f *forecast) sameLevels(old *netcdf.File, file file) bool {
	if len(file.dims) < 4 {
		return true
	}
	levels, err := old.ReadFloat64("isobaricInhPa")
	if err != nil || len(levels) != len(f.Levels) {
		return false
	}
	for i, p := range f.Levels {
		if levels[i] != float64(p) {
			return false
		}
	}
	return true
}

// values is the number that the file's variables hold together.
func (f *forecast) values(file file) int {
	n := len(file.variables)
	for _, d := range file.dims {
		n *= f.length(d)
	}
	return n
}

func (f *forecast) putCoordinates(w *netcdf.Writer, file file) error {
	lat, lon := make([]float64, f.grid.NLat), make([]float64, f.grid.NLon)
	rows := float64(f.grid.NLat - 1)
	for j := range lat {
		lat[j] = 90 - 180*float64(j)/rows
	}
	for i := range lon {
		lon[i] = 180 * float64(i) / rows
	}
	if err := w.PutInt64("time", nil, nil, []int64{0}); err != nil {
		return err
	}
	if f.Members > 0 {
		if err := w.PutInt64("realization", nil, nil, []int64{int64(f.member)}); err != nil {
			return err
		}
	}
	if err := w.PutFloat64("latitude", nil, nil, lat); err != nil {
		return err
	}
	if err := w.PutFloat64("longitude", nil, nil, lon); err != nil || len(file.dims) < 4 {
		return err
	}
	levels := make([]float64, len(f.Levels))
	for k, p := range f.Levels {
		levels[k] = float64(p)
	}
	return w.PutFloat64("isobaricInhPa", nil, nil, levels)
}

// putUpper writes the variables on pressure levels, each in one piece.
func (f *forecast) putUpper(ctx context.Context, w *netcdf.Writer, _ file) error {
	n := f.grid.Len()
	a, b := f.buffers[0], f.buffers[1]
	each := func(fill func(hPa float64, a, b []float32), names ...string) error {
		for k, p := range f.Levels {
			fill(float64(p), a[k*n:(k+1)*n], b[k*n:(k+1)*n])
		}
		for i, name := range names {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("demo: stopped while writing: %w", err)
			}
			if err := w.PutFloat32(name, nil, nil, f.buffers[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if err := each(func(p float64, z, _ []float32) { f.sheet.Geopotential(p, z) }, "z"); err != nil {
		return err
	}
	if err := each(f.sheet.Air, "t", "q"); err != nil {
		return err
	}
	return each(f.sheet.Wind, "u", "v")
}

func (f *forecast) putSurface(ctx context.Context, w *netcdf.Writer, file file) error {
	g := f.ground
	f.sheet.Surface(g)
	fields := map[string][]float32{
		"u10": g.U10, "v10": g.V10, "u100": g.U100, "v100": g.V100, "t2m": g.T2m,
		"tcc": g.Cloud, "sp": g.Pressure, "msl": g.MSL, "tp6h": g.Rain, "ssr6h": g.Sun,
	}
	for _, v := range file.variables {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("demo: stopped while writing: %w", err)
		}
		if err := w.PutFloat32(v.name, nil, nil, fields[v.name]); err != nil {
			return err
		}
	}
	return nil
}
