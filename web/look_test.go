package web_test

import (
	"compress/gzip"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func (s *site) picture(t *testing.T, target string) image.Image {
	t.Helper()
	w := s.get(target)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" {
		t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	img, err := png.Decode(w.Body)
	must(t, err)
	return img
}

const (
	tileOf  = "/tiles/test/20261123T0000Z/"
	atTime  = "/20261123T0000Z/1/1/0"
	warm    = tileOf + "temperature_2m" + atTime
	windy   = tileOf + "wind_10m" + atTime
	wavy    = tileOf + "wave_height" + atTime
	oneTile = "/20261123T0000Z/2/1/0"
)

func TestTileSizes(t *testing.T) {
	s := newSite(t)
	f := func(suffix string, want int) {
		t.Helper()
		if b := s.picture(t, warm+suffix).Bounds(); b.Dx() != want || b.Dy() != want {
			t.Errorf("%s is %v, want %d", suffix, b, want)
		}
	}
	f(".png", 256)
	f(".png?size=256", 256)
	f(".png?size=512", 512)
	f("@2x.png", 512)
	f("@2x.png?size=512", 1024)
	f(".png?form=value&size=512", 512)
}

// TestPackedTile reads values out of a packed tile as MapLibre does, by what its TileJSON says.
func TestPackedTile(t *testing.T) {
	s := newSite(t)
	var j struct {
		Tiles                                         []string
		Encoding                                      string
		RedFactor, GreenFactor, BlueFactor, BaseShift float64
	}
	s.json(t, tileOf+"temperature_2m/tilejson.json?form=value&interpolation=nearest&unknown=1", &j)
	if j.Encoding != "custom" || !strings.HasSuffix(unversioned(j.Tiles[0]), "{y}.png?form=value&interpolation=nearest") {
		t.Fatalf("%+v", j)
	}
	img := s.picture(t, warm+".png?form=value")
	for _, y := range []int{1, 100, 255} {
		r, g, b, _ := img.At(10, y).RGBA()
		got := float64(r>>8)*j.RedFactor + float64(g>>8)*j.GreenFactor + float64(b>>8)*j.BlueFactor - j.BaseShift
		lat := math.Atan(math.Sinh(math.Pi*(1-(float64(y)+0.5)/256))) * 180 / math.Pi
		if math.Abs(got-(280+lat/10)) > 0.012 {
			t.Errorf("row %d at %g° is %g K", y, lat, got)
		}
	}
	if r, g, b, _ := s.picture(t, wavy+".png?form=value").At(10, 10).RGBA(); r&g&b != 0xffff {
		t.Errorf("a missing value is %x %x %x", r, g, b)
	}
}

func TestComponentsTile(t *testing.T) {
	s := newSite(t)
	var j struct {
		ImageType    string
		ImageUnscale [2]float64
	}
	s.json(t, tileOf+"wind_10m/tilejson.json?form=uv", &j)
	img := s.picture(t, windy+".png?form=uv").(*image.NRGBA)
	at := func(v uint8) float64 { return j.ImageUnscale[0] + float64(v)/255*(j.ImageUnscale[1]-j.ImageUnscale[0]) }
	if c := img.NRGBAAt(5, 5); j.ImageType != "VECTOR" || at(c.R) != 3 || at(c.G) != 4 || c.A != 255 {
		t.Errorf("%v by %v", c, j)
	}
}

func TestTexture(t *testing.T) {
	s := newSite(t)
	var j struct {
		Image, Numbers, ImageType string
		Width, Height             int
		Bounds                    [4]float64
		Times                     []string
	}
	s.json(t, "/textures/test/20261123T0000Z/wind_10m/texturejson.json", &j)
	base := "/textures/test/20261123T0000Z/wind_10m/20261123T0000Z"
	if unversioned(j.Image) != "http://example.com"+base+".png" || j.ImageType != "VECTOR" || len(j.Times) != 1 || j.Bounds != [4]float64{-181, -89, 179, 89} {
		t.Errorf("%+v", j)
	}
	if b := s.picture(t, base+".png").Bounds(); b.Dx() != j.Width || b.Dy() != j.Height || b.Dx() != 180 || b.Dy() != 89 {
		t.Errorf("%v, told %d × %d", b, j.Width, j.Height)
	}
	var g []struct {
		Header struct {
			ParameterCategory, ParameterNumber, Nx, Ny, Surface1Type int
			Lo1, La1, Dx, Dy, ForecastTime, Surface1Value            float64
			RefTime                                                  string
		}
		Data []*float64
	}
	s.json(t, base+".json", &g)
	if len(g) != 2 || len(g[0].Data) != 180*89 || *g[0].Data[7] != 3 || *g[1].Data[7] != 4 {
		t.Fatalf("%d records", len(g))
	}
	h := g[1].Header
	if h.ParameterCategory != 2 || h.ParameterNumber != 3 || h.Nx != 180 || h.Ny != 89 || h.Lo1 != -180 || h.La1 != 88 ||
		h.Dx != 2 || h.Dy != 2 || h.Surface1Type != 103 || h.Surface1Value != 10 || h.RefTime != "2026-11-23T00:00:00.000Z" {
		t.Errorf("header %+v", h)
	}
	s.json(t, "/textures/test/20261123T0000Z/temperature_2m/20261123T0000Z.json?lod=0", &g)
	if len(g) != 1 || g[0].Header.ParameterCategory != 0 {
		t.Errorf("a scalar: %d records", len(g))
	}
}

func TestVectorTile(t *testing.T) {
	s := newSite(t)
	var j struct {
		Tiles        []string
		VectorLayers []struct{ ID string } `json:"vector_layers"`
	}
	s.json(t, tileOf+"temperature_2m/tilejson.json?form=mvt&layers=isolines,isobands&interval=4", &j)
	if len(j.VectorLayers) != 2 || !strings.HasSuffix(unversioned(j.Tiles[0]), "{y}.mvt?interval=4&layers=isolines%2Cisobands") {
		t.Errorf("%+v", j)
	}
	f := func(target string, parts ...string) {
		t.Helper()
		w := s.get(target)
		if w.Code != 200 || w.Header().Get("Content-Type") != "application/vnd.mapbox-vector-tile" || w.Header().Get("Content-Encoding") != "gzip" {
			t.Fatalf("%s: %d %v", target, w.Code, w.Header())
		}
		z, err := gzip.NewReader(w.Body)
		must(t, err)
		body, err := io.ReadAll(z)
		must(t, err)
		for _, part := range parts {
			if !strings.Contains(string(body), part) {
				t.Errorf("%s has no %q", target, part)
			}
		}
	}
	f(warm+".mvt", "isolines", "value", "label", "10")
	f(warm+".mvt?layers=isolines,isobands,centres&interval=1&units=metric", "isobands", "colour", "8–9")
	f(windy+".mvt", "arrows", "speed", "direction", "barb")
	f(windy+".mvt?spacing=64&layers=arrows,isolines", "arrows")
}

func TestStyledLegendAndTileJSON(t *testing.T) {
	s := newSite(t)
	var l struct {
		Style, Interpolation string
		Styles               []string
		Stops                []struct{ Value float64 }
	}
	s.json(t, "/api/v1/legend/temperature_2m.json?style=classic&units=metric&range=-10,40&bands=5", &l)
	if l.Style != "classic" || l.Interpolation != "step" || len(l.Styles) < 4 || len(l.Stops) != 6 || l.Stops[0].Value != 263.15 || l.Stops[1].Value != 273.15 {
		t.Errorf("legend %+v", l)
	}
	var j struct {
		Tiles  []string
		Legend struct{ Style string } `json:"fengtu:legend"`
	}
	s.json(t, tileOf+"temperature_2m/tilejson.json?style=dark", &j)
	if j.Legend.Style != "dark" || !strings.HasSuffix(unversioned(j.Tiles[0]), ".png?style=dark") {
		t.Errorf("TileJSON %+v", j)
	}
	plain, dark := s.get(warm+".png"), s.get(warm+".png?style=dark")
	if plain.Header().Get("ETag") == dark.Header().Get("ETag") {
		t.Error("a style has the tile of another")
	}
}

func TestEmptyTile(t *testing.T) {
	s := newSite(t)
	f := func(target string, want int) {
		t.Helper()
		if w := s.get(target); w.Code != want {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
	}
	empty := tileOf + "wave_height" + oneTile
	f(empty+".png", 200)
	f(empty+".png?empty=404", 404)
	f(empty+".png?empty=404&form=value", 404)
	f(empty+".mvt?empty=404", 404)
	f(empty+".mvt", 200)
	f(warm+".png?empty=404", 200)
	f(warm+".mvt?empty=404", 200)
}

func TestLookRefuses(t *testing.T) {
	s := newSite(t)
	f := func(target string, status int, part string) {
		t.Helper()
		w := s.get(target)
		var p struct{ Detail string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != status || !strings.Contains(p.Detail, part) {
			t.Errorf("%s: %d %s; want %d with %q", target, w.Code, w.Body, status, part)
		}
	}
	f(warm+".png?style=gaudy", 400, "default, classic, dark, even")
	f(warm+".png?range=10", 400, "number")
	f(warm+".png?range=300,200", 400, "min below max")
	f(warm+".png?range=nan,200", 400, "number")
	f(warm+".png?range=-inf,inf", 400, "min below max")
	f(warm+".png?bands=1000000000", 400, "2 to 64")
	f(warm+".png?bands=many", 400, "whole number")
	f(warm+".png?bands=0", 400, "whole number")
	f(warm+".png?opacity=2", 400, "0 to 1")
	f(warm+".png?below_colour=red", 400, "rrggbb")
	f(warm+".png?scale=log&range=0,5", 400, "above 0")
	f(warm+".png?interpolation=lanczos", 400, "bilinear, nearest or cubic")
	f(warm+".png?size=100000", 400, "256 or 512")
	f(warm+".png?units=imperial", 400, "si or metric")
	f(warm+".png?empty=204", 400, "200 or 404")
	f(warm+".png?form=geojson", 400, "png, value, uv or mvt")
	f(warm+".png?form=mvt", 400, "{y}.mvt")
	f(warm+".png?form=uv", 400, "vector layer")
	f(warm+".webp", 404, "{y}.png")
	f(warm+".gif", 404, "{y}.mvt")
	f(warm+".mvt?interval=-1", 400, "above 0")
	f(warm+".mvt?interval=0.0001", 400, "at least")
	f(warm+".mvt?layers=fronts", 400, "isobands")
	f(windy+".mvt?spacing=5", 400, "16, 32")
	f("/api/v1/legend/temperature_2m.png?style=gaudy", 400, "default, classic")
	f(tileOf+"temperature_2m/tilejson.json?form=uv", 400, "vector layer")
	f(tileOf+"temperature_2m/tilejson.json?form=x", 400, "there is no form")
	f("/textures/test/latest/temperature_2m/texturejson.json", 400, "vector layer")
	f("/textures/test/latest/wind_10m/20261122T0000Z.png?lod=7", 400, "ask for 0 to 0")
	f("/textures/test/latest/wind_10m/20261122T0000Z.gif", 404, "texturejson.json")
	f("/textures/test/latest/wave_height/20261122T0000Z.json", 400, "code table 4.2")
}

// FuzzLook asks for tiles and legends with any query: there is a picture, or a sentence, and no fault.
func FuzzLook(f *testing.F) {
	s := newSite(f)
	for _, query := range []string{
		"style=dark&range=1,2&bands=3", "scale=log&range=1e-300,1e300", "range=-1e9,1e9&bands=64&units=metric", "opacity=1e-9&below_colour=none",
		"interval=1e-300&layers=isolines,isobands,centres", "interval=200&units=metric", "range=280,280.1&scale=log", "form=value&interpolation=cubic",
		"size=512&empty=404&spacing=16", "range=,&bands=02&above_colour=%23fff",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, target := range []string{warm + ".png", warm + ".mvt", "/api/v1/legend/precipitation.png", tileOf + "wind_10m/tilejson.json"} {
			r := httptest.NewRequest(http.MethodGet, target, nil)
			r.URL.RawQuery = query
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			if w.Code != 200 && w.Code != 400 && w.Code != 404 {
				t.Errorf("%s?%s: %d %s", target, query, w.Code, w.Body)
			}
		}
	})
}
