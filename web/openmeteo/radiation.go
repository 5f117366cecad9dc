package openmeteo

import (
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/solar"
)

// The radiation that is made of that on the ground: on the plane that a request tells of, by the sun's beam
// and from the sky on the ground, and by the beam on a plane that always faces the sun.
const (
	tilted  = "global_tilted_irradiance"
	direct  = "direct_radiation"
	diffuse = "diffuse_radiation"
	facing  = "direct_normal_irradiance"
)

func isRadiation(name string) bool {
	return slices.Contains([]string{tilted, direct, diffuse, facing}, name)
}

// radiation makes one of them in W m-2: parted into beam and sky as Erbs et al. have it unless the run has the
// beam on the ground (NaN where not), and turned by Hay and Davies' model, as for the power of plants.
func (r *reading) radiation(name string, global point.Blend, beam []float32, times []time.Time, step time.Duration, native bool) []float32 {
	out, at := make([]float32, len(times)), solar.At(r.answers[r.main].Lat, r.answers[r.main].Lon)
	for i, t := range times {
		if native {
			step = r.ownStep("shortwave_radiation", global, i, t)
		}
		period, whole := solar.NewPeriod(t.Add(-step), t), float64(global.Values[i])
		if name == tilted {
			out[i] = float32(period.Plane(r.wishes.plane, at, whole))
			continue
		}
		parts := period.Parts(at, whole)
		if beam[i] == beam[i] {
			parts = period.PartsOf(at, whole, float64(beam[i]))
		}
		switch name {
		case direct:
			out[i] = float32(parts.Direct)
		case diffuse:
			out[i] = float32(parts.Diffuse)
		case facing:
			out[i] = float32(parts.Facing)
		}
	}
	return out
}
