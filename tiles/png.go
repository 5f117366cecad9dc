package tiles

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// pngWriter writes PNGs of 8 bits a sample (W3C PNG, third edition), its buffers and compressor used
// again for the next.
type pngWriter struct {
	raw  []byte // the rows, each after its filter byte
	body bytes.Buffer
	zlib *zlib.Writer
}

// Tiles of smooth fields are a third smaller and as fast with each row taken off the next (filter
// Up) and level 4 as they are unfiltered with level 1; higher levels save a few per cent more.
const (
	filterUp = 2
	pngLevel = 4
)

var pngWriters = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(io.Discard, pngLevel)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &pngWriter{zlib: z}
}}

// The kinds of pixel, by the standard's numbers.
const (
	pngRGB      = 2
	pngPaletted = 3
	pngRGBA     = 6
)

// pngSamples is how many bytes a pixel of each kind has.
var pngSamples = [...]int{pngRGB: 3, pngPaletted: 1, pngRGBA: 4}

const (
	pngSignature = "\x89PNG\r\n\x1a\n"
	chunkFrame   = 12 // length, type and checksum
)

// resize makes room for an image whose rows have width bytes, which are arbitrary.
func (w *pngWriter) resize(width, height int) {
	w.raw = slices.Grow(w.raw[:0], (width+1)*height)[:(width+1)*height]
}

// row gives the width bytes of a row, to be filled: palette indexes, or the samples of pixels.
func (w *pngWriter) row(r, width int) []byte { return w.raw[r*(width+1)+1:][:width] }

// filter takes from each row the one above it, and says so before it.
func (w *pngWriter) filter(width, height int) {
	for r := height - 1; r >= 0; r-- {
		w.raw[r*(width+1)] = filterUp
		if r > 0 {
			subtract(w.row(r, width), w.row(r-1, width))
		}
	}
}

// subtract takes b from a byte by byte, modulo 256, eight at a time.
func subtract(a, b []byte) {
	const high = 0x8080808080808080
	n := len(a) &^ 7
	for i := 0; i < n; i += 8 {
		x, y := binary.NativeEndian.Uint64(a[i:]), binary.NativeEndian.Uint64(b[i:])
		// The high bits are kept out, so that no byte borrows from the next, and put in after.
		binary.NativeEndian.PutUint64(a[i:], ((x|high)-(y&^high))^((x^^y)&high))
	}
	for i := n; i < len(a); i++ {
		a[i] -= b[i]
	}
}

// encode gives the rows as a PNG of a kind, width pixels wide, with a palette (1 to 256 colours) if
// it is paletted. The rows are spent.
func (w *pngWriter) encode(width, height int, kind byte, palette []Colour) ([]byte, error) {
	w.filter(width*pngSamples[kind], height)
	w.body.Reset()
	w.zlib.Reset(&w.body)
	if _, err := w.zlib.Write(w.raw); err != nil {
		return nil, err
	}
	if err := w.zlib.Close(); err != nil {
		return nil, err
	}
	var header [13]byte
	binary.BigEndian.PutUint32(header[0:], uint32(width))
	binary.BigEndian.PutUint32(header[4:], uint32(height))
	header[8], header[9] = 8, kind // bits a sample

	colours, alphas := paletteChunks(palette)
	out := make([]byte, 0, len(pngSignature)+5*chunkFrame+len(header)+len(colours)+len(alphas)+w.body.Len())
	out = append(out, pngSignature...)
	out = appendChunk(out, "IHDR", header[:])
	if kind == pngPaletted {
		out = appendChunk(out, "PLTE", colours)
	}
	if len(alphas) > 0 {
		out = appendChunk(out, "tRNS", alphas)
	}
	out = appendChunk(out, "IDAT", w.body.Bytes())
	return appendChunk(out, "IEND", nil), nil
}

// paletteChunks gives the colours and, up to the last that is not opaque, their alphas.
func paletteChunks(palette []Colour) (colours, alphas []byte) {
	colours = make([]byte, 0, 3*len(palette))
	alphas = make([]byte, 0, len(palette))
	last := 0
	for i, c := range palette {
		colours = append(colours, c.R, c.G, c.B)
		alphas = append(alphas, c.A)
		if c.A < 255 {
			last = i + 1
		}
	}
	return colours, alphas[:last]
}

func appendChunk(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	start := len(out)
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
