package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLicence has a file without a licence say so wherever its data is, and what dataset.json says
// once it is there, also where the file went in before.
func TestLicence(t *testing.T) {
	data, dir := t.TempDir(), filepath.Join(t.TempDir(), "gust")
	content, err := os.ReadFile("../../demo/era5-gust/wgust_era5.nc")
	must(t, err)
	must(t, os.MkdirAll(dir, 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "wgust.nc"), content, 0o644))
	f := func(status, licence, attribution string) {
		t.Helper()
		if code, out, errs := fengtu(t, "ingest", "--data", data, dir); code != 0 || !strings.Contains(out, status) {
			t.Fatalf("status %d\n%s%s", code, out, errs)
		}
		base := serve(t, "--data", data)
		type credit struct{ Licence, Attribution string }
		var catalogue struct{ Datasets []credit }
		var dataset, run, point credit
		var tilejson struct{ Attribution string }
		var zarr struct {
			Attributes struct{ License, Attribution string }
		}
		getJSON(t, base+"/api/v1/datasets", &catalogue)
		getJSON(t, base+"/api/v1/datasets/gust", &dataset)
		getJSON(t, base+"/api/v1/datasets/gust/runs/latest", &run)
		getJSON(t, base+"/api/v1/point?lat=0&lon=0&layers=all", &point)
		getJSON(t, base+"/tiles/gust/latest/wind_gusts_10m/tilejson.json", &tilejson)
		getJSON(t, base+"/zarr/gust/latest/zarr.json", &zarr)
		for i, got := range []credit{catalogue.Datasets[0], dataset, run, point, {zarr.Attributes.License, zarr.Attributes.Attribution}} {
			if !strings.Contains(got.Licence, licence) || got.Attribution != attribution {
				t.Errorf("answer %d: %+v, want %q, %q", i, got, licence, attribution)
			}
		}
		if !strings.Contains(tilejson.Attribution, licence) || !strings.HasPrefix(tilejson.Attribution, attribution) {
			t.Errorf("TileJSON %q", tilejson.Attribution)
		}
	}
	f("ingested", "not stated by the producer", "")
	must(t, os.WriteFile(filepath.Join(dir, "dataset.json"), []byte(`{"licence": "CC-BY-4.0", "attribution": "Copernicus"}`), 0o644))
	f("unchanged", "CC-BY-4.0", "Copernicus")
}
