package ingest_test

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

// TestWindOnMesh writes a wind of 8 m/s eastward and 3 m/s northward along the axes of a Lambert grid,
// known by its nodes alone, with rows and columns either way: it comes out eastward and northward at
// every node, by the angle that a cone turns (its constant times the distance from its meridian). A
// transposed one is refused, for nothing tells which component is which.
func TestWindOnMesh(t *testing.T) {
	d, _, err := projection.FromPROJ("+proj=lcc +lat_0=50 +lon_0=10 +lat_1=50 +R=6371229")
	if err != nil {
		t.Fatal(err)
	}
	p, err := projection.New(d)
	if err != nil {
		t.Fatal(err)
	}
	const rows, cols = 9, 11
	cone := math.Sin(50 * math.Pi / 180)
	f := func(name string, fromSouth, fromEast, transposed bool) {
		t.Helper()
		at := func(row, col int) (lat, lon float64) {
			if fromSouth {
				row = rows - 1 - row
			}
			if fromEast {
				col = cols - 1 - col
			}
			return p.Inverse(2e5+1e4*float64(col), -1e4*float64(row)) // rows toward the south, from y = 0
		}
		place := func(index []int) (row, col int) {
			row, col = index[len(index)-2], index[len(index)-1]
			if transposed {
				row, col = col, row
			}
			return row, col
		}
		dims := []string{"jj", "ii"}
		if transposed {
			dims = []string{"ii", "jj"}
		}
		path := create(t, filepath.Join(t.TempDir(), "mesh.nc"), func(s *synthetic) {
			s.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
			s.dimension("jj", rows)
			s.dimension("ii", cols)
			s.nodes("latitude", dims, func(index []int) float64 { lat, _ := at(place(index)); return lat })
			s.nodes("longitude", dims, func(index []int) float64 { _, lon := at(place(index)); return lon })
			// To the right and up the map, whichever way the file's columns and rows run.
			along := func(north bool) func([]int) float32 {
				return func(index []int) float32 {
					_, lon := at(place(index))
					turn := cone * (lon - 10) * math.Pi / 180
					x := 8*math.Cos(turn) - 3*math.Sin(turn)
					y := 8*math.Sin(turn) + 3*math.Cos(turn)
					if north {
						return float32(y)
					}
					return float32(x)
				}
			}
			s.data("x_wind_10m", append([]string{"time"}, dims...), along(false), "units", "m s-1", "standard_name", "x_wind")
			s.data("y_wind_10m", append([]string{"time"}, dims...), along(true), "units", "m s-1", "standard_name", "y_wind")
		})
		sink := newFakeSink()
		in := ingest.Ingester{Sink: sink}
		rep, err := in.File(ctx, path)
		if transposed {
			if err == nil || !strings.Contains(err.Error(), "which of its dimensions is x") {
				t.Errorf("%s: %v, %v", name, rep.Status, err)
			}
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, ok := sink.spec.Grid.Projection.(*forecast.Mesh); !ok || sink.spec.Grid.Rows() != rows || len(rep.Notes) < 2 {
			t.Errorf("%s: %s, notes %q", name, sink.spec.Grid, rep.Notes)
		}
		if lat, _ := sink.spec.Grid.At(0, 0); math.Abs(lat-50) > 0.1 {
			t.Errorf("%s: begins at %v° north", name, lat)
		}
		for component, want := range map[string]float32{"wind_u_component_10m": 8, "wind_v_component_10m": 3} {
			values := sink.fields[component+" 20261123T0000Z"]
			// Half a cell of the cone's turn, where a node has one neighbour only.
			if low, high := slices.Min(values), slices.Max(values); low < want-0.01 || high > want+0.01 {
				t.Errorf("%s: %s is %v to %v, want %v", name, component, low, high, want)
			}
		}
	}
	f("rows from the north", false, false, false)
	f("rows from the south", true, false, false)
	f("columns from the east", false, true, false)
	f("both", true, true, false)
	f("transposed", false, false, true)
	f("transposed, rows from the south", true, false, true)
}

// dimension defines a dimension without values.
func (s *synthetic) dimension(name string, n int) {
	s.t.Helper()
	s.lens[name] = n
	s.must(s.w.DefDim(name, n))
}

// nodes writes a coordinate of two dimensions.
func (s *synthetic) nodes(name string, dims []string, value func(index []int) float64) {
	s.t.Helper()
	s.must(s.w.DefVar(name, netcdf.Double, dims, text("standard_name", name)))
	var values []float64
	for j := range s.lens[dims[0]] {
		for i := range s.lens[dims[1]] {
			values = append(values, value([]int{j, i}))
		}
	}
	s.must(s.w.PutFloat64(name, nil, nil, values))
}
