package forecast

import (
	"context"
	"time"
)

// Ref names one field: a layer of a run at a valid time, the member of an ensemble, and the level of
// detail (0 is the native grid, each further one is OverviewFactor times coarser).
type Ref struct {
	Dataset string
	Run     time.Time
	Layer   Layer
	Time    time.Time
	Member  int // its number; 0 is the control, and the only one of a run without members
	LOD     int
}

// Window is a rectangle of a grid's nodes. Columns may run past the last one of a periodic grid,
// where they start again from the first.
type Window struct {
	Row, Col   int // the first
	Rows, Cols int // how many
}

// Size gives the number of nodes.
func (w Window) Size() int { return w.Rows * w.Cols }

// Field is one 2-D array of values, opened for reading. It is a snapshot: all reads of one Field
// give values of the same file, also when a corrected one arrives meanwhile. A Field may be read
// by several goroutines at once.
type Field interface {
	// Layer tells what the values are.
	Layer() Layer
	// Grid gives the grid the values lie on.
	Grid() *Grid
	// Read fills dst, w.Rows rows of w.Cols values, with the values in w: SI units, NaN where one
	// is missing. The window must lie on the grid.
	Read(ctx context.Context, w Window, dst []float32) error
}

// VectorField is a field of a vector layer. Read gives the magnitude.
type VectorField interface {
	Field
	// Components gives the eastward and the northward component.
	Components() (u, v Field)
}

// Dataset describes a model or product.
type Dataset struct {
	ID          string `json:"id"` // lower case letters, digits and hyphens
	Title       string `json:"title"`
	TitleZH     string `json:"title_zh,omitempty"`
	Licence     string `json:"licence"`
	Attribution string `json:"attribution"`
	// Priority says which datasets a seamless answer asks first: those with a higher one, and with a
	// negative one never.
	Priority int `json:"priority,omitempty"`
}

// Credit gives attribution and licence in one line, for where the data is shown.
func (d Dataset) Credit() string {
	switch {
	case d.Licence == "":
		return d.Attribution
	case d.Attribution == "":
		return "Licence: " + d.Licence
	}
	return d.Attribution + " · Licence: " + d.Licence
}

// Best stands for all datasets together where one is asked for, and names none.
const Best = "best"

// ValidID says whether s may name a dataset: 1 to 64 lower case letters, digits, hyphens, starting
// with a letter or digit; not Best.
func ValidID(s string) bool {
	if s == "" || s == Best || len(s) > 64 || s[0] == '-' {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// Pointwise is a field whose values are not fit to be interpolated (a direction: the mean of 350°
// and 10° is not 180°). To have its value between nodes, interpolate its inputs and compute.
type Pointwise interface {
	Field
	// Inputs gives the fields to interpolate, all on the same grid.
	Inputs() []Field
	// Compute fills dst from values of the inputs, in their order; all slices have equal lengths.
	Compute(dst []float32, inputs ...[]float32)
}
