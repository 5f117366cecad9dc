// Package wmts describes tiles to geographic information systems, by OGC's Web Map Tile Service 1.0.0
// (OGC 07-057r7). The tiles are those of the map in WMTS's simple profile: the tile matrix set
// GoogleMapsCompatible, a time as a dimension, addresses by templates.
package wmts

import (
	"encoding/xml"
	"strconv"
)

// Layer is one layer of one run.
type Layer struct {
	ID, Title, Abstract string
	Bounds              [4]float64 // west, south, east, north in degrees
	Styles              []Style    // the default one first
	Times               []string   // as they stand in addresses; the default one first
	Tiles               string     // an address with {Style}, {Time}, {TileMatrix}, {TileCol} and {TileRow}
}

// Style is a way to colour a layer.
type Style struct{ ID, Legend string } // the address of a picture of its legend

// Service is what a server has.
type Service struct {
	Title, Abstract string
	Address         string // of the capabilities
	MaxZoom         int
	Layers          []Layer
}

// Capabilities gives the service's description as XML.
func (s Service) Capabilities() ([]byte, error) {
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
		Title: l.Title, Abstract: l.Abstract, Lower: corner(l.Bounds[0], l.Bounds[1]), Upper: corner(l.Bounds[2], l.Bounds[3]),
		Identifier: l.ID, Format: "image/png", Set: setName,
		Tiles: resource{"image/png", "tile", l.Tiles},
	}
	for i, s := range l.Styles {
		out.Styles = append(out.Styles, styleXML{IsDefault: i == 0, Identifier: s.ID, Legend: legend{"image/png", s.Legend}})
	}
	if len(l.Times) > 0 {
		out.Time = &dimension{"Time", "ISO8601", l.Times[0], l.Times}
	}
	return out
}
