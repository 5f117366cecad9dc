package gridfile

import "time"

// Stations says what a file of series at places holds: CF's discrete sampling geometry timeSeries.
type Stations struct {
	Variables  []Variable
	Times      []time.Time
	Run        time.Time   // the reference time of the forecast
	Lat, Lon   []float64   // of the places, in degrees
	Values     [][]float32 // by variable: those of each place after the other; NaN where one is missing
	Attributes [][2]string
}

// WriteStations writes a file to a path whose folder exists.
type WriteStations func(path string, stations Stations) error
