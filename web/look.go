package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/paulmach/orb/maptile"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/tiles"
)

// look is what the query of a tile, legend or TileJSON says about how a layer is drawn.
type look struct {
	picture     tiles.Picture
	vectors     tiles.Vectors
	refuseEmpty bool
}

// lookKeys are the parameters that lookOf reads: the ones a TileJSON hands on to its tiles.
var lookKeys = []string{
	"above_colour", "bands", "below_colour", "empty", "form", "interpolation", "interval", "layers", "opacity",
	"range", "scale", "size", "spacing", "style", "units",
}

// lookOf reads a query. It fails with kind Invalid where it makes no sense for the layer.
func lookOf(c *gin.Context, layer forecast.Layer) (look, error) {
	q := lookQuery{values: c.Request.URL.Query(), display: forecast.Display{Scale: 1}}
	switch units := q.values.Get("units"); units {
	case "", "si":
	case "metric":
		q.display = layer.Variable.Display
	default:
		q.fail("units are si or metric, not %q", units)
	}
	var l look
	kernel, err := tiles.ParseKernel(q.values.Get("interpolation"))
	if err != nil {
		return l, err
	}
	l.picture = tiles.Picture{Style: q.style(), Size: q.size(c.Param("file")), Kernel: kernel}
	l.vectors = tiles.Vectors{
		Layers: q.list("layers"), Interval: q.positive("interval") / q.display.Scale,
		Spacing: q.positive("spacing"), Style: l.picture.Style,
	}
	switch empty := q.values.Get("empty"); empty {
	case "", "200":
	case "404":
		l.refuseEmpty = true
	default:
		q.fail("empty is 200 or 404, the status of a tile with nothing on it, not %q", empty)
	}
	if q.err != nil {
		return l, q.err
	}
	_, err = l.picture.Style.Scale(layer)
	return l, err
}

// samples gives how many points across a tile a form needs from the grid.
func (l look) samples(form tiles.Form) int {
	switch {
	case form == tiles.VectorForm:
		return tiles.VectorSamples
	case l.picture.Size == 0:
		return tiles.Size
	}
	return l.picture.Size
}

// draw makes a tile's body and says whether there is nothing on it.
func (l look) draw(ctx context.Context, form tiles.Form, field forecast.Field, tile maptile.Tile) (body []byte, empty bool, err error) {
	switch form {
	case tiles.VectorForm:
		return l.vectors.MVT(ctx, field, tile)
	case tiles.PackedForm:
		return l.picture.Packed(ctx, field, tile)
	case tiles.ComponentsForm:
		return l.picture.Components(ctx, field, tile)
	}
	return l.picture.PNG(ctx, field, tile)
}

// tilingOf reads which tiles a TileJSON is asked to describe.
func tilingOf(c *gin.Context, layer forecast.Layer) (tiles.Tiling, error) {
	form, err := tiles.ParseForm(c.Query("form"))
	if err != nil {
		return tiles.Tiling{}, err
	}
	l, err := lookOf(c, layer)
	if err != nil {
		return tiles.Tiling{}, err
	}
	query := url.Values{}
	for key, values := range c.Request.URL.Query() {
		if slices.Contains(lookKeys, key) && !(key == "form" && form == tiles.VectorForm) {
			query[key] = values
		}
	}
	return tiles.Tiling{Form: form, Picture: l.picture, Vectors: l.vectors, Query: query.Encode()}, nil
}

// lookQuery reads parameters and keeps the first thing that is wrong.
type lookQuery struct {
	values  url.Values
	display forecast.Display // from which numbers are turned to SI
	err     error
}

func (q *lookQuery) fail(format string, args ...any) {
	if q.err == nil {
		q.err = forecast.Errorf(forecast.Invalid, "web.look", format, args...)
	}
}

func (q *lookQuery) style() tiles.Style {
	s := tiles.Style{Name: q.values.Get("style"), Spacing: tiles.Spacing(q.values.Get("scale"))}
	if text := q.values.Get("range"); text != "" {
		low, high, _ := strings.Cut(text, ",")
		s.Range = &tiles.Range{Low: q.si(q.number("range", low)), High: q.si(q.number("range", high))}
	}
	if text := q.values.Get("bands"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n == 0 {
			q.fail("bands is a whole number above 1, not %q", text)
		}
		s.Bands = n
	}
	if text := q.values.Get("opacity"); text != "" {
		s.Fade = 1 - q.number("opacity", text)
	}
	s.Below, s.Above = q.colour("below_colour"), q.colour("above_colour")
	return s
}

func (q *lookQuery) si(v float64) float64 { return (v - q.display.Offset) / q.display.Scale }

func (q *lookQuery) number(key, text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v != v {
		q.fail("%s has %q where a number is needed", key, text)
		return 0
	}
	return v
}

// positive reads a number above 0, or gives 0 where there is none.
func (q *lookQuery) positive(key string) float64 {
	text := q.values.Get(key)
	if text == "" {
		return 0
	}
	v := q.number(key, text)
	if q.err == nil && !(v > 0 && v < 1e9) {
		q.fail("%s must be a number above 0, not %q", key, text)
	}
	return v
}

func (q *lookQuery) list(key string) []string {
	if text := q.values.Get(key); text != "" {
		return strings.Split(text, ",")
	}
	return nil
}

// colour reads rrggbb or rrggbbaa, with or without #, or none.
func (q *lookQuery) colour(key string) *tiles.Colour {
	text := q.values.Get(key)
	if text == "" {
		return nil
	}
	var c tiles.Colour
	if text == "none" {
		return &c
	}
	if err := c.UnmarshalText([]byte("#" + strings.TrimPrefix(text, "#"))); err != nil {
		q.fail("%s is a colour as rrggbb or rrggbbaa, or none, not %q", key, text)
	}
	return &c
}

// size reads the width of a tile in pixels: 0 for the usual one.
func (q *lookQuery) size(file string) int {
	twice := strings.Contains(file, "@2x.")
	switch text := q.values.Get("size"); {
	case text == "512" && !twice, text == "256" && twice, text == "" && twice:
		return 2 * tiles.Size
	case text == "512":
		return 4 * tiles.Size
	case text != "" && text != "256":
		q.fail("tiles are 256 or 512 pixels wide, and twice that as @2x, not %q", text)
	}
	return 0
}
