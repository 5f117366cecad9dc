package gridfile

import (
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// The tags of a directory (TIFF 6.0, GeoTIFF 1.1, and GDAL's two).
const (
	tagSubfile      = 254
	tagWidth        = 256
	tagHeight       = 257
	tagBits         = 258
	tagCompression  = 259
	tagPhotometric  = 262
	tagSamples      = 277
	tagPlanar       = 284
	tagTileWidth    = 322
	tagTileHeight   = 323
	tagTileOffsets  = 324
	tagTileCounts   = 325
	tagExtraSamples = 338
	tagSampleFormat = 339
	tagPixelScale   = 33550
	tagTiepoint     = 33922
	tagGeoKeys      = 34735
	tagGeoDoubles   = 34736
	tagMetadata     = 42112
	tagNoData       = 42113
)

// The types of values.
const (
	typeASCII  = 2
	typeShort  = 3
	typeLong   = 4
	typeDouble = 12
)

// entry is one tag of a directory, with its values as they stand in the file.
type entry struct {
	tag, kind uint16
	count     int
	data      []byte
}

func ascii(tag uint16, text string) entry {
	return entry{tag, typeASCII, len(text) + 1, append([]byte(text), 0)}
}

func shorts(tag uint16, values ...uint16) entry {
	e := entry{tag, typeShort, len(values), nil}
	for _, v := range values {
		e.data = binary.LittleEndian.AppendUint16(e.data, v)
	}
	return e
}

func longs(tag uint16, values ...uint32) entry {
	e := entry{tag, typeLong, len(values), nil}
	for _, v := range values {
		e.data = binary.LittleEndian.AppendUint32(e.data, v)
	}
	return e
}

func doubles(tag uint16, values ...float64) entry {
	e := entry{tag, typeDouble, len(values), nil}
	for _, v := range values {
		e.data = binary.LittleEndian.AppendUint64(e.data, math.Float64bits(v))
	}
	return e
}

// head gives everything before the tiles, and settles where those lie: those of the smallest
// overview first, as readers of the whole from afar want it. It is laid out twice, since the
// places of tiles have a fixed length.
func (t *geoTIFF) head() ([]byte, error) {
	draft := t.directories()
	offset := int64(len(draft)+15) / 16 * 16
	for i := len(t.levels) - 1; i >= 0; i-- {
		l := &t.levels[i]
		l.offset = offset
		offset += int64(l.down*l.across*len(t.spec.Times)) * l.tileBytes()
	}
	if offset > math.MaxUint32 {
		return nil, forecast.Errorf(forecast.Invalid, "gridfile.GeoTIFF", "a GeoTIFF of %d MB is too large: ask for fewer times or a smaller area", offset>>20)
	}
	return t.directories(), nil
}

func (t *geoTIFF) directories() []byte {
	out := []byte{'I', 'I', 42, 0, 8, 0, 0, 0}
	for i := range t.levels {
		out = appendDirectory(out, t.entries(i), i == len(t.levels)-1)
	}
	return out
}

func (t *geoTIFF) entries(level int) []entry {
	l, bands := t.levels[level], len(t.spec.Times)
	same := func(v uint16) []uint16 {
		out := make([]uint16, bands)
		for i := range out {
			out[i] = v
		}
		return out
	}
	n := l.down * l.across * bands
	offsets, counts := make([]uint32, n), make([]uint32, n)
	for i := range offsets {
		offsets[i], counts[i] = uint32(l.offset+int64(i)*l.tileBytes()), uint32(l.tileBytes())
	}
	subfile := uint32(0)
	if level > 0 {
		subfile = 1 // a reduced copy
	}
	out := []entry{
		longs(tagSubfile, subfile), longs(tagWidth, uint32(l.cols)), longs(tagHeight, uint32(l.rows)),
		shorts(tagBits, same(32)...), shorts(tagCompression, 1), shorts(tagPhotometric, 1), shorts(tagSamples, uint16(bands)),
		shorts(tagPlanar, 2), shorts(tagTileWidth, uint16(l.tileCols)), shorts(tagTileHeight, uint16(l.tileRows)),
		longs(tagTileOffsets, offsets...), longs(tagTileCounts, counts...),
	}
	if bands > 1 {
		out = append(out, shorts(tagExtraSamples, same(0)[1:]...))
	}
	out = append(out, shorts(tagSampleFormat, same(3)...)) // floating point
	if level == 0 {
		out = append(out, doubles(tagPixelScale, t.at.dx, t.at.dy, 0), doubles(tagTiepoint, 0, 0, 0, t.at.west, t.at.north, 0))
		out = append(out, t.keys...)
		out = append(out, ascii(tagMetadata, t.metadata()))
	}
	return append(out, ascii(tagNoData, "nan"))
}

// metadata tells what the bands are, in the way of GDAL.
func (t *geoTIFF) metadata() string {
	var b strings.Builder
	escape := func(s string) string {
		var e strings.Builder
		_ = xml.EscapeText(&e, []byte(s)) // a Builder takes everything
		return e.String()
	}
	v := t.spec.Variables[0]
	b.WriteString("<GDALMetadata>\n")
	item := func(name, value string) {
		fmt.Fprintf(&b, "  <Item name=\"%s\">%s</Item>\n", escape(name), escape(value))
	}
	item("variable", v.Name)
	item("long_name", v.LongName)
	item("comment", v.Comment)
	item("forecast_reference_time", t.spec.Run.UTC().Format(time.RFC3339))
	for _, a := range t.spec.Attributes {
		item(a[0], a[1])
	}
	for i, at := range t.spec.Times {
		when := at.UTC().Format(time.RFC3339)
		fmt.Fprintf(&b, "  <Item name=\"DESCRIPTION\" sample=\"%d\" role=\"description\">%s</Item>\n", i, when)
		fmt.Fprintf(&b, "  <Item name=\"UNITTYPE\" sample=\"%d\" role=\"unittype\">%s</Item>\n", i, escape(v.Units))
	}
	b.WriteString("</GDALMetadata>")
	return b.String()
}

// appendDirectory adds a directory and the values that do not fit in it.
func appendDirectory(out []byte, entries []entry, last bool) []byte {
	beyond := len(out) + 2 + 12*len(entries) + 4
	var data []byte
	out = binary.LittleEndian.AppendUint16(out, uint16(len(entries)))
	for _, e := range entries {
		out = binary.LittleEndian.AppendUint16(out, e.tag)
		out = binary.LittleEndian.AppendUint16(out, e.kind)
		out = binary.LittleEndian.AppendUint32(out, uint32(e.count))
		if len(e.data) <= 4 {
			out = append(out, append(e.data, 0, 0, 0, 0)[:4]...)
			continue
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(beyond+len(data)))
		if data = append(data, e.data...); len(data)%2 == 1 {
			data = append(data, 0)
		}
	}
	next := uint32(beyond + len(data))
	if last {
		next = 0
	}
	return append(binary.LittleEndian.AppendUint32(out, next), data...)
}
