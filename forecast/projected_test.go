package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fengtu/fengtu/forecast/projection"
)

func mustProject(t testing.TB, text string, y, x []float64) *Grid {
	t.Helper()
	d, _, err := projection.FromPROJ(text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := projection.New(d)
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewProjected(p, y, x)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const (
	arome   = "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000"
	polar   = "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229"
	rotated = "+proj=ob_tran +o_proj=longlat +lon_0=-2.5 +o_lat_p=37.5 +o_lon_p=0 +R=6371229"
)

// TestLocateNodes finds every node where it is, and the middle of each cell.
func TestLocateNodes(t *testing.T) {
	f := func(g *Grid) {
		t.Helper()
		for row := range g.Rows() {
			for col := range g.Cols() {
				lat, lon := g.At(row, col)
				p, ok := g.Locate(lat, lon+360)
				if !ok || p != (Place{Row: row, Col: col}) {
					t.Fatalf("node %d, %d at %v, %v is found at %+v, %v", row, col, lat, lon, p, ok)
				}
				y, x := g.Position(lat, lon)
				if math.Abs(y-float64(row)) > 1e-6 || math.Abs(x-float64(col)) > 1e-6 {
					t.Fatalf("node %d, %d has the position %v, %v", row, col, y, x)
				}
			}
		}
	}
	f(mustProject(t, arome, spaced(31, 131000, -2500), spaced(41, -698000, 2500)))
	f(mustProject(t, polar, spaced(41, 4e6, -2e5), spaced(41, -4e6, 2e5)))
	f(mustProject(t, rotated, spaced(21, 4.1, -0.4), spaced(11, 358.5, 0.35)))
	f(mustProject(t, rotated, []float64{4, 3, 1.5, -0.7}, []float64{-3, 0, 1}))
}

func TestLocateOutside(t *testing.T) {
	f := func(g *Grid, lat, lon float64, want bool) {
		t.Helper()
		if p, ok := g.Locate(lat, lon); ok != want {
			t.Errorf("%v, %v: %+v, %v", lat, lon, p, ok)
		}
	}
	g := mustProject(t, rotated, spaced(21, 4, -0.4), spaced(11, 358.25, 0.35))
	f(g, 52.5, -2.5, true)
	f(g, 52.5, 357.5, true)
	f(g, 52.5, 5, false)
	f(g, -52.5, 177.5, false)
	f(g, math.NaN(), 0, false)
	f(g, 92, 0, false)
	lat, lon := g.At(0, 0) // spelt with six decimals an edge node is still on the grid
	f(g, math.Round(lat*1e6)/1e6, math.Round(lon*1e6)/1e6, true)
	f(mustProject(t, arome, spaced(31, 131000, -2500), spaced(41, -698000, 2500)), -90, 0, false)
}

func TestProjectedBounds(t *testing.T) {
	f := func(name string, g *Grid, want [4]float64) {
		t.Helper()
		for i, v := range g.Bounds() {
			if math.Abs(v-want[i]) > 1e-3 {
				t.Errorf("%s: %v, want %v", name, g.Bounds(), want)
				return
			}
		}
	}
	// Corners by GDAL 3.6's gdaltransform.
	f("Lambert", mustProject(t, arome, spaced(151, 144000, -2500), spaced(141, -698000, 2500)), [4]float64{0.768315, 60.299728, 8.585700, 64.119960})
	f("with the pole", mustProject(t, polar, spaced(41, 4e6, -2e5), spaced(41, -4e6, 2e5)), [4]float64{-180, 39.108788, 180, 90})
	f("across the date line", mustProject(t, "+proj=merc +lon_0=180 +R=6371000", spaced(11, 1e6, -2e5), spaced(11, -1e6, 2e5)), [4]float64{171.0068, -8.9562, 188.9932, 8.9562})
}

// TestDirections compares the turn of the x axis with what the formulas of the projections say.
func TestDirections(t *testing.T) {
	f := func(g *Grid, angle func(lat, lon float64) float64) {
		t.Helper()
		for row := range g.Rows() {
			for col := range g.Cols() {
				lat, lon := g.At(row, col)
				sin, cos := math.Sincos(angle(lat, lon) * math.Pi / 180)
				x, y := g.Directions(row, col)
				if math.Abs(x[0]-cos) > 1e-6 || math.Abs(x[1]-sin) > 1e-6 || math.Abs(y[0]+sin) > 1e-6 || math.Abs(y[1]-cos) > 1e-6 {
					t.Fatalf("at %v, %v x grows along %v and y along %v, not turned by %v°", lat, lon, x, y, angle(lat, lon))
				}
			}
		}
	}
	// A cone turns by its constant times the distance from its meridian.
	f(mustProject(t, arome, spaced(11, 131000, -25000), spaced(11, -698000, 25000)), func(_, lon float64) float64 {
		return -math.Sin(63*math.Pi/180) * (lon - 15)
	})
	f(mustProject(t, polar, spaced(6, 4e6, -15e5), spaced(6, -4e6, 15e5)), func(_, lon float64) float64 { return -(lon + 45) })
	// About a rotated pole by the angle between the ways to the two poles (spherical trigonometry).
	f(mustProject(t, rotated, spaced(6, 4, -1.5), spaced(6, -2, 0.9)), func(lat, lon float64) float64 {
		pole, d := 37.5*math.Pi/180, (lon-177.5)*math.Pi/180
		phi := lat * math.Pi / 180
		return math.Atan2(math.Sin(d)*math.Cos(pole), math.Cos(phi)*math.Sin(pole)-math.Sin(phi)*math.Cos(pole)*math.Cos(d)) * 180 / math.Pi
	})
	x, y := mustGrid(t, spaced(3, 1, -1), spaced(3, 0, 1)).Directions(1, 1)
	if x != [2]float64{1, 0} || y != [2]float64{0, 1} {
		t.Errorf("a plain grid has %v, %v", x, y)
	}
}

func TestProjectedEqual(t *testing.T) {
	y, x := spaced(31, 131000, -2500), spaced(41, -698000, 2500)
	g := mustProject(t, arome, y, x)
	f := func(o *Grid, want bool) {
		t.Helper()
		if g.Equal(o) != want || o.Equal(g) != want {
			t.Errorf("equal: %v", !want)
		}
	}
	f(mustProject(t, arome+" +x_0=0", y, x), true)
	f(mustProject(t, "+proj=lcc +lat_0=63 +lon_0=15.001 +lat_1=63 +lat_2=63 +R=6371000", y, x), false)
	f(mustProject(t, arome, y, spaced(41, -698010, 2500)), false)
	if plain := mustGrid(t, spaced(31, 60, -1), spaced(41, 0, 1)); plain.Equal(g) || g.Equal(plain) {
		t.Error("a plain grid equals a projected one")
	}
}

func TestProjectedRefused(t *testing.T) {
	p := mustProject(t, arome, []float64{1, 0}, []float64{0, 1}).Projection
	for _, c := range [][2][]float64{{{0, 1}, {0, 1}}, {{1, 0}, {1, 0}}, {{}, {1}}, {{1, math.NaN()}, {0, 1}}, {{1, 0}, {0, 0}}} {
		if _, err := NewProjected(p, c[0], c[1]); KindOf(err) != Invalid || err == nil {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// meshOf gives the mesh of a grid's nodes.
func meshOf(t testing.TB, g *Grid) *Grid {
	t.Helper()
	var lats, lons []float64
	for row := range g.Rows() {
		for col := range g.Cols() {
			lat, lon := g.At(row, col)
			lats, lons = append(lats, lat), append(lons, lon)
		}
	}
	m, err := NewMesh(lats, lons, g.Cols())
	if err != nil {
		t.Fatal(err)
	}
	out, err := NewMeshGrid(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestMesh finds the same places on a projection and on the mesh of its nodes, as far as its cells
// are straight.
func TestMesh(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	f := func(g *Grid, limit float64) {
		t.Helper()
		m := meshOf(t, g)
		found := 0
		for range 3000 {
			y, x := random.Float64()*float64(g.Rows()+1)-1, random.Float64()*float64(g.Cols()+1)-1
			lat, lon := g.Projection.Inverse(g.X.Values()[0]+x*g.X.step, g.Y.Values()[0]+y*g.Y.step)
			row, col := m.Position(lat, lon)
			switch {
			case y > 0.01 && y < float64(g.Rows())-1.01 && x > 0.01 && x < float64(g.Cols())-1.01:
				found++
				if !(math.Abs(row-y) < limit && math.Abs(col-x) < limit) {
					t.Fatalf("%v, %v is at %v, %v on the mesh, %v, %v by the projection", lat, lon, row, col, y, x)
				}
			case (y < -0.01 || y > float64(g.Rows())-0.99 || x < -0.01 || x > float64(g.Cols())-0.99) && !math.IsNaN(row):
				t.Fatalf("%v, %v is off the grid and at %v, %v on the mesh", lat, lon, row, col)
			}
		}
		if found < 2000 {
			t.Errorf("only %d places lie on the grid", found)
		}
		for row := range g.Rows() {
			for col := range g.Cols() {
				lat, lon := g.At(row, col)
				if p, ok := m.Locate(lat, lon); !ok || p != (Place{Row: row, Col: col}) {
					t.Fatalf("node %d, %d is found at %+v, %v", row, col, p, ok)
				}
			}
		}
		ex, ey := g.Directions(5, 7)
		mx, my := m.Directions(5, 7)
		if math.Hypot(ex[0]-mx[0], ex[1]-mx[1]) > 1e-3 || math.Hypot(ey[0]+my[0], ey[1]+my[1]) > 1e-3 { // rows count down
			t.Errorf("directions %v %v, on the mesh %v %v", ex, ey, mx, my)
		}
		if !m.Equal(meshOf(t, g)) || m.Equal(g) {
			t.Error("a mesh does not equal itself, or equals a projection")
		}
	}
	f(mustProject(t, arome, spaced(61, 131000, -2500), spaced(81, -698000, 2500)), 1e-3)
	f(mustProject(t, polar, spaced(81, 4e5, -1e4), spaced(81, -4e5, 1e4)), 1e-3) // the pole in its middle
	f(mustProject(t, "+proj=merc +lon_0=180 +R=6371000", spaced(31, 1e5, -1e4), spaced(41, -1e5, 1e4)), 1e-3)
}

// TestMeshInverse holds that Forward undoes Inverse, on a mesh that is bent and twisted.
func TestMeshInverse(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const rows, cols = 23, 37
	var lats, lons []float64
	for j := range rows {
		for i := range cols {
			a := float64(i)*0.3 + float64(j)*0.1
			lats = append(lats, 85-float64(j)*0.5+0.1*math.Sin(a)+random.Float64()*0.05)
			lons = append(lons, 170+float64(i)*2+0.4*math.Cos(a)+random.Float64()*0.1)
		}
	}
	m, err := NewMesh(lats, lons, cols)
	if err != nil {
		t.Fatal(err)
	}
	for range 5000 {
		x, y := random.Float64()*(cols-1), random.Float64()*(rows-1)
		gotX, gotY := m.Forward(m.Inverse(x, y))
		if !(math.Abs(gotX-x) < 1e-7 && math.Abs(gotY-y) < 1e-7) {
			t.Fatalf("%v, %v comes back as %v, %v", x, y, gotX, gotY)
		}
	}
}

// TestMeshAround takes a mesh round the globe across its seam, with a hole in it.
func TestMeshAround(t *testing.T) {
	const rows, cols = 15, 36
	var lats, lons []float64
	for j := range rows {
		for i := range cols {
			lats = append(lats, 70-float64(j)*10)
			lons = append(lons, 73+float64(i)*10)
		}
	}
	lats[5*cols+3], lons[5*cols+3] = math.NaN(), math.NaN()
	m, err := NewMesh(lats, lons, cols)
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewMeshGrid(m)
	if err != nil {
		t.Fatal(err)
	}
	if b := g.Bounds(); b != [4]float64{-180, -70, 180, 70} || !g.X.Periodic() {
		t.Errorf("bounds %v, periodic %v", b, g.X.Periodic())
	}
	p, ok := g.Locate(70, 68)
	if !ok || p.Col != cols-1 || math.Abs(p.X-0.5) > 1e-9 {
		t.Errorf("across the seam: %+v, %v", p, ok)
	}
	if _, ok := g.Locate(21, 104); ok {
		t.Error("a place beside the missing node is found")
	}
	if _, ok := g.Locate(5, 104); !ok {
		t.Error("a place near the missing node is lost")
	}
	if o, ok := g.Overview(); ok {
		t.Errorf("a small mesh has an overview of %d columns", o.Cols())
	}
}

func TestMeshRefused(t *testing.T) {
	nan := math.NaN()
	f := func(lat, lon []float64, cols int) {
		t.Helper()
		if _, err := NewMesh(lat, lon, cols); KindOf(err) != Invalid || err == nil {
			t.Errorf("%v, %v: %v", lat, lon, err)
		}
	}
	f([]float64{1, 1}, []float64{0, 1}, 2)
	f([]float64{1, 1, 0}, []float64{0, 1, 0}, 2)
	f([]float64{1, 1, 0, 0}, []float64{0, 1, 0}, 2)
	f([]float64{91, 91, 0, 0}, []float64{0, 1, 0, 1}, 2)
	f([]float64{nan, 1, 0, 0}, []float64{nan, 1, 0, 1}, 2)
	f([]float64{1, 1, 0, 0}, []float64{0, math.Inf(1), 0, 1}, 2)
}

// TestMeshOverview reads a thinned mesh as the projection it is.
func TestMeshOverview(t *testing.T) {
	m := meshOf(t, mustProject(t, arome, spaced(301, 131000, -2500), spaced(281, -698000, 2500)))
	o, ok := m.Overview()
	if !ok || o.Rows() != 76 || o.Cols() != 71 {
		t.Fatalf("%d × %d, %v", o.Rows(), o.Cols(), ok)
	}
	a, b := m.At(8, 12)
	if c, d := o.At(2, 3); a != c || b != d || o.Bounds() != m.Bounds() {
		t.Errorf("node %v, %v, want %v, %v", c, d, a, b)
	}
	if p, ok := o.Locate(a, b); !ok || p != (Place{Row: 2, Col: 3}) {
		t.Errorf("%+v", p)
	}
}

func BenchmarkLocate(b *testing.B) {
	lambert := mustProject(b, arome, spaced(1001, 131000, -2500), spaced(1001, -698000, 2500))
	f := func(name string, g *Grid, lat, lon float64) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, ok := g.Locate(lat, lon); !ok {
					b.Fatal("outside")
				}
			}
		})
	}
	f("plain", mustGrid(b, spaced(721, 90, -0.25), spaced(1440, 0, 0.25)), 39.9, 116.4)
	lat, lon := lambert.At(500, 510)
	f("Lambert", lambert, lat+0.001, lon+0.001)
	f("mesh", meshOf(b, lambert), lat+0.001, lon+0.001)
}
