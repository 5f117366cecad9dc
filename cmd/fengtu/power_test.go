package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// TestPowerOfFile takes hours of ERA5 from the NetCDF file through the store to megawatts, and
// compares with what windpowerlib computed from the file itself. The store keeps each component of
// the wind to 0.0079 m/s; where power goes with the cube of speed that is up to 0.3 % of it.
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
				if w := want(i) / 1e6; math.Abs(got-w) > 0.003*w {
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
