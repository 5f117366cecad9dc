package tiles

import (
	"context"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// Picture says how coloured tiles are drawn. The zero Picture is 256 pixels wide, in the layer's own
// style, interpolated bilinearly.
type Picture struct {
	Style  Style
	Size   int // 0 stands for Size
	Kernel Kernel
}

func (p Picture) size() int {
	if p.Size == 0 {
		return Size
	}
	return p.Size
}

// PNG draws a tile of a field in its layer's own style; see Picture.PNG.
func PNG(ctx context.Context, field forecast.Field, tile maptile.Tile, size int) ([]byte, error) {
	out, _, err := Picture{Size: size}.PNG(ctx, field, tile)
	return out, err
}

// PNG draws a tile of a field as a paletted PNG, transparent where a value is missing, and says
// whether there is nothing on it. The bytes of an empty tile are shared: the caller must not change
// them. It fails as Values and Style.Scale do.
func (p Picture) PNG(ctx context.Context, field forecast.Field, tile maptile.Tile) (png []byte, empty bool, err error) {
	scale, err := p.Style.Scale(field.Layer())
	if err != nil {
		return nil, false, err
	}
	size := p.size()
	if err := checkSize("tiles.PNG", size); err != nil {
		return nil, false, err
	}
	pixels := canvases.Get().(*canvas)
	defer canvases.Put(pixels)
	pixels.values = room(pixels.values, size*size)
	if err := p.Kernel.Values(ctx, field, tile, size, pixels.values); err != nil {
		return nil, false, err
	}
	return scale.paint(pixels.values, size)
}

// canvas holds the values of a tile's pixels.
type canvas struct {
	values, other []float32
	raw           []uint16
}

var canvases = sync.Pool{New: func() any { return new(canvas) }}

// paint gives size rows of size values as a PNG, and says whether nothing is on it.
func (s *Scale) paint(values []float32, size int) (png []byte, empty bool, err error) {
	w := pngWriters.Get().(*pngWriter)
	defer pngWriters.Put(w)
	w.resize(size, size)
	seen := false
	for r := range size {
		if s.lookup.indexes(w.row(r, size), values[r*size:][:size]) {
			seen = true
		}
	}
	if !seen {
		png, err = emptyPNG(size)
		return png, true, err
	}
	png, err = w.finish(size, size, pngPaletted, s.lookup.palette)
	return png, false, err
}

// finish is encode with the error that callers see.
func (w *pngWriter) finish(width, height int, kind byte, palette []Colour) ([]byte, error) {
	out, err := w.encode(width, height, kind, palette)
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, "tiles.PNG", "the picture cannot be compressed: %w", err)
	}
	return out, nil
}

var empties sync.Map // size to the PNG of a tile without anything on it

// emptyPNG gives the transparent tile of a size, made once.
func emptyPNG(size int) ([]byte, error) {
	if out, ok := empties.Load(size); ok {
		return out.([]byte), nil
	}
	w := pngWriters.Get().(*pngWriter)
	defer pngWriters.Put(w)
	w.resize(size, size)
	clear(w.raw)
	out, err := w.finish(size, size, pngPaletted, make([]Colour, 1))
	if err != nil {
		return nil, err
	}
	kept, _ := empties.LoadOrStore(size, out)
	return kept.([]byte), nil
}
