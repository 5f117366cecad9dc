package tiles

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
)

// font.png has the glyphs of fontRunes side by side, black on white. It is "fixed" 7×13 of the X
// Window System (public domain) with the degree sign and the superscript two added.
//
//go:embed font.png
var fontPNG []byte

const (
	glyphWidth  = 7
	glyphHeight = 13
	fontRunes   = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~°²"
)

var glyphs = sync.OnceValue(func() *image.Paletted {
	img, err := png.Decode(bytes.NewReader(fontPNG))
	if err != nil {
		panic(err) // the file is embedded
	}
	return img.(*image.Paletted)
})

// glyphOf gives where in font.png a rune is, false where it is not.
func glyphOf(r rune) (x int, ok bool) {
	i := strings.IndexRune(fontRunes, r)
	if i < 0 {
		return 0, false
	}
	return len([]rune(fontRunes[:i])) * glyphWidth, true
}

// textWidth gives how many pixels wide text is.
func textWidth(text string) int { return glyphWidth*len([]rune(text)) - 1 }

// write puts text on img, its upper left corner at x, y. A rune that the font lacks is left blank.
func write(img *image.NRGBA, x, y int, text string, ink color.NRGBA) {
	font := glyphs()
	for _, r := range text {
		if from, ok := glyphOf(r); ok {
			for gy := range glyphHeight {
				for gx := range glyphWidth {
					if font.ColorIndexAt(from+gx, gy) == 1 {
						img.SetNRGBA(x+gx, y+gy, ink)
					}
				}
			}
		}
		x += glyphWidth
	}
}
