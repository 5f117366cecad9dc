// Package gridfile is files of grids at times, for people's own tools: what such a file holds, and
// the formats that need no C. NetCDF is written by ingest/netcdf, which cmd hands to web.
package gridfile

import "time"

// Variable is one quantity of a file.
type Variable struct {
	Name         string
	StandardName string // CF; "" where there is none
	LongName     string
	Units        string
	Comment      string // how it was computed
}

// Spec says what a file holds: each variable at each time on a grid of rows from north to south and
// columns from west to east, or of rows from the top and columns from the left of a plane.
type Spec struct {
	Variables  []Variable
	Times      []time.Time
	Run        time.Time // the reference time of the forecast
	Lat, Lon   []float64 // of rows and columns, in degrees; none with a Plane
	Plane      *Plane    // nil of a grid of latitudes and longitudes
	Attributes [][2]string
}

// Rows gives the number of rows.
func (s *Spec) Rows() int {
	if s.Plane != nil {
		return len(s.Plane.Y)
	}
	return len(s.Lat)
}

// Cols gives the number of columns.
func (s *Spec) Cols() int {
	if s.Plane != nil {
		return len(s.Plane.X)
	}
	return len(s.Lon)
}

// Size gives the number of values.
func (s *Spec) Size() int { return len(s.Variables) * len(s.Times) * s.Rows() * s.Cols() }

// Node gives the latitude and longitude of a node in degrees, counted row by row.
func (s *Spec) Node(i int) (lat, lon float64) {
	if s.Plane != nil {
		return s.Plane.Lat[i], s.Plane.Lon[i]
	}
	return s.Lat[i/len(s.Lon)], s.Lon[i%len(s.Lon)]
}

// Writer takes a file's values: all variables of a time, in order, then those of the next. Values
// are row by row, NaN where one is missing; the writer does not keep them.
type Writer interface {
	Put(variable, time int, values []float32) error
	// Close finishes the file, which is whole at its path from then on.
	Close() error
	// Abort gives the file up and leaves nothing behind. After Close it does nothing.
	Abort()
}

// Create begins a file at a path whose folder exists. It fails with kind Invalid where the format
// cannot hold what the spec says.
type Create func(path string, spec Spec) (Writer, error)
