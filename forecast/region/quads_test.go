package region

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

func projected(t testing.TB, text string, y, x []float64) *forecast.Grid {
	t.Helper()
	d, _, err := projection.FromPROJ(text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := projection.New(d)
	if err != nil {
		t.Fatal(err)
	}
	g, err := forecast.NewProjected(p, y, x)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func spaced(n int, first, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = first + float64(i)*step
	}
	return out
}

// meshOf makes a mesh of a grid's nodes.
func meshOf(t testing.TB, g *forecast.Grid) *forecast.Grid {
	t.Helper()
	var lat, lon []float64
	for r := range g.Rows() {
		for c := range g.Cols() {
			y, x := g.At(r, c)
			lat, lon = append(lat, y), append(lon, x)
		}
	}
	m, err := forecast.NewMesh(lat, lon, g.Cols())
	if err != nil {
		t.Fatal(err)
	}
	out, err := forecast.NewMeshGrid(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func cover(t testing.TB, g *forecast.Grid, area orb.MultiPolygon) (*Cells, float64) {
	t.Helper()
	c, err := Cover(g, area)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, w := range c.Weights {
		sum += w
	}
	return c, sum
}

// TestQuadsOfAPlainGrid: a grid of latitudes and longitudes about a pole that is not turned has the
// cells of one without projection.
func TestQuadsOfAPlainGrid(t *testing.T) {
	plain := grid(t, 40, 1, 11, 110, 11)
	turned := projected(t, "+proj=ob_tran +o_proj=longlat +lon_0=0 +o_lat_p=90 +o_lon_p=0 +R=6371000", spaced(11, 40, -1), spaced(11, 110, 1))
	for _, area := range []orb.MultiPolygon{
		box(112, 34, 113, 35), box(112.6, 34.6, 112.7, 34.7), box(119.5, 34.5, 121.5, 35.5), box(-248, 34, -247, 35), box(100, 20, 130, 50),
		{{{{112, 33}, {117, 32.2}, {118.1, 38.7}, {114, 36}, {112, 33}}, {{114, 34}, {116, 34}, {115, 35}, {114, 34}}}},
	} {
		want, sum := cover(t, plain, area)
		got, gotSum := cover(t, turned, area)
		if got.Window != want.Window || got.Count != want.Count || math.Abs(got.Covered-want.Covered) > 1e-4 || math.Abs(sum-gotSum) > 1e-4*sum {
			t.Errorf("%v: %+v %g, want %+v %g", area.Bound(), got.Window, gotSum, want.Window, sum)
			continue
		}
		for i, w := range want.Weights {
			if math.Abs(got.Weights[i]-w) > 4e-4*1e4 { // km² of a cell of 10,000: slanting sides are cut at other places
				t.Errorf("%v: weight %d is %g, want %g", area.Bound(), i, got.Weights[i], w)
			}
		}
	}
}

// TestQuadsOfProjections: cells of any grid that hold an area make it up, over the date line too, and
// one cell has the area that it has on the globe.
func TestQuadsOfProjections(t *testing.T) {
	f := func(g *forecast.Grid, area orb.MultiPolygon, within float64) {
		t.Helper()
		c, sum := cover(t, g, area)
		if math.Abs(sum-c.Area) > within*c.Area || c.Covered < 1-within {
			t.Errorf("%s: %d cells have %g of %g km²", g, c.Count, sum, c.Area)
		}
	}
	lambert := projected(t, "+proj=lcc +lat_0=35 +lon_0=105 +lat_1=30 +lat_2=60 +R=6371000", spaced(301, 1.5e6, -1e4), spaced(401, -2e6, 1e4))
	hill, err := shanghai(t).Find("Jiangsu")
	if err != nil {
		t.Fatal(err)
	}
	f(lambert, hill.Area, 1e-4)
	f(meshOf(t, lambert), hill.Area, 1e-4)
	pacific := projected(t, "+proj=lcc +lat_0=50 +lon_0=180 +lat_1=50 +lat_2=50 +R=6371000", spaced(101, 5e5, -1e4), spaced(101, -5e5, 1e4))
	f(pacific, orb.MultiPolygon{{{{177, 49}, {183, 49}, {183, 51}, {177, 51}, {177, 49}}}}, 1e-4)
	f(pacific, orb.MultiPolygon{{{{-183, 49}, {-177, 49}, {-177, 51}, {-183, 51}, {-183, 49}}}}, 1e-4)
	one, _ := cover(t, lambert, box(90, 20, 120, 45))
	lat, lon := lambert.At(150, 200)
	scale := 1e4 / secant(lambert, lat, lon)
	at := (150-one.Window.Row)*one.Window.Cols + 200 - one.Window.Col
	if got := one.Weights[at]; math.Abs(got-scale*scale/1e6) > 1e-3*got {
		t.Errorf("the middle cell has %g km², want %g", got, scale*scale/1e6)
	}
}

// secant gives how much longer a metre of the globe is on the plane, by the way from one node to the
// next.
func secant(g *forecast.Grid, lat, lon float64) float64 {
	other, east := g.At(150, 201)
	const degree = math.Pi / 180
	d := math.Hypot((other-lat)*degree, (east-lon)*degree*math.Cos(lat*degree)) * radius * 1000
	return 1e4 / d
}

// TestRoundThePole: a ring round a pole stands for all that lies beyond it, 2 π R² (1 − sin φ).
func TestRoundThePole(t *testing.T) {
	cap := func(lat float64) float64 {
		return 2 * math.Pi * radius * radius * (1 - math.Sin(math.Abs(lat)*math.Pi/180))
	}
	north := `{"type":"Polygon","coordinates":[[[0,75],[90,75],[180,75],[-90,75],[0,75]]]}`
	f := func(g *forecast.Grid, text string, want, within float64) {
		t.Helper()
		regions, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		c, sum := cover(t, g, regions[0].Area)
		if math.Abs(c.Area-want) > 1e-9*want || math.Abs(sum-want) > within*want {
			t.Errorf("%s: area %g, in cells %g, want %g", g, c.Area, sum, want)
		}
	}
	globe := grid(t, 90, 2, 91, 0, 180)
	f(globe, north, cap(75), 1e-9)
	f(globe, strings.ReplaceAll(north, "75", "-75"), cap(75), 1e-9)
	f(globe, `{"type":"Polygon","coordinates":[[[-180,75],[180,75],[180,90],[-180,90],[-180,75]]]}`, cap(75), 1e-9)
	polar := projected(t, "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229", spaced(161, 4e6, -5e4), spaced(161, -4e6, 5e4))
	f(polar, north, cap(75), 1e-3)
	f(meshOf(t, polar), north, cap(75), 1e-3)
	f(polar, `{"type":"Polygon","coordinates":[[[170,80],[-170,80],[-170,85],[170,85],[170,80]]]}`, surface(170, 80, 190, 85), 1e-3)
}

// TestOverTheDateLine: however it is written, it is the same area.
func TestOverTheDateLine(t *testing.T) {
	globe := grid(t, 90, 2, 91, 0, 180)
	for _, text := range []string{
		`[[[170,10],[190,10],[190,20],[170,20],[170,10]]]`, `[[[170,10],[-170,10],[-170,20],[170,20],[170,10]]]`, `[[[-190,10],[-170,10],[-170,20],[-190,20],[-190,10]]]`,
	} {
		regions, err := Parse([]byte(`{"type":"Polygon","coordinates":` + text + `}`))
		if err != nil {
			t.Fatal(err)
		}
		c, sum := cover(t, globe, regions[0].Area)
		if want := surface(170, 10, 190, 20); math.Abs(sum-want) > 1e-9*want || fmt.Sprintf("%+v", c.Window) != "{Row:35 Col:85 Rows:6 Cols:11}" {
			t.Errorf("%s: %g km² in %+v, want %g", text, sum, c.Window, want)
		}
	}
}

func TestSimple(t *testing.T) {
	f := func(coordinates, want string) {
		t.Helper()
		regions, err := Parse([]byte(`{"type":"Polygon","coordinates":` + coordinates + `}`))
		if err == nil {
			err = Simple(regions[0].Area)
		}
		if want == "" != (err == nil) || err != nil && (!strings.Contains(err.Error(), want) || forecast.KindOf(err) != forecast.Invalid) {
			t.Errorf("%s: %v, want %q", coordinates, err, want)
		}
	}
	f(`[[[0,0],[10,0],[10,10],[0,10],[0,0]]]`, "")
	f(`[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,4],[4,4],[4,2],[2,2]]]`, "")
	f(`[[[0,0],[10,0],[5,5],[10,10],[0,10],[5,5],[0,0]]]`, "") // touches itself
	f(`[[[0,0],[10,10],[10,0],[0,10],[0,0]]]`, "crosses itself near 5°E 5°N")
	f(`[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[8,2],[12,2],[12,4],[8,4],[8,2]]]`, "crosses itself")
	f(`[[[170,0],[-170,10],[-170,0],[170,10],[170,0]]]`, "crosses itself near 180°E 5°N")
	f(`[[[0,75],[120,75],[-120,75],[0,75]]]`, "")
	f(`[[[0,75],[120,75],[-120,75],[0,75],[120,70],[-120,70],[0,75]]]`, "more than once")
}

func BenchmarkCoverProjected(b *testing.B) {
	r, err := shanghai(b).Find("Jiangsu")
	if err != nil {
		b.Fatal(err)
	}
	lambert := projected(b, "+proj=lcc +lat_0=35 +lon_0=115 +lat_1=30 +lat_2=60 +R=6371000", spaced(1000, 1.25e6, -2500), spaced(1000, -1.25e6, 2500))
	for b.Loop() {
		if _, err := Cover(lambert, r.Area); err != nil {
			b.Fatal(err)
		}
	}
}
