package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

// synthetic is a NetCDF file being made for a test.
type synthetic struct {
	t    testing.TB
	w    *netcdf.Writer
	lens map[string]int
}

func text(pairs ...string) map[string]netcdf.Attr {
	m := map[string]netcdf.Attr{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = netcdf.TextAttr(pairs[i+1])
	}
	return m
}

// create writes a file.
func create(t testing.TB, path string, fill func(*synthetic)) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	w, err := netcdf.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	s := &synthetic{t, w, map[string]int{}}
	fill(s)
	s.must(w.Close())
	return path
}

func (s *synthetic) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// coordinate writes a dimension and its values.
func (s *synthetic) coordinate(name string, values []float64, attrs ...string) {
	s.t.Helper()
	s.lens[name] = len(values)
	s.must(s.w.DefDim(name, len(values)))
	s.must(s.w.DefVar(name, netcdf.Double, []string{name}, text(attrs...)))
	s.must(s.w.PutFloat64(name, []int{0}, []int{len(values)}, values))
}

// scalar writes a variable without dimensions.
func (s *synthetic) scalar(name string, value float64, attrs ...string) {
	s.t.Helper()
	s.must(s.w.DefVar(name, netcdf.Double, nil, text(attrs...)))
	s.must(s.w.PutFloat64(name, nil, nil, []float64{value}))
}

// data writes a variable whose values are given by their place.
func (s *synthetic) data(name string, dims []string, value func(index []int) float32, attrs ...string) {
	s.t.Helper()
	s.must(s.w.DefVar(name, netcdf.Float, dims, text(attrs...)))
	start, count := make([]int, len(dims)), make([]int, len(dims))
	n := 1
	for i, d := range dims {
		count[i] = s.lens[d]
		n *= count[i]
	}
	values := make([]float32, n)
	index := make([]int, len(dims))
	for k := range values {
		rest := k
		for i := len(dims) - 1; i >= 0; i-- {
			index[i], rest = rest%count[i], rest/count[i]
		}
		values[k] = value(index)
	}
	s.must(s.w.PutFloat32(name, start, count, values))
}

// ghr writes the two files of one step as the FengWu-GHR writer does.
func ghr(t testing.TB, root string) (pressure, surface string) {
	t.Helper()
	const run, valid = "2024-07-08T18:00:00", "2024-07-09T00:00:00"
	begin := func(s *synthetic) {
		s.must(s.w.GlobalAttr("description", netcdf.TextAttr("Prediction of AI-based NWP model: FengWu-GHR")))
		s.must(s.w.GlobalAttr("initial_time", netcdf.TextAttr("Initiai filed time: "+run)))
		s.must(s.w.GlobalAttr("institution", netcdf.TextAttr("Shanghai AI Lab")))
		s.must(s.w.GlobalAttr("expected_lead_hours", netcdf.TextAttr("6/24/6")))
		s.coordinate("time", []float64{0}, "units", "hours since "+valid)
		s.coordinate("latitude", []float64{90, 0, -90}, "units", "degrees_north", "stored_direction", "decreasing")
		s.coordinate("longitude", []float64{0, 90, 180, 270}, "units", "degrees_east")
	}
	pressure = create(t, filepath.Join(root, run, valid+"_pressure.nc"), func(s *synthetic) {
		begin(s)
		s.coordinate("isobaricInhPa", []float64{1000, 500}, "units", "hPa", "positive", "down")
		dims := []string{"time", "isobaricInhPa", "latitude", "longitude"}
		s.data("z", dims, func(i []int) float32 { return 54000*float32(i[1]) + float32(10*i[2]+i[3]) }, "units", "m**2 s**-2")
		s.data("t", dims, func(i []int) float32 { return 290 - 30*float32(i[1]) + float32(i[2]) }, "units", "K")
		s.data("u", dims, func(i []int) float32 { return float32(10*i[1] + i[3]) }, "units", "m s**-1")
	})
	surface = create(t, filepath.Join(root, run, valid+"_surface.nc"), func(s *synthetic) {
		begin(s)
		dims := []string{"time", "latitude", "longitude"}
		s.data("u100", dims, func(i []int) float32 { return float32(i[1]) + 0.5 }, "units", "m s**-1")
		s.data("tp6h", dims, func(i []int) float32 { return float32(i[2]) - 0.01 }, "units", "mm")
		s.data("tcc", dims, func(i []int) float32 { return 0.5 }, "units", "0-1")
		s.data("msl", dims, func(i []int) float32 { return 101325 }, "units", "Pa")
		s.data("ssr6h", dims, func(i []int) float32 { return 1e6 }, "units", "J m**-2")
		s.data("ssrd6h", dims, func(i []int) float32 { return 21600 * float32(i[1]) }, "units", "J m**-2")
	})
	return pressure, surface
}

// mustIngest ingests a file into a fake run.
func mustIngest(t *testing.T, path string) (*fakeSink, ingest.Report) {
	t.Helper()
	sink := newFakeSink()
	in := ingest.Ingester{Sink: sink}
	rep, err := in.File(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	return sink, rep
}
