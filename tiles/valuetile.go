package tiles

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"
	"slices"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/klauspost/compress/gzip"
)

const (
	valueMagic   = "FTV1"
	missingRaw   = 65535
	maxRaw       = missingRaw - 1
	valueGzip    = 3 // 1 takes three quarters of the time for tiles a twentieth larger
	opValueTile  = "tiles.ValueTile"
	planesPerRaw = 2
)

// ValueTile gives the gzipped body of a value tile of the field's grid, as docs/http.md has it: one
// component, or the eastward and the northward one of a VectorField. It fails with kind NotFound
// where there is no such tile, Internal where a value does not fit what is physically possible, or
// as reading the field fails.
func ValueTile(ctx context.Context, field forecast.Field, x, y int) ([]byte, error) {
	w, err := blockWindow(field.Grid(), x, y)
	if err != nil {
		return nil, err
	}
	components := []forecast.Field{field}
	if v, ok := field.(forecast.VectorField); ok {
		east, north := v.Components()
		components = []forecast.Field{east, north}
	}
	e := valueWriters.Get().(*valueWriter)
	defer valueWriters.Put(e)
	q := quantumOf(components[0].Layer())
	e.begin(w, len(components), q)
	for _, c := range components {
		e.values = room(e.values, w.Size())
		if err := c.Read(ctx, w, e.values); err != nil {
			return nil, err
		}
		if i := q.quantise(e.raw, e.values); i >= 0 {
			return nil, unfit(c.Layer(), e.values[i], q)
		}
		e.planes(w.Cols)
	}
	return e.compress()
}

// valueWriter holds what encoding a value tile needs, to be used again for the next.
type valueWriter struct {
	values []float32
	raw    []uint16
	body   []byte
	out    bytes.Buffer
	gzip   *gzip.Writer
}

var valueWriters = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, valueGzip)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &valueWriter{gzip: z}
}}

// begin writes the header of a tile.
func (e *valueWriter) begin(w forecast.Window, components int, q quantum) {
	n := w.Size()
	e.raw = slices.Grow(e.raw[:0], n)[:n]
	b := append(e.body[:0], valueMagic...)
	b = binary.LittleEndian.AppendUint16(b, uint16(w.Cols))
	b = binary.LittleEndian.AppendUint16(b, uint16(w.Rows))
	b = append(b, byte(components), 0, 0, 0, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(q.scale))
	e.body = binary.LittleEndian.AppendUint64(b, math.Float64bits(q.offset))
}

// planes writes e.raw, rows of width samples, as the low and the high bytes of what the plane
// through their western, northern and north-western neighbours does not foretell.
func (e *valueWriter) planes(width int) {
	n := len(e.raw)
	start := len(e.body)
	e.body = slices.Grow(e.body, planesPerRaw*n)[:start+planesPerRaw*n]
	low, high := e.body[start:start+n], e.body[start+n:]
	for r := 0; r < n; r += width {
		row := e.raw[r:][:width]
		above := zeros[:width]
		if r > 0 {
			above = e.raw[r-width:][:width]
		}
		residuals(low[r:][:width], high[r:][:width], row, above)
	}
}

// zeros stands for the row above the first.
var zeros [Block + 1]uint16

func residuals(low, high []byte, row, above []uint16) {
	n := len(row)
	low, high, above = low[:n], high[:n], above[:n]
	var west, northWest uint16
	for i, raw := range row {
		north := above[i]
		d := int16(raw - (west + north - northWest))
		zigzag := uint16(d<<1) ^ uint16(d>>15)
		low[i], high[i] = byte(zigzag), byte(zigzag>>8)
		west, northWest = raw, north
	}
}

func (e *valueWriter) compress() ([]byte, error) {
	e.out.Reset()
	e.gzip.Reset(&e.out)
	_, err := e.gzip.Write(e.body)
	if err == nil {
		err = e.gzip.Close()
	}
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, opValueTile, "the tile cannot be compressed: %w", err)
	}
	return bytes.Clone(e.out.Bytes()), nil
}
