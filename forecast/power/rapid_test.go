package power

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestRapidIsTheCurve(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	f := func(turbine *Turbine, lightest, heaviest float64) {
		const n = 10003
		r := newRapid(turbine)
		speed, density, got := make([]float32, n), make([]float32, n), make([]float32, n)
		for i := range speed {
			speed[i], density[i] = float32(30*rng.Float64()), float32(lightest+(heaviest-lightest)*rng.Float64())
			switch i % 101 {
			case 3:
				speed[i] = missing
			case 4:
				density[i] = missing
			case 5:
				speed[i] = float32(turbine.CutOut)
			case 6, 7:
				speed[i] = float32(math.Round(2*float64(speed[i])) / 2)
			case 8:
				speed[i], density[i] = 0, missing
			}
		}
		r.fill(got, speed, density)
		worst := 0.0
		for i, v := range speed {
			stopped := false
			want := turbine.next(&stopped, float64(v), float64(density[i])) / turbine.Rated
			if one := r.at(v, density[i]); one != got[i] && (one == one || got[i] == got[i]) {
				t.Fatalf("%s at %g m/s, %g kg/m³: %g by itself, %g among others", turbine.ID, v, density[i], one, got[i])
			}
			if math.IsNaN(want) != (got[i] != got[i]) {
				t.Fatalf("%s at %g m/s, %g kg/m³: %g, want %g", turbine.ID, v, density[i], got[i], want)
			}
			if want == want {
				worst = max(worst, math.Abs(float64(got[i])-want))
			}
		}
		if worst > 1e-5 {
			t.Errorf("%s: %g of the rated power from the curve", turbine.ID, worst)
		}
	}
	for _, turbine := range Library() {
		f(turbine, 0.6, 1.7)
	}
	own := &Turbine{ID: "own", Curve: curve(t, []float64{0, 1e-3, 2e-3, 7.4, 7.5, 7.6, 12, 25}, []float64{0, 1, 2, 50, 50, 51, 100, 100})}
	if err := own.Check(); err != nil {
		t.Fatal(err)
	}
	f(own, 1, 1.4)
}

func TestMoistAirIsHubDensity(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	f := func(told, hub float64, moist bool) {
		t.Helper()
		const n = 1003
		m := newMoistAir(told, hub)
		temperature, pressure, got := make([]float32, n), make([]float32, n), make([]float32, n)
		var humidity []float32
		if moist {
			humidity = make([]float32, n)
		}
		for i := range temperature {
			temperature[i], pressure[i] = float32(210+110*rng.Float64()), float32(45000+60000*rng.Float64())
			if moist {
				humidity[i] = float32(0.03 * rng.Float64())
			}
			switch i % 50 {
			case 3:
				temperature[i] = missing
			case 4:
				pressure[i] = missing
			case 5:
				if moist {
					humidity[i] = missing
				}
			}
		}
		m.fill(got, temperature, pressure, humidity)
		for i, v := range got {
			q := float32(0)
			if moist {
				q = humidity[i]
			}
			if one := m.at(temperature[i], pressure[i], q); one != v && (one == one || v == v) {
				t.Fatalf("%g K, %g Pa: %g by itself, %g among others", temperature[i], pressure[i], one, v)
			}
			if q != q {
				q = 0
			}
			want := HubDensity(Hydrostatic, float64(pressure[i]), hub, HubTemperature(float64(temperature[i]), told, hub), float64(q))
			if !(math.Abs(float64(v)-want) <= 1e-6*want) && (v == v || want == want) {
				t.Fatalf("%g K, %g Pa, %g at %g m: %g, want %g", temperature[i], pressure[i], q, hub, v, want)
			}
		}
	}
	f(2, 110, false)
	f(2, 110, true)
	f(2, 10, true)
	f(10, MaxHub, true)
}
