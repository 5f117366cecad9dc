package power

import (
	"math"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func curve(t testing.TB, speeds, powers []float64) *Curve {
	t.Helper()
	c, err := NewCurve(speeds, powers)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCurve(t *testing.T) {
	c := curve(t, []float64{3, 5, 5.1, 13, 25}, []float64{0, 100, 110, 2000, 1900})
	f := func(v, density, want float64) {
		t.Helper()
		if got := c.At(v, density); math.Abs(got-want) > 1e-9*(1+want) {
			t.Errorf("at %g m/s, %g kg/m³: %g, want %g", v, density, got, want)
		}
	}
	f(-1, 1.225, 0)
	f(2.9, 1.225, 0)
	f(3, 1.225, 0)
	f(4, 1.225, 50)
	f(5.05, 1.225, 105)
	f(13, 1.225, 2000)
	f(19, 1.225, 1950)
	f(40, 1.225, 1900)
	f(4, math.Nextafter(1.225, 2), 50) // both ways of finding a point agree
	f(5.05, math.Nextafter(1.225, 2), 105)
	f(60, 1.1, 1900)
	f(1, 0.9, 0)
	// By hand: at 1.0 kg/m³ the points 3 and 5 m/s move by 1.225^(1/3).
	f(4*math.Pow(1.225, 1.0/3), 1, 50)
	f(13*math.Pow(1.225, 2.0/3), 1, 2000)
	f(25*math.Pow(1.225/1.4, 2.0/3), 1.4, 1900)
	if !math.IsNaN(c.At(math.NaN(), 1.2)) || !math.IsNaN(c.At(5, math.NaN())) {
		t.Error("a missing input gives a power")
	}
}

func TestCurveRefused(t *testing.T) {
	f := func(want string, speeds, powers []float64) {
		t.Helper()
		if c, err := NewCurve(speeds, powers); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, %v: %v, %v", speeds, powers, c, err)
		}
	}
	f("at least two points", []float64{3}, []float64{0})
	f("3 speeds and 2 powers", []float64{3, 4, 5}, []float64{0, 1})
	f("point 3 of the power curve: speeds must increase, but 4 m/s follows 4 m/s", []float64{3, 4, 4}, []float64{0, 1, 2})
	f("point 2 of the power curve: power must be 0 or more", []float64{3, 4}, []float64{0, -1})
	f("point 2", []float64{3, 4}, []float64{0, math.NaN()})
	f("point 1", []float64{math.NaN(), 4}, []float64{0, 1})
	f("point 2", []float64{3, 400}, []float64{0, 1})
}

// TestSmooth compares with what windpowerlib's own tests publish for the E-126/4200 at a turbulence
// intensity of 0.5. Its sum leaves out the wind beyond cut-out and beyond 15 m/s from the mean:
// up to 0.3 % at 10 m/s.
func TestSmooth(t *testing.T) {
	ref, _ := readReference(t)
	var v, p []float64
	for _, point := range ref.Cases[0].Curve {
		v, p = append(v, point[0]), append(p, point[1])
	}
	plain := curve(t, v, p)
	c := plain.Smooth(0.5)
	for speed, want := range map[float64]float64{
		6: 1141906.9806766496, 7: 1577536.8085282773, 8: 1975480.993355767, 9: 2314059.4022704284, 10: 2590216.6802602503,
	} {
		if got := c.At(speed, StandardDensity); math.Abs(got-want) > 0.004*want {
			t.Errorf("at %g m/s %g W, want %g", speed, got, want)
		}
	}
	for _, speed := range []float64{4.25, 9, 13.5, 25} { // little turbulence hardly changes a curve
		if got, want := plain.Smooth(0.001).At(speed, 1.225), plain.At(speed, 1.225); math.Abs(got-want) > 0.02*4.2e6 {
			t.Errorf("at %g m/s %g W, without turbulence %g W", speed, got, want)
		}
	}
}

func TestCutOut(t *testing.T) {
	storm := &Turbine{ID: "t", CutIn: 3, CutOut: 25, Restart: 20, Curve: curve(t, []float64{2, 12, 24}, []float64{0, 1e6, 1e6})}
	if err := storm.Check(); err != nil {
		t.Fatal(err)
	}
	f := func(turbine *Turbine, speed, want []float32) {
		t.Helper()
		got := make([]float32, len(speed))
		turbine.Power(got, speed, nil)
		for i := range want {
			if got[i] != want[i] && (want[i] == want[i] || got[i] == got[i]) {
				t.Errorf("power at %v is %v, want %v", speed, got, want)
				return
			}
		}
	}
	nan := float32(math.NaN())
	f(storm, []float32{2.9, 12, 24.9, 25, 22, 19.9, 24}, []float32{0, 1e6, 1e6, 0, 0, 1e6, 1e6})
	f(storm, []float32{26, nan, 21, nan, 15, nan}, []float32{0, nan, 0, nan, 1e6, nan})
	plain := &Turbine{ID: "t", Curve: storm.Curve}
	if err := plain.Check(); err != nil {
		t.Fatal(err)
	}
	f(plain, []float32{23.9, 24, 23.9, 100}, []float32{1e6, 0, 1e6, 0})
}

func TestTurbineRefused(t *testing.T) {
	c := curve(t, []float64{3, 12}, []float64{0, 1e6})
	for _, turbine := range []Turbine{
		{},
		{Curve: c, Rated: 1000}, // a curve in W, rated in kW
		{Curve: c, Rated: -1e6}, //
		{Curve: c, HubHeight: 9e3},
		{Curve: c, CutIn: 13},
		{Curve: c, CutOut: 25, Restart: 26},
	} {
		if err := turbine.Check(); forecast.KindOf(err) != forecast.Invalid || err == nil {
			t.Errorf("%+v: %v", turbine, err)
		}
	}
}

func TestLibrary(t *testing.T) {
	f := func(id, want string) {
		t.Helper()
		if got, err := Turbines(nil).Find(id); err != nil || got.ID != want || got.Licence == "" || got.Source == "" {
			t.Errorf("%s is %+v, %v", id, got, err)
		}
	}
	f("iea-15mw-240", "iea-15mw-240")
	f("Vestas-V112-3MW", "vestas-v112-3mw")
	for _, turbine := range Library() {
		if turbine.Curve.At(turbine.CutOut, 1.225) == 0 && turbine.Curve.At(turbine.CutOut-0.1, 1.225) > 0 {
			t.Errorf("%s: the curve ends in the way of cutting out", turbine.ID)
		}
	}
}

func TestUnknownTurbine(t *testing.T) {
	f := func(id, near string) {
		t.Helper()
		_, err := Turbines(nil).Find(id)
		if forecast.KindOf(err) != forecast.NotFound || err == nil || !strings.Contains(err.Error(), "did you mean "+near) {
			t.Errorf("%s: %v", id, err)
		}
	}
	f("V112", "vestas-v112-3mw")
	f("vestas v112 3 MW", "vestas-v112-3mw")
	f("iea15mw", "iea-15mw-240")
	f("Enercon E-101", "enercon-e101-3000")
}

func TestParseTurbine(t *testing.T) {
	f := func(text string, rated, at8 float64) {
		t.Helper()
		got, err := ParseTurbine([]byte(text))
		if err != nil || got.Rated != rated || math.Abs(got.Curve.At(8, 1.225)-at8) > 1e-6 {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	f("wind_speed,power_kW\n3,0\n13,1000\n", 1e6, 5e5)
	f("\ufeffSpeed , power_MW, note\n3,0,a\n13, 1 ,b\n", 1e6, 5e5)
	f(`{"id":"mine","rated_power_kW":1100,"hub_height_m":90,"curve":[[3,0],[13,1000]]}`, 1.1e6, 5e5)
	again, err := ParseTurbine([]byte(`{"id":"mine","cut_out_m_s":30,"curve":[[3,0],[13,1000]]}`))
	if err != nil {
		t.Fatal(err)
	}
	text, err := again.MarshalJSON()
	if twice, err2 := ParseTurbine(text); err != nil || err2 != nil || twice.CutOut != 30 || twice.Curve.At(8, 1.225) != 5e5 {
		t.Errorf("%s: %+v, %v %v", text, twice, err, err2)
	}
}

func TestParseTurbineRefused(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		if got, err := ParseTurbine([]byte(text)); forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(forecast.DetailOf(err), want) {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	f("", "no header")
	f("v,p\n1,2\n", "name them wind_speed and power_kW")
	f("wind_speed,power_kW\n3,0\n4,x\n", `line 3 of the power curve: "4" and "x"`)
	f("wind_speed,power_kW\n3,0\n4\n", "wrong number of fields")
	f("wind_speed,power_kW\n4,0\n3,7\n", "speeds must increase")
	f(`{"curve":[[3,0],[13,1000]],"rated_power_kW":1}`, "another unit")
	f(`{"curve":[[3,0],[13,1000]],"cut_out_m_s":2}`, "before its curve, which begins at 3")
	f(`{"curve":"x"}`, "not the JSON")
	f(`{"id":"../x","curve":[[3,0],[13,1000]]}`, "turbine id")
}

func FuzzParseTurbine(f *testing.F) {
	f.Add([]byte("wind_speed,power_kW\n3,0\n13,1000\n"))
	f.Add([]byte(`{"id":"mine","curve":[[3,0],[13,1000]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		turbine, err := ParseTurbine(data)
		if err != nil {
			return
		}
		dst := make([]float32, 4)
		turbine.Power(dst, []float32{0, 7, 24, 61}, []float32{1.2, 0.9, 1.3, 1})
		for _, p := range dst {
			if !(p >= 0) {
				t.Errorf("%q gives %v", data, dst)
			}
		}
	})
}
