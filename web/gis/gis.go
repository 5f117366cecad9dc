// Package gis describes maps to geographic information systems and reads what they ask for. Tiles are
// described by OGC's Web Map Tile Service 1.0.0 (OGC 07-057r7) in its simple profile: the tile matrix set
// GoogleMapsCompatible, a time as a dimension, addresses by templates. Maps of any rectangle are asked
// for by OGC's Web Map Service 1.3.0 (OGC 06-042), or 1.1.1 but for its capabilities.
package gis

import "time"

// Service is what a server has.
type Service struct {
	Title, Abstract string
	Address         string // of the capabilities, or for WMS of the service
	MaxZoom         int    // of WMTS
	MaxSide         int    // of WMS, in pixels
	Layers          []Layer
}

// Layer is one layer of one run.
type Layer struct {
	ID, Title, Abstract string
	Credit              string
	Bounds              [4]float64  // west, south, east, north in degrees
	Mercator            [4]float64  // the same within Web Mercator
	Styles              []Style     // the default one first
	Times               []time.Time // WMTS's default one first
	Now                 time.Time   // WMS's default one
	Run                 time.Time
	Runs                []time.Time // that may be asked for instead
	Tiles               string      // an address with {Style}, {Time}, {TileMatrix}, {TileCol} and {TileRow}
}

// Style is a way to colour a layer.
type Style struct{ ID, Legend string } // the address of a picture of its legend
