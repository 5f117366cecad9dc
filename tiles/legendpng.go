package tiles

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/fengtu/fengtu/forecast"
)

// The size of a legend, in pixels.
const (
	LegendWidth  = 320
	LegendHeight = 48
)

// The places of things on a legend, in pixels.
const (
	barLeft   = 18
	barRight  = LegendWidth - 18
	barTop    = 16
	barBottom = 29
	arrow     = 8 // how far the ends point beyond the bar
	labelTop  = 33
)

var (
	inkColour  = color.NRGBA{0x22, 0x26, 0x2b, 255}
	softColour = color.NRGBA{0x7d, 0x84, 0x8c, 255}
)

// LegendPNG gives the legend of a layer in the style as a picture of LegendWidth × LegendHeight pixels on white: title,
// units, a bar of the very colours that tiles have, and values below it. Its ends point to the
// colours of what lies outside the scale. It fails as Scale does.
func (style Style) LegendPNG(l forecast.Layer) ([]byte, error) {
	s, err := style.Scale(l)
	if err != nil {
		return nil, err
	}
	img := image.NewNRGBA(image.Rect(0, 0, LegendWidth, LegendHeight))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	display := l.Variable.Display
	write(img, barLeft-arrow, 2, l.Title().EN, inkColour)
	write(img, barRight+arrow-textWidth(display.Units), 2, display.Units, inkColour)

	axis := newRuler(s, display, barRight-barLeft)
	for x := range barRight - barLeft {
		column(img, barLeft+x, barTop, barBottom, s.drawn(axis.value(float64(x)+0.5)))
	}
	low, high := l.Variable.Range(l.Level)
	first, last := axis.ends()
	for d := range arrow {
		inset := 1 + d*(barBottom-barTop)/(2*arrow)
		if low < first {
			column(img, barLeft-2-d, barTop+inset, barBottom-inset, s.Below)
		}
		if high > last {
			column(img, barRight+1+d, barTop+inset, barBottom-inset, s.Above)
		}
	}
	for _, t := range axis.ticks() {
		x := barLeft + t.at
		for y := barBottom; y < barBottom+3; y++ {
			img.SetNRGBA(x, y, softColour)
		}
		left := min(max(1, x-textWidth(t.label)/2), LegendWidth-1-textWidth(t.label))
		write(img, left, labelTop, t.label, inkColour)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, forecast.Errorf(forecast.Internal, "tiles.LegendPNG", "the picture cannot be encoded: %w", err)
	}
	return out.Bytes(), nil
}

// column paints a column of pixels, on a chequered ground where the colour is see-through, and
// frames its ends.
func column(img *image.NRGBA, x, top, bottom int, c Colour) {
	for y := top; y < bottom; y++ {
		ground := Colour{255, 255, 255, 255}
		if (x/4+y/4)%2 == 0 {
			ground = Colour{0xd0, 0xd6, 0xdb, 255}
		}
		p := mix(ground, Colour{c.R, c.G, c.B, 255}, float64(c.A)/255)
		if y == top || y == bottom-1 {
			p = mix(p, Colour{softColour.R, softColour.G, softColour.B, 255}, 0.5)
		}
		img.SetNRGBA(x, y, color.NRGBA{p.R, p.G, p.B, 255})
	}
}
