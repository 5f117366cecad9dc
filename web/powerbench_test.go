package web_test

import (
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// chinaSite is a run of 57 times over China at 0.25° with wind at 100 m, temperature and pressure,
// laid out by location.
func chinaSite(b *testing.B) *site {
	b.Helper()
	folder, err := objects.NewFolder(b.TempDir())
	must(b, err)
	st, err := store.New(folder, 512<<20)
	must(b, err)
	var lat, lon []float64
	for i := range 141 {
		lat = append(lat, 53-0.25*float64(i))
	}
	for i := range 241 {
		lon = append(lon, 74+0.25*float64(i))
	}
	g, err := forecast.NewGrid(lat, lon)
	must(b, err)
	var times []time.Time
	for h := 0; h <= 336; h += 6 {
		times = append(times, run0.Add(time.Duration(h)*time.Hour))
	}
	r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: run0, Grid: g, Times: times})
	must(b, err)
	values := make([]float32, g.Size())
	for name, mean := range map[string]float64{"wind_u_component_100m": 6, "wind_v_component_100m": 4, "temperature_2m": 285, "surface_pressure": 95000} {
		for k, t := range times {
			for i := range values {
				values[i] = float32(mean * (1 + 0.05*math.Sin(float64(i%241-k)/9)*math.Cos(float64(i/241)/7)))
			}
			must(b, r.Put(ctx, layer(b, name), t, values))
		}
	}
	must(b, st.Arrange(ctx, "test", run0))
	handler, err := web.New(web.Options{Store: st, UI: fstest.MapFS{}, Log: slog.New(slog.NewTextHandler(b.Output(), nil))})
	must(b, err)
	return &site{handler: handler, store: st}
}

// BenchmarkFarms asks for the power of 10,000 farms at 57 times, sent as CSV, by location.
func BenchmarkFarms(b *testing.B) {
	s := chinaSite(b)
	var farms strings.Builder
	farms.WriteString("name,group,lat,lon,turbine,count,hub_height_m\n")
	for i := range 10_000 {
		fmt.Fprintf(&farms, "farm %d,province %d,%g,%g,%s,%d,%d\n", i, i%30, 20+float64(i*61%3200)/100, 76+float64(i*67%5600)/100,
			[]string{"iea-3.4mw-130", "vestas-v112-3mw", "2020atb-nrel-4mw-150"}[i%3], 5+i%40, 80+i%3*20)
	}
	for _, detail := range []string{"farms", "total"} {
		b.Run(detail, func(b *testing.B) {
			for b.Loop() {
				if w := s.send("POST", "/api/v1/power/farms?detail="+detail, farms.String()); w.Code != 200 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}

// BenchmarkGrid asks for the capacity factor of 100 × 100 nodes at 57 times as a file, of another hub height
// each time: the same file is made once.
func BenchmarkGrid(b *testing.B) {
	s := chinaSite(b)
	hub := 100.0
	for b.Loop() {
		hub += 0.001
		if w := s.get(fmt.Sprintf("/api/v1/power/grid?format=geotiff&turbine=iea-3.4mw-130&bbox=100,25,124.75,49.75&hub_height_m=%g", hub)); w.Code != 200 || w.Body.Len() < 57*100*100*4 {
			b.Fatal(w.Code, w.Body.Len())
		}
	}
}
