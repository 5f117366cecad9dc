// Package earth is the ground under the synthetic weather: which points are land,
// and how high they lie.
package earth

import (
	"bytes"
	_ "embed"
	"image"
	"image/png"
	"math"
	"sync"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// landPNG is Natural Earth's land (public domain), made by gen_land.go.
//
//go:embed land.png
var landPNG []byte

var landMask = sync.OnceValue(func() *image.Paletted {
	img, err := png.Decode(bytes.NewReader(landPNG))
	if err != nil {
		panic("demo: the embedded land.png is damaged: " + err.Error())
	}
	return img.(*image.Paletted)
})

// Land returns the part of each cell of g that is land, 0 to 1, row by row.
func Land(g sphere.Grid) []float32 {
	img := landMask()
	width, height := img.Rect.Dx(), img.Rect.Dy()
	perRow := float64(height) / float64(g.NLat-1)
	perCol := float64(width) / float64(g.NLon)
	out := make([]float32, g.Len())
	for j := range g.NLat {
		y := float64(j) * perRow
		y0, y1 := clampRow(y-perRow/2, height), clampRow(y+perRow/2, height)
		for i := range g.NLon {
			x := float64(i)*perCol + float64(width)/2 // the image begins at 180 W
			x0 := int(math.Floor(x - perCol/2 + 0.5))
			x1 := max(x0+1, int(math.Floor(x+perCol/2+0.5)))
			sum := 0
			for r := y0; r < max(y1, y0+1); r++ {
				for c := x0; c < x1; c++ {
					sum += int(img.Pix[r*img.Stride+(c+width)%width])
				}
			}
			out[j*g.NLon+i] = float32(sum) / float32((max(y1, y0+1)-y0)*(x1-x0))
		}
	}
	return out
}

func clampRow(y float64, height int) int {
	return min(height-1, max(0, int(math.Floor(y+0.5))))
}
