package tiles

import (
	"context"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// Packing says how the pixels of a packed tile hold values: red × Red + green × Green − Shift, as
// MapLibre's raster-dem sources read it with encoding "custom". A pixel of 255, 255, 255 is missing.
type Packing struct {
	Red   float64 `json:"redFactor"`
	Green float64 `json:"greenFactor"`
	Blue  float64 `json:"blueFactor"`
	Shift float64 `json:"baseShift"`
}

// PackingOf gives the packing of a layer, which is the same for all its tiles: that of value tiles.
func PackingOf(l forecast.Layer) Packing {
	q := quantumOf(l)
	return Packing{Red: 256 * q.scale, Green: q.scale, Shift: -q.offset}
}

// Packed draws a tile of values, of a vector the magnitude, as an RGB picture by PackingOf, and says
// whether there is none on it. The Style counts for nothing. It fails as Values does, and with kind
// Internal where a value does not fit what is physically possible.
func (p Picture) Packed(ctx context.Context, field forecast.Field, tile maptile.Tile) (png []byte, empty bool, err error) {
	size := p.size()
	if err := checkSize("tiles.Packed", size); err != nil {
		return nil, false, err
	}
	pixels := canvases.Get().(*canvas)
	defer canvases.Put(pixels)
	pixels.values = room(pixels.values, size*size)
	if err := p.Kernel.Values(ctx, field, tile, size, pixels.values); err != nil {
		return nil, false, err
	}
	q := quantumOf(field.Layer())
	if p.Kernel == Cubic { // which may swing beyond what the nodes hold
		low, high := q.bounds()
		for i, v := range pixels.values {
			if v == v {
				pixels.values[i] = max(float32(low), min(float32(high), v))
			}
		}
	}
	pixels.raw = room(pixels.raw, size*size)
	if i := q.quantise(pixels.raw, pixels.values); i >= 0 {
		return nil, false, unfit(field.Layer(), pixels.values[i], q)
	}
	w := pngWriters.Get().(*pngWriter)
	defer pngWriters.Put(w)
	w.resize(3*size, size)
	empty = true
	for r := range size {
		if pack(w.row(r, 3*size), pixels.raw[r*size:][:size]) {
			empty = false
		}
	}
	png, err = w.finish(size, size, pngRGB, nil)
	return png, empty, err
}

// pack writes a row of pixels and says whether any has a value.
func pack(dst []byte, raw []uint16) bool {
	seen := false
	for i, v := range raw {
		px := dst[3*i : 3*i+3 : 3*i+3]
		px[0], px[1], px[2] = byte(v>>8), byte(v), 0
		if v == missingRaw {
			px[2] = 255
		} else {
			seen = true
		}
	}
	return seen
}

// unfit says that a value is beyond what is physically possible.
func unfit(l forecast.Layer, v float32, q quantum) error {
	low, high := q.bounds()
	return forecast.Errorf(forecast.Internal, opValueTile,
		"%s has the value %g where only %g to %g can be: ingest the file again", l.Name(), v, low, high)
}

// Unscale gives the components that 0 and 255 stand for in tiles and textures of a vector layer: a
// metre per second a step, two in the stratosphere, where jets are faster than 127 m/s.
func Unscale(l forecast.Layer) [2]float64 {
	if l.Level.Kind == forecast.Pressure && l.Level.Value < 150 {
		return [2]float64{-256, 254}
	}
	return [2]float64{-128, 127}
}

// Components draws a tile of a vector field's components for particle layers: eastward in red,
// northward in green by Unscale, and alpha 0 where one is missing. The Style counts for nothing. It
// fails as Values does, with kind Invalid for other layers.
func (p Picture) Components(ctx context.Context, field forecast.Field, tile maptile.Tile) (png []byte, empty bool, err error) {
	u, v, err := vectorOf(field)
	if err != nil {
		return nil, false, err
	}
	size := p.size()
	if err := checkSize("tiles.Components", size); err != nil {
		return nil, false, err
	}
	pixels := canvases.Get().(*canvas)
	defer canvases.Put(pixels)
	pixels.values = room(pixels.values, size*size)
	pixels.other = room(pixels.other, size*size)
	if err := p.Kernel.Values(ctx, u, tile, size, pixels.values); err != nil {
		return nil, false, err
	}
	if err := p.Kernel.Values(ctx, v, tile, size, pixels.other); err != nil {
		return nil, false, err
	}
	return components(pixels.values, pixels.other, size, size, Unscale(field.Layer()))
}

func vectorOf(field forecast.Field) (u, v forecast.Field, err error) {
	f, ok := field.(forecast.VectorField)
	if !ok {
		return nil, nil, forecast.Errorf(forecast.Invalid, "tiles.Components",
			"%s has no components: ask for a vector layer such as wind_10m", field.Layer().Name())
	}
	u, v = f.Components()
	return u, v, nil
}

// components gives two arrays as a picture.
func components(u, v []float32, width, height int, unscale [2]float64) (png []byte, empty bool, err error) {
	w := pngWriters.Get().(*pngWriter)
	defer pngWriters.Put(w)
	w.resize(4*width, height)
	empty = true
	low := float32(unscale[0])
	perStep := float32(255 / (unscale[1] - unscale[0]))
	for r := range height {
		row := w.row(r, 4*width)
		for i := range width {
			px := row[4*i : 4*i+4 : 4*i+4]
			east, north := (u[r*width+i]-low)*perStep+0.5, (v[r*width+i]-low)*perStep+0.5 // cut off, rounded
			if !(east >= 0 && east < 256 && north >= 0 && north < 256) {
				px[0], px[1], px[2], px[3] = 0, 0, 0, 0
				continue
			}
			px[0], px[1], px[2], px[3] = byte(east), byte(north), 0, 255
			empty = false
		}
	}
	png, err = w.finish(width, height, pngRGBA, nil)
	return png, empty, err
}
