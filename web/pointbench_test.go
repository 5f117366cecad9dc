package web_test

import (
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// BenchmarkForecast asks for ten layers at 57 times of a complete run that is laid out by location,
// at one place and at another one each time.
func BenchmarkForecast(b *testing.B) {
	s, layers := forecastSite(b)
	get := func(b *testing.B, lat, lon float64) {
		w := s.get(fmt.Sprintf("/api/v1/point?dataset=test&lat=%g&lon=%g&layers=%s", lat, lon, layers))
		if w.Code != 200 {
			b.Fatal(w.Body)
		}
	}
	b.Run("warm", func(b *testing.B) {
		for b.Loop() {
			get(b, 31.23, 121.47)
		}
	})
	b.Run("cold", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			get(b, float64(n*61%178)-88.8, float64(n*67%360)+0.2)
		}
	})
}

func forecastSite(b *testing.B) (s *site, layers string) {
	b.Helper()
	folder, err := objects.NewFolder(b.TempDir())
	must(b, err)
	st, err := store.New(folder, 8<<20) // less than the run, so that cold is cold
	must(b, err)
	g := globe(b)
	var times []time.Time
	for h := 0; h <= 336; h += 6 {
		times = append(times, run0.Add(time.Duration(h)*time.Hour))
	}
	r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: run0, Grid: g, Times: times})
	must(b, err)
	random := rand.New(rand.NewPCG(1, 2))
	values := make([]float32, g.Size())
	for n := range 10 {
		l := layer(b, fmt.Sprintf("temperature_%dhPa", 100*(n+1)))
		layers += l.Name() + ","
		for k, t := range times {
			for i := range values {
				values[i] = float32(270 + 20*math.Sin(float64(i%180-k)/10) + 0.1*random.NormFloat64())
			}
			must(b, r.Put(ctx, l, t, values))
		}
	}
	must(b, st.Arrange(ctx, "test", run0))
	handler, err := web.New(web.Options{Store: st, UI: fstest.MapFS{}, Log: slog.New(slog.NewTextHandler(b.Output(), nil))})
	must(b, err)
	return &site{handler: handler, store: st}, layers[:len(layers)-1]
}
