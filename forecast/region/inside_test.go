package region

import (
	"math/rand/v2"
	"os"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func TestInside(t *testing.T) {
	found, err := Parse([]byte(`{"type":"Polygon","coordinates":[[[175,-10],[185,-10],[185,0],[175,0],[175,-10]],[[179,-6],[181,-6],[181,-4],[179,-4],[179,-6]]]}`))
	if err != nil {
		t.Fatal(err)
	}
	in := found[0].Inside()
	f := func(lat, lon float64, want bool) {
		t.Helper()
		if got := in.Has(lat, lon); got != want {
			t.Errorf("%g, %g: %v", lat, lon, got)
		}
	}
	f(-5, 176, true)
	f(-5, -176, true)
	f(-5, 544, true)
	f(-5, -180, false) // in the hole
	f(5, 176, false)
}

// TestInsideProvinces compares places around provinces with what orb says of them.
func TestInsideProvinces(t *testing.T) {
	data, err := os.ReadFile("testdata/provinces.geojson")
	if err != nil {
		t.Fatal(err)
	}
	regions, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, r := range regions {
		in, b, found := r.Inside(), r.Area.Bound(), 0
		for range 2000 {
			p := orb.Point{b.Min[0] + (b.Max[0]-b.Min[0])*random.Float64(), b.Min[1] + (b.Max[1]-b.Min[1])*random.Float64()}
			want := planar.MultiPolygonContains(r.Area, p)
			if got := in.Has(p[1], p[0]); got != want {
				t.Errorf("%s: %v: %v", r.Name, p, got)
			}
			if want {
				found++
			}
		}
		if found < 100 || found > 1900 {
			t.Errorf("%d places in %s", found, r.Name)
		}
	}
}
