package netcdf

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast/gridfile"
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
