package region

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"github.com/fengtu/fengtu/forecast"
)

func grid(t testing.TB, north, step float64, rows int, west float64, cols int) *forecast.Grid {
	t.Helper()
	var lat, lon []float64
	for i := range rows {
		lat = append(lat, north-step*float64(i))
	}
	for i := range cols {
		lon = append(lon, west+step*float64(i))
	}
	g, err := forecast.NewGrid(lat, lon)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func box(west, south, east, north float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}}
}

// cap gives the area between two parallels and two meridians in km².
func surface(west, south, east, north float64) float64 {
	const rad = math.Pi / 180
	return radius * radius * (east - west) * rad * (math.Sin(north*rad) - math.Sin(south*rad))
}

func TestCover(t *testing.T) {
	f := func(g *forecast.Grid, area orb.MultiPolygon, want string, covered float64, weights ...float64) {
		t.Helper()
		c, err := Cover(g, area)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%+v", c.Window); got != want || math.Abs(c.Covered-covered) > 1e-9 {
			t.Errorf("%v: window %s, want %s; covered %g", area.Bound(), got, want, c.Covered)
		}
		for i, w := range weights {
			if math.Abs(c.Weights[i]-w) > 1e-6*(1+w) {
				t.Errorf("%v: weights %v, want %v", area.Bound(), c.Weights, weights)
				break
			}
		}
	}
	east := grid(t, 40, 1, 11, 110, 11) // 40 to 30 N, 110 to 120 E
	f(east, box(112, 34, 113, 35), "{Row:5 Col:2 Rows:2 Cols:2}", 1,
		surface(112, 34.5, 112.5, 35), surface(112.5, 34.5, 113, 35), surface(112, 34, 112.5, 34.5), surface(112.5, 34, 113, 34.5))
	f(east, box(112.6, 34.6, 112.7, 34.7), "{Row:5 Col:3 Rows:1 Cols:1}", 1, surface(112.6, 34.6, 112.7, 34.7))
	f(east, box(472.6, 34.6, 472.7, 34.7), "{Row:5 Col:3 Rows:1 Cols:1}", 1, surface(112.6, 34.6, 112.7, 34.7))
	f(east, box(119.5, 34.5, 121.5, 35.5), "{Row:5 Col:10 Rows:1 Cols:1}", 0.5, surface(119.5, 34.5, 120.5, 35.5))
	globe := grid(t, 90, 2, 91, 0, 180)
	f(globe, box(-1.5, 10.5, 1.5, 11), "{Row:40 Col:179 Rows:1 Cols:3}", 1, surface(-1.5, 10.5, -1, 11), surface(-1, 10.5, 1, 11), surface(1, 10.5, 1.5, 11))
	f(globe, append(box(170, 9.5, 180, 10.5), box(-180, 9.5, -175, 10.5)...), "{Row:40 Col:85 Rows:1 Cols:8}", 1)
	f(grid(t, 90, 2, 91, -180, 180), append(box(170, 9.5, 180, 10.5), box(-180, 9.5, -175, 10.5)...), "{Row:40 Col:175 Rows:1 Cols:8}", 1)
	f(globe, box(-180, -90, 180, 90), "{Row:0 Col:0 Rows:91 Cols:180}", 1)
	hole := box(112, 34, 114, 36)
	hole[0] = append(hole[0], box(112.5, 34.5, 113.5, 35.5)[0][0])
	f(east, hole, "{Row:4 Col:2 Rows:3 Cols:3}", 1, surface(112, 35.5, 112.5, 36), surface(112.5, 35.5, 113.5, 36), surface(113.5, 35.5, 114, 36), surface(112, 34.5, 112.5, 35.5), 0)
}

func TestCoverRefused(t *testing.T) {
	g := grid(t, 40, 1, 11, 110, 11)
	for _, area := range []orb.MultiPolygon{box(0, 0, 1, 1), box(112, -34, 113, -33), {{{{112, 34}, {113, 34}, {112, 34}, {112, 34}}}}} {
		if c, err := Cover(g, area); forecast.KindOf(err) != forecast.Invalid || err == nil {
			t.Errorf("%v: %+v, %v", area, c, err)
		}
	}
}

// TestOutline holds that an outline that would take minutes to cut up is refused, and a comb is not.
func TestOutline(t *testing.T) {
	globe := grid(t, 90, 0.25, 721, -180, 1440)
	comb := func(teeth int) orb.MultiPolygon {
		ring := orb.Ring{{-170, -89}}
		for i := range teeth {
			west := -170 + 340*float64(i)/float64(teeth)
			ring = append(ring, orb.Point{west, 89}, orb.Point{west + 170/float64(teeth), -88})
		}
		return orb.MultiPolygon{{append(ring, orb.Point{170, -89}, orb.Point{-170, -89})}}
	}
	if _, err := Cover(globe, comb(50)); err != nil {
		t.Error(err)
	}
	if _, err := Cover(globe, comb(100_000)); forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), "simplify") {
		t.Errorf("%v", err)
	}
}

func shanghai(t testing.TB) Set {
	t.Helper()
	data, err := os.ReadFile("testdata/provinces.geojson")
	if err != nil {
		t.Fatal(err)
	}
	set, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestProvince compares the area of a province with that of its polygon on the sphere as orb's geo
// package computes it, which goes along great circles.
func TestProvince(t *testing.T) {
	r, err := shanghai(t).Find("shanghai")
	if err != nil {
		t.Fatal(err)
	}
	want := math.Abs(geo.Area(r.Area)) / 1e6 * radius * radius / (6378.137 * 6378.137)
	for _, step := range []float64{0.25, 0.09, 1} {
		c, err := Cover(grid(t, 36, step, int(10/step), 115, int(12/step)), r.Area)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, w := range c.Weights {
			sum += w
		}
		if math.Abs(sum-want) > 1e-3*want || math.Abs(c.Area-sum) > 1e-4*sum || c.Covered < 0.9999 {
			t.Errorf("at %g°: %g km² in %d cells, area %g, want %g", step, sum, c.Count, c.Area, want)
		}
	}
}

func TestFind(t *testing.T) {
	set := Set{{Name: "Shanghai", Names: []string{"CN", "Shanghai", "上海"}}, {Name: "Jiangsu", Names: []string{"CN", "江苏"}}, {Name: "Zhejiang"}}
	if r, err := set.Find("上海"); err != nil || r.Name != "Shanghai" {
		t.Errorf("%v, %v", r, err)
	}
	f := func(set Set, name string, kind forecast.Kind, want string) {
		t.Helper()
		if r, err := set.Find(name); forecast.KindOf(err) != kind || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	f(set, "Shangha", forecast.NotFound, "did you mean Shanghai,")
	f(set, "CN", forecast.Invalid, "2 regions")
	f(nil, "x", forecast.NotFound, "--boundaries")
}

func TestParseRefused(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		if r, err := Parse([]byte(text)); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", text, r, err)
		}
	}
	f("", "not GeoJSON")
	f(`{"type":"Point","coordinates":[1,2]}`, "no Polygon")
	f(`{"type":"Polygon","coordinates":[[[1,2],[2,2],[2,3]]]}`, "a ring must have")
	f(`{"type":"Polygon","coordinates":[[[1,2],[2,2],[2,300],[1,2]]]}`, "2, 300 is not")
	f(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2]]]},"properties":{}}]}`, "feature 1")
	f(`{"type":"Polygon","coordinates":"x"}`, "not GeoJSON")
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[111,32],[112,32],[112,33],[111,32]]]}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[]},"properties":{"name":"x"}}]}`))
	g := grid(f, 40, 1, 11, 110, 11)
	f.Fuzz(func(t *testing.T, data []byte) {
		regions, err := Parse(data)
		if err != nil {
			return
		}
		for _, r := range regions {
			if c, err := Cover(g, r.Area); err == nil && !(c.Covered >= 0 && c.Covered <= 1) {
				t.Errorf("%s covers %g", data, c.Covered)
			}
		}
	})
}

func BenchmarkCover(b *testing.B) {
	r, err := shanghai(b).Find("Jiangsu")
	if err != nil {
		b.Fatal(err)
	}
	g := grid(b, 36, 0.09, 100, 115, 120)
	for b.Loop() {
		if _, err := Cover(g, r.Area); err != nil {
			b.Fatal(err)
		}
	}
}
