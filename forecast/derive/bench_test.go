package derive

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// BenchmarkRead computes what a tile of 0.25° takes at a node a pixel, 257 × 257 nodes, beside
// reading a stored field of that size.
func BenchmarkRead(b *testing.B) {
	m := newMemory(b, axis(60, -0.25, 257), axis(60, 0.25, 257), 0)
	rng := rand.New(rand.NewPCG(1, 2))
	fill := func(name string, middle, spread float64) {
		m.set(name, 0, func(lat, lon float64) float64 {
			return middle + spread*(math.Sin(lat/3)*math.Cos(lon/4)+0.05*rng.Float64())
		})
	}
	for _, p := range pressureLevels {
		suffix := forecast.PressureLevel(p).Suffix()
		z := forecast.StandardHeight(p)
		fill("temperature"+suffix, max(210, 300-0.0065*z), 4)
		fill("geopotential_height"+suffix, z, 50)
		fill("specific_humidity"+suffix, 0.015*math.Exp(-z/2500), 0.004*math.Exp(-z/2500))
		fill("wind_u_component"+suffix, 10, 10)
		fill("wind_v_component"+suffix, 0, 10)
	}
	fill("surface_pressure", 98000, 3000)
	fill("wind_u_component_10m", 5, 5)
	fill("wind_v_component_10m", 0, 5)
	fill("wind_u_component_100m", 7, 7)
	fill("wind_v_component_100m", 0, 7)
	fill("specific_humidity_2m", 0.012, 0.003)
	fill("shortwave_radiation", 300, 200)
	fill("temperature_2m", 295, 5)
	s := New(m)
	dst := make([]float32, m.grid.Size())
	for _, name := range []string{
		"temperature_850hPa", "wind_speed_850hPa", "relative_humidity_850hPa", "dew_point_850hPa", "potential_temperature_850hPa",
		"equivalent_potential_temperature_850hPa", "relative_vorticity_500hPa", "temperature_advection_850hPa", "wind_speed_100m",
		"total_column_integrated_water_vapour", "cloud_cover", "k_index", "showalter_index", "cape",
		"wind_power_density_100m", "capacity_factor_iea-3.4mw-130", "capacity_factor_iea-3.4mw-130_100m", "capacity_factor_iea-3.4mw-130_80m", "solar_capacity_factor",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			ref := forecast.Ref{Run: start, Layer: layerNamed(b, name), Time: start}
			for b.Loop() {
				f, err := s.Open(ctx, ref)
				if err == nil {
					err = f.Read(ctx, forecast.Window{Rows: 257, Cols: 257}, dst)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(dst)), "ns/node")
		})
	}
}

// BenchmarkCurved computes a derivative on a Lambert grid and on a mesh, where each node's place counts.
func BenchmarkCurved(b *testing.B) {
	grid := projected(b, lambert, axis(6e5, -2500, 257), axis(-6e5, 2500, 257))
	for name, g := range map[string]*forecast.Grid{"Lambert": grid, "mesh": meshOf(b, 257, 257, grid.Between)} {
		m := rotation.fill(newMemoryOn(g, 0))
		dst := make([]float32, g.Size())
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f, err := New(m).Open(ctx, forecast.Ref{Run: start, Layer: layerNamed(b, "relative_vorticity_500hPa"), Time: start})
				if err == nil {
					err = f.Read(ctx, forecast.Window{Rows: 257, Cols: 257}, dst)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(dst)), "ns/node")
		})
	}
}

// BenchmarkMenu lists what can be derived of a run that the process has not seen before.
func BenchmarkMenu(b *testing.B) {
	m := atmosphere(b)
	for b.Loop() {
		NewMenu(m.held).Derived()
	}
}
