package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// writeSuspicious writes a file of temperatures at 850 hPa at three times: usual, 100 K too cold
// everywhere, and usual.
func writeSuspicious(t *testing.T, path string) {
	t.Helper()
	writeTemperatures(t, path, 275, 172, 275)
}

func writeTemperatures(t *testing.T, path string, means ...float32) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755))
	w, err := netcdf.Create(path)
	must(t, err)
	coordinate := func(name, units string, values []float64) {
		must(t, w.DefDim(name, len(values)))
		must(t, w.DefVar(name, netcdf.Double, []string{name}, map[string]netcdf.Attr{"units": netcdf.TextAttr(units)}))
		must(t, w.PutFloat64(name, []int{0}, []int{len(values)}, values))
	}
	var hours, lats, lons []float64
	for i := range means {
		hours = append(hours, float64(6*i))
	}
	for i := range 19 {
		lats = append(lats, 90-float64(10*i))
	}
	for i := range 36 {
		lons = append(lons, float64(10*i))
	}
	coordinate("time", "hours since 2026-11-23", hours)
	coordinate("level", "hPa", []float64{850})
	coordinate("lat", "degrees_north", lats)
	coordinate("lon", "degrees_east", lons)
	must(t, w.DefVar("t", netcdf.Float, []string{"time", "level", "lat", "lon"}, map[string]netcdf.Attr{"units": netcdf.TextAttr("K")}))
	var values []float32
	for _, mean := range means {
		for i := range len(lats) * len(lons) {
			values = append(values, mean+float32(i%7))
		}
	}
	must(t, w.PutFloat32("t", []int{0, 0, 0, 0}, []int{len(means), 1, len(lats), len(lons)}, values))
	must(t, w.Close())
}

// TestQuarantine brings in a file with a field that is far from the climate: the catalogue, points,
// tiles and the list of runs say so, and nobody is served it until it is released.
func TestQuarantine(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "odd", "odd.nc")
	writeTemperatures(t, path, 275, 172, 275)
	f := func(want string, args ...string) {
		t.Helper()
		code, out, errs := fengtu(t, append(args, "--data", data)...)
		if code != 0 || !strings.Contains(out, want) {
			t.Fatalf("fengtu %v: status %d\n%s%s, want %q", args, code, out, errs, want)
		}
	}
	f("2 fields", "ingest", path)
	f("1 unchanged", "ingest", path, path, "../../demo/ecmwf-msl")
	type answers struct {
		Complete     bool
		Completeness struct{ Expected, Present int }
		Quarantined  []struct{ Layer, Time, Reason, File string }
		Points       []struct {
			Layers map[string]struct {
				Values  []*float64
				Missing string
			}
		}
	}
	ask := func() (run, point answers) {
		t.Helper()
		base := serve(t, "--data", data)
		getJSON(t, base+"/api/v1/datasets/odd/runs/20261123T0000Z", &run)
		getJSON(t, base+"/api/v1/point?dataset=odd&run=20261123T0000Z&lat=0&lon=0&layers=temperature_850hPa", &point)
		return run, point
	}
	run, point := ask()
	if run.Complete || run.Completeness.Expected != 3 || run.Completeness.Present != 2 || len(run.Quarantined) != 1 {
		t.Fatalf("%+v", run)
	}
	if q := run.Quarantined[0]; q.Layer != "temperature_850hPa" || q.Time != "2026-11-23T06:00:00Z" || q.File != "odd.nc" || !strings.Contains(q.Reason, "far from what is usual") {
		t.Errorf("%+v", q)
	}
	got := point.Points[0].Layers["temperature_850hPa"]
	if got.Values[0] == nil || got.Values[1] != nil || got.Values[2] == nil || !strings.Contains(got.Missing, "quarantined: its mean") || !strings.Contains(got.Missing, "at 1 of 3 times") {
		t.Errorf("%+v", got)
	}
	f("1            2026", "runs")
	f("released temperature_850hPa 20261123T0600Z", "runs", "--release", "odd/20261123T0000Z/temperature_850hPa/2026-11-23T06:00")
	if run, point = ask(); !run.Complete || len(run.Quarantined) != 0 || *point.Points[0].Layers["temperature_850hPa"].Values[1] > 180 {
		t.Errorf("%+v %+v", run, point)
	}
	if code, _, errs := fengtu(t, "runs", "--release", "odd/20261123T0000Z", "--data", data); code != 1 || !strings.Contains(errs, "no field") {
		t.Errorf("status %d: %s", code, errs)
	}
}

// TestCorrected replaces a field in quarantine by one that arrives later, and has one accepted.
func TestCorrected(t *testing.T) {
	f := func(args ...string) {
		t.Helper()
		data, path := t.TempDir(), filepath.Join(t.TempDir(), "odd", "odd.nc")
		writeTemperatures(t, path, 275, 172, 275)
		for i, args := range [][]string{{"ingest", path}, append(args, path)} {
			if i == 1 && len(args) == 2 {
				writeTemperatures(t, path, 275, 285, 275)
			}
			if code, out, errs := fengtu(t, append(args, "--data", data)...); code != 0 {
				t.Fatalf("status %d\n%s%s", code, out, errs)
			}
			all, _ := contentOf(t, data)
			quarantined := strings.Contains(fmt.Sprint(all), "in quarantine")
			if quarantined != (i == 0) || len(all) != 3 {
				t.Errorf("after %v: %v", args, all)
			}
		}
	}
	f("ingest")
	f("ingest", "--accept-suspicious")
}
