package weather

import (
	"math"
	"testing"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// TestGeostrophic: in the middle latitudes at 500 hPa the wind is that of the
// geopotential's slope, measured here by central differences, but for the small
// part that curved flow takes off.
func TestGeostrophic(t *testing.T) {
	st := told()
	k := level500(t)
	z, u, v := st.day.z[k], st.day.u[k], st.day.v[k]
	var misfit, speed float64
	for j := 1; j < 180; j++ {
		lat := oneDegree.Lat(j)
		if d := math.Abs(lat) * degree; d < 30 || d > 65 {
			continue
		}
		f := 2 * omega * math.Sin(lat)
		arc := 2 * math.Pi / 180 * sphere.Radius
		for i := range 360 {
			east, west := z[j*360+(i+1)%360], z[j*360+(i+359)%360]
			north, south := z[(j-1)*360+i], z[(j+1)*360+i]
			gu := -float64(north-south) / arc / f
			gv := float64(east-west) / (arc * math.Cos(lat)) / f
			du, dv := float64(u[j*360+i])-gu, float64(v[j*360+i])-gv
			misfit += du*du + dv*dv
			speed += gu*gu + gv*gv
		}
	}
	if r := math.Sqrt(misfit / speed); r > 0.2 {
		t.Errorf("the wind is off by %.0f %% of the geostrophic one", 100*r)
	}
}

// TestHydrostatic: the thickness of every layer follows from the virtual
// temperature in it.
func TestHydrostatic(t *testing.T) {
	day := told().day
	for k := range len(standard) - 1 {
		layer := gasConstant * math.Log(standard[k+1]/standard[k])
		var worst, sum float64
		for i := range day.z[k] {
			above := float64(day.t[k][i]) * (1 + 0.608*float64(day.q[k][i]))
			below := float64(day.t[k+1][i]) * (1 + 0.608*float64(day.q[k+1][i]))
			have := float64(day.z[k][i]-day.z[k+1][i]) / layer // the layer's mean temperature
			d := have - (above+below)/2
			worst, sum = max(worst, math.Abs(d)), sum+d*d
		}
		mean := math.Sqrt(sum / float64(len(day.z[k])))
		if mean > 1.5 || worst > 8 {
			t.Errorf("%v to %v hPa: off by %.2f K in the mean, %.1f K at worst", standard[k], standard[k+1], mean, worst)
		}
	}
}

// TestPoles: a pole is one place, with one wind.
func TestPoles(t *testing.T) {
	day := told().day
	k := level500(t)
	for _, first := range []int{0, 180 * 360} {
		sign := 1.0
		if first > 0 {
			sign = -1
		}
		for name, f := range map[string][]float32{
			"z": day.z[k], "t": day.t[k], "q": day.q[k], "t2m": day.ground.T2m, "msl": day.ground.MSL,
			"rain": day.ground.Rain, "cloud": day.ground.Cloud, "sun": day.ground.Sun,
		} {
			for i := range 360 {
				if d := math.Abs(float64(f[first+i] - f[first])); d > 1e-5*math.Abs(float64(f[first])) {
					t.Fatalf("%s at pole row %d differs by %v", name, first/360, d)
				}
			}
		}
		for _, w := range [][2][]float32{{day.u[k], day.v[k]}, {day.ground.U10, day.ground.V10}} {
			var x0, y0 float64
			for i := range 360 {
				u, v := float64(w[0][first+i]), float64(w[1][first+i])
				s, c := math.Sincos(oneDegree.Lon(i))
				x, y := -u*s-sign*v*c, u*c-sign*v*s
				if i == 0 {
					x0, y0 = x, y
				}
				if math.Hypot(x-x0, y-y0) > 1e-3 {
					t.Fatalf("the wind at pole row %d turns at column %d", first/360, i)
				}
			}
		}
	}
}

// TestSeams: nothing jumps at the date line, at the zero meridian or beside the
// poles, more than it does elsewhere.
func TestSeams(t *testing.T) {
	day := told().day
	k := level500(t)
	for name, f := range map[string][]float32{"z": day.z[k], "t": day.t[k], "u": day.u[k], "v": day.v[k], "msl": day.ground.MSL} {
		step := func(i int) float64 {
			var sum float64
			for j := 20; j < 160; j++ {
				d := float64(f[j*360+i] - f[j*360+(i+359)%360])
				sum += d * d
			}
			return math.Sqrt(sum)
		}
		var usual float64
		for i := range 360 {
			usual += step(i) / 360
		}
		for _, i := range []int{0, 180} {
			if s := step(i); s > 2*usual {
				t.Errorf("%s jumps by %.2f times the usual at column %d", name, s/usual, i)
			}
		}
	}
}
