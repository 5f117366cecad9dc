package tiles

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// smooth is a field that changes by about one from node to node, so that a place that is off by a
// fiftieth of a cell is off by about as much.
func smooth(t testing.TB, name string, g *forecast.Grid) memory {
	t.Helper()
	values := make([]float32, g.Size())
	for i := range values {
		row, col := float64(i/g.Cols()), float64(i%g.Cols())
		values[i] = float32(20*math.Sin(row/20) + 20*math.Cos(col/float64(g.Cols())*2*math.Pi*5))
	}
	return memory{layer: layer(t, name), grid: g, values: values}
}

// exact gives the value at a pixel by the grid's own Locate, without any shortcut.
func exact(f memory, tile maptile.Tile, x, y, size int) float32 {
	pixels := pixelsOf(tile, size)
	p, ok := f.grid.Locate(pixels.lat(y), pixels.lon(x))
	if !ok {
		return float32(math.NaN())
	}
	at := func(row, col int) float64 { return float64(f.values[row*f.grid.Cols()+col%f.grid.Cols()]) }
	row := func(row int) float64 {
		v := at(row, p.Col)
		if p.X > 0 {
			v += (at(row, p.Col+1) - v) * p.X
		}
		return v
	}
	v := row(p.Row)
	if p.Y > 0 {
		v += (row(p.Row+1) - v) * p.Y
	}
	return float32(v)
}

func TestWarpIsExact(t *testing.T) {
	f := func(name string, g *forecast.Grid, tile maptile.Tile, size int) {
		t.Helper()
		field := smooth(t, "temperature_2m", g)
		got := make([]float32, size*size)
		if err := Values(t.Context(), field, tile, size, got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		worst, present, lost, gained := 0.0, 0, 0, 0
		for i, v := range got {
			want := exact(field, tile, i%size, i/size, size)
			switch {
			case v == v && want == want:
				present++
				worst = max(worst, math.Abs(float64(v-want)))
			case v != v && want == want:
				lost++
			case v == v:
				gained++
			}
		}
		t.Logf("%s: %d pixels, off by %.3f, %d lost and %d gained at the edge", name, present, worst, lost, gained)
		// Along the edge a pixel may fall to the other side by the fiftieth of a cell.
		if present == 0 || worst > 0.25 || lost+gained > 8+present/100 {
			t.Errorf("%s: %d pixels, off by %v, %d lost and %d gained", name, present, worst, lost, gained)
		}
	}
	lambert := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -1e4, 251), axis(-1.25e6, 1e4, 251))
	polar := projected(t, "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229", axis(5e6, -4e4, 251), axis(-5e6, 4e4, 251))
	turn := projected(t, "+proj=ob_tran +o_proj=longlat +lon_0=15 +o_lat_p=27 +o_lon_p=0", axis(90, -1, 181), axis(-180, 1, 360))
	pacific := projected(t, "+proj=lcc +lat_0=30 +lon_0=180 +lat_1=30 +lat_2=50 +R=6371000", axis(3e6, -3e4, 201), axis(-3e6, 3e4, 201))
	f("whole world", lambert, maptile.New(0, 0, 0), Size)
	f("edge", lambert, maptile.New(8, 4, 4), Size)
	f("inside", lambert, maptile.New(34, 17, 6), Size)
	f("odd size", lambert, maptile.New(34, 17, 6), 100)
	f("one pixel", lambert, maptile.New(138, 70, 8), 1)
	f("pole, world", polar, maptile.New(0, 0, 0), Size)
	f("pole", polar, maptile.New(3, 0, 3), Size)
	f("pole, across the date line", polar, maptile.New(0, 1, 3), Size)
	f("round the globe", turn, maptile.New(0, 0, 0), Size)
	f("round the globe, its seam", turn, maptile.New(0, 1, 2), Size)
	f("round the globe, east", turn, maptile.New(14, 4, 4), Size)
	f("date line, west", pacific, maptile.New(15, 6, 4), Size)
	f("date line, east", pacific, maptile.New(0, 6, 4), Size)
	f("date line, world", pacific, maptile.New(0, 0, 0), Size)
	f("mesh", meshOf(t, lambert), maptile.New(34, 17, 6), Size)
	f("mesh, edge", meshOf(t, lambert), maptile.New(8, 4, 4), Size)
	f("mesh across the date line", meshOf(t, pacific), maptile.New(0, 6, 4), Size)
	f("mesh with the pole", meshOf(t, polar), maptile.New(3, 0, 3), Size)
}

// TestWarpMissing leaves out the pixels beside a missing node, and no others.
func TestWarpMissing(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -1e4, 251), axis(-1.25e6, 1e4, 251))
	field := smooth(t, "temperature_2m", g)
	for i := range 40 {
		field.values[(100+i)*251+120] = float32(math.NaN())
	}
	tile := maptile.New(34, 17, 6)
	got := make([]float32, Size*Size)
	if err := Values(t.Context(), field, tile, Size, got); err != nil {
		t.Fatal(err)
	}
	missing, wrong := 0, 0
	for i, v := range got {
		want := exact(field, tile, i%Size, i/Size, Size)
		if want != want {
			missing++
		}
		if (v != v) != (want != want) {
			wrong++
		}
	}
	if missing < 100 || wrong > missing/20 {
		t.Errorf("%d pixels are missing, %d wrongly so or not", missing, wrong)
	}
}

// TestWarpNearest gives pixels the values of nodes, each of the one that is nearest in rows and
// columns.
func TestWarpNearest(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -1e4, 251), axis(-1.25e6, 1e4, 251))
	field := smooth(t, "temperature_2m", g)
	tile := maptile.New(34, 17, 6)
	got := make([]float32, Size*Size)
	if err := Nearest.Values(t.Context(), field, tile, Size, got); err != nil {
		t.Fatal(err)
	}
	pixels := pixelsOf(tile, Size)
	other := 0
	for i, v := range got {
		p, ok := g.Locate(pixels.lat(i/Size), pixels.lon(i%Size))
		if !ok || v != v {
			t.Fatalf("pixel %d is missing", i)
		}
		if v != field.values[(p.Row+int(math.Round(p.Y)))*g.Cols()+p.Col+int(math.Round(p.X))] {
			other++
		}
	}
	if other > len(got)/20 { // halfway between nodes a fiftieth of a cell decides
		t.Errorf("%d of %d pixels have another node's value", other, len(got))
	}
}

// TestWarpDirections interpolates directions as vectors here too.
func TestWarpDirections(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1e5, -1e4, 21), axis(-1e5, 1e4, 21))
	field := memory{layer: layer(t, "wave_direction"), grid: g, values: make([]float32, g.Size())}
	for i := range field.values {
		field.values[i] = float32((350 + 20*(i%2)) % 360) // columns of 350° and 10°
	}
	got := make([]float32, 16*16)
	if err := Values(t.Context(), field, maptile.New(554, 283, 10), 16, got); err != nil {
		t.Fatal(err)
	}
	for _, v := range got {
		if v == v && v > 10.01 && v < 349.99 {
			t.Fatalf("between 350° and 10° there is %v°", v)
		}
	}
}

func TestWarpOffTheGrid(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1e5, -1e4, 21), axis(-1e5, 1e4, 21))
	field := smooth(t, "temperature_2m", g)
	field.read = new(windowLog)
	got := make([]float32, Size*Size)
	if err := Values(t.Context(), field, maptile.New(0, 0, 4), Size, got); err != nil {
		t.Fatal(err)
	}
	if len(*field.read) > 0 || got[0] == got[0] {
		t.Errorf("read %v, first pixel %v", *field.read, got[0])
	}
}

func TestProjectedLOD(t *testing.T) {
	g := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -2500, 1000), axis(-1.25e6, 2500, 1000))
	o, ok := g.Overview()
	if !ok {
		t.Fatal("no overview")
	}
	// A cell of 2.5 km is 0.0495° of longitude at 63° north, one of the overview 0.198°; a pixel of zoom 3
	// is 0.176°.
	for z, want := range map[int]int{2: 1, 3: 1, 4: 0, 6: 0, 9: 0} {
		if got := LOD([]*forecast.Grid{g, o}, z, Size); got != want {
			t.Errorf("zoom %d: level %d, want %d", z, got, want)
		}
	}
}
