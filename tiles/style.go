package tiles

import (
	"context"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// Style says how a layer is drawn. The zero Style is the layer's own.
type Style struct {
	Scale *Scale // nil stands for ScaleOf the layer
}

// PNG draws a tile of a field in its layer's own style; see Style.PNG.
func PNG(ctx context.Context, field forecast.Field, tile maptile.Tile, size int) ([]byte, error) {
	return Style{}.PNG(ctx, field, tile, size)
}

// PNG draws a tile of a field as a paletted PNG of size × size pixels, transparent where a value
// is missing. The bytes of an empty tile are shared: the caller must not change them. It fails as
// Values and ScaleOf do.
func (s Style) PNG(ctx context.Context, field forecast.Field, tile maptile.Tile, size int) ([]byte, error) {
	scale := s.Scale
	if scale == nil {
		own, err := ScaleOf(field.Layer())
		if err != nil {
			return nil, err
		}
		scale = own
	}
	if err := checkSize("tiles.PNG", size); err != nil {
		return nil, err
	}
	pixels := canvases.Get().(*canvas)
	defer canvases.Put(pixels)
	pixels.values = room(pixels.values, size*size)
	if err := Values(ctx, field, tile, size, pixels.values); err != nil {
		return nil, err
	}
	return scale.paint(pixels.values, size)
}

// canvas holds the values of a tile's pixels.
type canvas struct{ values []float32 }

var canvases = sync.Pool{New: func() any { return new(canvas) }}

// paint gives size rows of size values as a PNG.
func (s *Scale) paint(values []float32, size int) ([]byte, error) {
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
		return emptyPNG(size)
	}
	return w.finish(size, size, s.lookup.palette)
}

// finish is encode with the error that callers see.
func (w *pngWriter) finish(width, height int, palette []Colour) ([]byte, error) {
	out, err := w.encode(width, height, palette)
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
	out, err := w.finish(size, size, make([]Colour, 1))
	if err != nil {
		return nil, err
	}
	kept, _ := empties.LoadOrStore(size, out)
	return kept.([]byte), nil
}
