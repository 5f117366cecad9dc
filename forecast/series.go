package forecast

import (
	"context"
	"time"
)

// Series is one layer at the times that are laid out by location, opened for reading: the values
// of the fields at those times, to the bit. Like a Field it is a snapshot, and may be read by
// several goroutines at once.
type Series interface {
	// Layer tells what the values are.
	Layer() Layer
	// Steps gives the number of values at each node.
	Steps() int
	// At gives the place of a time in the values of a node; ok is false where the field at that
	// time is not in the series. It may be in the store all the same.
	At(t time.Time) (i int, ok bool)
	// Read fills dst, w.Size() × Steps values, with those of the nodes in w, row by row, and at
	// each node those of all times: SI units, NaN where one is missing.
	Read(ctx context.Context, w Window, dst []float32) error
}

// PointwiseSeries is to a Series what Pointwise is to a Field: interpolate its inputs and compute.
type PointwiseSeries interface {
	Series
	// Inputs gives the series to interpolate, all on the same grid with the same times.
	Inputs() []Series
	// Compute fills dst from values of the inputs, in their order; all slices have equal lengths.
	Compute(dst []float32, inputs ...[]float32)
}
