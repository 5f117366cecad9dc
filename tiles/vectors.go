package tiles

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb/maptile"
)

// Vectors says what vector tiles hold. The zero Vectors has a layer's isolines, or a vector layer's
// arrows.
type Vectors struct {
	Layers   []string // of VectorLayers; none for the usual one
	Interval float64  // between isolines, SI; 0 for the layer's own
	Spacing  float64  // between arrows in pixels of a tile 256 wide: 16, 32, 64 or 128; 0 for 32
	Style    Style    // the colours of bands
	// Native opens the field at full detail, where highs and lows are read; nil where it is that.
	Native func(context.Context) (forecast.Field, error)
}

const opVectors = "tiles.MVT"

// The layers in vector tiles.
const (
	isolineLayer = "isolines"
	isobandLayer = "isobands"
	arrowLayer   = "arrows"
	centreLayer  = "centres"
)

var vectorLayers = []VectorLayer{
	{isobandLayer, "areas between isolines, with a colour", map[string]string{"from": "Number", "to": "Number", "label": "String", "colour": "String"}},
	{isolineLayer, "lines of equal value", map[string]string{"value": "Number", "label": "String", "major": "Boolean"}},
	{arrowLayer, "wind at points: m/s, degrees that it comes from, knots in fives", map[string]string{"speed": "Number", "direction": "Number", "barb": "Number"}},
	{centreLayer, "highs and lows", map[string]string{"type": "String", "value": "Number", "label": "String"}},
}

// layers gives the layers to draw, in order of drawing. It fails with kind Invalid.
func (v Vectors) layers(l forecast.Layer) ([]VectorLayer, error) {
	asked := v.Layers
	if len(asked) == 0 {
		asked = []string{isolineLayer}
		if l.Variable.Shape == forecast.Vector {
			asked = []string{arrowLayer}
		}
	}
	var out []VectorLayer
	var names []string
	for _, have := range vectorLayers {
		names = append(names, have.ID)
		if slices.Contains(asked, have.ID) {
			out = append(out, have)
		}
	}
	for _, name := range asked {
		if !slices.Contains(names, name) {
			return nil, forecast.Errorf(forecast.Invalid, opVectors, "there is no layer %q in vector tiles: ask for %s", name, strings.Join(names, ", "))
		}
	}
	if slices.Contains(asked, arrowLayer) && l.Variable.Shape != forecast.Vector {
		return nil, forecast.Errorf(forecast.Invalid, opVectors, "%s has no arrows: ask for a vector layer such as wind_10m", l.Name())
	}
	return out, nil
}

func (v Vectors) describe(l forecast.Layer) ([]VectorLayer, error) {
	out, err := v.layers(l)
	if err != nil {
		return nil, err
	}
	_, err = v.prepare(l)
	return out, err
}

// prepared is what the layer and Vectors alone decide.
type prepared struct {
	scale  *Scale
	levels levels
	points int // arrows across a tile
}

func (v Vectors) prepare(l forecast.Layer) (p prepared, err error) {
	if p.scale, err = v.Style.Scale(l); err != nil {
		return p, err
	}
	if p.points, err = v.points(); err != nil || l.Variable.Shape == forecast.Direction && slices.Equal(v.Layers, []string{centreLayer}) {
		return p, err
	}
	own, err := Style{Name: v.Style.Name}.Scale(l)
	if err != nil {
		return p, err
	}
	p.levels, err = levelsOf(l, v.Interval, own)
	return p, err
}

// MVT draws a tile of a field as a gzipped Mapbox Vector Tile, and says whether there is nothing on
// it. It fails with kind Invalid where the layer has not what is asked for, or as reading does.
func (v Vectors) MVT(ctx context.Context, field forecast.Field, tile maptile.Tile) (body []byte, empty bool, err error) {
	if _, err := At(int(tile.Z), int(tile.X), int(tile.Y)); err != nil {
		return nil, false, err
	}
	asked, err := v.layers(field.Layer())
	if err != nil {
		return nil, false, err
	}
	p, err := v.prepare(field.Layer())
	if err != nil {
		return nil, false, err
	}
	d := drawings.Get().(*drawing)
	defer drawings.Put(d)
	d.w.out = d.w.out[:0]
	sampled := false
	for _, layer := range asked {
		switch layer.ID {
		case arrowLayer:
			err = d.arrows(ctx, field, tile, p.points)
		case centreLayer:
			err = d.centres(ctx, field, v.Native, tile, p.levels)
		default:
			if !sampled {
				err = d.sample(ctx, field, tile)
				sampled = true
			}
			if err == nil {
				d.contour(layer.ID, p)
			}
		}
		if err != nil {
			return nil, false, err
		}
	}
	body, err = d.compress()
	return body, len(d.w.out) == 0, err
}

// drawing holds what making a vector tile needs, to be used again for the next.
type drawing struct {
	lattice
	w      mvtWriter
	chains chains
	line   []int32
	points []point
	rings  []ring
	u, v   []float32
	out    bytes.Buffer
	gzip   *gzip.Writer
}

var drawings = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &drawing{gzip: z}
}}

func (d *drawing) sample(ctx context.Context, field forecast.Field, tile maptile.Tile) error {
	d.values = room(d.values, latticeWidth*latticeWidth)
	return sampleLattice(ctx, field, latticeOf(tile), d.values)
}

// contour draws isolines or bands.
func (d *drawing) contour(layer string, p prepared) {
	low, high, ok := limits(d.values)
	if !ok {
		return
	}
	l := p.levels
	l.values = slices.Clone(l.values)
	d.levels = l.within(low, high, layer == isobandLayer, d.levels)
	d.classify(l.perUnit())
	if layer == isobandLayer {
		d.isobands(&d.w, l, p.scale)
		return
	}
	d.isolines(&d.w, l)
}

func (d *drawing) compress() ([]byte, error) {
	d.out.Reset()
	d.gzip.Reset(&d.out)
	_, err := d.gzip.Write(d.w.out)
	if err == nil {
		err = d.gzip.Close()
	}
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, opVectors, "the tile cannot be compressed: %w", err)
	}
	return bytes.Clone(d.out.Bytes()), nil
}
