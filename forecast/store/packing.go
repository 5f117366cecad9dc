package store

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// packing is how a layer's values are kept: raw × scale + offset.
type packing struct {
	kind          zarr.DataType
	scale, offset float64
}

// The raw values that stand for missing.
const (
	fill16 = math.MinInt16
	fill32 = math.MinInt32
)

// packingOf chooses integers of the variable's own step, as narrow as its range allows.
func packingOf(l forecast.Layer) packing {
	v := l.Variable
	low, high := v.Range(l.Level)
	step := v.StepAt(l.Level)
	middle := low + math.Round((high-low)/2/step)*step
	p := packing{zarr.Int16, step, middle}
	if max(high-middle, middle-low)/step >= math.MaxInt16 { // half a step more must fit beside fill16
		p.kind = zarr.Int32
	}
	return p
}

// trim keeps as many bits of each value as its relative precision needs, so that the rest
// compresses to nothing; it rounds to nearest. Runs that were begun by earlier versions keep
// specific humidity so.
func trim(relative, low, high float64, values, dst []float32) (outside int, worst float32) {
	lowest, highest := float32(low), float32(high)
	keep := min(23, max(1, int(math.Ceil(-math.Log2(relative)))-1))
	drop := 23 - keep
	half := uint32(1) << drop >> 1
	mask := ^uint32(0) << drop
	for i, v := range values {
		if v < lowest || v > highest {
			outside++
			worst = v
			continue
		}
		if v != v {
			dst[i] = float32(math.NaN())
			continue
		}
		dst[i] = math.Float32frombits((math.Float32bits(v) + half) & mask)
	}
	return outside, worst
}

// unpackEach turns raw values that lie stride apart into values.
func unpackEach[T int16 | int32](p packing, fill T, raw []T, stride int, dst []float32) {
	for i, k := 0, 0; i < len(dst); i, k = i+1, k+stride {
		if r := raw[k]; r == fill {
			dst[i] = float32NaN
		} else {
			dst[i] = float32(float64(r)*p.scale + p.offset)
		}
	}
}
