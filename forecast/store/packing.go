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
	coding        zarr.Coding // its zero value until it is chosen
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
	p := packing{zarr.Int16, step, middle, zarr.Coding{}}
	if max(high-middle, middle-low)/step >= math.MaxInt16 { // half a step more must fit beside fill16
		p.kind = zarr.Int32
	}
	return p
}

// packingIn gives the packing of an array that is there.
func packingIn(a *zarr.Array) packing {
	return packing{a.Type, a.Number("scale_factor", 1), a.Number("add_offset", 0), a.Coding}
}

// trimmer keeps as many bits of each value as its relative precision needs, so that the rest
// compresses to nothing; it rounds to nearest. Runs that were begun by earlier versions keep
// specific humidity so.
type trimmer struct {
	lowest, highest float32
	half, mask      uint32
	impossible
}

func newTrimmer(relative, low, high float64) *trimmer {
	keep := min(23, max(1, int(math.Ceil(-math.Log2(relative)))-1))
	drop := 23 - keep
	return &trimmer{lowest: float32(low), highest: float32(high), half: uint32(1) << drop >> 1, mask: ^uint32(0) << drop}
}

// row trims some values, which are useless where one is outside.
func (t *trimmer) row(values, dst []float32) {
	for i, v := range values {
		switch {
		case v < t.lowest || v > t.highest:
			t.outside++
			t.worst = v
		case v != v:
			dst[i] = float32NaN
		default:
			dst[i] = math.Float32frombits((math.Float32bits(v) + t.half) & t.mask)
		}
	}
}

// unpackEach turns raw values that lie stride apart into values: four at a time, which do not wait for each other.
func unpackEach[T int16 | int32](p packing, fill T, raw []T, stride int, dst []float32) {
	value := func(r T) float32 {
		if r == fill {
			return float32NaN
		}
		return float32(float64(r)*p.scale + p.offset)
	}
	i, k := 0, 0
	for ; i+4 <= len(dst); i, k = i+4, k+4*stride {
		four := dst[i : i+4 : i+4]
		a, b, c, d := raw[k], raw[k+stride], raw[k+2*stride], raw[k+3*stride]
		four[0] = float32(float64(a)*p.scale + p.offset)
		four[1] = float32(float64(b)*p.scale + p.offset)
		four[2] = float32(float64(c)*p.scale + p.offset)
		four[3] = float32(float64(d)*p.scale + p.offset)
		if a == fill || b == fill || c == fill || d == fill {
			four[0], four[1], four[2], four[3] = value(a), value(b), value(c), value(d)
		}
	}
	for ; i < len(dst); i, k = i+1, k+stride {
		dst[i] = value(raw[k])
	}
}
