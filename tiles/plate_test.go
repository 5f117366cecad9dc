package tiles

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// TestTextureOnPlate brings fields that are linear in latitude, or turn with longitude, to the grids of
// their textures: each number must be that of its place.
func TestTextureOnPlate(t *testing.T) {
	truth := func(lat, lon float64) float64 { return 270 + lat/4 + 3*math.Cos(2*lon*degree)*math.Cos(lat*degree) }
	f := func(what string, g *forecast.Grid, most int, within float64) {
		t.Helper()
		field := memory{layer: layer(t, "temperature_2m"), grid: g, values: make([]float32, g.Size())}
		for i := range field.values {
			field.values[i] = float32(truth(g.At(i/g.Cols(), i%g.Cols())))
		}
		body, err := GribJSON(t.Context(), field, time.Unix(0, 0), time.Unix(0, 0))
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		var records []struct {
			Header struct {
				Nx, Ny           int
				Lo1, La1, Dx, Dy float64
			}
			Data []*float64
		}
		if err := json.Unmarshal(body, &records); err != nil {
			t.Fatal(err)
		}
		h, worst, present := records[0].Header, 0.0, 0
		for i, v := range records[0].Data {
			lat, lon := h.La1-float64(i/h.Nx)*h.Dy, h.Lo1+float64(i%h.Nx)*h.Dx
			if _, on := g.Locate(lat, lon); on != (v != nil) {
				t.Fatalf("%s: %g°N %g°E is on the grid: %v, has a number: %v", what, lat, lon, on, v != nil)
			}
			if v != nil {
				worst, present = max(worst, math.Abs(*v-truth(lat, lon))), present+1
			}
		}
		// The cells of the texture are no larger than those of the grid, unless there would be too many.
		if worst > within || present < min(g.Size(), most)*3/4 || len(records[0].Data) > gribNodes {
			t.Errorf("%s: %d × %d, %d of them on the grid's %d nodes, off by %g", what, h.Nx, h.Ny, present, g.Size(), worst)
		}
	}
	lambert := projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1.25e6, -1e4, 251), axis(-1.25e6, 1e4, 251))
	f("Lambert", lambert, gribNodes, 0.02)
	f("Lambert, too fine", projected(t, "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000", axis(1e6, -2500, 801), axis(-1e6, 2500, 801)), 100_000, 0.01)
	f("with the pole", projected(t, "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229", axis(3e6, -4e4, 151), axis(-3e6, 4e4, 151)), gribNodes, 0.05)
	f("across the date line", projected(t, "+proj=lcc +lat_0=30 +lon_0=180 +lat_1=30 +lat_2=50 +R=6371000", axis(2e6, -3e4, 134), axis(-2e6, 3e4, 134)), gribNodes, 0.02)
	f("mesh", meshOf(t, lambert), gribNodes, 0.02)
	rows := axis(89, -1.4, 128)
	for i := range rows {
		rows[i] += 0.1 * math.Sin(float64(i))
	}
	g, err := forecast.NewGrid(rows, axis(0, 1.40625, 256))
	if err != nil {
		t.Fatal(err)
	}
	f("uneven rows", g, gribNodes, 0.03)
}
