package web_test

import (
	"math"
	"net/http"
	"net/url"
	"testing"
)

type areaAnswer struct {
	Area struct {
		Name    string
		Area    float64 `json:"area_km2"`
		Cells   int
		Covered float64
	}
	Times  []string
	Layers map[string]struct {
		Units       string
		With        []float64 `json:"with_values"`
		Mean, Min   []*float64
		Max, Std    []*float64
		MinAt       []*struct{ Lat, Lon float64 } `json:"min_at"`
		MaxAt       []*struct{ Lat, Lon float64 } `json:"max_at"`
		Percentiles map[string][]*float64
		Share       []*float64
		Sum         *struct {
			Units  string
			Values []*float64
			Total  *float64
		}
		Missing string
	}
}

// TestArea: temperature is 280 K + latitude ∕ 10, so that its mean by area between two parallels is known:
// φ sin φ + cos φ over sin φ.
func TestArea(t *testing.T) {
	s := newSite(t)
	meanLat := func(south, north float64) float64 {
		f := func(lat float64) float64 {
			sin, cos := math.Sincos(lat * math.Pi / 180)
			return lat*math.Pi/180*sin + cos
		}
		return (f(north) - f(south)) / (math.Sin(north*math.Pi/180) - math.Sin(south*math.Pi/180)) * 180 / math.Pi
	}
	var a areaAnswer
	s.json(t, "/api/v1/area?run=20261122T0000Z&bbox=100,21,121,45&layers=temperature_2m,wind_direction_10m,wave_height&above=283.5&statistics=mean,min,max,std,p0,p50,p100", &a)
	l := a.Layers["temperature_2m"]
	if len(a.Times) != 2 || a.Area.Covered != 1 || a.Area.Cells != 12*11 || *l.Min[0] != 282.203125 && math.Abs(*l.Min[0]-282.2) > 0.01 {
		t.Fatalf("%+v", a)
	}
	if want := 280 + meanLat(21, 45)/10; math.Abs(*l.Mean[0]-want) > 0.01 {
		t.Errorf("mean %g, want %g", *l.Mean[0], want)
	}
	if l.MinAt[0].Lat != 22 || math.Abs(*l.Percentiles["p0"][0]-*l.Min[0]) > 1e-4 || math.Abs(*l.Percentiles["p100"][1]-*l.Max[1]) > 1e-4 {
		t.Errorf("extremes %+v %v", l.MinAt[0], l.Percentiles)
	}
	sin := func(lat float64) float64 { return math.Sin(lat * math.Pi / 180) }
	if want := (sin(45) - sin(35)) / (sin(45) - sin(21)); math.Abs(*l.Share[0]-want) > 1e-6 {
		t.Errorf("above 283.5 K: %g, want %g", *l.Share[0], want)
	}
	if d := a.Layers["wind_direction_10m"]; d.Min != nil || math.Abs(*d.Mean[0]-216.8699) > 1e-3 {
		t.Errorf("direction %+v", d)
	}
	if w := a.Layers["wave_height"]; w.Mean[0] != nil || w.With[0] != 0 || w.Missing != "no value there at 2 of 2 times" {
		t.Errorf("waves on land %+v", w)
	}
}

// TestAreaForms: however an area is told, over the date line and round a pole, it is the same.
func TestAreaForms(t *testing.T) {
	s := newSite(t)
	const query = "/api/v1/area?run=20261122T0000Z&layers=temperature_2m&units=metric&"
	f := func(size float64, targets ...string) {
		t.Helper()
		for _, target := range targets {
			var a areaAnswer
			s.json(t, query+target, &a)
			if math.Abs(a.Area.Area-size) > 1e-3*size || a.Layers["temperature_2m"].Units != "°C" {
				t.Errorf("%s: %+v", target, a.Area)
			}
		}
	}
	polygon := func(coordinates string) string {
		return "geometry=" + url.QueryEscape(`{"type":"Polygon","coordinates":[[`+coordinates+`]]}`)
	}
	const radius = 6371.0
	box := func(width, south, north float64) float64 {
		return radius * radius * width * math.Pi / 180 * (math.Sin(north*math.Pi/180) - math.Sin(south*math.Pi/180))
	}
	f(box(20, 10, 20), "bbox=170,10,-170,20", "bbox=170,10,190,20", polygon("[170,10],[-170,10],[-170,20],[170,20],[170,10]"), polygon("[170,10],[190,10],[190,20],[170,20],[170,10]"))
	f(box(360, 70, 90), "bbox=-180,70,180,90", polygon("[0,70],[120,70],[-120,70],[0,70]"), polygon("[-180,70],[180,70],[180,90],[-180,90],[-180,70]"))
	w := s.send(http.MethodPost, query, `{"type":"Polygon","coordinates":[[[170,10],[190,10],[190,20],[170,20],[170,10]]]}`)
	if w.Code != http.StatusOK {
		t.Errorf("posted: %d %s", w.Code, w.Body)
	}
	newDemo(t, s)
	var a areaAnswer
	s.json(t, "/api/v1/area?dataset=demo&region=Shanghai&layers=precipitation", &a)
	if p := a.Layers["precipitation"]; a.Area.Name != "Shanghai" || p.Sum == nil || p.Sum.Units != "t" || *p.Sum.Total != 0 || p.Mean[0] != nil {
		t.Errorf("%+v", a)
	}
}

func TestAreaRefusals(t *testing.T) {
	s := newSite(t)
	f := func(status int, query, part string) {
		t.Helper()
		s.refused(t, status, "/api/v1/area?run=20261122T0000Z&"+query, part)
	}
	const l = "layers=temperature_2m&"
	polygon := func(coordinates string) string {
		return l + "geometry=" + url.QueryEscape(`{"type":"Polygon","coordinates":[[`+coordinates+`]]}`)
	}
	f(http.StatusBadRequest, l, "say one area")
	f(http.StatusBadRequest, l+"bbox=1,2,3,4&region=x", "say one area")
	f(http.StatusBadRequest, l+"bbox=1,2,3", "bbox is west,south,east,north")
	f(http.StatusBadRequest, l+"bbox=1,2,3,95", "bbox is west,south,east,north")
	f(http.StatusBadRequest, l+"bbox=1,2,NaN,5", "bbox is west,south,east,north")
	f(http.StatusBadRequest, l+"bbox=1,20,3,10", "not below its north")
	f(http.StatusNotFound, l+"region=Atlantis", "no boundaries")
	f(http.StatusBadRequest, polygon("[0,0],[10,10],[10,0],[0,10],[0,0]"), "crosses itself near 5°E 5°N")
	f(http.StatusBadRequest, polygon("[0,0],[10,10]"), "a ring must have four points")
	f(http.StatusBadRequest, polygon("[0,0],[10,0],[10,95],[0,0]"), "is not a longitude and a latitude")
	f(http.StatusBadRequest, l+"geometry={}", "GeoJSON")
	f(http.StatusBadRequest, "bbox=1,2,3,4", "layers is missing")
	f(http.StatusNotFound, "bbox=1,2,3,4&layers=temprature_2m", "but temperature_2m")
	f(http.StatusBadRequest, l+"bbox=1,2,3,4&statistics=median", "statistics are mean, min")
	f(http.StatusBadRequest, l+"bbox=1,2,3,4&statistics=p101", "percentiles from p0 to p100")
	f(http.StatusBadRequest, l+"bbox=1,2,3,4&above=warm", "above is a number")
	f(http.StatusBadRequest, l+"bbox=1,2,3,4&time=20300101", "ask for times in it")
}

// TestProjectedArea: on a Lambert grid an area has its size on the globe, wind grows by 0.01 m/s a
// column of 10 km, and a grid of latitudes and longitudes has what points have.
func TestProjectedArea(t *testing.T) {
	s := newSite(t)
	addProjected(t, s)
	var a areaAnswer
	s.json(t, "/api/v1/area?dataset=lambert&bbox=104,35,106,37&layers=wind_u_component_10m", &a)
	sin := func(lat float64) float64 { return math.Sin(lat * math.Pi / 180) }
	want := 6371.0 * 6371 * 2 * math.Pi / 180 * (sin(37) - sin(35))
	l := a.Layers["wind_u_component_10m"]
	if math.Abs(a.Area.Area-want) > 1e-3*want || a.Area.Covered < 0.9999 || math.Abs(float64(a.Area.Cells)*100-want) > 0.2*want {
		t.Errorf("%+v, want %g", a.Area, want)
	}
	if math.Abs(*l.Mean[0]-11.5) > 0.02 || !(*l.Min[0] < 11.42 && *l.Max[0] > 11.58) || math.Abs(l.MaxAt[0].Lon-106) > 0.15 {
		t.Errorf("mean %g, from %g to %g at %+v", *l.Mean[0], *l.Min[0], *l.Max[0], l.MaxAt[0])
	}
	var g gridAnswer
	s.json(t, "/api/v1/grid?dataset=lambert&bbox=104,35,106,37&layers=wind_u_component_10m&resolution=0.5", &g)
	var p struct {
		Points []struct {
			Layers map[string]struct{ Values []*float64 }
		}
	}
	s.json(t, "/api/v1/point?dataset=lambert&lat=36&lon=105.5&layers=wind_u_component_10m", &p)
	if got, want := *g.Layers["wind_u_component_10m"].Values[0][2][3], *p.Points[0].Layers["wind_u_component_10m"].Values[0]; math.Abs(got-want) > 1e-4 {
		t.Errorf("%g at %g, %g, want %g", got, g.Lat[2], g.Lon[3], want)
	}
	s.json(t, "/api/v1/grid?dataset=lambert&bbox=104,35,106,37&layers=wind_u_component_10m", &g)
	if g.Method != "bilinear from the model's own nodes, 0.092° apart" {
		t.Errorf("method %q of %d rows", g.Method, len(g.Lat))
	}
	s.refused(t, http.StatusBadRequest, "/api/v1/grid?dataset=lambert&layers=wind_u_component_10m&interpolation=mean", "ask for bilinear or nearest")
}
