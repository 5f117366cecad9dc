package thermo

import (
	"math"
	"testing"
)

// exactThetaE is Bolton's eq. 39 with eq. 21, by the standard library.
func exactThetaE(t, e, p float64) float64 {
	if e <= 0 {
		return t * math.Pow(1e5/p, Kappa)
	}
	tl := 2840/(3.5*math.Log(t)-math.Log(e/100)-4.805) + 55
	r := Epsilon * e / (p - e)
	return t * math.Pow(1e5/(p-e), Kappa) * math.Pow(t/tl, 0.28*r) * math.Exp((3036/tl-1.78)*r*(1+0.448*r))
}

// TestEquivalents compares the table with the formula wherever there is air: up to 150 % of saturation,
// and beyond the table's ends.
func TestEquivalents(t *testing.T) {
	for _, p := range []float64{100000, 92500, 85000, 70000, 50000, 25000, 10000, 5000, 1000} {
		var temperature, humidity, want []float32
		for x := 185.0; x < 335; x += 0.37 {
			for s := 0.0; s < 0.21; s += 0.00031 {
				q := s * s
				e := VapourPressure(q, p)
				if e > 1.5*Saturation(x) {
					break
				}
				temperature, humidity = append(temperature, float32(x)), append(humidity, float32(q))
				want = append(want, float32(exactThetaE(float64(float32(x)), VapourPressure(float64(float32(q)), p), p)))
			}
		}
		got := make([]float32, len(want))
		EquivalentsAt(p).Fill(got, temperature, humidity)
		worst := 0.0
		for i := range want {
			worst = math.Max(worst, math.Abs(float64(got[i]-want[i])))
		}
		t.Logf("%g hPa: %d values within %.2g K", p/100, len(want), worst)
		if !(worst <= 0.003) {
			t.Errorf("at %g hPa the table is off by %g K", p/100, worst)
		}
	}
	nan := float32(math.NaN())
	got := make([]float32, 4)
	EquivalentsAt(85000).Fill(got, []float32{nan, 280, 280, 280}, []float32{0.001, nan, -0.001, 0})
	dry := float32(280 * math.Pow(1e5/85000, Kappa))
	if got[0] == got[0] || got[1] == got[1] || math.Abs(float64(got[2]-dry)) > 1e-3 || math.Abs(float64(got[3]-dry)) > 1e-3 {
		t.Errorf("%v of missing and dry air, which has %g", got, dry)
	}
}

// TestEquivalentsKept holds that tables do not pile up.
func TestEquivalentsKept(t *testing.T) {
	for p := range 3 * keepEquivalents {
		EquivalentsAt(50000 + float64(p))
	}
	if n := len(equivalents.at); n > keepEquivalents {
		t.Errorf("%d tables are kept", n)
	}
}
