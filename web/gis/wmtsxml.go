package gis

import "encoding/xml"

// The elements of a capabilities document, in the standard's order.
type (
	capabilities struct {
		XMLName xml.Name   `xml:"Capabilities"`
		WMTS    string     `xml:"xmlns,attr"`
		OWS     string     `xml:"xmlns:ows,attr"`
		Link    string     `xml:"xmlns:xlink,attr"`
		Version string     `xml:"version,attr"`
		Service serviceXML `xml:"ows:ServiceIdentification"`
		Layers  []layerXML `xml:"Contents>Layer"`
		Set     matrixSet  `xml:"Contents>TileMatrixSet"`
		Self    reference  `xml:"ServiceMetadataURL"`
	}
	serviceXML struct {
		Title    string `xml:"ows:Title"`
		Abstract string `xml:"ows:Abstract"`
		Type     string `xml:"ows:ServiceType"`
		Version  string `xml:"ows:ServiceTypeVersion"`
	}
	layerXML struct {
		Title      string     `xml:"ows:Title"`
		Abstract   string     `xml:"ows:Abstract"`
		Lower      string     `xml:"ows:WGS84BoundingBox>ows:LowerCorner"`
		Upper      string     `xml:"ows:WGS84BoundingBox>ows:UpperCorner"`
		Identifier string     `xml:"ows:Identifier"`
		Styles     []styleXML `xml:"Style"`
		Format     string     `xml:"Format"`
		Time       *dimension `xml:"Dimension"`
		Set        string     `xml:"TileMatrixSetLink>TileMatrixSet"`
		Tiles      resource   `xml:"ResourceURL"`
	}
	styleXML struct {
		IsDefault  bool   `xml:"isDefault,attr"`
		Identifier string `xml:"ows:Identifier"`
		Legend     legend `xml:"LegendURL"`
	}
	legend struct {
		Format string `xml:"format,attr"`
		Href   string `xml:"xlink:href,attr"`
	}
	reference struct {
		Href string `xml:"xlink:href,attr"`
	}
	dimension struct {
		Identifier string   `xml:"ows:Identifier"`
		Units      string   `xml:"ows:UOM"`
		Default    string   `xml:"Default"`
		Values     []string `xml:"Value"`
	}
	resource struct {
		Format   string `xml:"format,attr"`
		Type     string `xml:"resourceType,attr"`
		Template string `xml:"template,attr"`
	}
	matrixSet struct {
		Identifier string   `xml:"ows:Identifier"`
		CRS        string   `xml:"ows:SupportedCRS"`
		WellKnown  string   `xml:"WellKnownScaleSet"`
		Matrices   []matrix `xml:"TileMatrix"`
	}
	matrix struct {
		Identifier   string  `xml:"ows:Identifier"`
		Scale        float64 `xml:"ScaleDenominator"`
		Corner       string  `xml:"TopLeftCorner"`
		TileWidth    int     `xml:"TileWidth"`
		TileHeight   int     `xml:"TileHeight"`
		MatrixWidth  int     `xml:"MatrixWidth"`
		MatrixHeight int     `xml:"MatrixHeight"`
	}
)
