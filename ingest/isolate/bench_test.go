package isolate

import (
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// BenchmarkReadSlab reads 13 levels of a 0.25° grid in one call, uncompressed, in this process and
// in another.
func BenchmarkReadSlab(b *testing.B) {
	path := filepath.Join(b.TempDir(), "x.nc")
	w, err := netcdf.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer w.Abort()
	shape := []int{13, 721, 1440}
	for i, name := range []string{"z", "y", "x"} {
		if err := w.DefDim(name, shape[i]); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.DefVar("v", netcdf.Float, []string{"z", "y", "x"}, nil); err != nil {
		b.Fatal(err)
	}
	if err := w.PutFloat32("v", nil, nil, make([]float32, 13*721*1440)); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	run := func(name string, read func(string, []int, []int, *netcdf.Slab) error) {
		b.Run(name, func(b *testing.B) {
			var s netcdf.Slab
			b.SetBytes(13 * 721 * 1440 * 4)
			for b.Loop() {
				if err := read("v", []int{0, 0, 0}, shape, &s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	here, err := netcdf.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer here.Close()
	run("here", here.ReadSlab)
	run("apart", open(b, pool(b), path).ReadSlab)
}
