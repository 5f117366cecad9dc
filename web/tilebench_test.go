package web

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/tiles"
	"github.com/paulmach/orb/maptile"
)

// BenchmarkTile draws tiles of a 0.25° run in the store, chunks in memory: derived layers, and beside
// each the same picture from a stored field, at about a node a pixel (z3) and half that (z4).
func BenchmarkTile(b *testing.B) {
	ctx := context.Background()
	s, inv := gridded(b, "temperature_850hPa", "specific_humidity_850hPa", "wind_u_component_850hPa", "wind_v_component_850hPa",
		"wind_u_component_10m", "wind_v_component_10m", "wind_u_component_100m", "wind_v_component_100m", "temperature_2m", "surface_pressure", "shortwave_radiation")
	source := derive.New(s)
	again, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "stored"}, Run: inv.Run, Grid: inv.Grids[0], Times: inv.Times})
	if err != nil {
		b.Fatal(err)
	}
	values := make([]float32, inv.Grids[0].Size())
	for _, name := range []string{
		"wind_speed_850hPa", "relative_humidity_850hPa", "equivalent_potential_temperature_850hPa", "relative_vorticity_850hPa",
		"wind_power_density_100m", "capacity_factor_iea-3.4mw-130_100m", "capacity_factor_iea-3.4mw-130", "solar_capacity_factor",
	} {
		l, err := forecast.ParseLayer(name)
		if err != nil {
			b.Fatal(err)
		}
		ref := forecast.Ref{Dataset: "bench", Run: inv.Run, Layer: l, Time: inv.Times[0]}
		f, err := source.Open(ctx, ref)
		if err == nil {
			err = f.Read(ctx, forecast.Window{Rows: 721, Cols: 1440}, values)
		}
		if err == nil {
			err = again.Put(ctx, l, inv.Times[0], values)
		}
		if err != nil {
			b.Fatal(err)
		}
		for _, tile := range []maptile.Tile{maptile.New(6, 3, 3), maptile.New(13, 6, 4)} {
			for _, ref.Dataset = range []string{"stored", "bench"} {
				ref := ref
				ref.LOD = tiles.LOD(inv.Grids, int(tile.Z), tiles.Size)
				b.Run(fmt.Sprintf("%s/z%d/%s", name, tile.Z, map[string]string{"stored": "stored", "bench": "derived"}[ref.Dataset]), func(b *testing.B) {
					draw := func() {
						f, err := source.Open(ctx, ref)
						if err == nil {
							_, err = tiles.PNG(ctx, f, tile, tiles.Size)
						}
						if err != nil {
							b.Fatal(err)
						}
					}
					draw() // chunks are in memory from here on
					before := processorTime()
					for b.Loop() {
						draw()
					}
					b.ReportMetric(float64((processorTime()-before).Microseconds())/float64(b.N), "µs-of-CPU/op")
				})
			}
		}
	}
}

// processorTime is what this process took so far, which tells more than the clock where others are busy.
func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// gridded makes a run of one time on the 0.25° grid, with weather of many wavelengths.
func gridded(b *testing.B, names ...string) (*store.Store, *store.Inventory) {
	b.Helper()
	ctx := context.Background()
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	folder, err := objects.NewFolder(b.TempDir())
	check(err)
	s, err := store.New(folder, 256<<20)
	check(err)
	lat, lon := make([]float64, 721), make([]float64, 1440)
	for i := range lat {
		lat[i] = 90 - float64(i)/4
	}
	for i := range lon {
		lon[i] = float64(i) / 4
	}
	g, err := forecast.NewGrid(lat, lon)
	check(err)
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	at := start.Add(6 * time.Hour)
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "bench"}, Run: start, Grid: g, Times: []time.Time{at}})
	check(err)
	random := rand.New(rand.NewPCG(1, 2))
	values := make([]float32, g.Size())
	for n, name := range names {
		l, err := forecast.ParseLayer(name)
		check(err)
		middle, spread := 280.0, 15.0
		switch l.Variable.Units {
		case "kg kg-1":
			middle, spread = 0.006, 0.005
		case "m s-1":
			middle, spread = 0, 20
		case "Pa":
			middle, spread = 98000, 4000
		case "W m-2":
			middle, spread = 400, 300
		}
		for i := range values {
			y, x := float64(i/1440)/115, float64(i%1440)/229
			wave := math.Sin(3*x+float64(n))*math.Cos(4*y) + 0.3*math.Sin(17*x)*math.Sin(23*y) + 0.01*random.NormFloat64()
			values[i] = float32(middle + spread*0.7*wave)
		}
		check(r.Put(ctx, l, at, values))
	}
	inv, err := s.Inventory(ctx, "bench", start)
	check(err)
	return s, inv
}
