package tiles

import (
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// testdata/README.md says where these files come from.
func readFloats(t *testing.T, name string) []float32 {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".f32.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

// TestAgainstGDAL compares with gdalwarp wherever the pixel lies within the hull of the nodes;
// beyond it GDAL goes on for half a cell.
func TestAgainstGDAL(t *testing.T) {
	f := func(nodes, name string, lat, lon []float64, tile maptile.Tile, tolerance float64, everywhere bool) {
		t.Helper()
		g, err := forecast.NewGrid(lat, lon)
		if err != nil {
			t.Fatal(err)
		}
		field := memory{layer: layer(t, "pressure_msl"), grid: g, values: readFloats(t, "gdal-"+nodes+"-nodes")}
		got := make([]float32, Size*Size)
		if err := Values(t.Context(), field, tile, Size, got); err != nil {
			t.Fatal(err)
		}
		const every, third = 4, 2
		want := readFloats(t, "gdal-"+name)
		worst, compared := 0.0, 0
		for i, w := range want {
			r, c := i/(Size/every)*every+third, i%(Size/every)*every+third
			v := got[r*Size+c]
			if v != v {
				continue
			}
			compared++
			worst = math.Max(worst, math.Abs(float64(v-w)))
			if math.IsNaN(float64(w)) {
				t.Fatalf("%s: pixel %d, %d is %v, GDAL has no value", name, c, r, v)
			}
		}
		t.Logf("%s: %d pixels differ by %.2g at most", name, compared, worst)
		if worst > tolerance {
			t.Errorf("%s: differs from GDAL by %g, more than %g", name, worst, tolerance)
		}
		if compared == 0 || everywhere != (compared == len(want)) {
			t.Errorf("%s: %d of %d pixels have a value", name, compared, len(want))
		}
	}
	gustLat, gustLon := axis(45, -0.25, 101), axis(100, 0.25, 141)
	f("gusts", "gusts-inside", gustLat, gustLon, maptile.New(51, 25, 6), 1e-5, true)
	f("gusts", "gusts-corner", gustLat, gustLon, maptile.New(49, 28, 6), 1e-5, false)
	seaLat, seaLon := axis(60, -0.4, 76), axis(170, 0.4, 51)
	f("pressure", "pressure-west-of-180", seaLat, seaLon, maptile.New(31, 11, 5), 0.02, false)
	f("pressure", "pressure-east-of-180", seaLat, seaLon, maptile.New(0, 11, 5), 0.02, false)
	windLat, windLon := axis(87, -6, 30), axis(0, 6, 60)
	f("wind", "wind-seam", windLat, windLon, maptile.New(15, 11, 5), 1e-5, true)
	f("wind", "wind-world", windLat, windLon, maptile.New(1, 1, 2), 1e-5, true)
}
