package web_test

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// waves gives 280 + ((a·row + b·column) mod k)/64 K, which the store keeps exactly.
func waves(g *forecast.Grid, a, b, k int, more float32) []float32 {
	out := make([]float32, g.Size())
	for i := range out {
		out[i] = 280 + float32((a*(i/g.Cols())+b*(i%g.Cols()))%k)/64 + more
	}
	return out
}

// differenceSite has a dataset of two runs on a 2° grid, 6 h apart, and another on one of 3° from 60°N
// to 60°S, a node of which is missing.
func differenceSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	lat, lon := make([]float64, 41), make([]float64, 120)
	for i := range lat {
		lat[i] = 60 - 3*float64(i)
	}
	for i := range lon {
		lon[i] = 3 * float64(i)
	}
	coarse, err := forecast.NewGrid(lat, lon)
	must(t, err)
	run := func(id string, start int, g *forecast.Grid, values []float32, times ...int) {
		r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: id, Title: id}, Run: hours(start)[0], Grid: g, Times: hours(times...)})
		must(t, err)
		for _, at := range hours(times...) {
			must(t, r.Put(ctx, layer(t, "temperature_2m"), at, values))
			for name, value := range map[string]float32{"wind_u_component_10m": float32(start) + 3, "wind_v_component_10m": 4, "precipitation": 2, "wave_direction": 10} {
				flat := make([]float32, g.Size())
				for i := range flat {
					flat[i] = value
				}
				must(t, r.Put(ctx, layer(t, name), at, flat))
			}
		}
	}
	run("fine", 0, globe(t), waves(globe(t), 11, 5, 89, 0.5), 6, 12, 24)
	run("fine", 6, globe(t), waves(globe(t), 7, 13, 97, 0), 12, 18, 24)
	other := waves(coarse, 17, 3, 101, 0)
	other[20*120+50] = float32(math.NaN())
	run("coarse", 6, coarse, other, 12, 24)
	return s
}

// TestDifference holds numbers that numpy computed of the same formulae, bilinear by hand.
func TestDifference(t *testing.T) {
	s := differenceSite(t)
	f := func(minus, place string, want any) {
		t.Helper()
		var got struct {
			Minus  struct{ Dataset, Run string }
			Points []struct {
				Layers map[string]struct {
					Units  string
					Values []*float64
				}
			}
		}
		s.json(t, "/api/v1/point?dataset=fine&layers=temperature_2m&units=metric&times=20261123T1200Z&minus="+minus+"&"+place, &got)
		l := got.Points[0].Layers["temperature_2m"]
		if l.Units != "K" || got.Minus.Run == "" {
			t.Errorf("%s: in %q, less %+v", minus, l.Units, got.Minus)
		}
		switch v := l.Values[0]; {
		case want == nil && v != nil, want != nil && v == nil:
			t.Errorf("minus=%s at %s: got %v, want %v", minus, place, v, want)
		case want != nil && math.Abs(*v-want.(float64)) > 6e-4: // metric numbers have three decimals
			t.Errorf("minus=%s at %s: got %g, want %g", minus, place, *v, want)
		}
	}
	all := func() {
		t.Helper()
		for _, minus := range []string{"previous", "20261123T0000Z", "fine/20261123T0000Z"} {
			f(minus, "lat=90&lon=0", -0.5)
			f(minus, "lat=70&lon=40", -0.390625)
			f(minus, "lat=0&lon=358", -1.0)
		}
		for _, minus := range []string{"coarse/latest", "coarse/20261123T0600Z"} {
			f(minus, "lat=60&lon=0", 0.125)
			f(minus, "lat=58&lon=40", 0.46353417)
			f(minus, "lat=30&lon=356", -0.296875)
			f(minus, "lat=0&lon=358", -0.78125)
			f(minus, "lat=50&lon=66", 0.97395833)
			f(minus, "lat=90&lon=0", nil) // outside the other
			f(minus, "lat=0&lon=150", nil)
			f(minus, "lat=0&lon=152", nil) // next to the missing node
		}
	}
	all()
	for _, at := range hours(0, 6) { // by location
		must(t, s.store.Arrange(ctx, "fine", at))
	}
	all()
	const tile = "/values/fine/20261123T0600Z/temperature_2m/20261123T1200Z/0/0/0.bin?minus="
	for minus, want := range map[string]float64{"previous": -0.5, "coarse/latest": math.NaN()} {
		w := s.get(tile + minus)
		if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "public, max-age=5" || w.Header().Get("Fengtu-Minus") == "" {
			t.Fatalf("%s: %d %v %s", minus, w.Code, w.Header(), w.Body)
		}
		if got := firstValue(t, w.Body); want == want && math.Abs(got-want) > 0.004 {
			t.Errorf("the tile less %s begins with %g, want %g", minus, got, want)
		}
	}
}

// TestDifferenceOfVectors holds that wind is subtracted by its components at points, by its speed on
// tiles.
func TestDifferenceOfVectors(t *testing.T) {
	s := differenceSite(t)
	var got struct {
		Points []struct {
			Layers map[string]struct{ Values []*float64 }
		}
	}
	s.json(t, "/api/v1/point?dataset=fine&layers=wind_10m,wind_speed_10m&times=20261123T1200Z&minus=previous&lat=1&lon=1", &got)
	speed := math.Hypot(9, 4) - 5
	for name, want := range map[string]float64{"wind_u_component_10m": 6, "wind_v_component_10m": 0, "wind_speed_10m": speed} {
		if v := got.Points[0].Layers[name].Values; len(v) != 1 || v[0] == nil || math.Abs(*v[0]-want) > 1e-5 {
			t.Errorf("%s: %v, want %g", name, v, want)
		}
	}
	w := s.get("/values/fine/20261123T0600Z/wind_10m/20261123T1200Z/0/0/0.bin?minus=20261123T0000Z")
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if got := firstValue(t, w.Body); math.Abs(got-speed) > 1.0/128 {
		t.Errorf("the tile begins with %g, want %g", got, speed)
	}
}

func TestDifferenceIsShown(t *testing.T) {
	s := differenceSite(t)
	const tiles = "/tiles/fine/20261123T0600Z/temperature_2m/"
	var legend struct {
		Display forecast.Display
		Stops   []struct{ Value float64 }
	}
	s.json(t, "/api/v1/legend/temperature_2m.json?minus=previous", &legend)
	first, last := legend.Stops[0].Value, legend.Stops[len(legend.Stops)-1].Value
	if legend.Display.Units != "K" || legend.Display.Offset != 0 || first != -last || last <= 0 || legend.Stops[len(legend.Stops)/2].Value != 0 {
		t.Errorf("the legend is %+v", legend)
	}
	if plain := s.get("/api/v1/legend/temperature_2m.json?bands=4").Body.String(); plain == s.get("/api/v1/legend/temperature_2m.json?bands=4&minus=previous").Body.String() {
		t.Error("bands of a difference are those of the layer")
	}
	var tilejson struct {
		Name, Description string
		Tiles, Times      []string
		Legend            struct{ Display forecast.Display } `json:"fengtu:legend"`
	}
	s.json(t, tiles+"tilejson.json?minus=previous", &tilejson)
	if len(tilejson.Times) != 2 || !strings.Contains(tilejson.Description, "fine/20261123T0000Z") || !strings.HasSuffix(unversioned(tilejson.Tiles[0]), "?minus=fine%2F20261123T0000Z") || tilejson.Legend.Display.Units != "K" {
		t.Errorf("the TileJSON is %+v", tilejson)
	}
	for _, path := range []string{".png", ".mvt", "@2x.png"} {
		if w := s.get(tiles + "20261123T1200Z/1/0/0" + path + "?minus=previous"); w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := s.get(tiles + "20261123T1200Z/1/0/0.png?minus=coarse/latest&form=value"); w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestNoDifference(t *testing.T) {
	s := differenceSite(t)
	f := func(target string, status int, want string) {
		t.Helper()
		if w := s.get(target); w.Code != status || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s, want %d %q", target, w.Code, w.Body, status, want)
		}
	}
	const values = "/values/fine/20261123T0600Z/"
	f(values+"temperature_2m/20261123T1200Z/0/0/0.bin?minus=20261122T0000Z", 404, "run")
	f(values+"temperature_2m/20261123T1200Z/0/0/0.bin?minus=nowhere/latest", 404, "no dataset")
	f(values+"temperature_2m/20261123T1200Z/0/0/0.bin?minus=tomorrow", 400, "tomorrow")
	f(values+"temperature_2m/20261123T1800Z/0/0/0.bin?minus=20261123T0000Z", 404, "is no time of run")
	f(values+"temperature_2m/20261123T1800Z/0/0/0.bin?minus=previous", 404, "to subtract")
	f(values+"wave_direction/20261123T1200Z/0/0/0.bin?minus=previous", 400, "is a direction")
	f(values+"precipitation/20261123T2400Z/0/0/0.bin?minus=previous", 400, "")
	f(values+"precipitation/20261124T0000Z/0/0/0.bin?minus=previous", 404, "cannot be subtracted")
	f(values+"precipitation/20261123T1200Z/0/0/0.bin?minus=previous", 200, "")
	f(values+"temperature_2m/20261123T1200Z/0/0/0.bin?minus=previous&statistic=mean", 400, "leave statistic")
	f("/tiles/coarse/latest/temperature_2m/tilejson.json?minus=previous", 404, "to subtract")
	f("/api/v1/legend/wave_direction.json?minus=previous", 400, "is a direction")
	f("/api/v1/point?dataset=fine&layers=wave_direction&lat=1&lon=1&minus=previous", 400, "is a direction")
	f("/api/v1/point?dataset=fine&layers=temperature_2m&lat=1&lon=1&minus=previous&elevation=5", 400, "elevation")
	var got struct {
		Points []struct {
			Times  []time.Time
			Layers map[string]struct{ Values []*float64 }
		}
	}
	s.json(t, "/api/v1/point?dataset=fine&layers=precipitation&lat=1&lon=1&minus=previous", &got)
	for i, v := range got.Points[0].Layers["precipitation"].Values {
		if at := got.Points[0].Times[i]; (v != nil) != at.Equal(hours(12)[0]) {
			t.Errorf("at %s: %v", at, v)
		}
	}
}
