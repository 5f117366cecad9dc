package point_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// BenchmarkRead reads ten layers at 57 times of a 0.5° run on the local disk at one place, from the
// map layout and from the layout by location: warm with the chunks in memory, cold at another place
// each time.
func BenchmarkRead(b *testing.B) {
	s, inv := benchmarkRun(b)
	q := point.Query{Dataset: inv.Dataset, Run: inv.Run, Layers: inv.Layers, Times: inv.Times}
	both := func(b *testing.B, src point.Source) {
		read := func(b *testing.B, place point.Place) {
			q.Places = []point.Place{place}
			if _, err := point.Read(ctx, inv.Grids[0], src, q); err != nil {
				b.Fatal(err)
			}
		}
		b.Run("warm", func(b *testing.B) {
			for b.Loop() {
				read(b, point.Place{Lat: 31.23, Lon: 121.47})
			}
		})
		b.Run("cold", func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				read(b, point.Place{Lat: float64(n*61%178) - 88.8, Lon: float64(n*67%360) + 0.2})
			}
		})
	}
	b.Run("map", func(b *testing.B) { both(b, point.Source{Open: s.Open}) })
	must(b, s.Arrange(ctx, inv.Dataset, inv.Run))
	b.Run("series", func(b *testing.B) { both(b, point.Source{Open: s.Open, Series: s.Series}) })
}

func benchmarkRun(b *testing.B) (*store.Store, *store.Inventory) {
	b.Helper()
	folder, err := objects.NewFolder(b.TempDir())
	must(b, err)
	s, err := store.New(folder, 64<<20) // less than the run, so that cold is cold
	must(b, err)
	lat, lon := make([]float64, 361), make([]float64, 720)
	for i := range lat {
		lat[i] = 90 - float64(i)/2
	}
	for i := range lon {
		lon[i] = float64(i) / 2
	}
	g, err := forecast.NewGrid(lat, lon)
	must(b, err)
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	var times []time.Time
	for h := 0; h <= 336; h += 6 {
		times = append(times, start.Add(time.Duration(h)*time.Hour))
	}
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "bench"}, Run: start, Grid: g, Times: times})
	must(b, err)
	values := make([]float32, g.Size())
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 10 {
		l, err := forecast.ParseLayer(fmt.Sprintf("temperature_%dhPa", 100*(n+1)))
		must(b, err)
		for k, t := range times {
			for i := range values {
				x, y := float64(i%720), float64(i/720)
				values[i] = float32(270 + 20*math.Sin((x-3*float64(k))/40)*math.Cos(y/30) + 0.03*random.NormFloat64())
			}
			must(b, r.Put(ctx, l, t, values))
		}
	}
	inv, err := s.Inventory(ctx, "bench", start)
	must(b, err)
	return s, inv
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
