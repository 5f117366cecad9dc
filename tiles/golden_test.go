package tiles

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb/maptile"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a PNG with testdata/name.png, pixel by pixel.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g, w := decode(t, got), decode(t, data)
	if g.Bounds() != w.Bounds() {
		t.Fatalf("%s is %v, want %v", name, g.Bounds(), w.Bounds())
	}
	differ := 0
	for y := range g.Bounds().Dy() {
		for x := range g.Bounds().Dx() {
			if color.NRGBAModel.Convert(g.At(x, y)) != color.NRGBAModel.Convert(w.At(x, y)) {
				differ++
			}
		}
	}
	if differ > 0 {
		t.Errorf("%s: %d pixels differ from %s; go test -update writes it anew", name, differ, path)
	}
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestGoldenTiles(t *testing.T) {
	f := func(name string, field memory, tile maptile.Tile, size int) {
		t.Helper()
		got, err := PNG(t.Context(), field, tile, size)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, got)
	}
	gusts := on(t, "wind_gusts", axis(45, -0.25, 101), axis(100, 0.25, 141), func(_, _ float64) float64 { return 0 })
	gusts.values = readFloats(t, "gdal-gusts-nodes")
	f("tile-gusts-inside", gusts, maptile.New(51, 25, 6), Size)
	f("tile-gusts-regional", gusts, maptile.New(6, 3, 3), Size)
	f("tile-gusts-512", gusts, maptile.New(25, 12, 5), 512)
	sea := on(t, "pressure_msl", axis(60, -0.4, 76), axis(170, 0.4, 51), func(_, _ float64) float64 { return 0 })
	sea.values = readFloats(t, "gdal-pressure-nodes")
	f("tile-pressure-two-pieces", sea, maptile.New(0, 0, 0), Size)
	wind := on(t, "wind_u_component_10m", axis(87, -6, 30), axis(0, 6, 60), func(_, _ float64) float64 { return 0 })
	wind.values = readFloats(t, "gdal-wind-nodes")
	f("tile-wind-world", wind, maptile.New(0, 0, 0), Size)
}

func TestEmptyTilesAreShared(t *testing.T) {
	field := on(t, "precipitation", axis(40, -1, 31), axis(90, 1, 31), func(_, _ float64) float64 { return 0 })
	f := func(tile maptile.Tile, size int) []byte {
		t.Helper()
		got, err := PNG(t.Context(), field, tile, size)
		if err != nil {
			t.Fatal(err)
		}
		img := decode(t, got)
		if _, _, _, a := img.At(size/2, size/2).RGBA(); a != 0 || img.Bounds().Dx() != size {
			t.Errorf("tile %v of %d pixels is not empty: %v", tile, size, img.Bounds())
		}
		return got
	}
	dry, elsewhere := f(maptile.New(24, 13, 5), Size), f(maptile.New(0, 0, 5), Size)
	if &dry[0] != &elsewhere[0] {
		t.Error("empty tiles have bytes of their own")
	}
	f(maptile.New(24, 13, 5), 512)
}
