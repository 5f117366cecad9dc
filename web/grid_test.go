package web_test

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
	"github.com/fengtu/fengtu/forecast/store"
)

// addProjected puts a dataset on a Lambert grid across two value tiles into a site: 10 m/s of
// eastward wind that grows by 0.01 m/s a column.
func addProjected(t *testing.T, s *site) *forecast.Grid {
	t.Helper()
	d, _, err := projection.FromPROJ("+proj=lcc +lat_0=30 +lon_0=105 +lat_1=30 +lat_2=60 +R=6371229")
	must(t, err)
	p, err := projection.New(d)
	must(t, err)
	y, x := make([]float64, 50), make([]float64, 300)
	for i := range y {
		y[i] = 1e6 - 1e4*float64(i)
	}
	for i := range x {
		x[i] = -15e5 + 1e4*float64(i)
	}
	g, err := forecast.NewProjected(p, y, x)
	must(t, err)
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "lambert"}, Run: run0, Grid: g, Times: []time.Time{run0}})
	must(t, err)
	values := make([]float32, g.Size())
	for i := range values {
		values[i] = 10 + 0.01*float32(i%300)
	}
	must(t, r.Put(ctx, layer(t, "wind_u_component_10m"), run0, values))
	must(t, r.Put(ctx, layer(t, "wind_v_component_10m"), run0, make([]float32, g.Size())))
	return g
}

func fetch(t *testing.T, s *site, path string) (*http.Response, []byte) {
	t.Helper()
	server := httptest.NewServer(s.handler)
	defer server.Close()
	answer, err := http.Get(server.URL + path)
	must(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(t, err)
	return answer, body
}

func TestProjectedCatalogue(t *testing.T) {
	s := newSite(t)
	g := addProjected(t, s)
	_, body := fetch(t, s, "/api/v1/datasets/lambert")
	var got struct {
		Grid struct {
			Type, Kind, Units string
			Projection        map[string]any
			Rows, Columns     int
			Y, X              struct{ First, Last float64 }
			Latitude          *struct{}
			Spacing           struct{ Y, X float64 }
			BBox              [4]float64
			LODs              []struct {
				Cell  float64
				Boxes [][4]float64
			}
		}
	}
	must(t, json.Unmarshal(body, &got))
	grid := got.Grid
	if grid.Type != "projected" || grid.Kind != "lambert_conformal_conic" || grid.Units != "m" || grid.Rows != 50 || grid.Columns != 300 ||
		grid.Y.First != 1e6 || grid.X.Last != 149e4 || grid.Spacing.Y != 1e4 || grid.Latitude != nil || grid.BBox != g.Bounds() {
		t.Errorf("%+v", grid)
	}
	if grid.Projection["earth_radius"] != 6371229.0 || len(grid.Projection["standard_parallel"].([]any)) != 2 {
		t.Errorf("projection %v", grid.Projection)
	}
	if len(grid.LODs[0].Boxes) != 2 || grid.LODs[0].Cell < 0.1 || grid.LODs[0].Cell > 0.15 {
		t.Errorf("levels %+v", grid.LODs)
	}
	_, body = fetch(t, s, "/api/v1/datasets/test")
	must(t, json.Unmarshal(body, &got))
	if got.Grid.Type != "latlon" || got.Grid.Kind != "latitude_longitude" || got.Grid.Units != "degrees" || got.Grid.Spacing.X != 2 {
		t.Errorf("%+v", got.Grid)
	}
}

func TestProjectedPoint(t *testing.T) {
	s := newSite(t)
	addProjected(t, s)
	// Where GDAL's gdaltransform has x = -500,000 and 1,234,000, y = 777,000.
	f := func(query string, want float64) {
		t.Helper()
		_, body := fetch(t, s, "/api/v1/point?dataset=lambert&layers=wind_u_component_10m&"+query)
		var got struct {
			Points []struct {
				Layers map[string]struct{ Values []float64 }
			}
		}
		must(t, json.Unmarshal(body, &got))
		if v := got.Points[0].Layers["wind_u_component_10m"].Values[0]; math.Abs(v-want) > 0.006 {
			t.Errorf("%s: %v, want %v", query, v, want)
		}
	}
	f("lat=36.9141995135081&lon=99.236113930717", 11)
	f("lat=36.0775954336265&lon=119.102246896846", 12.734)
}

func TestNodeTiles(t *testing.T) {
	s := newSite(t)
	g := addProjected(t, s)
	answer, body := fetch(t, s, s.versioned(t, "/nodes/lambert/20261123T0000Z/0/1/0.bin"))
	if answer.StatusCode != http.StatusOK || string(body[:4]) != "FTN1" || answer.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Fatalf("%s %q %v", answer.Status, body[:4], answer.Header)
	}
	lat, _ := g.At(0, 240) // the first is told as it is
	code := uint32(body[16])
	for n, k := len(body[16:])/8, 1; k < 4; k++ {
		code |= uint32(body[16+k*n]) << (8 * k)
	}
	if got := float64(int32(code>>1)^-int32(code&1)) / 1e7; math.Abs(got-lat) > 1e-7 || binary.LittleEndian.Uint16(body[8:]) == 0 {
		t.Errorf("first latitude %v, want %v", got, lat)
	}
	f := func(path string, want int) {
		t.Helper()
		if answer, _ := fetch(t, s, path); answer.StatusCode != want {
			t.Errorf("%s: %s", path, answer.Status)
		}
	}
	f("/nodes/lambert/latest/0/0/0.bin", 200)
	f("/nodes/lambert/latest/9/0/0.bin", 404)
	f("/nodes/lambert/latest/0/2/0.bin", 404)
	f("/nodes/lambert/latest/0/x/0.bin", 400)
	f("/nodes/nobody/latest/0/0/0.bin", 404)
}
