package solar

import (
	"math"
	"testing"
	"time"
)

// TestLight adds the suns of periods one by one, with the formulae of plane and power: at places all over
// the globe, over midnight of UTC, with little light and more than there is outside the atmosphere, and
// for panels that no heat bears.
func TestLight(t *testing.T) {
	hot := Plant{Tilt: 35, Azimuth: 140, Albedo: 0.6, NOCT: 90, Coefficient: -0.019, Loss: 0.1}
	worst, lit := 0.0, 0
	for _, period := range []Period{
		NewPeriod(time.Date(2026, 6, 20, 21, 0, 0, 0, time.UTC), time.Date(2026, 6, 21, 3, 0, 0, 0, time.UTC)),
		NewPeriod(time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)),
		NewPeriod(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)),
		NewPeriod(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)),
	} {
		for lat := -90.0; lat <= 90; lat += 7.5 {
			for lon := -180.0; lon < 180; lon += 11.3 {
				for _, plant := range []Plant{Default(lat), hot} {
					for _, global := range []float64{0, 3, 120, 480, 1500} {
						at := At(lat, lon)
						got, want := period.Mean(plant, at, global, 295), sunBySun(period, plant, at, global, 295)
						worst = math.Max(worst, math.Abs(got-want))
						if want > 0 {
							lit++
						}
					}
				}
			}
		}
	}
	if !(worst < 1e-9) || lit < 1000 {
		t.Errorf("off by %g, with light at %d", worst, lit)
	}
}

func sunBySun(p Period, plant Plant, at Place, global, temperature float64) float64 {
	whole, sum := 0.0, 0.0
	for _, s := range p.suns {
		up, _, _ := s.From(at)
		whole += max(up, 0)
	}
	if whole == 0 {
		return 0
	}
	for _, s := range p.suns {
		if up, _, _ := s.From(at); up > 0 {
			on := plant.Plane(global*float64(len(p.suns))/whole*up, s, at)
			cell := temperature - 273.15 + (plant.NOCT-20)/800*on
			sum += max(on/1000*(1+plant.Coefficient*(cell-25)), 0) * (1 - plant.Loss)
		}
	}
	return sum / float64(len(p.suns))
}
