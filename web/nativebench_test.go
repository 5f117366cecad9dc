package web_test

import (
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// BenchmarkNative asks for profiles, sections, statistics of areas and grids of a complete run of 57 times
// on a 2° grid, its chunks in memory.
func BenchmarkNative(b *testing.B) {
	folder, err := objects.NewFolder(b.TempDir())
	must(b, err)
	st, err := store.New(folder, store.DefaultCacheBytes)
	must(b, err)
	g := globe(b)
	var times []time.Time
	for h := 0; h <= 336; h += 6 {
		times = append(times, run0.Add(time.Duration(h)*time.Hour))
	}
	r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "air"}, Run: run0, Grid: g, Times: times})
	must(b, err)
	for _, t := range times {
		put(b, r, g, t)
		putAir(b, r, g, t)
	}
	must(b, st.Arrange(ctx, "air", run0))
	handler, err := web.New(web.Options{Store: st, UI: fstest.MapFS{}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	must(b, err)
	s := &site{handler: handler}
	for name, target := range map[string]string{
		"profile":                         "/api/v1/profile?lat=31.2&lon=121.5&time=20261124T0000Z",
		"profile of 57 times":             "/api/v1/profile?lat=31.2&lon=121.5",
		"section of 4 variables":          "/api/v1/section?points=31.2,121.5;50,175&count=100&layers=temperature,wind,relative_humidity&time=20261124T0000Z",
		"section of 57 times":             "/api/v1/section?points=31.2,121.5;50,175&count=100&layers=temperature",
		"area of 57 times":                "/api/v1/area?bbox=110,20,122,32&layers=temperature_2m",
		"grid of 20 × 20 nodes, 57 times": "/api/v1/grid?bbox=80,10,118,48&layers=temperature_2m",
		"the same on half a degree":       "/api/v1/grid?bbox=80,10,118,48&layers=temperature_2m&resolution=0.5",
	} {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				if w := s.get(target); w.Code != 200 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
