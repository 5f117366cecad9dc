package gridfile

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// planeOf gives a file of 3 × 4 nodes 100 km apart from x = -500,000, y = 777,000 on, or degrees apart
// about a rotated pole.
func planeOf(t *testing.T, text string) Spec {
	t.Helper()
	d, _, err := projection.FromPROJ(text)
	must(t, err)
	p, err := projection.New(d)
	must(t, err)
	x, y, step := -500e3, 777e3, 100e3
	if p.Kind() == projection.Rotated {
		x, y, step = -5, 8, 1
	}
	g, err := forecast.NewProjected(p, []float64{y + step, y, y - step, y - 2*step}, []float64{x, x + step, x + 2*step, x + 3*step})
	must(t, err)
	s := spec(0, 0, 1, 0)
	s.Place(g, forecast.Window{Row: 1, Rows: 3, Cols: 4})
	return s
}

const (
	lambert = "+proj=lcc +lat_0=30 +lon_0=105 +lat_1=30 +lat_2=60 +R=6371229"
	rotated = "+proj=ob_tran +o_proj=longlat +o_lat_p=40 +lon_0=100"
)

// TestPlane wants the first node where GDAL's gdaltransform has it.
func TestPlane(t *testing.T) {
	s := planeOf(t, lambert)
	lat, lon := s.Node(0)
	if math.Abs(lat-36.9141995135081) > 1e-9 || math.Abs(lon-99.236113930717) > 1e-9 || s.Rows() != 3 || s.Cols() != 4 || s.Size() != 12 {
		t.Errorf("%d × %d nodes from %v, %v", s.Rows(), s.Cols(), lat, lon)
	}
	w, err := CSV(t.TempDir()+"/f", s)
	must(t, err)
	must(t, w.Put(0, 0, []float32{5, missing, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}))
	must(t, w.Close())
	text, err := os.ReadFile(w.(*csvWriter).file.Name())
	must(t, err)
	if lines := strings.Split(string(text), "\n"); len(lines) != 13 || lines[1] != "2026-11-23T00:00:00Z,36.914200,99.236114,5" {
		t.Errorf("the table is\n%s", text)
	}
}

// TestGeoKeys wants what GDAL reads as the projection that the grid has: all kinds were compared with it.
func TestGeoKeys(t *testing.T) {
	f := func(text string, keys []float64, numbers ...float64) {
		t.Helper()
		s := planeOf(t, text)
		path := t.TempDir() + "/f"
		w, err := GeoTIFF(path, s)
		must(t, err)
		must(t, w.Put(0, 0, make([]float32, s.Size())))
		must(t, w.Close())
		d := readTIFF(t, path).dirs[0]
		if tie := d[tagTiepoint]; tie[3] != -550e3 || tie[4] != 827e3 || d[tagPixelScale][0] != 100e3 {
			t.Errorf("%s: it lies at %v, %v", text, tie, d[tagPixelScale])
		}
		var got []float64 // keys, with the values of those that are short
		for i := 4; i < len(d[tagGeoKeys]); i += 4 {
			if got = append(got, d[tagGeoKeys][i]); d[tagGeoKeys][i+1] == 0 {
				got = append(got, d[tagGeoKeys][i+3])
			}
		}
		if !slices.Equal(got, keys) || !slices.EqualFunc(d[tagGeoDoubles], numbers, func(a, b float64) bool { return math.Abs(a-b) < 1e-6 }) {
			t.Errorf("%s:\n%v %v, want\n%v %v", text, got, d[tagGeoDoubles], keys, numbers)
		}
	}
	sphere := []float64{1024, 1, 1025, 1, 2048, 32767, 2050, 32767, 2054, 9102, 2056, 32767, 2057, 2058, 3072, 32767, 3074, 32767}
	f(lambert, slices.Concat(sphere, []float64{3075, 8, 3076, 9001, 3078, 3079, 3084, 3085, 3086, 3087}), 6371229, 6371229, 30, 60, 105, 30, 0, 0)
	f("+proj=stere +lat_0=90 +lat_ts=60 +lon_0=15 +ellps=WGS84 +x_0=9", []float64{1024, 1, 1025, 1, 2048, 4326, 3072, 32767, 3074, 32767, 3075, 15, 3076, 9001, 3081, 3082, 3083, 3092, 3095},
		60, 9, 0, 1, 15)
	f("+proj=merc +lat_ts=20 +lon_0=100 +R=6371000", slices.Concat(sphere, []float64{3075, 7, 3076, 9001, 3078, 3080, 3082, 3083}), 6371000, 6371000, 20, 100, 0, 0)
	for _, text := range []string{rotated, "+proj=lcc +lat_0=30 +lon_0=105 +lat_1=30 +k_0=0.99 +R=6371229"} {
		if _, err := GeoTIFF(t.TempDir()+"/f", planeOf(t, text)); forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), "ask for NetCDF or CSV") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
