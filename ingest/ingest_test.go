package ingest_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

var ctx = context.Background()

// reference is a value that a file holds, found with other software.
type reference struct {
	Layer    string   `json:"layer"`
	Time     string   `json:"time"`
	Lat, Lon float64  // of the node
	Value    *float64 `json:"value"` // SI; null is missing
}

func newStore(t testing.TB) *store.Store {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(folder, 64<<20)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func readReferences(t *testing.T, path string) map[string][]reference {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var refs map[string][]reference
	if err := json.Unmarshal(text, &refs); err != nil {
		t.Fatal(err)
	}
	return refs
}

// checkReferences holds what the store gives against the reference values of a file.
func checkReferences(t *testing.T, s *store.Store, rep ingest.Report, refs []reference) {
	t.Helper()
	run, err := forecast.ParseTime(rep.Run)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range refs {
		layer, err := forecast.ParseLayer(want.Layer)
		if err != nil {
			t.Fatal(err)
		}
		at, err := forecast.ParseTime(want.Time)
		if err != nil {
			t.Fatal(err)
		}
		field, err := s.Open(ctx, forecast.Ref{Dataset: rep.Dataset, Run: run, Layer: layer, Time: at})
		if err != nil {
			t.Errorf("%s: %s at %s: %v", rep.File, want.Layer, want.Time, err)
			continue
		}
		checkNode(t, field, want)
	}
}

func checkNode(t *testing.T, field forecast.Field, want reference) {
	t.Helper()
	g := field.Grid()
	w := forecast.Window{Row: nearest(g.Y.Values(), want.Lat), Col: nearest(g.X.Values(), want.Lon), Rows: 1, Cols: 1}
	var got [1]float32
	if err := field.Read(ctx, w, got[:]); err != nil {
		t.Errorf("%s: %v", want.Layer, err)
		return
	}
	v := field.Layer().Variable
	if want.Value == nil {
		if got[0] == got[0] {
			t.Errorf("%s at %g, %g: got %v, want a missing value", want.Layer, want.Lat, want.Lon, got[0])
		}
		return
	}
	quantum := v.Step/2 + v.Relative*math.Abs(*want.Value) + 1e-6*math.Abs(*want.Value)
	if d := math.Abs(float64(got[0]) - *want.Value); !(d <= quantum*1.001) {
		t.Errorf("%s at %g, %g, %s: got %v, want %v within %g", want.Layer, want.Lat, want.Lon, want.Time, got[0], *want.Value, quantum)
	}
}

// nearest gives the index of the angle that lies nearest to x.
func nearest(values []float64, x float64) int {
	best := 0
	for i, v := range values {
		if math.Abs(math.Remainder(v-x, 360)) < math.Abs(math.Remainder(values[best]-x, 360)) {
			best = i
		}
	}
	return best
}

func TestRealFiles(t *testing.T) {
	for name, refs := range readReferences(t, "testdata/reference.json") {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			in := ingest.Ingester{Sink: ingest.Into(s), Dataset: "real"}
			rep, err := in.File(ctx, filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			checkReferences(t, s, rep, refs)
			if again, err := in.File(ctx, filepath.Join("testdata", name)); err != nil || again.Status != ingest.Unchanged {
				t.Errorf("the second time: %s, %v", again.Status, err)
			}
		})
	}
}

func TestRealFilesRefused(t *testing.T) {
	f := func(name, want string) {
		t.Helper()
		in := ingest.Ingester{Sink: ingest.Into(newStore(t))}
		rep, err := in.File(ctx, filepath.Join("testdata", name))
		if forecast.KindOf(err) != forecast.Invalid || rep.Status != ingest.Refused || !strings.Contains(rep.Error, want) {
			t.Errorf("%s: status %s, error %q, want one with %q", name, rep.Status, rep.Error, want)
		}
	}
	f("HARM_N25_20171215090000.nc", "sterea grid")
	f("uwcw_ha43ens_nl_2km_wind-speed-hagl_geoweb_nc_20240605T03_5x5.nc", "merc grid")
	f("uwcw_ha43_dini_5p5km_air-temperature-pl_geoweb_nc_20240711T02_TEST_10x8.nc", "rotated")
	f("README.md", "not a NetCDF file")
}

// TestFolder ingests every file below the folder that FENGTU_TEST_FILES names, and holds them
// against the values of FENGTU_TEST_REFERENCE, where that is set, by path below the folder.
func TestFolder(t *testing.T) {
	dir := os.Getenv("FENGTU_TEST_FILES")
	if dir == "" {
		t.Skip("FENGTU_TEST_FILES names no folder")
	}
	var refs map[string][]reference
	if path := os.Getenv("FENGTU_TEST_REFERENCE"); path != "" {
		refs = readReferences(t, path)
	}
	paths, err := ingest.Walk([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		name, _ := filepath.Rel(dir, path)
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			in := ingest.Ingester{Sink: ingest.Into(s)}
			rep, err := in.File(ctx, path)
			line, _ := json.MarshalIndent(rep, "", " ")
			t.Logf("%s", line)
			if forecast.KindOf(err) == forecast.Internal && err != nil {
				t.Errorf("an internal error: %v", err)
			}
			if err == nil {
				checkReferences(t, s, rep, refs[name])
			} else if len(refs[name]) > 0 {
				t.Errorf("refused: %v", err)
			}
		})
	}
}

func TestInspect(t *testing.T) {
	in := ingest.Ingester{}
	rep, err := in.Inspect(ctx, "testdata/u10_v10.nc")
	if err != nil {
		t.Fatal(err)
	}
	if rep.Status != ingest.Inspected || rep.Run != "20241227T0000Z" || rep.Times != 3 || rep.Fields != 0 {
		t.Errorf("got %+v", rep)
	}
	if want := []string{"wind_u_component_10m", "wind_v_component_10m"}; !slices.Equal(rep.Layers, want) {
		t.Errorf("layers %v, want %v", rep.Layers, want)
	}
	if len(rep.Ranges) != 2 || rep.Ranges[0].Min > -5 || rep.Ranges[0].Max < 5 {
		t.Errorf("ranges %+v", rep.Ranges)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithTimeout(ctx, time.Nanosecond)
	defer cancel()
	in := ingest.Ingester{Sink: ingest.Into(newStore(t))}
	if rep, err := in.File(ctx, "testdata/u10_v10.nc"); err == nil || rep.Status != ingest.Refused {
		t.Errorf("got status %s, error %v", rep.Status, err)
	}
}
