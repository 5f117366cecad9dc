package gis

import "encoding/xml"

type (
	wmsCapabilities struct {
		XMLName    xml.Name    `xml:"WMS_Capabilities"`
		Version    string      `xml:"version,attr"`
		WMS        string      `xml:"xmlns,attr"`
		Service    wmsService  `xml:"Service"`
		Request    wmsRequests `xml:"Capability>Request"`
		Exceptions []string    `xml:"Capability>Exception>Format"`
		Root       wmsLayer    `xml:"Capability>Layer"`
	}
	wmsService struct {
		Name       string
		Title      string
		Abstract   string
		Online     online `xml:"OnlineResource"`
		LayerLimit int
		MaxWidth   int
		MaxHeight  int
	}
	wmsRequests struct {
		Capabilities wmsOperation `xml:"GetCapabilities"`
		Map          wmsOperation `xml:"GetMap"`
		FeatureInfo  wmsOperation `xml:"GetFeatureInfo"`
	}
	wmsOperation struct {
		Formats []string `xml:"Format"`
		Online  online   `xml:"DCPType>HTTP>Get>OnlineResource"`
	}
	online struct {
		Link string `xml:"xmlns:xlink,attr"`
		Type string `xml:"xlink:type,attr"`
		Href string `xml:"xlink:href,attr"`
	}
	wmsLayer struct {
		Queryable   int    `xml:"queryable,attr,omitempty"`
		Name        string `xml:",omitempty"`
		Title       string
		Abstract    string         `xml:",omitempty"`
		CRS         []string       `xml:"CRS"`
		Bounds      *wmsBounds     `xml:"EX_GeographicBoundingBox"`
		Boxes       []wmsBox       `xml:"BoundingBox"`
		Dimensions  []wmsDimension `xml:"Dimension"`
		Attribution *wmsAttribution
		Styles      []wmsStyle `xml:"Style"`
		Layers      []wmsLayer `xml:"Layer"`
	}
	wmsBounds struct {
		West  float64 `xml:"westBoundLongitude"`
		East  float64 `xml:"eastBoundLongitude"`
		South float64 `xml:"southBoundLatitude"`
		North float64 `xml:"northBoundLatitude"`
	}
	wmsBox struct {
		CRS  string  `xml:"CRS,attr"`
		MinX float64 `xml:"minx,attr"`
		MinY float64 `xml:"miny,attr"`
		MaxX float64 `xml:"maxx,attr"`
		MaxY float64 `xml:"maxy,attr"`
	}
	wmsDimension struct {
		Name    string `xml:"name,attr"`
		Units   string `xml:"units,attr"`
		Default string `xml:"default,attr"`
		Values  string `xml:",chardata"`
	}
	wmsAttribution struct{ Title string }
	wmsStyle       struct {
		Name   string
		Title  string
		Legend wmsLegend `xml:"LegendURL"`
	}
	wmsLegend struct {
		Width  int `xml:"width,attr"`
		Height int `xml:"height,attr"`
		Format string
		Online online `xml:"OnlineResource"`
	}
	exceptions struct {
		XMLName   xml.Name  `xml:"ServiceExceptionReport"`
		Version   string    `xml:"version,attr"`
		OGC       string    `xml:"xmlns,attr"`
		Exception exception `xml:"ServiceException"`
	}
	exception struct {
		Code   string `xml:"code,attr,omitempty"`
		Detail string `xml:",chardata"`
	}
)
