package derive

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/projection"
)

// strain is a wind without vorticity: it flows together along one axis and apart along the other. Its
// potential is a·w·cos²φ cos 2λ, a spherical harmonic of degree 2.
var strain = func() flow {
	const w = 10.0
	return flow{
		u:         func(lat, lon float64) float64 { return -2 * w * math.Cos(lat) * math.Sin(2*lon) },
		v:         func(lat, lon float64) float64 { return -2 * w * math.Cos(lat) * math.Sin(lat) * math.Cos(2*lon) },
		vorticity: func(_, _ float64) float64 { return 0 },
		divergence: func(lat, lon float64) float64 {
			return -6 * w / earthRadius * math.Pow(math.Cos(lat), 2) * math.Cos(2*lon)
		},
	}
}()

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

// meshOf gives the nodes of a grid as a mesh, whose cells are uneven.
func meshOf(t testing.TB, rows, cols int, at func(row, col float64) (lat, lon float64)) *forecast.Grid {
	t.Helper()
	var lat, lon []float64
	for row := range rows {
		for col := range cols {
			y, x := at(float64(row)+0.2*math.Sin(float64(row)), float64(col)+0.2*math.Cos(0.7*float64(col+row)))
			lat, lon = append(lat, y), append(lon, x)
		}
	}
	m, err := forecast.NewMesh(lat, lon, cols)
	if err != nil {
		t.Fatal(err)
	}
	g, err := forecast.NewMeshGrid(m)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const (
	lambert = "+proj=lcc +lat_0=63 +lon_0=15 +lat_1=63 +lat_2=63 +R=6371000"
	polar   = "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-45 +R=6371229"
	oblique = "+proj=sterea +lat_0=52.1 +lon_0=5.4 +k=0.9999 +R=6371229"
	rotated = "+proj=ob_tran +o_proj=longlat +lon_0=-2.5 +o_lat_p=37.5 +o_lon_p=0 +R=6371229"
)

// curvedGrids have nodes some 50 km apart.
func curvedGrids(t *testing.T) map[string]*forecast.Grid {
	t.Helper()
	return map[string]*forecast.Grid{
		"Lambert":                  projected(t, lambert, axis(1.5e6, -5e4, 61), axis(-1.5e6, 5e4, 61)),
		"polar stereographic":      projected(t, polar, axis(4e6, -5e4, 161), axis(-4.01e6, 5e4, 161)),
		"oblique stereographic":    projected(t, oblique, axis(1e6, -5e4, 41), axis(-1e6, 5e4, 41)),
		"rotated pole":             projected(t, rotated, axis(20, -0.5, 81), axis(-20, 0.5, 81)),
		"rotated, round the globe": projected(t, rotated, axis(80, -0.5, 321), axis(0, 0.5, 720)),
		"mesh": meshOf(t, 61, 81, func(row, col float64) (lat, lon float64) {
			return 30 + 0.5*row + 0.1*col, 100 + 0.5*col - 0.2*row
		}),
	}
}

func TestCurvedDerivatives(t *testing.T) {
	within := map[string]float64{"mesh": 3e-8} // its cells vary by two fifths from one to the next
	for what, g := range curvedGrids(t) {
		f := func(x flow, name string, want func(lat, lon float64) float64) {
			t.Helper()
			least := max(1e-8, within[what])
			if worst := compare(t, x.fill(newMemoryOn(g, 0)), name+"_500hPa", want); !(worst <= least) {
				t.Errorf("%s: %s is off by up to %.3g, want %.3g", what, name, worst, least)
			}
		}
		for _, x := range []flow{rotation, wave, strain} {
			f(x, "relative_vorticity", x.vorticity)
			f(x, "divergence", x.divergence)
		}
		f(rotation, "absolute_vorticity", func(lat, lon float64) float64 {
			return rotation.vorticity(lat, lon) + 2*omega*math.Sin(lat)
		})
		f(rotation, "temperature_advection", rotation.advection)
	}
}

// TestCurvedParts holds that a part of a grid has the values of the whole: few nodes and many find their
// weights in different ways.
func TestCurvedParts(t *testing.T) {
	for what, g := range curvedGrids(t) {
		m := rotation.fill(newMemoryOn(g, 0))
		for _, name := range []string{"relative_vorticity_500hPa", "absolute_vorticity_500hPa", "divergence_500hPa", "temperature_advection_500hPa"} {
			f, err := New(m).Open(ctx, forecast.Ref{Run: start, Layer: layerNamed(t, name), Time: start})
			if err != nil {
				t.Fatal(err)
			}
			read := func(w forecast.Window) []float32 {
				dst := make([]float32, w.Size())
				if err := f.Read(ctx, w, dst); err != nil {
					t.Fatal(err)
				}
				return dst
			}
			whole := read(forecast.Window{Rows: g.Rows(), Cols: g.Cols()})
			for _, w := range []forecast.Window{
				{Rows: 4, Cols: 5},
				{Row: g.Rows() - 3, Col: g.Cols() - 7, Rows: 3, Cols: 7},
				{Row: 7, Col: 9, Rows: 1, Cols: 1},
				{Row: 1, Col: 3, Rows: 35, Cols: 36},
			} {
				for i, v := range read(w) {
					want := whole[(w.Row+i/w.Cols)*g.Cols()+w.Col+i%w.Cols]
					if v != want && (v == v || want == want) {
						t.Errorf("%s: %s in %+v: %g at %d, %g in the whole", what, name, w, v, i, want)
						break
					}
				}
			}
		}
	}
}
