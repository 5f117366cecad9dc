package cf

import (
	"errors"
	"math"
)

// moment is what a field's values are like.
type moment struct {
	mean, std, low, high float64
	n                    int // values that are not missing
	overflown            bool
}

func momentOf(values []float32) moment {
	var sum, squares, from float64
	low, high := math.Inf(1), math.Inf(-1)
	n := 0
	for _, value := range values {
		v := float64(value)
		if v != v {
			continue
		}
		if n == 0 {
			from = v // keeps squares small beside what they differ by
		}
		n++
		d := v - from
		sum += d
		squares += float64(d * d)
		low, high = min(low, v), max(high, v)
	}
	m := moment{low: low, high: high, n: n, overflown: math.IsInf(low, 0) || math.IsInf(high, 0)}
	if n > 0 {
		d := sum / float64(n)
		m.mean, m.std = from+d, math.Sqrt(max(0, squares/float64(n)-d*d))
	}
	return m
}

const (
	// sampleNodes bounds how much is read at once to look at channels.
	sampleNodes = 16 << 20
	// sampleRows is how many rows are looked at where reading single ones is cheap.
	sampleRows = 60
)

// Scattered is a Source of which single rows are as cheap to read as whole fields.
type Scattered interface {
	// RowsAreCheap says whether that is so.
	RowsAreCheap() bool
}

// moments gives what the first field of each channel is like.
func (r *reader) moments(v *Var, dim, lat, lon int) ([]moment, error) {
	channels, rows := v.Dims[dim].Len, v.Dims[lat].Len
	group, band, apart := max(1, sampleNodes/(rows*v.Dims[lon].Len)), rows, rows
	if s, ok := r.src.(Scattered); ok && s.RowsAreCheap() {
		group, band, apart = channels, 1, max(1, rows/sampleRows)
	}
	start, count := make([]int, len(v.Dims)), make([]int, len(v.Dims))
	for i := range count {
		count[i] = 1
	}
	count[lon], count[lat] = v.Dims[lon].Len, band
	var out []moment
	for first := 0; first < channels; first += group {
		start[dim], count[dim] = first, min(group, channels-first)
		fields := make([][]float32, count[dim])
		for row := 0; row < rows; row += apart {
			start[lat] = row
			values, err := r.src.Sample(v.Name, start, count)
			if err != nil || len(values) != count[dim]*band*count[lon] {
				return nil, errors.New("their values cannot be read")
			}
			deal(values, count, dim, fields)
		}
		for _, f := range fields {
			out = append(out, momentOf(f))
		}
	}
	return out, nil
}

// deal adds the values of a block to the fields that they belong to along a dimension.
func deal(values []float32, count []int, dim int, fields [][]float32) {
	inner := 1 // values of a field that lie together
	for _, n := range count[dim+1:] {
		inner *= n
	}
	if inner == 0 {
		return
	}
	for i := 0; i < len(values); i += inner {
		k := i / inner % len(fields)
		fields[k] = append(fields[k], values[i:i+inner]...)
	}
}
