package web_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"net/http"
	"strings"
	"testing"
)

type gridAnswer struct {
	Method   string
	Lat, Lon []float64
	Times    []string
	Layers   map[string]struct {
		Units   string
		Values  [][][]*float64
		Missing string
	}
}

func TestGridOfNodes(t *testing.T) {
	s := newSite(t)
	var a gridAnswer
	s.json(t, "/api/v1/grid?run=20261122T0000Z&bbox=-3,10,5,15&layers=temperature_2m,wave_height&time=20261122T0600Z", &a)
	l := a.Layers["temperature_2m"]
	if len(a.Times) != 1 || len(a.Lat) != 3 || a.Lat[0] != 14 || len(a.Lon) != 4 || a.Lon[0] != -2 || a.Lon[3] != 4 || a.Method != "the model's own nodes" {
		t.Fatalf("%+v", a)
	}
	if len(l.Values) != 1 || len(l.Values[0]) != 3 || len(l.Values[0][0]) != 4 || math.Abs(*l.Values[0][0][0]-281.4) > 0.01 {
		t.Errorf("values %v", l.Values)
	}
	if a.Layers["wave_height"].Values[0][0][0] != nil {
		t.Error("waves on land")
	}
}

func TestGridOfResolution(t *testing.T) {
	s := newSite(t)
	f := func(query string, rows, cols int, want func(lat float64) float64) {
		t.Helper()
		var a gridAnswer
		s.json(t, "/api/v1/grid?run=20261122T0000Z&layers=temperature_2m&units=metric&time=20261122T0000Z&"+query, &a)
		v := a.Layers["temperature_2m"].Values[0]
		if len(a.Lat) != rows || len(a.Lon) != cols || len(v) != rows || len(v[0]) != cols {
			t.Fatalf("%s: %d × %d", query, len(a.Lat), len(a.Lon))
		}
		for r := range v {
			for c := range v[r] {
				if v[r][c] == nil || math.Abs(*v[r][c]-want(a.Lat[r])) > 0.02 {
					t.Fatalf("%s at %g: %v, want %g", query, a.Lat[r], v[r][c], want(a.Lat[r]))
				}
			}
		}
	}
	f("bbox=170,10,-170,15&resolution=0.5", 11, 41, func(lat float64) float64 { return 6.85 + lat/10 })
	f("bbox=170,10,-170,15&resolution=0.5&interpolation=nearest", 11, 41, func(lat float64) float64 { return 6.85 + (90-2*math.Floor((90-lat)/2+0.5))/10 })
	f("resolution=10&bbox=-180,-30,180,30&interpolation=mean", 7, 36, func(lat float64) float64 { return 6.85 + lat/10 })
}

// TestGridFile: a file has a known length, a name for what is in it, and parts of it can be asked for.
func TestGridFile(t *testing.T) {
	s := newSite(t)
	const target = "/api/v1/grid?run=20261122T0000Z&bbox=0,0,40,40&layers=temperature_2m&format=geotiff"
	whole := s.get(target)
	body, tag := whole.Body.Bytes(), whole.Header().Get("ETag")
	if whole.Code != http.StatusOK || tag == "" || whole.Header().Get("Accept-Ranges") != "bytes" || !strings.HasPrefix(whole.Header().Get("Content-Type"), "image/tiff") {
		t.Fatalf("%d %v", whole.Code, whole.Header())
	}
	if len(body) < 2*21*21*4 || binary.LittleEndian.Uint16(body) != 0x4949 {
		t.Errorf("%d bytes, %q", len(body), body[:4])
	}
	rest := s.get(target, "Range", "bytes=1000-", "If-Range", tag)
	if rest.Code != http.StatusPartialContent || !bytes.Equal(rest.Body.Bytes(), body[1000:]) {
		t.Errorf("the rest: %d, %d bytes", rest.Code, rest.Body.Len())
	}
	if w := s.get(target, "Range", "bytes=1000-", "If-Range", `"other"`); w.Code != http.StatusOK || w.Body.Len() != len(body) {
		t.Errorf("the rest of another: %d, %d bytes", w.Code, w.Body.Len())
	}
	if w := s.get(target, "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Errorf("unchanged: %d", w.Code)
	}
	csv := s.get("/api/v1/grid?run=20261122T0000Z&bbox=0,0,2,2&layers=temperature_2m,wind_speed_10m&format=csv").Body.String()
	if lines := strings.Split(csv, "\n"); lines[0] != "time,lat,lon,temperature_2m_K,wind_speed_10m_m_s-1" || !strings.HasPrefix(lines[1], "2026-11-22T00:00:00Z,2,0,280.2") || len(lines) != 10 {
		t.Errorf("%q", csv)
	}
}

func TestGridRefusals(t *testing.T) {
	s := newSite(t)
	f := func(status int, query, part string) {
		t.Helper()
		s.refused(t, status, "/api/v1/grid?run=20261122T0000Z&"+query, part)
	}
	const l = "layers=temperature_2m&"
	f(http.StatusBadRequest, l+"bbox=0,0,10", "bbox is west,south,east,north")
	f(http.StatusBadRequest, l+"bbox=0.1,0.1,0.2,0.2", "no node of the dataset's grid")
	f(http.StatusBadRequest, l+"resolution=fine", "resolution is how many degrees")
	f(http.StatusBadRequest, l+"resolution=0.01&bbox=0,0,90,90", "too fine")
	f(http.StatusBadRequest, l+"resolution=0.1", "with a smaller bbox, fewer times or layers, a coarser resolution=, or for format=netcdf")
	f(http.StatusBadRequest, l+"resolution=1&interpolation=cubic", "interpolation is bilinear, nearest or mean")
	f(http.StatusBadRequest, l+"interpolation=mean", "goes with resolution=")
	f(http.StatusBadRequest, l+"format=grib", "format")
	f(http.StatusBadRequest, "layers=wind_direction_10m&resolution=5&interpolation=mean", "is a direction, of which no mean is made")
	f(http.StatusServiceUnavailable, l+"format=netcdf", "built without NetCDF")
	f(http.StatusBadRequest, "layers=temperature_2m,wind_speed_10m&format=geotiff", "a GeoTIFF holds one variable")
	f(http.StatusBadRequest, "bbox=0,0,1,1", "layers is missing")
}
