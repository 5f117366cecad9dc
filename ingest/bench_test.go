package ingest_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

// nowhere takes fields and forgets them.
type nowhere struct{ *fakeSink }

func (n nowhere) Begin(context.Context, store.Spec) (ingest.Run, error) { return n, nil }

func (nowhere) PutMember(context.Context, forecast.Layer, time.Time, int, []float32) error {
	return nil
}

func (nowhere) Quarantine(context.Context, forecast.Layer, time.Time, int, []float32, store.Quarantined) error {
	return nil
}
func (nowhere) AddSource(context.Context, store.Source) error { return nil }

// levels13 writes one step of temperature on 13 levels of the 0.25° grid, as int16 or as float32.
func levels13(b *testing.B, packed bool) string {
	b.Helper()
	return create(b, filepath.Join(b.TempDir(), "x.nc"), func(s *synthetic) {
		const levels, rows, cols = 13, 721, 1440
		axis := func(n int, first, step float64) []float64 {
			out := make([]float64, n)
			for i := range out {
				out[i] = first + step*float64(i)
			}
			return out
		}
		s.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		s.coordinate("level", axis(levels, 1000, -75), "units", "hPa")
		s.coordinate("latitude", axis(rows, 90, -0.25))
		s.coordinate("longitude", axis(cols, 0, 0.25))
		dims := []string{"time", "level", "latitude", "longitude"}
		if !packed {
			s.data("t", dims, func(i []int) float32 { return 250 + float32((i[2]*31+i[3]*17)%500)/10 }, "units", "K")
			return
		}
		attrs := text("units", "K")
		attrs["scale_factor"] = netcdf.Attr{Numbers: []float64{0.002}}
		attrs["add_offset"] = netcdf.Attr{Numbers: []float64{270}}
		s.must(s.w.DefVar("t", netcdf.Short, dims, attrs))
		values := make([]int16, levels*rows*cols)
		for i := range values {
			values[i] = int16(i * 7919 % 20000)
		}
		s.must(s.w.PutInt16("t", []int{0, 0, 0, 0}, []int{1, levels, rows, cols}, values))
	})
}

// surface2001 writes one step of four variables on the 0.09° grid, as the FengWu-GHR writer does.
func surface2001(b *testing.B) string {
	b.Helper()
	return create(b, filepath.Join(b.TempDir(), "x_surface.nc"), func(s *synthetic) {
		const rows, cols = 2001, 4000
		lat, lon := make([]float64, rows), make([]float64, cols)
		for i := range lat {
			lat[i] = 90 - 0.09*float64(i)
		}
		for i := range lon {
			lon[i] = 0.09 * float64(i)
		}
		s.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		s.coordinate("latitude", lat)
		s.coordinate("longitude", lon)
		values := make([]float32, rows*cols)
		for name, base := range map[string]float32{"t2m": 280, "msl": 101325, "u100": 0, "v100": 0} {
			for i := range values {
				values[i] = base + float32(i/cols%31+i%17)/2
			}
			units := map[byte]string{'t': "K", 'm': "Pa", 'u': "m s**-1", 'v': "m s**-1"}[name[0]]
			s.must(s.w.DefVar(name, netcdf.Float, []string{"time", "latitude", "longitude"}, text("units", units)))
			s.must(s.w.PutFloat32(name, []int{0, 0, 0}, []int{1, rows, cols}, values))
		}
	})
}

// BenchmarkIngest gives MB/s of float32 values, without a store and into one on a local folder,
// read in this process and in another.
func BenchmarkIngest(b *testing.B) {
	b.Run("here", func(b *testing.B) { benchmarkIngest(b, nil) })
	b.Run("apart", func(b *testing.B) { benchmarkIngest(b, apart(b)) })
}

func benchmarkIngest(b *testing.B, open func(string) (ingest.File, error)) {
	run := func(name string, file func(*testing.B) string, fields, nodes int, sink func() ingest.Sink) {
		b.Run(name, func(b *testing.B) {
			path := file(b)
			in := ingest.Ingester{Sink: sink(), Dataset: "bench", Force: true, Open: open}
			b.SetBytes(int64(fields * nodes * 4))
			b.ReportAllocs()
			for b.Loop() {
				if rep, err := in.File(ctx, path); err != nil || rep.Fields != fields {
					b.Fatal(rep, err)
				}
			}
		})
	}
	none := func() ingest.Sink { return nowhere{newFakeSink()} }
	stored := func() ingest.Sink { return ingest.Into(newStore(b)) }
	const quarter = 721 * 1440
	packed := func(b *testing.B) string { return levels13(b, true) }
	plain := func(b *testing.B) string { return levels13(b, false) }
	step := func(b *testing.B) string {
		return writeArray(b, filepath.Join(b.TempDir(), "2026112300", "output_0.npy"), "<f4", "", fengwu69, 721)
	}
	run("int16/nowhere", packed, 13, quarter, none)
	run("float32/nowhere", plain, 13, quarter, none)
	run("int16/store", packed, 13, quarter, stored)
	run("float32/store", plain, 13, quarter, stored)
	run("ghr/nowhere", surface2001, 4, 2001*4000, none)
	run("ghr/store", surface2001, 4, 2001*4000, stored)
	run("npy/nowhere", step, 69, quarter, none)
	run("npy/store", step, 69, quarter, stored)
}
