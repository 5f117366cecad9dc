package main

import (
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// TestEDRNetCDF downloads a cube of OGC API – EDR and reads it again: the values are those of the native
// point answer at the nodes.
func TestEDRNetCDF(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if code, out, err := fengtu(t, "ingest", "--data", data, "testdata/era5-berlin-hours.nc"); code != 0 {
		t.Fatal(out, err)
	}
	site := serve(t, "--data", data)
	var catalogue struct{ Datasets []struct{ ID string } }
	getJSON(t, site+"/api/v1/datasets", &catalogue)
	id := catalogue.Datasets[0].ID
	answer, err := http.Get(site + "/edr/collections/" + id + "/cube?bbox=13,52,14,53&parameter-name=temperature_2m,surface_pressure&f=NetCDF")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "application/x-netcdf" {
		t.Fatalf("%s, %v: %.300s", answer.Status, err, body)
	}
	path := filepath.Join(t.TempDir(), "cube.nc")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := netcdf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read := func(name string) []float64 {
		t.Helper()
		values, err := f.ReadFloat64(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return values
	}
	lat, lon := read("latitude"), read("longitude")
	for _, name := range []string{"temperature_2m", "surface_pressure"} {
		values := read(name)
		for i, y := range lat {
			for j, x := range lon {
				var point struct {
					Points []struct {
						Layers map[string]struct{ Values []float64 }
					}
				}
				getJSON(t, site+"/api/v1/point?interpolation=nearest&layers="+name+"&lat="+strconv.FormatFloat(y, 'f', -1, 64)+"&lon="+strconv.FormatFloat(x, 'f', -1, 64), &point)
				for hour, want := range point.Points[0].Layers[name].Values {
					if got := values[(hour*len(lat)+i)*len(lon)+j]; math.Abs(got-want) > 1e-6*want {
						t.Errorf("%s at %g, %g in hour %d: %g, want %g", name, y, x, hour, got, want)
					}
				}
			}
		}
	}
}
