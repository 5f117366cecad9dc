package web_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"image/jpeg"
	"image/png"
	"math"
	"net/http"
	"strings"
	"testing"
)

const wmsMap = "/wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=test:temperature_2m&STYLES=&FORMAT=image/png&WIDTH=40&HEIGHT=20"

// TestWMS reads the capabilities as a client does and asks for a map of each layer and style.
func TestWMS(t *testing.T) {
	s := newSite(t)
	var read struct {
		Version string   `xml:"version,attr"`
		Formats []string `xml:"Capability>Request>GetMap>Format"`
		CRS     []string `xml:"Capability>Layer>CRS"`
		Layers  []struct {
			Name   string
			Bounds struct {
				West  float64 `xml:"westBoundLongitude"`
				North float64 `xml:"northBoundLatitude"`
			} `xml:"EX_GeographicBoundingBox"`
			Dimensions []struct {
				Name    string `xml:"name,attr"`
				Default string `xml:"default,attr"`
				Values  string `xml:",chardata"`
			} `xml:"Dimension"`
			Styles []struct{ Name string } `xml:"Style"`
		} `xml:"Capability>Layer>Layer"`
	}
	must(t, xml.Unmarshal(s.get("/wms?SERVICE=WMS&Request=GetCapabilities").Body.Bytes(), &read))
	if read.Version != "1.3.0" || len(read.Formats) != 2 || len(read.CRS) != 3 || len(read.Layers) == 0 {
		t.Fatalf("%+v", read)
	}
	asked := 0
	for _, l := range read.Layers {
		time := l.Dimensions[0]
		if l.Bounds.West != -180 || l.Bounds.North != 90 || time.Name != "time" || !strings.Contains(time.Values, time.Default) {
			t.Errorf("%+v", l)
		}
		for _, style := range l.Styles {
			at := "/wms?request=GetMap&version=1.3.0&layers=" + l.Name + "&styles=" + style.Name + "&crs=CRS:84&bbox=-180,-90,180,90&width=30&height=15&format=image/png&time=" + time.Default
			answer := s.get(at)
			img, err := png.Decode(bytes.NewReader(answer.Body.Bytes()))
			if err != nil || img.Bounds().Dx() != 30 || img.Bounds().Dy() != 15 {
				t.Errorf("%s: %d %v", at, answer.Code, err)
			}
			asked++
		}
	}
	if asked < 20 {
		t.Errorf("only %d maps", asked)
	}
}

// TestWMSVersions holds that the same rectangle is the same map in each version and system.
func TestWMSVersions(t *testing.T) {
	s := newSite(t)
	want := s.get(wmsMap + "&VERSION=1.3.0&CRS=CRS:84&BBOX=0,10,80,50").Body.Bytes()
	f := func(more string) {
		t.Helper()
		answer := s.get(wmsMap + more)
		if answer.Code != http.StatusOK || !bytes.Equal(answer.Body.Bytes(), want) {
			t.Errorf("%s: %d", more, answer.Code)
		}
	}
	f("&VERSION=1.3.0&CRS=EPSG:4326&BBOX=10,0,50,80")
	f("&VERSION=1.1.1&SRS=EPSG:4326&BBOX=0,10,80,50")
	f("&VERSION=1.3.0&CRS=CRS:84&BBOX=0,10,80,50&BGCOLOR=0xffffff&TRANSPARENT=FALSE")
	blurred, err := jpeg.Decode(bytes.NewReader(s.get(strings.Replace(wmsMap, "image/png", "image/jpeg", 1) + "&VERSION=1.3.0&CRS=CRS:84&BBOX=0,10,80,50&TRANSPARENT=TRUE").Body.Bytes()))
	if err != nil || blurred.Bounds().Dx() != 40 || blurred.Bounds().Dy() != 20 {
		t.Errorf("as JPEG: %v", err)
	}
	clear := s.get(wmsMap + "&VERSION=1.3.0&CRS=EPSG:3857&BBOX=-30000000,-30000000,30000000,30000000&TRANSPARENT=TRUE")
	img, err := png.Decode(bytes.NewReader(clear.Body.Bytes()))
	must(t, err)
	if _, _, _, a := img.At(0, 10).RGBA(); a != 0 {
		t.Error("what is not on the globe is not transparent")
	}
	if _, _, _, a := img.At(20, 10).RGBA(); a == 0 {
		t.Error("what is on the globe is transparent")
	}
}

// TestWMSFeatureInfo holds the value at a pixel against the point forecast of its middle.
func TestWMSFeatureInfo(t *testing.T) {
	s := newSite(t)
	const run = "20261122T0000Z"
	ask := wmsMap + "&QUERY_LAYERS=test:temperature_2m&VERSION=1.3.0&CRS=CRS:84&BBOX=0,10,80,50&I=12&J=3&DIM_REFERENCE_TIME=" + run
	ask = strings.Replace(ask, "GetMap", "GetFeatureInfo", 1)
	var read struct {
		Features []struct {
			Geometry   struct{ Coordinates []float64 }
			Properties struct {
				Run, Time, Units string
				Value            float64
				SI               float64 `json:"si_value"`
			}
		}
	}
	must(t, json.Unmarshal(s.get(ask+"&INFO_FORMAT=application/json").Body.Bytes(), &read))
	p := read.Features[0].Properties
	var point struct {
		Points []struct {
			Layers map[string]struct{ Values []float64 }
		}
	}
	must(t, json.Unmarshal(s.get("/api/v1/point?dataset=test&run="+run+"&lat=43&lon=25&layers=temperature_2m").Body.Bytes(), &point))
	want := point.Points[0].Layers["temperature_2m"].Values[0]
	if at := read.Features[0].Geometry.Coordinates; at[0] != 25 || at[1] != 43 || math.Abs(p.SI-want) > 1e-3 || math.Abs(p.Value-(want-273.15)) > 1e-2 || p.Run != run || p.Units != "°C" {
		t.Errorf("%+v, not %v", read, want)
	}
	if text := s.get(ask).Body.String(); !strings.Contains(text, "°C at 43.0000, 25.0000") {
		t.Error(text)
	}
	if text := s.get(strings.Replace(ask, "BBOX=0,10,80,50", "BBOX=-800,-90,800,90", 1)).Body.String(); !strings.Contains(text, "no value") {
		t.Errorf("beside the globe: %s", text)
	}
	old := strings.NewReplacer("1.3.0", "1.1.1", "CRS=CRS:84", "SRS=EPSG:4326", "&I=", "&X=", "&J=", "&Y=").Replace(ask)
	if text := s.get(old).Body.String(); text != s.get(ask).Body.String() {
		t.Error(text)
	}
}

func TestWMSWrong(t *testing.T) {
	s := newSite(t)
	const good = wmsMap + "&VERSION=1.3.0&CRS=CRS:84&BBOX=0,10,80,50"
	f := func(at, code, says string, status int) {
		t.Helper()
		answer := s.get(at)
		var read struct {
			XMLName   xml.Name `xml:"http://www.opengis.net/ogc ServiceExceptionReport"`
			Exception struct {
				Code string `xml:"code,attr"`
				Says string `xml:",chardata"`
			} `xml:"ServiceException"`
		}
		must(t, xml.Unmarshal(answer.Body.Bytes(), &read))
		if answer.Code != status || read.Exception.Code != code || !strings.Contains(read.Exception.Says, says) {
			t.Errorf("%s: %d %+v", at, answer.Code, read)
		}
	}
	with := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	f("/wms?request=GetCake", "OperationNotSupported", "GetMap", http.StatusBadRequest)
	f(with("test:", "none:"), "LayerNotDefined", "none", http.StatusNotFound)
	f(with("test:temperature_2m", "temperature"), "LayerNotDefined", "dataset:layer", http.StatusBadRequest)
	f(with("temperature_2m", "temperatur_2m"), "LayerNotDefined", "but temperature_2m", http.StatusNotFound)
	f(with("STYLES=", "STYLES=mauve"), "StyleNotDefined", "classic", http.StatusBadRequest)
	f(with("image/png", "image/gif"), "InvalidFormat", "image/png", http.StatusBadRequest)
	f(with("CRS:84", "EPSG:32633"), "InvalidCRS", "EPSG:3857", http.StatusBadRequest)
	f(with("0,10,80,50", "0,10,80"), "", "four numbers", http.StatusBadRequest)
	f(with("0,10,80,50", "80,10,0,50"), "", "no area", http.StatusBadRequest)
	f(with("WIDTH=40", "WIDTH=40000"), "", "4096", http.StatusBadRequest)
	f(with("WIDTH=40", "WIDTH="), "", "whole numbers", http.StatusBadRequest)
	f(good+"&TIME=1999-01-01T00:00:00Z", "InvalidDimensionValue", "capabilities list", http.StatusBadRequest)
	f(good+"&TIME=yesterday", "InvalidDimensionValue", "not a time", http.StatusBadRequest)
	f(good+"&DIM_REFERENCE_TIME=19990101T0000Z", "InvalidDimensionValue", "", http.StatusNotFound)
	f(good+"&BGCOLOR=red", "", "0xRRGGBB", http.StatusBadRequest)
	f(strings.Replace(good, "GetMap", "GetFeatureInfo", 1)+"&QUERY_LAYERS=test:temperature_2m&I=40&J=3", "InvalidPoint", "from 0 to 39", http.StatusBadRequest)
	f("/wms?dataset=none", "", "none", http.StatusNotFound)
}
