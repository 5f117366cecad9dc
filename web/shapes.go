package web

import (
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// The shapes of the catalogue's answers; docs/http.md describes them.

type axisJSON struct {
	First  float64   `json:"first"`
	Last   float64   `json:"last"`
	Values []float64 `json:"values,omitempty"`
}

// axesJSON has latitude and longitude, or y and x on a grid with a projection.
type axesJSON struct {
	Latitude  *axisJSON `json:"latitude,omitempty"`
	Longitude *axisJSON `json:"longitude,omitempty"`
	Y         *axisJSON `json:"y,omitempty"`
	X         *axisJSON `json:"x,omitempty"`
}

type lodJSON struct {
	LOD     int `json:"lod"`
	Rows    int `json:"rows"`
	Columns int `json:"columns"`
	axesJSON
	Cell  float64      `json:"cell,omitempty"`
	Boxes [][4]float64 `json:"boxes,omitempty"`
}

type gridJSON struct {
	Type       string         `json:"type"`
	Kind       string         `json:"kind"`
	Projection map[string]any `json:"projection,omitempty"`
	Units      string         `json:"units"`
	Rows       int            `json:"rows"`
	Columns    int            `json:"columns"`
	Periodic   bool           `json:"periodic"`
	axesJSON
	Spacing *spacingJSON `json:"spacing,omitempty"`
	BBox    [4]float64   `json:"bbox"`
	LODs    []lodJSON    `json:"lods"`
}

// spacingJSON is the mean distance of rows and of columns, in the grid's units.
type spacingJSON struct {
	Y float64 `json:"y"`
	X float64 `json:"x"`
}

type runJSON struct {
	Run       string    `json:"run"`
	Complete  bool      `json:"complete"`
	Published time.Time `json:"published"`
	Version   string    `json:"version"` // of its grids and the layers that it stores
	// Quarantined counts the fields that look wrong and are not served.
	Quarantined int `json:"quarantined,omitempty"`
}

type datasetJSON struct {
	forecast.Dataset
	Latest string    `json:"latest"`
	Grid   gridJSON  `json:"grid"`
	Runs   []runJSON `json:"runs"`
}

type layerJSON struct {
	Name         string           `json:"name"`
	Variable     string           `json:"variable"`
	Title        forecast.Title   `json:"title"`
	Units        string           `json:"units"`
	StandardName string           `json:"standard_name"`
	Level        string           `json:"level"`
	Derived      bool             `json:"derived"`
	Version      string           `json:"version"`
	Kind         string           `json:"kind"`
	Display      forecast.Display `json:"display"`
	Continuous   bool             `json:"continuous"`
	Components   []string         `json:"components,omitempty"`
	Times        []time.Time      `json:"times,omitempty"`
}

type missingJSON struct {
	Time    time.Time `json:"time"`
	Members []int     `json:"members,omitempty"` // each of which lacks the layers
	Layers  []string  `json:"layers"`
}

type completenessJSON struct {
	Expected int           `json:"expected"`
	Present  int           `json:"present"`
	Missing  []missingJSON `json:"missing"`
}

type sourceJSON struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
}

type runDetailJSON struct {
	Dataset       string           `json:"dataset"`
	Run           string           `json:"run"`
	ReferenceTime time.Time        `json:"reference_time"`
	Licence       string           `json:"licence"`
	Attribution   string           `json:"attribution"`
	Published     time.Time        `json:"published"`
	Version       string           `json:"version"`
	Complete      bool             `json:"complete"`
	Times         []time.Time      `json:"times"`
	ExpectedTimes []time.Time      `json:"expected_times"`
	Members       []int            `json:"members,omitempty"`
	Completeness  completenessJSON `json:"completeness"`
	Source        []sourceJSON     `json:"source"`
	// Quarantined are the fields that look wrong and are not served.
	Quarantined []store.Quarantined `json:"quarantined"`
	Layers      []layerJSON         `json:"layers"`
}
