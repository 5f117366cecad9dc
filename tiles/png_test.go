package tiles

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
)

func TestPNGDecodes(t *testing.T) {
	f := func(width, height, colours int) {
		t.Helper()
		rng := rand.New(rand.NewPCG(uint64(width), uint64(height)))
		palette := make([]Colour, colours)
		for i := range palette {
			palette[i] = Colour{uint8(rng.Uint32()), uint8(rng.Uint32()), uint8(rng.Uint32()), uint8(255 - 255*(i%2))}
		}
		var w pngWriter = *pngWriters.New().(*pngWriter)
		for range 2 { // the second time with used buffers
			w.resize(width, height)
			want := make([]uint8, 0, width*height)
			for r := range height {
				for i := range w.row(r, width) {
					w.row(r, width)[i] = uint8(rng.IntN(colours))
				}
				want = append(want, w.row(r, width)...)
			}
			out, err := w.encode(width, height, pngPaletted, palette)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			got := img.(*image.Paletted)
			if !bytes.Equal(got.Pix, want) || got.Bounds() != image.Rect(0, 0, width, height) {
				t.Errorf("%d × %d with %d colours: pixels differ", width, height, colours)
			}
			for i, c := range palette {
				if color.NRGBAModel.Convert(got.Palette[i]) != (color.NRGBA{c.R, c.G, c.B, c.A}) {
					t.Errorf("colour %d is %v, want %v", i, got.Palette[i], c)
				}
			}
		}
	}
	f(256, 256, 256)
	f(1, 1, 1)
	f(7, 5, 3)
	f(512, 3, 17)
}

func TestSubtract(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := range 40 {
		a, b, want := make([]byte, n), make([]byte, n), make([]byte, n)
		for i := range a {
			a[i], b[i] = byte(rng.Uint32()), byte(rng.Uint32())
			want[i] = a[i] - b[i]
		}
		if subtract(a, b); !bytes.Equal(a, want) {
			t.Errorf("%d bytes: %v, want %v", n, a, want)
		}
	}
}
