//go:build ignore

// Gen_land rasterises the land of a world-atlas TopoJSON file (Natural Earth,
// public domain) to land.png: 2880 x 1440 pixels of 0.125 degrees, row 0 in the
// north, column 0 east of 180 W, white where the pixel's centre is land.
//
//	go run gen_land.go countries-50m.json
package main

import (
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
	"slices"
)

const width, height = 2880, 1440

type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Land struct {
			Geometries []struct{ Arcs [][][]int }
		}
	}
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var t topology
	if err := json.Unmarshal(data, &t); err != nil {
		log.Fatal(err)
	}
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Black, color.White})
	for _, g := range t.Objects.Land.Geometries {
		for _, polygon := range g.Arcs {
			for _, ring := range polygon {
				fill(img, unwrap(t.ring(ring)))
			}
		}
	}
	out, err := os.Create("land.png")
	if err != nil {
		log.Fatal(err)
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(out, img); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
}

// ring joins arcs (a complement means backwards) to points in pixels.
func (t *topology) ring(arcs []int) [][2]float64 {
	var out [][2]float64
	for _, i := range arcs {
		back := i < 0
		if back {
			i = ^i
		}
		var x, y float64
		line := make([][2]float64, 0, len(t.Arcs[i]))
		for _, d := range t.Arcs[i] {
			x, y = x+d[0], y+d[1]
			lon := x*t.Transform.Scale[0] + t.Transform.Translate[0]
			lat := y*t.Transform.Scale[1] + t.Transform.Translate[1]
			line = append(line, [2]float64{(lon + 180) * 8, (90 - lat) * 8})
		}
		if back {
			slices.Reverse(line)
		}
		out = append(out, line...)
	}
	return out
}

// unwrap undoes jumps across 180 degrees, and leads a ring around the south pole
// along the lower edge.
func unwrap(ring [][2]float64) [][2]float64 {
	for i := 1; i < len(ring); i++ {
		for ring[i][0]-ring[i-1][0] > width/2 {
			ring[i][0] -= width
		}
		for ring[i][0]-ring[i-1][0] < -width/2 {
			ring[i][0] += width
		}
	}
	first, last := ring[0][0], ring[len(ring)-1][0]
	if last-first > width/2 || first-last > width/2 {
		ring = append(ring, [2]float64{last, height + 1}, [2]float64{first, height + 1})
	}
	return ring
}

// fill inverts the pixels inside the ring, so that holes come out right.
func fill(img *image.Paletted, ring [][2]float64) {
	for r := range height {
		y := float64(r) + 0.5
		var xs []float64
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a[1] <= y) != (b[1] <= y) {
				xs = append(xs, a[0]+(y-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
		slices.Sort(xs)
		for i := 0; i+1 < len(xs); i += 2 {
			for x := int(math.Ceil(xs[i] - 0.5)); float64(x)+0.5 <= xs[i+1]; x++ {
				img.Pix[r*img.Stride+((x%width)+width)%width] ^= 1
			}
		}
	}
}
