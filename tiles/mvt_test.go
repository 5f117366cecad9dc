package tiles

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// readLayer is a layer of a vector tile, read by the letter of the specification.
type readLayer struct {
	name     string
	version  uint64
	extent   uint64
	features []readFeature
}

type readFeature struct {
	kind       uint64
	properties map[string]any
	parts      [][]point // the points of each line, ring or multipoint
}

// fields calls use with each field of a protocol buffer.
func fields(t *testing.T, data []byte, use func(field uint64, number uint64, data []byte)) {
	t.Helper()
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		data = data[max(n, 0):]
		var number uint64
		var part []byte
		switch tag & 7 {
		case 0:
			number, n = binary.Uvarint(data)
			data = data[max(n, 0):]
		case 1:
			number, data = binary.LittleEndian.Uint64(data), data[8:]
		case 2:
			size, k := binary.Uvarint(data)
			part, data = data[k:k+int(size)], data[k+int(size):]
		default:
			n = 0
		}
		if n <= 0 {
			t.Fatal("not a protocol buffer")
		}
		use(tag>>3, number, part)
	}
}

func numbers(t *testing.T, data []byte) (out []uint64) {
	t.Helper()
	for len(data) > 0 {
		v, n := binary.Uvarint(data)
		if n <= 0 {
			t.Fatal("a packed number is cut")
		}
		out, data = append(out, v), data[n:]
	}
	return out
}

func readTile(t *testing.T, body []byte) map[string]readLayer {
	t.Helper()
	out := map[string]readLayer{}
	fields(t, unzip(t, body), func(field, _ uint64, data []byte) {
		if field != 3 {
			t.Errorf("field %d in the tile", field)
		}
		l := readTileLayer(t, data)
		if _, twice := out[l.name]; twice {
			t.Errorf("layer %s is there twice", l.name)
		}
		out[l.name] = l
	})
	return out
}

func readTileLayer(t *testing.T, data []byte) (l readLayer) {
	t.Helper()
	var keys []string
	var values []any
	var features [][]byte
	fields(t, data, func(field, number uint64, data []byte) {
		switch field {
		case 1:
			l.name = string(data)
		case 2:
			features = append(features, data)
		case 3:
			keys = append(keys, string(data))
		case 4:
			fields(t, data, func(field, number uint64, data []byte) {
				switch field {
				case 1:
					values = append(values, string(data))
				case 3:
					values = append(values, math.Float64frombits(number))
				case 6:
					values = append(values, float64(int64(number>>1)^-int64(number&1)))
				case 7:
					values = append(values, number == 1)
				}
			})
		case 5:
			l.extent = number
		case 15:
			l.version = number
		}
	})
	for _, data := range features {
		f := readFeature{properties: map[string]any{}}
		fields(t, data, func(field, number uint64, data []byte) {
			switch field {
			case 2:
				tags := numbers(t, data)
				for i := 0; i < len(tags); i += 2 {
					f.properties[keys[tags[i]]] = values[tags[i+1]]
				}
			case 3:
				f.kind = number
			case 4:
				f.parts = readGeometry(t, numbers(t, data))
			}
		})
		l.features = append(l.features, f)
	}
	return l
}

func readGeometry(t *testing.T, n []uint64) (parts [][]point) {
	t.Helper()
	var at point
	for i := 0; i < len(n); {
		id, count := n[i]&7, int(n[i]>>3)
		i++
		if id == 7 {
			continue
		}
		if id == 1 {
			parts = append(parts, nil)
		}
		for range count {
			at.x += int32(n[i]>>1) ^ -int32(n[i]&1)
			at.y += int32(n[i+1]>>1) ^ -int32(n[i+1]&1)
			i += 2
			parts[len(parts)-1] = append(parts[len(parts)-1], at)
		}
	}
	return parts
}

func drawVectors(t *testing.T, v Vectors, field forecast.Field, tile maptile.Tile) map[string]readLayer {
	t.Helper()
	body, empty, err := v.MVT(t.Context(), field, tile)
	if err != nil {
		t.Fatal(err)
	}
	layers := readTile(t, body)
	if empty != (len(layers) == 0) {
		t.Errorf("tile %v of %d layers is called empty: %v", tile, len(layers), empty)
	}
	for name, l := range layers {
		if l.version != 2 || l.extent != extent || len(l.features) == 0 {
			t.Errorf("layer %s: version %d, extent %d, %d features", name, l.version, l.extent, len(l.features))
		}
	}
	return layers
}

func TestMVTRoundTrip(t *testing.T) {
	var w mvtWriter
	w.begin()
	w.line([]point{{-128, 4224}, {0, 0}, {4096, 5}})
	w.line([]point{{1, 2}, {3, 4}})
	w.tag("value", 101300.5)
	w.tag("label", "1013")
	w.tag("major", true)
	w.finish(mvtLine)
	w.finish(mvtLine) // nothing: left out
	w.ring([]point{{0, 0}, {10, 0}, {10, 10}})
	w.tag("barb", int64(-25))
	w.tag("label", "1013")
	w.finish(mvtPolygon)
	w.end("things")
	w.begin()
	w.end("nothing")
	got := map[string]readLayer{}
	fields(t, w.out, func(_, _ uint64, data []byte) {
		l := readTileLayer(t, data)
		got[l.name] = l
	})
	l := got["things"]
	if len(got) != 1 || len(l.features) != 2 || l.version != 2 || l.extent != extent {
		t.Fatalf("%+v", got)
	}
	a, b := l.features[0], l.features[1]
	if a.kind != 2 || len(a.parts) != 2 || a.parts[0][0] != (point{-128, 4224}) || a.parts[1][1] != (point{3, 4}) ||
		a.properties["value"] != 101300.5 || a.properties["label"] != "1013" || a.properties["major"] != true {
		t.Errorf("line %+v", a)
	}
	if b.kind != 3 || len(b.parts) != 1 || len(b.parts[0]) != 3 || b.properties["barb"] != -25. || b.properties["label"] != "1013" {
		t.Errorf("polygon %+v", b)
	}
}
