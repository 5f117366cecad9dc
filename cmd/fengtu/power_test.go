package main

import (
	"encoding/json"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// TestPowerOfFile takes hours of ERA5 from the NetCDF file through the store to megawatts, and
// compares with what windpowerlib computed from the file itself. The store keeps each component of
// the wind near hubs to 0.002 m/s, which is up to 0.1 % of the power where that goes with the cube of speed.
func TestPowerOfFile(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if code, out, err := fengtu(t, "ingest", "--data", data, "testdata/era5-berlin-hours.nc"); code != 0 {
		t.Fatal(out, err)
	}
	text, err := os.ReadFile("../../forecast/power/testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var reference struct {
		Cases []struct {
			Name, Turbine string
			Hours         []struct {
				Plain   float64 `json:"power_W"`
				Density float64 `json:"power_density_W"`
			}
		}
	}
	if err := json.Unmarshal(text, &reference); err != nil {
		t.Fatal(err)
	}
	site := serve(t, "--data", data)
	compared := 0
	for _, c := range reference.Cases {
		if c.Turbine == "" {
			continue // its curve is not in the library
		}
		f := func(density string, want func(hour int) float64) {
			t.Helper()
			var a struct {
				Method []struct{ Wind string }
				Total  struct {
					Power []float64 `json:"power_MW"`
				}
			}
			getJSON(t, site+"/api/v1/power/point?lat=52.6&lon=13.35&interpolation=nearest&profile=log&turbine="+c.Turbine+"&density="+density, &a)
			if len(a.Total.Power) != len(c.Hours) {
				t.Fatalf("%d hours, %+v", len(a.Total.Power), a)
			}
			for i, got := range a.Total.Power {
				if w := want(i) / 1e6; math.Abs(got-w) > 0.001*w {
					t.Errorf("%s, hour %d: %g MW, want %g", c.Name, i, got, w)
				}
				compared++
			}
		}
		f("standard", func(i int) float64 { return c.Hours[i].Plain })
		f("ideal_gas", func(i int) float64 { return c.Hours[i].Density })
	}
	if compared != 24 {
		t.Errorf("%d powers were compared", compared)
	}
}

// TestPowerGridFile downloads a grid as NetCDF and reads it again: the capacity factor of the node
// and hours of TestPowerOfFile.
func TestPowerGridFile(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	if code, out, err := fengtu(t, "ingest", "--data", data, "testdata/era5-berlin-hours.nc"); code != 0 {
		t.Fatal(out, err)
	}
	site := serve(t, "--data", data)
	answer, err := http.Get(site + "/api/v1/power/grid?bbox=13,52,14,53&turbine=nrel-5mw-126&profile=log&density=standard&variables=capacity_factor,wind_speed")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || answer.ContentLength != int64(len(body)) {
		t.Fatalf("%s, %d of %d bytes, %v: %.300s", answer.Status, len(body), answer.ContentLength, err, body)
	}
	path := filepath.Join(t.TempDir(), "grid.nc")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := netcdf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	factor, err := f.ReadFloat64("capacity_factor")
	if err != nil {
		t.Fatal(err)
	}
	lat, err := f.ReadFloat64("latitude")
	if err != nil {
		t.Fatal(err)
	}
	lon, err := f.ReadFloat64("longitude")
	if err != nil || len(lat) != 2 || len(lon) != 3 || len(factor) != 36 || math.Abs(lat[0]-52.6) > 0.01 || math.Abs(lon[1]-13.35) > 0.01 {
		t.Fatalf("%v × %v, %d values, %v", lat, lon, len(factor), err)
	}
	var point struct {
		Total struct {
			Power []float64 `json:"power_MW"`
		}
	}
	getJSON(t, site+"/api/v1/power/point?lat=52.6&lon=13.35&interpolation=nearest&profile=log&turbine=nrel-5mw-126&density=standard", &point)
	for hour, mw := range point.Total.Power {
		if got := factor[hour*6+1] * 5; math.Abs(got-mw) > 1e-5 {
			t.Errorf("hour %d: %g MW in the grid, %g at the point", hour, got, mw)
		}
	}
}
