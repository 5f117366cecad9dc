package derive

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// flow is a wind and a temperature whose derivatives are known: solid rotation about an axis through
// 20°N 30°E, and a Rossby–Haurwitz wave (Haurwitz 1940) of zonal number 4.
type flow struct {
	u, v        func(lat, lon float64) float64
	vorticity   func(lat, lon float64) float64
	divergence  func(lat, lon float64) float64
	temperature func(lat, lon float64) float64
	advection   func(lat, lon float64) float64
}

var rotation = func() flow {
	const speed, lat0, lon0 = 40.0, 20 * degree, 30 * degree
	u := func(lat, lon float64) float64 {
		return speed * (math.Sin(lat0)*math.Cos(lat) - math.Cos(lat0)*math.Sin(lat)*math.Cos(lon-lon0))
	}
	v := func(lat, lon float64) float64 { return speed * math.Cos(lat0) * math.Sin(lon-lon0) }
	return flow{
		u: u, v: v,
		vorticity: func(lat, lon float64) float64 {
			return 2 * speed / earthRadius * (math.Sin(lat0)*math.Sin(lat) + math.Cos(lat0)*math.Cos(lat)*math.Cos(lon-lon0))
		},
		divergence: func(_, _ float64) float64 { return 0 },
		temperature: func(lat, lon float64) float64 {
			return 20*math.Sin(lat) + 10*math.Cos(lat)*math.Cos(lat)*math.Sin(2*lon)
		},
		advection: func(lat, lon float64) float64 {
			tx := 20 * math.Cos(lat) * math.Cos(2*lon) / earthRadius
			ty := (20*math.Cos(lat) - 20*math.Sin(lat)*math.Cos(lat)*math.Sin(2*lon)) / earthRadius
			return -(u(lat, lon)*tx + v(lat, lon)*ty)
		},
	}
}()

// wave has a velocity potential besides, so that it diverges too.
var wave = func() flow {
	const n = 4
	k, w := 20.0, 6.0
	return flow{
		// streamfunction a·k·cos⁴φ sin φ cos 4λ, potential a·w·cos⁴φ sin 4λ
		u: func(lat, lon float64) float64 {
			c, s := math.Cos(lat), math.Sin(lat)
			psi := k * (-4*c*c*c*s*s + c*c*c*c*c) * math.Cos(n*lon)
			return -psi + w*n*c*c*c*math.Cos(n*lon)
		},
		v: func(lat, lon float64) float64 {
			c, s := math.Cos(lat), math.Sin(lat)
			return -k*n*c*c*c*s*math.Sin(n*lon) - 4*w*c*c*c*s*math.Sin(n*lon)
		},
		// cos⁴φ sin φ cos 4λ is a spherical harmonic of degree 5, cos⁴φ sin 4λ of degree 4.
		vorticity: func(lat, lon float64) float64 {
			return -30 * k / earthRadius * math.Pow(math.Cos(lat), 4) * math.Sin(lat) * math.Cos(n*lon)
		},
		divergence: func(lat, lon float64) float64 {
			return -20 * w / earthRadius * math.Pow(math.Cos(lat), 4) * math.Sin(n*lon)
		},
	}
}()

func (x flow) on(t testing.TB, lat, lon []float64) *memory { return x.fill(newMemory(t, lat, lon, 0)) }

func (x flow) fill(m *memory) *memory {
	at := func(f func(lat, lon float64) float64) func(lat, lon float64) float64 {
		return func(lat, lon float64) float64 { return f(lat*degree, lon*degree) }
	}
	m.set("wind_u_component_500hPa", 0, at(x.u))
	m.set("wind_v_component_500hPa", 0, at(x.v))
	if x.temperature != nil {
		m.set("temperature_500hPa", 0, at(x.temperature))
	}
	return m
}

// compare gives the largest error at nodes that have neighbours, and wants others missing.
func compare(t *testing.T, m *memory, name string, want func(lat, lon float64) float64) float64 {
	t.Helper()
	got := m.read(t, name, 0)
	rows, cols := m.grid.Rows(), m.grid.Cols()
	worst := 0.0
	for j := range rows {
		for i := range cols {
			v := float64(got[j*cols+i])
			lat, lon := m.grid.At(j, i)
			edge := j == 0 || j == rows-1 || !m.grid.X.Periodic() && (i == 0 || i == cols-1)
			if edge != (v != v) {
				t.Fatalf("%s at %g, %g is %g", name, lat, lon, v)
			}
			if !edge {
				worst = max(worst, math.Abs(v-want(lat*degree, lon*degree)))
			}
		}
	}
	return worst
}

func TestDerivatives(t *testing.T) {
	f := func(what string, m *memory, name string, want func(lat, lon float64) float64, within float64) {
		t.Helper()
		if worst := compare(t, m, name, want); !(worst <= within) {
			t.Errorf("%s: %s is off by up to %.3g, want %.3g", what, name, worst, within)
		}
	}
	all := func(what string, lat, lon []float64, within float64) {
		t.Helper()
		r, w := rotation.on(t, lat, lon), wave.on(t, lat, lon)
		f(what, r, "relative_vorticity_500hPa", rotation.vorticity, within*1e-5)
		f(what, r, "absolute_vorticity_500hPa", func(y, x float64) float64 { return rotation.vorticity(y, x) + 2*7.292115e-5*math.Sin(y) }, within*1e-5)
		f(what, r, "divergence_500hPa", rotation.divergence, within*1e-5)
		f(what, r, "temperature_advection_500hPa", rotation.advection, max(within*1e-5, 5e-7)) // at the poles floats round by so much
		f(what, w, "relative_vorticity_500hPa", wave.vorticity, within*1e-5)
		f(what, w, "divergence_500hPa", wave.divergence, within*1e-5)
	}
	all("the globe by 1°", axis(90, -1, 181), axis(0, 1, 360), 0.05)
	all("the globe by 0.5°", axis(90, -0.5, 361), axis(0, 0.5, 720), 0.0125)
	all("from -180", axis(89.5, -1, 180), axis(-180, 1, 360), 0.05)
	all("a region", axis(60, -0.5, 81), axis(100, 0.5, 101), 0.02)
	all("across the date line", axis(30, -0.5, 121), axis(150, 0.5, 121), 0.02)
	uneven := axis(70, -1, 71)
	for i := 1; i < len(uneven)-1; i++ {
		uneven[i] += 0.3 * math.Sin(float64(i))
	}
	all("uneven rows", uneven, axis(0, 1, 360), 0.1)
}

// TestDerivativesMissing holds that a missing node takes its neighbours and itself with it, no more.
func TestDerivativesMissing(t *testing.T) {
	m := rotation.on(t, axis(60, -1, 21), axis(0, 1, 360))
	m.fields["wind_v_component_500hPa"][0][10*360] = float32(math.NaN())
	count := 0
	for i, v := range m.read(t, "relative_vorticity_500hPa", 0) {
		if row := i / 360; v != v && row > 0 && row < 20 {
			count++
			if row != 10 || i%360 > 1 && i%360 < 359 {
				t.Errorf("row %d column %d is missing", row, i%360)
			}
		}
	}
	if count != 3 {
		t.Errorf("%d nodes are missing, want the node and its neighbours to the west and east", count)
	}
}

// TestWindows holds that windows of any shape give what the whole has.
func TestWindows(t *testing.T) {
	m := atmosphere(t)
	for _, name := range []string{"relative_vorticity_500hPa", "cape", "wind_speed_120m", "equivalent_potential_temperature_850hPa"} {
		whole := m.read(t, name, 0)
		f, err := New(m).Open(ctx, forecast.Ref{Run: start, Layer: layerNamed(t, name), Time: start})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []forecast.Window{{Row: 0, Rows: 37, Col: 60, Cols: 30}, {Row: 36, Rows: 1, Col: 71, Cols: 2}, {Row: 17, Rows: 1, Col: 0, Cols: 1}, {Row: 2, Rows: 9, Col: 1, Cols: 72}} {
			got := make([]float32, w.Size())
			if err := f.Read(ctx, w, got); err != nil {
				t.Fatal(err)
			}
			for i, v := range got {
				if want := whole[(w.Row+i/w.Cols)*72+(w.Col+i%w.Cols)%72]; math.Float32bits(v) != math.Float32bits(want) && (v == v || want == want) {
					t.Fatalf("%s in %+v: %g, want %g", name, w, v, want)
				}
			}
		}
	}
}
