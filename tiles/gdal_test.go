package tiles

import (
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
	"github.com/paulmach/orb/maptile"
)

// testdata/README.md says where these files come from.
func readFloats(t *testing.T, name string) []float32 {
	t.Helper()
	data := unzipped(t, name+".f32.gz")
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

func unzipped(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
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
	return data
}

// wholeTile reads a whole tile as testdata/pack.py packs it.
func wholeTile(t *testing.T, name string, quantum float64) []float64 {
	t.Helper()
	data := unzipped(t, name+".tile.gz")
	n := Size * Size
	if len(data) != 4*n {
		t.Fatalf("%s has %d bytes", name, len(data))
	}
	out := make([]float64, n)
	for r := range Size {
		var value, step int32 // second differences, added up twice
		for c := range Size {
			i := r*Size + c
			d := int32(uint32(data[i]) | uint32(data[n+i])<<8 | uint32(data[2*n+i])<<16 | uint32(data[3*n+i])<<24)
			if c == 0 {
				value, step = d, d
			} else {
				step += d
				value += step
			}
			out[i] = float64(value) * quantum
			if value == math.MinInt32 {
				out[i] = math.NaN()
			}
		}
	}
	return out
}

// TestAgainstGDAL compares with gdalwarp wherever the pixel lies within the hull of the nodes;
// beyond it GDAL goes on for half a cell.
func TestAgainstGDAL(t *testing.T) {
	f := func(nodes, name string, quantum float64, lat, lon []float64, tile maptile.Tile, tolerance float64, everywhere bool) {
		t.Helper()
		g, err := forecast.NewGrid(lat, lon)
		if err != nil {
			t.Fatal(err)
		}
		againstGDAL(t, nodes, name, quantum, g, tile, tolerance, everywhere)
	}
	gustLat, gustLon := axis(45, -0.25, 101), axis(100, 0.25, 141)
	f("gusts", "gusts-inside", 1e-6, gustLat, gustLon, maptile.New(51, 25, 6), 1e-5, true)
	f("gusts", "gusts-corner", 1e-6, gustLat, gustLon, maptile.New(49, 28, 6), 1e-5, false)
	seaLat, seaLon := axis(60, -0.4, 76), axis(170, 0.4, 51)
	f("pressure", "pressure-west-of-180", 0.002, seaLat, seaLon, maptile.New(31, 11, 5), 0.02, false)
	f("pressure", "pressure-east-of-180", 0.002, seaLat, seaLon, maptile.New(0, 11, 5), 0.02, false)
	windLat, windLon := axis(87, -6, 30), axis(0, 6, 60)
	f("wind", "wind-seam", 1e-6, windLat, windLon, maptile.New(15, 11, 5), 1e-5, true)
	f("wind", "wind-world", 1e-6, windLat, windLon, maptile.New(1, 1, 2), 1e-5, true)
	f("cdo-gaussian", "cdo-gaussian-china", 1e-6, gaussian32(t), axis(0, 2.8125, 128), maptile.New(6, 3, 3), 1e-4, true)
	f("cdo-gaussian", "cdo-gaussian-seam", 1e-6, gaussian32(t), axis(0, 2.8125, 128), maptile.New(8, 5, 4), 1e-4, true)
}

// gaussian32 gives the latitudes of the Gaussian grid N32: the arc sines of the zeros of the
// Legendre polynomial of degree 64.
func gaussian32(t *testing.T) []float64 {
	t.Helper()
	const n = 64
	out := make([]float64, n)
	for i := range out {
		z := math.Cos(math.Pi * (float64(i) + 0.75) / (n + 0.5))
		for range 20 {
			p0, p1 := 1.0, z
			for k := 2.0; k <= n; k++ {
				p0, p1 = p1, ((2*k-1)*z*p1-(k-1)*p0)/k
			}
			z -= p1 * (z*z - 1) / (n * (z*p1 - p0))
		}
		out[i] = math.Asin(z) / degree
	}
	return out
}

// TestProjectedAgainstGDAL is the same on grids with a projection. Places are a fiftieth of a cell off
// at most, so that values are by as much of the difference from node to node.
func TestProjectedAgainstGDAL(t *testing.T) {
	lambert := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(145678.2, -2500, 151), axis(-697442.2, 2500.00029, 141))
	againstGDAL(t, "lambert", "lambert-inside", 1e-5, lambert, maptile.New(131, 71, 8), 0.02, true)
	againstGDAL(t, "lambert", "lambert-edge", 1e-5, lambert, maptile.New(32, 17, 6), 0.08, false)
	rotated := projected(t, "+proj=ob_tran +o_proj=longlat +lon_0=-2.5 +o_lat_p=37.5 +o_lon_p=0", axis(1.6833, -0.0135, 121), axis(-1.4934998, 0.0135, 121))
	againstGDAL(t, "rotated", "rotated-inside", 1e-4, rotated, maptile.New(501, 331, 10), 0.5, true)
	againstGDAL(t, "rotated", "rotated-edge", 1e-4, rotated, maptile.New(62, 41, 7), 2, false)
	polar := projected(t, "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229", axis(2e6, -5e4, 101), axis(-2e6, 5e4, 101))
	againstGDAL(t, "polar", "polar-inside", 1e-5, polar, maptile.New(7, 3, 4), 0.05, true)
	againstGDAL(t, "polar", "polar-edge", 1e-5, polar, maptile.New(1, 1, 3), 0.05, false)
	mesh := skewMesh(t)
	againstGDAL(t, "cdo-mesh", "cdo-mesh-inside", 1e-6, mesh, maptile.New(51, 25, 6), 0.06, true)
	againstGDAL(t, "cdo-mesh", "cdo-mesh-edge", 1e-6, mesh, maptile.New(12, 6, 4), 0.1, false)
}

// skewMesh is the mesh that testdata/gdalwarp.sh makes up.
func skewMesh(t *testing.T) *forecast.Grid {
	t.Helper()
	var lats, lons []float64
	for r := range 61 {
		for c := range 81 {
			row, col := float64(r), float64(c)
			lats, lons = append(lats, 45-0.4*row+0.1*col+math.Sin(col/9)), append(lons, 95+0.5*col+0.15*row+math.Sin(row/7))
		}
	}
	m, err := forecast.NewMesh(lats, lons, 81)
	if err != nil {
		t.Fatal(err)
	}
	g, err := forecast.NewMeshGrid(m)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func projected(t testing.TB, text string, y, x []float64) *forecast.Grid {
	t.Helper()
	d, _, err := projection.FromPROJ(text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := projection.New(d)
	if err != nil {
		t.Fatal(err)
	}
	g, err := forecast.NewProjected(p, y, x)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// againstGDAL compares every pixel with what gdalwarp, or CDO where the name says so, made of the nodes,
// which is kept to a quantum.
func againstGDAL(t *testing.T, nodes, name string, quantum float64, g *forecast.Grid, tile maptile.Tile, tolerance float64, everywhere bool) {
	t.Helper()
	field := memory{layer: layer(t, "pressure_msl"), grid: g, values: readFloats(t, byGDAL(nodes)+"-nodes")}
	got := make([]float32, Size*Size)
	if err := Values(t.Context(), field, tile, Size, got); err != nil {
		t.Fatal(err)
	}
	want := wholeTile(t, byGDAL(name), quantum)
	worst, compared := 0.0, 0
	for i, w := range want {
		v := got[i]
		if v != v {
			continue
		}
		compared++
		worst = math.Max(worst, math.Abs(float64(v)-w))
		if w != w {
			t.Fatalf("%s: pixel %d, %d is %v, GDAL has no value", name, i%Size, i/Size, v)
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

func byGDAL(name string) string {
	if strings.HasPrefix(name, "cdo-") {
		return name
	}
	return "gdal-" + name
}
