package weather

import (
	"math"
	"testing"
	"time"
)

func TestValuesArePossible(t *testing.T) {
	day := told().day
	for k, p := range standard {
		for i, q := range day.q[k] {
			if q <= 0 || float64(q) > 1.001*saturation(float64(day.t[k][i]), p) {
				t.Fatalf("q at %v hPa = %v at %v K", p, q, day.t[k][i])
			}
		}
	}
	f := func(name string, field []float32, low, top float32) {
		t.Helper()
		least, most := float32(math.Inf(1)), float32(math.Inf(-1))
		for _, x := range field {
			if math.IsNaN(float64(x)) {
				t.Fatalf("%s is missing somewhere", name)
			}
			least, most = min(least, x), max(most, x)
		}
		if least < low || most > top {
			t.Errorf("%s: %v to %v", name, least, most)
		}
	}
	g := day.ground
	f("rain", g.Rain, 0, heaviest)
	f("cloud", g.Cloud, 0, 1)
	f("sun", g.Sun, 0, 3e7)
	f("msl", g.MSL, 90000, 108500)
	f("pressure", g.Pressure, 42000, 108500)
	f("t2m", g.T2m, 190, 325)
	f("u10", g.U10, -60, 60)
	f("v10", g.V10, -60, 60)
	for i := range g.U10 {
		if math.Hypot(float64(g.U100[i]), float64(g.V100[i])) < math.Hypot(float64(g.U10[i]), float64(g.V10[i])) {
			t.Fatal("the wind is weaker at 100 m than at 10 m")
		}
	}
}

// TestRainIsIntermittent: most of the world is dry at a time, some of it soaks.
func TestRainIsIntermittent(t *testing.T) {
	rain := told().day.ground.Rain
	dry, heavy := 0, 0
	for _, x := range rain {
		if x == 0 {
			dry++
		}
		if x > 10 {
			heavy++
		}
	}
	d, h := float64(dry)/float64(len(rain)), float64(heavy)/float64(len(rain))
	if d < 0.4 || d > 0.9 || h < 0.002 || h > 0.06 {
		t.Errorf("%.0f %% dry, %.1f %% heavy", 100*d, 100*h)
	}
}

// TestChange: six hours change the weather, as much as they do in reality and no
// more.
func TestChange(t *testing.T) {
	st := told()
	k := level500(t)
	f := func(name string, a, b []float32, low, top float64) {
		t.Helper()
		if d := rms(a, b); d < low || d > top {
			t.Errorf("%s changes by %.3g in six hours", name, d)
		}
	}
	f("z500", st.day.z[k], st.next.z[k], 80, 500)
	f("msl", st.day.ground.MSL, st.next.ground.MSL, 80, 500)
	f("t500", st.day.t[k], st.next.t[k], 0.3, 2.5)
	f("v500", st.day.v[k], st.next.v[k], 1, 6)
	f("t2m", st.day.ground.T2m, st.next.ground.T2m, 0.5, 5)
}

// TestRunsAgree: the next run analyses nearly what the last one forecast, and is
// the same when made twice.
func TestRunsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates twice more")
	}
	st := told()
	k := level500(t)
	n := oneDegree.Len()
	made := func() []float32 {
		m := New(cycleStart.Add(24*time.Hour), 0)
		s := NewSheet(m, oneDegree)
		s.Set()
		z := make([]float32, n)
		s.Geopotential(500, z)
		return z
	}
	z := made()
	if d := rms(z, st.day.z[k]) / gravity; d == 0 || d > 15 {
		t.Errorf("the runs differ by %.1f m at 500 hPa", d)
	}
	if rms(z, made()) != 0 {
		t.Error("the same run came out differently")
	}
}
