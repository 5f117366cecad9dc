package tiles

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// pngWriter writes PNGs of 8 bits a sample (W3C PNG, third edition), its buffers and compressor used
// again for the next.
type pngWriter struct {
	raw   []byte // the rows, each after its filter byte
	body  bytes.Buffer
	zlibs [numPackings]*zlib.Writer // made when they are needed
}

// packing is a way to compress rows that are taken off each other (filter Up), which makes smooth
// pictures a third smaller as fast.
type packing int

const (
	thorough packing = iota // level 4: higher ones save a few per cent more
	quick                   // level 1, for values, which are noise to every level
	entropy                 // Huffman codes alone
	numPackings
)

var packingLevels = [numPackings]int{thorough: 4, quick: 1, entropy: zlib.HuffmanOnly}

// zerosWorthMatching is the part of a paletted picture's filtered bytes that must be 0 for matches to
// pay: below it, Huffman codes alone are a twentieth larger at most, and take half the time.
const zerosWorthMatching = 0.75

// packingFor chooses how the filtered rows of a picture are compressed.
func (w *pngWriter) packingFor(kind byte) packing {
	switch {
	case kind != pngPaletted:
		return quick
	case float64(bytes.Count(w.raw, []byte{0})) < zerosWorthMatching*float64(len(w.raw)):
		return entropy
	}
	return thorough
}

// deflate compresses the rows into body.
func (w *pngWriter) deflate(p packing) error {
	w.body.Reset()
	z := w.zlibs[p]
	if z == nil {
		var err error
		if z, err = zlib.NewWriterLevel(nil, packingLevels[p]); err != nil {
			return err
		}
		w.zlibs[p] = z
	}
	z.Reset(&w.body)
	if _, err := z.Write(w.raw); err != nil {
		return err
	}
	return z.Close()
}

const filterUp = 2

var pngWriters = sync.Pool{New: func() any { return new(pngWriter) }}

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
	if err := w.deflate(w.packingFor(kind)); err != nil {
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
