package power

import (
	"math"
	"sort"
	"testing"
)

// TestShears compares the power law as it is kept with the formula.
func TestShears(t *testing.T) {
	f := func(z1, z2, z float64) {
		t.Helper()
		s := newShears(z1, z2, z)
		var below, above []float32
		for v1 := 0.0; v1 < 40; v1 += 0.137 {
			for v2 := 0.0; v2 < 45; v2 += 0.211 {
				below, above = append(below, float32(v1)), append(above, float32(v2))
			}
		}
		below, above = append(below, missing, 5, missing), append(above, 5, missing, 0)
		got := make([]float32, len(below))
		s.fill(got, below, above)
		for i, v := range got {
			v1, v2 := float64(below[i]), float64(above[i])
			if one := s.at(below[i], above[i]); one != v && (one == one || v == v) {
				t.Fatalf("%g and %g m/s: %g by itself, %g among others", v1, v2, one, v)
			}
			want := PowerLaw(v1, z1, v2, z2, z) + 0*v1
			if !(math.Abs(float64(v)-want) <= 1e-6*math.Max(v2, 1)) && (v == v || want == want) {
				t.Fatalf("from %g m/s at %g m and %g at %g m to %g m: %g, want %g", v1, z1, v2, z2, z, v, want)
			}
		}
	}
	f(10, 100, 110)
	f(10, 100, 140)
	f(10, 100, 80)
	f(10, 50, 150)
}

// TestCurveMoves compares the density correction with points moved one by one by math.Pow.
func TestCurveMoves(t *testing.T) {
	for _, id := range []string{"iea-3.4mw-130", "vestas-v112-3mw", "enercon-e101-3000", "nrel-2020atb-7mw"} {
		turbine, err := Turbines(nil).Find(id)
		if err != nil {
			t.Fatal(err)
		}
		speeds, powers := turbine.Curve.Points()
		for _, rho := range []float64{0.62, 0.95, 1.09, 1.13, 1.2, 1.2249, 1.26, 1.34, 1.4, 1.6} {
			moved := make([]float64, len(speeds))
			for i, v := range speeds {
				m := 1.0/3 + math.Min(math.Max((v-7.5)/5, 0), 1)/3
				moved[i] = v * math.Pow(1.225/rho, m)
			}
			for v := 0.0; v < 32; v += 0.0171 {
				i := sort.SearchFloat64s(moved, v)
				want := 0.0
				switch {
				case i == len(moved):
					want = powers[i-1]
				case i > 0:
					want = powers[i-1] + (powers[i]-powers[i-1])*(v-moved[i-1])/(moved[i]-moved[i-1])
				}
				if got := turbine.Curve.At(v, rho); math.Abs(got-want) > 1e-6*turbine.Rated {
					t.Fatalf("%s at %g m/s and %g kg/m³: %g W, want %g", id, v, rho, got, want)
				}
			}
		}
	}
}
