package netcdf

import (
	"math"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast/gridfile"
)

// TestWriteStations: ncdump reads what was written.
func TestWriteStations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.nc")
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	err := WriteStations(path, gridfile.Stations{
		Variables: []gridfile.Variable{{Name: "temperature_2m", StandardName: "air_temperature", Units: "K"}, {Name: "precipitation", Units: "kg m-2"}},
		Times:     []time.Time{start, start.Add(6 * time.Hour), start.Add(12 * time.Hour)}, Run: start,
		Lat: []float64{31.2, 40}, Lon: []float64{121.5, 116.4},
		Values:     [][]float32{{281, 282, 283, 271, 272, float32(math.NaN())}, {float32(math.NaN()), 1, 2, float32(math.NaN()), 0, 0.5}},
		Attributes: [][2]string{{"title", "test"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ncdump", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`:featureType = "timeSeries"`, `station:cf_role = "timeseries_id"`, "station = 2 ;", "float temperature_2m(station, time)",
		"281, 282, 283,\n  271, 272, _", "latitude = 31.2, 40", "longitude = 121.5, 116.4", "time = 1795392000, 1795413600, 1795435200",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}
