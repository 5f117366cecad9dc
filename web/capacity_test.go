package web_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// layerAt gives a layer's values at a place.
func layerAt(t *testing.T, s *site, name, lat, lon string) []*float64 {
	t.Helper()
	type answer struct {
		Points []struct {
			Layers map[string]struct{ Values []*float64 }
		}
	}
	return decode[answer](t, s.get("/api/v1/point?layers="+name+"&lat="+lat+"&lon="+lon)).Points[0].Layers[name].Values
}

// TestCapacityFactorLayer wants of the layers what the power of a farm at the same node is, and what
// the curve has: 403.9 kW of 5 MW at 5 m/s, 1771.17 at 8.
func TestCapacityFactorLayer(t *testing.T) {
	s := windSite(t, 1, 5, 8, math.NaN(), 12, 26)
	f := func(layer, farm string) {
		t.Helper()
		got := layerAt(t, s, layer, "34", "121")
		want := decode[powerAnswer](t, s.get("/api/v1/power/point?lat=34&lon=121&"+farm)).Total.Power
		for i := range want {
			switch {
			case (got[i] == nil) != (want[i] == nil):
				t.Errorf("%s at time %d: %v, want %v", layer, i, got[i], want[i])
			case got[i] != nil && math.Abs(*got[i]-*want[i]/1000) > 2e-6:
				t.Errorf("%s at time %d: %g, want %g", layer, i, *got[i], *want[i]/1000)
			}
		}
	}
	f("capacity_factor_nrel-5mw-126", "turbine=nrel-5mw-126&capacity_MW=1000")
	f("capacity_factor_nrel-5mw-126_100m", "turbine=nrel-5mw-126&capacity_MW=1000&hub_height_m=100")
	f("capacity_factor_iec-class2-normalized-industry-composite_120m", "turbine=iec-class2-normalized-industry-composite&capacity_MW=1000&hub_height_m=120")
	f("solar_capacity_factor", "kind=solar&capacity_MW=1000")
	if w := s.get(fmt.Sprintf("/tiles/wind/latest/capacity_factor_nrel-5mw-126/%s/5/26/12.png", run0.Format("20060102T1504Z"))); w.Code != 200 || w.Header().Get("Content-Type") != "image/png" {
		t.Errorf("tile: %d %s", w.Code, w.Body)
	}
}

func TestCapacityFactorRefused(t *testing.T) {
	s := windSite(t, 1, 5)
	f := func(layer, want string) {
		t.Helper()
		for _, target := range []string{"/api/v1/point?lat=34&lon=121&layers=" + layer, "/tiles/wind/latest/" + layer + "/tilejson.json", "/tiles/wind/latest/" + layer + "/" + run0.Format("20060102T1504Z") + "/5/26/12.png"} {
			if w := s.get(target); w.Code != 404 || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
			}
		}
	}
	f("capacity_factor_nrel-5mw", "did you mean nrel-5mw-126")
	f("capacity_factor", "name the turbine")
	f("capacity_factor_iec-class2-normalized-industry-composite", "no usual hub height")
	f("capacity_factor_nrel-5mw-126_900m", "1 to 500 m")
}
