package gis

import (
	"encoding/xml"
	"strings"
	"time"

	"github.com/fengtu/fengtu/tiles"
)

// What maps and the values on them come as.
const (
	PNG     = "image/png"
	JPEG    = "image/jpeg"
	JSON    = "application/json"
	GeoJSON = "application/geo+json"
	Text    = "text/plain"
)

var (
	mapFormats   = []string{PNG, JPEG}
	valueFormats = []string{JSON, GeoJSON, Text}
)

// WMS gives the service's description as XML.
func (s Service) WMS() ([]byte, error) {
	at := online{"http://www.w3.org/1999/xlink", "simple", s.Address}
	out := wmsCapabilities{
		Version: "1.3.0", WMS: "http://www.opengis.net/wms",
		Service: wmsService{Name: "WMS", Title: s.Title, Abstract: s.Abstract, Online: at, LayerLimit: 1, MaxWidth: s.MaxSide, MaxHeight: s.MaxSide},
		Request: wmsRequests{
			Capabilities: wmsOperation{[]string{"text/xml"}, at},
			Map:          wmsOperation{mapFormats, at},
			FeatureInfo:  wmsOperation{valueFormats, at},
		},
		Exceptions: []string{"XML"},
		Root:       wmsLayer{Title: s.Title, CRS: systems},
	}
	for _, l := range s.Layers {
		out.Root.Layers = append(out.Root.Layers, l.wms())
	}
	body, err := xml.MarshalIndent(out, "", " ")
	return append([]byte(xml.Header), body...), err
}

func (l Layer) wms() wmsLayer {
	b, m := l.Bounds, l.Mercator
	metres := func(lon, lat float64) (x, y float64) { return tiles.MercatorOf(lat, lon) }
	west, south := metres(m[0], m[1])
	east, north := metres(m[2], m[3])
	out := wmsLayer{
		Name: l.ID, Title: l.Title, Abstract: l.Abstract, Queryable: 1,
		Bounds: &wmsBounds{b[0], b[2], b[1], b[3]},
		Boxes: []wmsBox{
			{"CRS:84", b[0], b[1], b[2], b[3]},
			{"EPSG:4326", b[1], b[0], b[3], b[2]},
			{"EPSG:3857", west, south, east, north},
		},
		Dimensions: []wmsDimension{
			{"time", "ISO8601", iso(l.Now), isoList(l.Times)},
			{"reference_time", "ISO8601", iso(l.Run), isoList(l.Runs)},
		},
	}
	if l.Credit != "" {
		out.Attribution = &wmsAttribution{l.Credit}
	}
	for _, s := range l.Styles {
		out.Styles = append(out.Styles, wmsStyle{s.ID, s.ID, wmsLegend{tiles.LegendWidth, tiles.LegendHeight, PNG, online{"http://www.w3.org/1999/xlink", "simple", s.Legend}}})
	}
	return out
}

func iso(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func isoList(of []time.Time) string {
	out := make([]string, len(of))
	for i, t := range of {
		out[i] = iso(t)
	}
	return strings.Join(out, ",")
}
