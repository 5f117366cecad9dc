package tiles

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// gdalLines gives the lines of testdata/contour-pressure.json.gz by value, as places on the map one
// wide, in tiles of zoom z.
func gdalLines(t *testing.T, z int) map[float64][][][2]float64 {
	t.Helper()
	data, err := os.ReadFile("testdata/contour-pressure.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]float64
	if err := json.Unmarshal(unzip(t, data), &lines); err != nil {
		t.Fatal(err)
	}
	out := map[float64][][][2]float64{}
	world := math.Exp2(float64(z))
	for _, l := range lines {
		var line [][2]float64
		for i := 1; i < len(l); i += 2 {
			y := (1 - math.Asinh(math.Tan(l[i+1]*degree))/math.Pi) / 2 * world
			line = append(line, [2]float64{(l[i] + 180) / 360 * world, y})
		}
		out[l[0]] = append(out[l[0]], line)
	}
	return out
}

// away gives how far a place is from lines.
func away(p [2]float64, lines [][][2]float64) float64 {
	best := math.Inf(1)
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			f := 0.0
			if n := dx*dx + dy*dy; n > 0 {
				f = math.Max(0, math.Min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/n))
			}
			best = math.Min(best, math.Hypot(p[0]-a[0]-f*dx, p[1]-a[1]-f*dy))
		}
	}
	return best
}

// TestIsolinesAgainstGDAL gives the Hausdorff distance between our lines and those of gdal_contour on
// the same field, in cells of its grid: there is none where it draws none, and the other way round.
// GDAL joins where a line crosses the sides of cells; ours bends between them.
func TestIsolinesAgainstGDAL(t *testing.T) {
	g, err := forecast.NewGrid(axis(60, -0.4, 76), axis(170, 0.4, 51))
	if err != nil {
		t.Fatal(err)
	}
	field := memory{layer: layer(t, "pressure_msl"), grid: g, values: readFloats(t, "gdal-pressure-nodes")}
	f := func(tile maptile.Tile, tolerance float64) {
		t.Helper()
		theirs := gdalLines(t, int(tile.Z))
		world := math.Exp2(float64(tile.Z))
		cellSize := 0.4 / 360 * world
		inside := func(p [2]float64) bool { // the tile, a cell within the hull of the nodes
			x, y := p[0]-float64(tile.X), p[1]-float64(tile.Y)
			lon := p[0]/world*360 - 180
			lat := math.Atan(math.Sinh(math.Pi*(1-2*p[1]/world))) / degree
			return x >= 0 && x <= 1 && y >= 0 && y <= 1 && lon > 170.4 && lon < 189.6 && lat < 59.6 && lat > 30.4
		}
		ours := map[float64][][][2]float64{}
		for _, feature := range drawVectors(t, Vectors{Interval: 200}, field, tile)[isolineLayer].features {
			v := feature.properties["value"].(float64)
			for _, part := range feature.parts {
				var line [][2]float64
				for _, p := range part {
					line = append(line, [2]float64{float64(tile.X) + float64(p.x)/extent, float64(tile.Y) + float64(p.y)/extent})
				}
				ours[v] = append(ours[v], line)
			}
		}
		worst, sum, points := 0.0, 0.0, 0
		measure := func(from, to map[float64][][][2]float64) {
			for v, lines := range from {
				for _, line := range lines {
					for _, p := range line {
						if inside(p) {
							d := away(p, to[v]) / cellSize
							worst, sum, points = math.Max(worst, d), sum+d, points+1
						}
					}
				}
			}
		}
		measure(ours, theirs)
		measure(theirs, ours)
		t.Logf("%v: %d points, %.3f cells away at most, %.4f on average", tile, points, worst, sum/float64(points))
		if points < 100 || worst > tolerance {
			t.Errorf("%v: %d points, %.3f cells away at most, want %g", tile, points, worst, tolerance)
		}
	}
	f(maptile.New(31, 11, 5), 0.3)
	f(maptile.New(15, 5, 4), 0.3)
	f(maptile.New(126, 44, 7), 0.3)
}
