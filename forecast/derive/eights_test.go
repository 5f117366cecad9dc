package derive

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// TestEights compares loops that take eight values at a time with their formulae.
func TestEights(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	speed := layerNamed(t, "wind_speed_10m")
	_, high := speed.Variable.Range(forecast.HeightAbove(10))
	for _, n := range []int{0, 1, 7, 8, 9, 1003} {
		u, v, got := make([]float32, n), make([]float32, n), make([]float32, n)
		for i := range u {
			u[i], v[i] = float32(60*rng.NormFloat64()), float32(60*rng.NormFloat64())
			if i%50 == 3 {
				u[i] = missing
			}
		}
		windSpeed(got, &args{in: [][][]float32{{u}, {v}}})
		bound(speed, got)
		for i := range got {
			want := math.Hypot(float64(u[i]), float64(v[i]))
			if want > high {
				want = math.NaN()
			}
			if !(math.Abs(float64(got[i])-want) <= 1e-6*want) && (got[i] == got[i] || want == want) {
				t.Fatalf("%g and %g m/s: %g, want %g", u[i], v[i], got[i], want)
			}
		}
	}
}
