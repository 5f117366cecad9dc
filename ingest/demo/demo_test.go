package demo

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

var run = time.Date(2026, 11, 19, 6, 0, 0, 0, time.UTC)

// small is a forecast of three coarse steps.
func small(dir string) Options {
	return Options{Dir: dir, Run: run, Grid: 4.5, Steps: 3, Levels: []int{500, 850, 1000}}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	o := small(dir)
	var told []string
	o.Progress = func(done, total int, file string) {
		if total != 6 || done != len(told)+1 {
			t.Errorf("progress %d of %d", done, total)
		}
		told = append(told, filepath.Base(file))
	}
	if err := Write(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "2026-11-19T06:00:00")
	var names []string
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := []string{
		"2026-11-19T06:00:00_pressure.nc", "2026-11-19T06:00:00_surface.nc",
		"2026-11-19T12:00:00_pressure.nc", "2026-11-19T12:00:00_surface.nc",
		"2026-11-19T18:00:00_pressure.nc", "2026-11-19T18:00:00_surface.nc",
	}
	if !slices.Equal(names, want) || !slices.Equal(told, want) {
		t.Errorf("files %v, told %v", names, told)
	}
	checkPressure(t, filepath.Join(folder, want[2]))
	checkSurface(t, filepath.Join(folder, want[1]), false)
	checkSurface(t, filepath.Join(folder, want[3]), true)
	checkAgain(t, small(dir), filepath.Join(folder, want[0]))
}

// TestEnsemble writes members that begin alike and part, the first of them the forecast by itself.
func TestEnsemble(t *testing.T) {
	dir := t.TempDir()
	o := small(dir)
	o.Steps = 2
	if err := Write(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	o.Members = 2
	if err := Write(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	read := func(name string) []float64 {
		f := open(t, filepath.Join(dir, "2026-11-19T06:00:00", name))
		want := "demo-ensemble"
		if strings.HasSuffix(name, "surface.nc") {
			want = "demo"
		}
		if got := f.Attrs()["fengtu_dataset"].Text; got != want {
			t.Errorf("%s is of %s", name, got)
		}
		values, err := f.ReadFloat64("msl")
		if err != nil {
			t.Fatal(err)
		}
		return values
	}
	alone := read("2026-11-19T12:00:00_surface.nc")
	var members [][]float64
	for _, name := range []string{"2026-11-19T12:00:00_surface_0.nc", "2026-11-19T12:00:00_surface_1.nc"} {
		members = append(members, read(name))
	}
	if !slices.Equal(members[0], alone) {
		t.Error("the first member is not the forecast by itself")
	}
	var sum float64
	for i, v := range members[0] {
		d := v - members[1][i]
		sum += d * d
	}
	if rms := math.Sqrt(sum / float64(len(alone))); rms < 10 || rms > 500 {
		t.Errorf("the members are %g Pa apart after 6 h", rms)
	}
	f := open(t, filepath.Join(dir, "2026-11-19T06:00:00", "2026-11-19T06:00:00_pressure_1.nc"))
	if n, err := f.ReadFloat64("realization"); err != nil || len(n) != 1 || n[0] != 1 || f.Attrs()["synthetic"].Text != "true" {
		t.Errorf("member %v, %v", n, err)
	}
}

func open(t *testing.T, path string) *netcdf.File {
	t.Helper()
	f, err := netcdf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func checkPressure(t *testing.T, path string) {
	t.Helper()
	f := open(t, path)
	for name, want := range map[string]string{
		"initial_time": "Initiai filed time: 2026-11-19T06:00:00", "synthetic": "true",
		"fengtu_dataset": "demo", "license": "CC0-1.0", "expected_lead_hours": "0/12/6",
	} {
		if got := f.Attrs()[name].Text; got != want {
			t.Errorf("%s = %q", name, got)
		}
	}
	var vars []string
	for _, v := range f.Vars() {
		vars = append(vars, v.Name)
		if len(v.Dims) != 4 {
			continue
		}
		if v.Type != netcdf.Float || v.Len() != 3*41*80 || !math.IsNaN(v.Attrs["_FillValue"].Numbers[0]) {
			t.Errorf("%s: %v %v", v.Name, v.Type, v.Dims)
		}
	}
	if got := strings.Join(vars, " "); got != "time isobaricInhPa latitude longitude z q u v t" {
		t.Errorf("variables %s", got)
	}
	for name, want := range map[string][]float64{"time": {0}, "isobaricInhPa": {1000, 850, 500}} {
		if got, err := f.ReadFloat64(name); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s = %v, %v", name, got, err)
		}
	}
	for _, v := range f.Vars() {
		if v.Name == "time" && v.Attrs["units"].Text != "hours since 2026-11-19T12:00:00" {
			t.Errorf("time in %s", v.Attrs["units"].Text)
		}
	}
	lat, _ := f.ReadFloat64("latitude")
	lon, _ := f.ReadFloat64("longitude")
	if lat[0] != 90 || lat[40] != -90 || lon[0] != 0 || lon[79] != 355.5 {
		t.Errorf("grid %v..%v, %v..%v", lat[0], lat[40], lon[0], lon[79])
	}
	z, err := f.ReadFloat64("z") // the last level is 500 hPa
	if err != nil || z[len(z)-1] < 45000 || z[len(z)-1] > 60000 {
		t.Errorf("z at 500 hPa = %v, %v", z[len(z)-1], err)
	}
}

func checkSurface(t *testing.T, path string, accumulated bool) {
	t.Helper()
	units := map[string]string{}
	for _, v := range open(t, path).Vars() {
		if len(v.Dims) == 3 {
			units[v.Name] = v.Attrs["units"].Text
		}
	}
	n := 8
	if accumulated {
		n = 10
	}
	if len(units) != n || units["tcc"] != "0-1" || units["msl"] != "Pa" || (units["tp6h"] == "mm") != accumulated {
		t.Errorf("%s: %v", filepath.Base(path), units)
	}
}

// checkAgain: a second call keeps whole files; damaged ones and those of other
// options do not count as present.
func checkAgain(t *testing.T, o Options, path string) {
	t.Helper()
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(old) {
		t.Error("a whole file was written again")
	}
	present := func(o Options) bool {
		t.Helper()
		o, grid, err := o.complete()
		if err != nil {
			t.Fatal(err)
		}
		f := &forecast{Options: o, grid: grid, folder: filepath.Dir(path)}
		return f.present(f.pressure(0))
	}
	if !present(o) {
		t.Error("a whole file is not seen")
	}
	for _, change := range []func(*Options){
		func(o *Options) { o.Steps = 2 },
		func(o *Options) { o.Grid = 5 },
		func(o *Options) { o.Levels = []int{500, 700, 1000} },
		func(o *Options) { o.Run = run.Add(time.Hour) },
	} {
		other := o
		change(&other)
		if present(other) {
			t.Errorf("a file of other options counts: %+v", other)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-1); err != nil {
		t.Fatal(err)
	}
	if present(o) {
		t.Error("a damaged file counts")
	}
}

func TestWriteRefuses(t *testing.T) {
	f := func(says string, o Options) {
		t.Helper()
		err := Write(t.Context(), o)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("got %v, want %q", err, says)
		}
	}
	dir := t.TempDir()
	f("folder", Options{Run: run})
	f("time of the run", Options{Dir: dir})
	f("divides 180", Options{Dir: dir, Run: run, Grid: 0.7})
	f("divides 180", Options{Dir: dir, Run: run, Grid: -1})
	f("divides 180", Options{Dir: dir, Run: run, Grid: math.NaN()})
	f("steps", Options{Dir: dir, Run: run, Steps: -1})
	f("levels", Options{Dir: dir, Run: run, Levels: []int{}})
	f("levels", Options{Dir: dir, Run: run, Levels: []int{500, 500}})
	f("levels", Options{Dir: dir, Run: run, Levels: []int{1013}})

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Write(ctx, small(dir)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
