package tiles

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// cubicExact gives a pixel's value by Catmull and Rom's weights in double precision at its exact place.
// Nodes beyond the edge lie on the straight line through the two before them.
func cubicExact(f memory, lat, lon float64) float64 {
	row, col := f.grid.Position(lat, lon)
	rows, cols := f.grid.Rows(), f.grid.Cols()
	var node func(r, c int) float64
	node = func(r, c int) float64 {
		if f.grid.X.Periodic() {
			c = (c + cols) % cols
		}
		switch {
		case r < 0:
			return 2*node(r+1, c) - node(r+2, c)
		case r >= rows:
			return 2*node(r-1, c) - node(r-2, c)
		case c < 0:
			return 2*node(r, c+1) - node(r, c+2)
		case c >= cols:
			return 2*node(r, c-1) - node(r, c-2)
		}
		return float64(f.values[r*cols+c])
	}
	weights := func(t float64) [4]float64 {
		return [4]float64{
			(-t*t*t + 2*t*t - t) / 2, (3*t*t*t - 5*t*t + 2) / 2, (-3*t*t*t + 4*t*t + t) / 2, (t*t*t - t*t) / 2,
		}
	}
	r, c := math.Floor(row), math.Floor(col)
	across, down := weights(col-c), weights(row-r)
	sum := 0.0
	for j, wy := range down {
		for i, wx := range across {
			sum += wy * wx * node(int(r)+j-1, int(c)+i-1)
		}
	}
	return sum
}

// TestWarpCubic holds cubic interpolation on grids with a projection, in the grid's own coordinates.
func TestWarpCubic(t *testing.T) {
	f := func(what string, g *forecast.Grid, tile maptile.Tile) {
		t.Helper()
		field := smooth(t, "temperature_2m", g)
		got, line := make([]float32, Size*Size), make([]float32, Size*Size)
		for kernel, dst := range map[Kernel][]float32{Cubic: got, Bilinear: line} {
			if err := kernel.Values(t.Context(), field, tile, Size, dst); err != nil {
				t.Fatal(err)
			}
		}
		pixels := pixelsOf(tile, Size)
		worst, n := 0.0, 0
		for i, v := range got {
			if (v != v) != (line[i] != line[i]) {
				t.Fatalf("%s: pixel %d is %g, bilinearly %g", what, i, v, line[i])
			}
			lat, lon := pixels.lat(i/Size), pixels.lon(i%Size)
			if row, col := g.Position(lat, lon); v == v && row >= 0 && row <= float64(g.Rows()-1) && (g.X.Periodic() || col >= 0 && col <= float64(g.Cols()-1)) {
				worst, n = max(worst, math.Abs(float64(v)-cubicExact(field, lat, lon))), n+1
			}
		}
		if n < 1000 || worst > 0.06 { // the field changes by up to two a cell; a place may be off by a fiftieth
			t.Errorf("%s: %d pixels, off by %.3g", what, n, worst)
		}
	}
	lambert := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -1e4, 251), axis(-1.25e6, 1e4, 251))
	turn := projected(t, "+proj=ob_tran +o_proj=longlat +lon_0=15 +o_lat_p=27 +o_lon_p=0", axis(90, -1, 181), axis(-180, 1, 360))
	f("Lambert", lambert, maptile.New(34, 17, 6))
	f("Lambert, edge", lambert, maptile.New(8, 4, 4))
	f("rotated, round the globe", turn, maptile.New(14, 4, 4))
	f("rotated, its seam", turn, maptile.New(0, 1, 2))
	f("rotated, the whole", turn, maptile.New(0, 0, 0))
	f("mesh", meshOf(t, lambert), maptile.New(34, 17, 6))
}

// TestWarpCubicBounded keeps amounts within those of the nodes around.
func TestWarpCubicBounded(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -1e4, 251), axis(-1.25e6, 1e4, 251))
	field := memory{layer: layer(t, "precipitation"), grid: g, values: make([]float32, g.Size())}
	for i := range field.values {
		field.values[i] = float32(i / 3 % 2 * 10)
	}
	got := make([]float32, Size*Size)
	if err := Cubic.Values(t.Context(), field, maptile.New(34, 17, 6), Size, got); err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		if v < 0 || v > 10 {
			t.Fatalf("pixel %d has %g mm", i, v)
		}
	}
}
