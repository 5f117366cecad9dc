package netcdf

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/projection"
)

func TestCreateGrid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.nc")
	run := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	spec := gridfile.Spec{
		Variables: []gridfile.Variable{{Name: "wind_speed", StandardName: "wind_speed", Units: "m s-1"}, {Name: "capacity_factor", Units: "1", Comment: "of a turbine"}},
		Times:     []time.Time{run, run.Add(6 * time.Hour)}, Run: run, Lat: []float64{31, 30}, Lon: []float64{120, 121, 122},
		Attributes: [][2]string{{"licence", "CC0-1.0"}, {"attribution", ""}},
	}
	w, err := CreateGrid(path, spec)
	must(t, err)
	nan := float32(math.NaN())
	for at := range 2 {
		v := float32(10 * at)
		must(t, w.Put(0, at, []float32{v, v + 1, v + 2, v + 3, v + 4, nan}), w.Put(1, at, []float32{0, 0, 0, 0, 0, v / 10}))
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is there before it is whole")
	}
	must(t, w.Close())
	w.Abort()
	f, err := Open(path)
	must(t, err)
	defer f.Close()
	check := func(name string, want ...float64) {
		t.Helper()
		got, err := f.ReadFloat64(name)
		must(t, err)
		if len(got) != len(want) {
			t.Fatalf("%s is %v", name, got)
		}
		for i, v := range want {
			if got[i] != v && (v == v || got[i] == got[i]) {
				t.Errorf("%s is %v, want %v", name, got, want)
				break
			}
		}
	}
	check("wind_speed", 0, 1, 2, 3, 4, math.NaN(), 10, 11, 12, 13, 14, math.NaN())
	check("capacity_factor", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
	check("latitude", 31, 30)
	check("longitude", 120, 121, 122)
	check("time", 1795392000, 1795413600)
	check("forecast_reference_time", 1795392000)
}

// TestCreateGridOfPlane wants what CF has of a grid with a projection, and of a mesh.
func TestCreateGridOfPlane(t *testing.T) {
	plane := &gridfile.Plane{
		Mapping: projection.Definition{Kind: projection.Rotated, Numbers: map[string][]float64{"grid_north_pole_latitude": {40}, "grid_north_pole_longitude": {-65}}},
		Y:       []float64{1, 0}, X: []float64{5, 6, 7}, Lat: []float64{51, 52, 53, 41, 42, 43}, Lon: []float64{110, 111, 112, 120, 121, 122},
	}
	write := func(plane *gridfile.Plane) *File {
		path := filepath.Join(t.TempDir(), "g.nc")
		w, err := CreateGrid(path, gridfile.Spec{Variables: []gridfile.Variable{{Name: "v"}}, Times: []time.Time{time.Unix(60, 0)}, Plane: plane})
		must(t, err)
		must(t, w.Put(0, 0, []float32{1, 2, 3, 4, 5, 6}), w.Close())
		return open(t, path)
	}
	f := write(plane)
	v := variable(t, f, "v")
	if v.Attrs["grid_mapping"].Text != "crs" || v.Attrs["coordinates"].Text != "latitude longitude forecast_reference_time" || v.Dims[1].Name != "rlat" || v.Dims[2].Name != "rlon" {
		t.Errorf("the variable is %+v", v)
	}
	crs := variable(t, f, "crs").Attrs
	if crs["grid_mapping_name"].Text != projection.Rotated || crs["grid_north_pole_latitude"].Numbers[0] != 40 || variable(t, f, "rlon").Attrs["standard_name"].Text != "grid_longitude" {
		t.Errorf("the mapping is %+v", crs)
	}
	for name, want := range map[string][]float64{"rlat": plane.Y, "rlon": plane.X, "latitude": plane.Lat, "longitude": plane.Lon} {
		got, err := f.ReadFloat64(name)
		must(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("%s is %v", name, got)
		}
	}
	plane.Mapping = projection.Definition{}
	f = write(plane)
	if v := variable(t, f, "v"); v.Attrs["grid_mapping"].Text != "" || v.Dims[1].Name != "y" {
		t.Errorf("the variable of a mesh is %+v", v)
	}
	if slices.ContainsFunc(f.Vars(), func(v Var) bool { return v.Name == "y" }) {
		t.Error("the rows of a mesh have coordinates")
	}
}

func TestCreateGridAbort(t *testing.T) {
	dir := t.TempDir()
	w, err := CreateGrid(filepath.Join(dir, "g.nc"), gridfile.Spec{Lat: []float64{1}, Lon: []float64{1}, Times: []time.Time{time.Unix(0, 0)}})
	must(t, err)
	w.Abort()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// BenchmarkCreateGrid writes 57 times of 100 × 100 nodes.
func BenchmarkCreateGrid(b *testing.B) {
	spec := gridfile.Spec{Variables: []gridfile.Variable{{Name: "capacity_factor", Units: "1"}}, Run: time.Unix(0, 0)}
	for i := range 100 {
		spec.Lat, spec.Lon = append(spec.Lat, 50-float64(i)/10), append(spec.Lon, 100+float64(i)/10)
	}
	for i := range 57 {
		spec.Times = append(spec.Times, time.Unix(int64(i)*21600, 0))
	}
	values := make([]float32, 100*100)
	path := filepath.Join(b.TempDir(), "g.nc")
	b.SetBytes(int64(4 * spec.Size()))
	for b.Loop() {
		w, err := CreateGrid(path, spec)
		if err != nil {
			b.Fatal(err)
		}
		for t := range spec.Times {
			if err := w.Put(0, t, values); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
