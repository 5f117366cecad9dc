package tiles

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb/maptile"

	"github.com/fengtu/fengtu/forecast"
)

// paper is a picture of a vector tile, drawn as simply as one can, of its bytes alone.
type paper struct {
	*image.NRGBA
	scale float64 // pixels a unit of the tile
}

var ink, centred = color.NRGBA{0x22, 0x2a, 0x33, 255}, color.NRGBA{0xa0, 0x10, 0x20, 255}

// vectorsOn draws a field's vector tile.
func vectorsOn(t *testing.T, v Vectors, field forecast.Field, tile maptile.Tile, size int) image.Image {
	t.Helper()
	p := paper{image.NewNRGBA(image.Rect(0, 0, size, size)), float64(size) / extent}
	layers := drawVectors(t, v, field, tile)
	for _, f := range layers[isobandLayer].features {
		var c Colour
		if err := c.UnmarshalText([]byte(f.properties["colour"].(string))); err != nil {
			t.Fatal(err)
		}
		p.area(f.parts, color.NRGBA{c.R, c.G, c.B, c.A})
	}
	for _, f := range layers[isolineLayer].features {
		for _, part := range f.parts {
			for i := 1; i < len(part); i++ {
				p.stroke(p.at(part[i-1]), p.at(part[i]), ink)
			}
			if f.properties["major"] == true && len(part) > 40 {
				middle := p.at(part[len(part)/2])
				write(p.NRGBA, int(middle[0]), int(middle[1])-glyphHeight/2, f.properties["label"].(string), ink)
			}
		}
	}
	for _, f := range layers[arrowLayer].features {
		if from, ok := f.properties["direction"].(float64); ok {
			p.barb(p.at(f.parts[0][0]), from*degree, int(f.properties["barb"].(float64)))
		}
	}
	for _, f := range layers[centreLayer].features {
		at := p.at(f.parts[0][0])
		write(p.NRGBA, int(at[0])-glyphWidth/2, int(at[1])-glyphHeight/2, f.properties["type"].(string), centred)
		label := f.properties["label"].(string)
		write(p.NRGBA, int(at[0])-textWidth(label)/2, int(at[1])+glyphHeight/2, label, centred)
	}
	return p
}

func (p paper) at(q point) [2]float64 {
	return [2]float64{float64(q.x) * p.scale, float64(q.y) * p.scale}
}

// area fills what lies within an odd number of rings.
func (p paper) area(rings [][]point, c color.NRGBA) {
	for y := range p.Rect.Dy() {
		level := (float64(y) + 0.5) / p.scale
		var crossed []float64
		for _, ring := range rings {
			for i, a := range ring {
				b := ring[(i+1)%len(ring)]
				if (float64(a.y) < level) != (float64(b.y) < level) {
					crossed = append(crossed, float64(a.x)+(level-float64(a.y))/float64(b.y-a.y)*float64(b.x-a.x))
				}
			}
		}
		slices.Sort(crossed)
		for i := 1; i < len(crossed); i += 2 {
			for x := int(math.Ceil(crossed[i-1]*p.scale - 0.5)); float64(x)+0.5 < crossed[i]*p.scale; x++ {
				if x >= 0 && x < p.Rect.Dx() {
					p.SetNRGBA(x, y, c)
				}
			}
		}
	}
}

func (p paper) stroke(a, b [2]float64, c color.NRGBA) {
	n := int(math.Ceil(2 * math.Hypot(b[0]-a[0], b[1]-a[1])))
	for i := range n + 1 {
		f := float64(i) / math.Max(1, float64(n))
		p.SetNRGBA(int(a[0]+f*(b[0]-a[0])), int(a[1]+f*(b[1]-a[1])), c)
	}
}

// barb draws a wind of so many knots: the shaft to where it comes from, half a feather for 5, one for 10,
// a pennant for 50, on the side of low pressure in the north.
func (p paper) barb(at [2]float64, from float64, knots int) {
	const shaft, feather, apart = 18.0, 7.0, 3.0
	sin, cos := math.Sincos(from)
	place := func(along, aside float64) [2]float64 {
		return [2]float64{at[0] + along*sin + aside*cos, at[1] - along*cos + aside*sin}
	}
	p.stroke(at, place(shaft, 0), ink)
	along := shaft
	for ; knots >= 50; knots, along = knots-50, along-2*apart {
		for k := 0.0; k <= 1; k += 0.1 {
			p.stroke(place(along-k*apart*1.5, 0), place(along, feather), ink)
		}
	}
	for ; knots >= 10; knots, along = knots-10, along-apart {
		p.stroke(place(along, 0), place(along+2, feather), ink)
	}
	if knots >= 5 {
		p.stroke(place(along, 0), place(along+1, feather/2), ink)
	}
}
