package store_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
	"github.com/fengtu/fengtu/forecast/store"
)

func projected(t *testing.T, text string, y, x []float64) *forecast.Grid {
	t.Helper()
	d, _, err := projection.FromPROJ(text)
	must(t, err)
	p, err := projection.New(d)
	must(t, err)
	g, err := forecast.NewProjected(p, y, x)
	must(t, err)
	return g
}

// mesh gives the mesh of a grid's nodes, one of them missing.
func mesh(t *testing.T, g *forecast.Grid) *forecast.Grid {
	t.Helper()
	var lats, lons []float64
	for row := range g.Rows() {
		for col := range g.Cols() {
			lat, lon := g.At(row, col)
			lats, lons = append(lats, lat), append(lons, lon)
		}
	}
	lats[7], lons[7] = math.NaN(), math.NaN()
	m, err := forecast.NewMesh(lats, lons, g.Cols())
	must(t, err)
	out, err := forecast.NewMeshGrid(m)
	must(t, err)
	return out
}

// TestGridsComeBack writes runs on grids of all makes and opens them anew: each node is where it
// was, and so are the values, also by location.
func TestGridsComeBack(t *testing.T) {
	lambert := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", spaced(301, 131000.5, -2500), spaced(281, -698000, 2500))
	f := func(name string, g *forecast.Grid, dims ...string) {
		t.Helper()
		s, dir := open(t)
		spec := store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: run0, Grid: g, Times: hours(0)}
		r, err := s.Begin(ctx, spec)
		must(t, err)
		values := make([]float32, g.Size())
		for i := range values {
			values[i] = 250 + float32(i%1000)/20
		}
		layer, err := forecast.ParseLayer("temperature_2m")
		must(t, err)
		must(t, r.Put(ctx, layer, run0, values))
		must(t, s.Arrange(ctx, "test", run0))

		again := reopen(t, dir)
		field, err := again.Open(ctx, forecast.Ref{Dataset: "test", Run: run0, Layer: layer, Time: run0})
		must(t, err)
		if !field.Grid().Equal(g) || field.Grid().Bounds() != g.Bounds() || field.Grid().String() != g.String() {
			t.Errorf("%s: came back as %v within %v, was %v within %v", name, field.Grid(), field.Grid().Bounds(), g, g.Bounds())
		}
		for _, at := range [][2]int{{0, 0}, {3, 5}, {g.Rows() - 1, g.Cols() - 1}, {0, 7}} {
			lat, lon := g.At(at[0], at[1])
			lat2, lon2 := field.Grid().At(at[0], at[1])
			if (lat != lat2 || lon != lon2) && !(math.IsNaN(lat) && math.IsNaN(lat2)) {
				t.Errorf("%s: node %v at %v, %v came back at %v, %v", name, at, lat, lon, lat2, lon2)
			}
		}
		series, err := again.Series(ctx, "test", run0, layer)
		must(t, err)
		got := make([]float32, 1)
		must(t, series.Read(ctx, forecast.Window{Row: 3, Col: 5, Rows: 1, Cols: 1}, got))
		if math.Abs(float64(got[0]-values[3*g.Cols()+5])) > 0.01 {
			t.Errorf("%s: %v by location", name, got)
		}
		for _, group := range []string{"", "series/"} {
			checkCoordinates(t, filepath.Join(dir, store.RunFolder("test", run0), group), dims)
		}
		spec.Grid = globe(t, g.Rows(), 2*g.Rows())
		if _, err := again.Begin(ctx, spec); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%s: a run goes on on another grid: %v", name, err)
		}
		spec.Grid = g
		_, err = again.Begin(ctx, spec)
		must(t, err)
	}
	f("Lambert", lambert, "y", "x")
	f("rotated", projected(t, "+proj=ob_tran +o_proj=longlat +lon_0=-2.5 +o_lat_p=37.5 +o_lon_p=0", spaced(21, 4.1, -0.4), spaced(11, 358.5, 0.35)), "rlat", "rlon")
	f("mesh", mesh(t, lambert), "y", "x")
}

// checkCoordinates reads the metadata as programs that know CF do.
func checkCoordinates(t *testing.T, dir string, dims []string) {
	t.Helper()
	type array struct {
		Shape      []int
		Dimensions []string `json:"dimension_names"`
		Attributes map[string]any
	}
	read := func(name string) (a array) {
		data, err := os.ReadFile(filepath.Join(dir, name, "zarr.json"))
		must(t, err)
		must(t, json.Unmarshal(data, &a))
		return a
	}
	layer := read("temperature_2m")
	if layer.Dimensions[1] != dims[0] || layer.Dimensions[2] != dims[1] || layer.Attributes["coordinates"] != "latitude longitude" {
		t.Errorf("layer %+v", layer)
	}
	for _, name := range []string{"latitude", "longitude"} {
		if a := read(name); len(a.Shape) != 2 || a.Attributes["standard_name"] != name || a.Dimensions[0] != dims[0] {
			t.Errorf("%s is %+v", name, a)
		}
	}
	if mapping, ok := layer.Attributes["grid_mapping"].(string); ok {
		if a := read(mapping); len(a.Shape) != 0 || a.Attributes["grid_mapping_name"] == nil {
			t.Errorf("mapping %+v", a)
		}
	}
}
