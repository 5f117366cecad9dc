package tiles

import (
	"encoding/binary"
	"math"
)

// mvtWriter writes vector tiles (Mapbox Vector Tile specification 2.1), layer by layer.
type mvtWriter struct {
	out      []byte // finished layers
	features []byte // of the layer at hand
	geometry []byte
	tags     []byte
	keys     []string
	values   []any // string, float64, int64 or bool
	x, y     int32 // the cursor
}

// extent is the width of a tile in its own units.
const extent = 4096

// The types of geometry.
const (
	mvtPoint   = 1
	mvtLine    = 2
	mvtPolygon = 3
)

const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// point is a place on a tile, in its units from the north-west corner; outside it in the buffer.
type point struct{ x, y int32 }

// begin starts a layer.
func (w *mvtWriter) begin() {
	w.features, w.keys, w.values = w.features[:0], w.keys[:0], w.values[:0]
	w.clear()
}

// clear starts a feature.
func (w *mvtWriter) clear() {
	w.geometry, w.tags, w.x, w.y = w.geometry[:0], w.tags[:0], 0, 0
}

func (w *mvtWriter) command(id, count int) {
	w.geometry = binary.AppendUvarint(w.geometry, uint64(id|count<<3))
}

func (w *mvtWriter) to(p point) {
	for _, d := range [2]int32{p.x - w.x, p.y - w.y} {
		w.geometry = binary.AppendUvarint(w.geometry, uint64(uint32(d<<1)^uint32(d>>31)))
	}
	w.x, w.y = p.x, p.y
}

// line adds a line of two or more points to the feature.
func (w *mvtWriter) line(points []point) {
	w.command(moveTo, 1)
	w.to(points[0])
	w.command(lineTo, len(points)-1)
	for _, p := range points[1:] {
		w.to(p)
	}
}

// ring adds a ring, whose last point is not the first again.
func (w *mvtWriter) ring(points []point) {
	w.line(points)
	w.command(closePath, 1)
}

// dot adds the only point of the feature.
func (w *mvtWriter) dot(p point) {
	w.command(moveTo, 1)
	w.to(p)
}

// tag gives the feature a property.
func (w *mvtWriter) tag(key string, value any) {
	w.tags = binary.AppendUvarint(w.tags, uint64(indexIn(&w.keys, key)))
	w.tags = binary.AppendUvarint(w.tags, uint64(indexIn(&w.values, value)))
}

// indexIn gives the place of v in a list, where it is put if it is not there. Lists are short.
func indexIn[T comparable](list *[]T, v T) int {
	for i, have := range *list {
		if have == v {
			return i
		}
	}
	*list = append(*list, v)
	return len(*list) - 1
}

// finish ends the feature and starts another.
func (w *mvtWriter) finish(kind byte) {
	if len(w.geometry) == 0 {
		w.clear()
		return
	}
	size := 2 + bytesSize(w.tags) + bytesSize(w.geometry)
	w.features = appendField(w.features, 2, wireBytes)
	w.features = binary.AppendUvarint(w.features, uint64(size))
	w.features = appendBytes(w.features, 2, w.tags)
	w.features = append(w.features, 3<<3, kind)
	w.features = appendBytes(w.features, 4, w.geometry)
	w.clear()
}

// end finishes a layer, which is left out if it has no features.
func (w *mvtWriter) end(name string) {
	if len(w.features) == 0 {
		return
	}
	layer := appendBytes(nil, 1, []byte(name))
	layer = append(layer, w.features...)
	for _, k := range w.keys {
		layer = appendBytes(layer, 3, []byte(k))
	}
	for _, v := range w.values {
		layer = appendBytes(layer, 4, appendValue(nil, v))
	}
	layer = binary.AppendUvarint(appendField(layer, 5, wireVarint), extent)
	layer = append(appendField(layer, 15, wireVarint), 2) // the version
	w.out = appendBytes(w.out, 3, layer)
}

// The wire types of protocol buffers.
const (
	wireVarint = 0
	wire64     = 1
	wireBytes  = 2
)

func appendField(b []byte, field, wire int) []byte { return append(b, byte(field<<3|wire)) }

func appendBytes(b []byte, field int, data []byte) []byte {
	b = binary.AppendUvarint(appendField(b, field, wireBytes), uint64(len(data)))
	return append(b, data...)
}

// bytesSize gives how long appendBytes makes it.
func bytesSize(data []byte) int {
	n := 2
	for v := len(data); v >= 0x80; v >>= 7 {
		n++
	}
	return n + len(data)
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendBytes(b, 1, []byte(v))
	case float64:
		return binary.LittleEndian.AppendUint64(appendField(b, 3, wire64), math.Float64bits(v))
	case int64:
		return binary.AppendUvarint(appendField(b, 6, wireVarint), uint64(v<<1)^uint64(v>>63))
	case bool:
		if v {
			return append(appendField(b, 7, wireVarint), 1)
		}
		return append(appendField(b, 7, wireVarint), 0)
	}
	return b
}
