package gis

import (
	"encoding/xml"
	"strconv"

	"github.com/fengtu/fengtu/forecast"
)

// WMTS gives the service's description as XML.
func (s Service) WMTS() ([]byte, error) {
	out := capabilities{
		Version: "1.0.0", WMTS: "http://www.opengis.net/wmts/1.0", OWS: "http://www.opengis.net/ows/1.1", Link: "http://www.w3.org/1999/xlink",
		Service: serviceXML{s.Title, s.Abstract, "OGC WMTS", "1.0.0"},
		Set:     matrices(s.MaxZoom), Self: reference{Href: s.Address},
	}
	for _, l := range s.Layers {
		out.Layers = append(out.Layers, l.describe())
	}
	body, err := xml.MarshalIndent(out, "", " ")
	return append([]byte(xml.Header), body...), err
}

const setName = "GoogleMapsCompatible"

// matrices gives the levels of Web Mercator in tiles of 256 pixels. A scale's denominator is that of
// pixels of 0.28 mm, as the standard has it.
func matrices(maxZoom int) matrixSet {
	const widest = 559082264.0287178
	out := matrixSet{
		Identifier: setName, CRS: "urn:ogc:def:crs:EPSG::3857", WellKnown: "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible",
	}
	for z := range maxZoom + 1 {
		across := 1 << z
		out.Matrices = append(out.Matrices, matrix{
			Identifier: strconv.Itoa(z), Scale: widest / float64(across), Corner: "-20037508.3427892 20037508.3427892",
			TileWidth: 256, TileHeight: 256, MatrixWidth: across, MatrixHeight: across,
		})
	}
	return out
}

func (l Layer) describe() layerXML {
	corner := func(lon, lat float64) string {
		return strconv.FormatFloat(lon, 'f', -1, 64) + " " + strconv.FormatFloat(lat, 'f', -1, 64)
	}
	out := layerXML{
		Title: l.Title, Abstract: l.Abstract, Lower: corner(l.Mercator[0], l.Mercator[1]), Upper: corner(l.Mercator[2], l.Mercator[3]),
		Identifier: l.ID, Format: "image/png", Set: setName,
		Tiles: resource{"image/png", "tile", l.Tiles},
	}
	for i, s := range l.Styles {
		out.Styles = append(out.Styles, styleXML{IsDefault: i == 0, Identifier: s.ID, Legend: legend{"image/png", s.Legend}})
	}
	if len(l.Times) > 0 {
		times := make([]string, len(l.Times))
		for i, t := range l.Times {
			times[i] = forecast.FormatTime(t)
		}
		out.Time = &dimension{"Time", "ISO8601", times[0], times}
	}
	return out
}
