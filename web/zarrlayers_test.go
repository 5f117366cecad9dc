package web_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast/zarr"
)

type zarrArray struct {
	Shape      []int          `json:"shape"`
	DataType   string         `json:"data_type"`
	Dimensions []string       `json:"dimension_names"`
	Attributes map[string]any `json:"attributes"`
}

// TestZarrOfChosenLayers wants of a group that is made as it is read what points say.
func TestZarrOfChosenLayers(t *testing.T) {
	s := windSite(t, 1, 5, 8, math.NaN(), 12, 26)
	const capacity = "capacity_factor_nrel-5mw-126_100m"
	base := "/zarr/wind/" + run0.Format("20060102T1504Z") + "/layers/" + capacity + ",temperature_2m/"
	var g struct {
		Attributes   map[string]any
		Consolidated struct {
			Metadata map[string]zarrArray
		} `json:"consolidated_metadata"`
	}
	s.json(t, base+"zarr.json", &g)
	m := g.Consolidated.Metadata
	if want := []string{capacity, "latitude", "longitude", "temperature_2m", "time"}; !slices.Equal(slices.Sorted(maps.Keys(m)), want) {
		t.Errorf("arrays %v, want %v", slices.Sorted(maps.Keys(m)), want)
	}
	var alone zarrArray
	s.json(t, base+capacity+"/zarr.json", &alone)
	if a := m[capacity]; !slices.Equal(a.Shape, []int{5, 6, 6}) || !slices.Equal(a.Dimensions, []string{"time", "latitude", "longitude"}) || a.Attributes["units"] != "1" || !slices.Equal(a.Shape, alone.Shape) {
		t.Errorf("%s: %+v, by itself %+v", capacity, a, alone)
	}
	if g.Attributes["license"] != "CC0-1.0" {
		t.Errorf("attributes %v", g.Attributes)
	}
	s.json(t, base+"latitude/zarr.json", &alone)
	if w := s.get(base + "time/c.0"); w.Code != 200 || w.Body.Len() != 8*5 {
		t.Errorf("times: %d, %d bytes", w.Code, w.Body.Len())
	}
	want := layerAt(t, s, capacity, "34", "121")
	for k := range want {
		w := s.get(fmt.Sprintf("%s%s/c.%d.0.0", base, capacity, k))
		if want[k] == nil {
			if w.Code != 404 {
				t.Errorf("a time that has not arrived: %d", w.Code)
			}
			continue
		}
		values := make([]float32, 6*6)
		if err := zarr.DecodeChunk(w.Body.Bytes(), values, zarr.Coding{}); err != nil {
			t.Fatalf("time %d: %d, %v", k, w.Code, err)
		}
		if got := values[1*6+3]; math.Abs(float64(got)-*want[k]) > 1e-6 {
			t.Errorf("time %d: %g, want %g", k, got, *want[k])
		}
	}
}

func TestZarrOfChosenLayersRefused(t *testing.T) {
	s := newSite(t)
	f := func(key string, status int, want string) {
		t.Helper()
		if w := s.get("/zarr/test/latest/layers/" + key); w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", key, w.Code, w.Body)
		}
	}
	f("temperature_3m/zarr.json", 404, "temperature_2m")
	f("capacity_factor_nrel-5mw/zarr.json", 404, "did you mean")
	f("temperature_2m", 404, "no object")
	f("temperature_2m/temperature_2m/c.0.0", 404, "no object")
	f("temperature_2m/temperature_2m/c.0.0.1", 404, "no object")
	f("temperature_2m/temperature_2m/c.0.0.00", 404, "no object")
	f("temperature_2m/temperature_2m/c.2.0.0", 404, "no object")
	f("temperature_2m/wind_u_component_10m/zarr.json", 404, "no object")
	f("temperature_2m/quarantine/x", 404, "no object")
	f("temperature_2m/../../../etc/passwd", 404, "no object")
}
