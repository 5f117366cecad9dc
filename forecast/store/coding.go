package store

import (
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// How the integers of a layer are coded (zarr.Coding) is chosen by what it holds. A model's smooth upper air takes a
// tenth less where differences are taken twice, its rain a tenth more. They are centred where nothing is missing:
// from a value to the integer that stands for missing it may be as far as other programs refuse to go. By
// location they are centred where the fields' are, and taken no more often.

// rowsToChooseBy is how many rows of a field are looked at, about, and sideToChooseBy how many chunks of a layer
// by location in either direction.
const (
	rowsToChooseBy = 64
	sideToChooseBy = 4
)

// choose gives the packing of a layer with the coding that suits one of its fields.
func (p packing) choose(layer forecast.Layer, values []float32, cols int) packing {
	low, high := layer.Variable.Range(layer.Level)
	switch relative := layer.Variable.Relative; p.kind {
	case zarr.Int16:
		p.coding.Differences = chooseByRows(newQuantiser(p, low, high, relative, int16(fill16)), values, cols)
	case zarr.Int32:
		p.coding.Differences = chooseByRows(newQuantiser(p, low, high, relative, int32(fill32)), values, cols)
	}
	p.coding.Centred = p.coding.Differences > 0 && p.centres(values)
	return p
}

// centres says whether nothing is missing in values and, where differences are taken twice, all lie in the middle three
// quarters of the integers' range. A chunk begins with its first value and with the second less twice the first: near
// an end of the range, as no rain is, little more rain makes that too large.
func (p packing) centres(values []float32) bool {
	reach := math.Inf(1)
	if p.coding.Differences == 2 {
		reach = p.scale * 0.75 * math.Exp2(float64(8*p.kind.Size()-1))
	}
	return !slices.ContainsFunc(values, func(v float32) bool { return !(math.Abs(float64(v)-p.offset) < reach) })
}

// at gives the packing of a level of detail. The arrays of coarser copies are made before the native one, perhaps by
// another process, which may choose otherwise: their differences are taken once, and not centred.
func (p packing) at(lod int) packing {
	if lod > 0 {
		p.coding = zarr.Coding{Differences: min(p.coding.Differences, 1)}
	}
	return p
}

func chooseByRows[T int16 | int32](q *quantiser[T], values []float32, cols int) int {
	var c zarr.Choice[T]
	raw := make([]T, cols)
	rows := len(values) / cols
	for row := 0; row < rows; row += max(1, rows/rowsToChooseBy) {
		q.row(values[row*cols:][:cols], raw)
		c.Begin()
		c.Add(raw)
	}
	return c.Differences()
}

// choose chooses by some chunks of the strip's southern half: near a pole neighbours are more alike than elsewhere.
func (s *strip[T]) choose() int {
	switch values := any(s).(type) {
	case *strip[int16]:
		return chooseByChunks(values)
	case *strip[int32]:
		return chooseByChunks(values)
	}
	return 0
}

func chooseByChunks[T int16 | int32](s *strip[T]) int {
	var c zarr.Choice[T]
	high, wide := min(s.layout.ChunkRows, s.have), min(s.layout.ChunkCols, s.width)
	for row := s.have / 2; row+high <= s.have; row += high * max(1, s.have/2/high/sideToChooseBy) {
		for col := 0; col+wide <= s.width; col += wide * max(1, s.width/wide/sideToChooseBy) {
			c.Begin()
			for t := range s.layout.Times {
				for r := range high {
					c.Add(s.row(t, row+r, col, wide))
				}
			}
		}
	}
	return c.Differences()
}
