package web_test

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/tiles"
)

// TestWMTS reads the capabilities as a client does and asks for the tiles and legends that they name.
func TestWMTS(t *testing.T) {
	s := newSite(t)
	var read struct {
		Layers []struct {
			ID     string `xml:"http://www.opengis.net/ows/1.1 Identifier"`
			Styles []struct {
				ID        string `xml:"http://www.opengis.net/ows/1.1 Identifier"`
				IsDefault bool   `xml:"isDefault,attr"`
				Legend    struct {
					Address string `xml:"http://www.w3.org/1999/xlink href,attr"`
				} `xml:"LegendURL"`
			} `xml:"Style"`
			Times    []string `xml:"Dimension>Value"`
			Resource struct {
				Template string `xml:"template,attr"`
			} `xml:"ResourceURL"`
		} `xml:"http://www.opengis.net/wmts/1.0 Contents>Layer"`
		Matrices []struct {
			Scale float64 `xml:"ScaleDenominator"`
			Width int     `xml:"MatrixWidth"`
		} `xml:"Contents>TileMatrixSet>TileMatrix"`
	}
	must(t, xml.Unmarshal(s.get("/wmts?SERVICE=WMTS&Request=GetCapabilities").Body.Bytes(), &read))
	if len(read.Matrices) != tiles.MaxZoom+1 || read.Matrices[3].Width != 8 || read.Matrices[1].Scale != 279541132.0143589 {
		t.Errorf("matrices %+v", read.Matrices)
	}
	asked := 0
	for _, l := range read.Layers {
		if !strings.HasPrefix(l.ID, "test:") || len(l.Times) == 0 || !l.Styles[0].IsDefault || l.Styles[1].IsDefault {
			t.Errorf("%+v", l)
		}
		for _, style := range l.Styles {
			address := strings.NewReplacer("{Style}", style.ID, "{Time}", slices.Max(l.Times), "{TileMatrix}", "1", "{TileCol}", "1", "{TileRow}", "0").Replace(l.Resource.Template)
			for _, at := range []string{address, style.Legend.Address} {
				_, path, _ := strings.Cut(strings.TrimPrefix(at, "http://"), "/")
				if answer := s.get("/" + path); answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "image/png" {
					t.Errorf("%s: %d", at, answer.Code)
				}
				asked++
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d pictures", asked)
	}
	if answer := s.get("/wmts?request=GetTile&layer=x"); answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), "ResourceURL") {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if answer := s.get("/wmts?dataset=none"); answer.Code != http.StatusNotFound {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}
