package power

import (
	"fmt"
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// topLevel is the highest pressure level looked at, in hPa: no hub stands above it.
const topLevel = 450

// levels gives the pressure levels from the ground up whose wind and height above the ground are
// known, nil where there are none.
func (s layerSet) levels() (out []float64) {
	if !s.has("surface_altitude", forecast.Level{}) {
		return nil
	}
	for _, p := range slices.Backward(s.winds(forecast.Pressure)) {
		if p >= topLevel && s.has("geopotential_height", forecast.PressureLevel(p)) {
			out = append(out, p)
		}
	}
	return out
}

// level is a pressure level's places among the inputs.
type level struct{ wind, height int }

// levels interpolates between the points around the hub: the winds at heights, and above the
// highest of them the pressure levels, linearly in the logarithm of height.
func (h *Hub) levels(heights, pressures []float64) {
	ground := h.need("surface_altitude", forecast.Level{})
	type fixed struct {
		wind int
		z    float64
	}
	var below []fixed
	for _, z := range heights {
		below = append(below, fixed{h.needWind(z), z})
	}
	var above []level
	for _, p := range pressures {
		at := forecast.PressureLevel(p)
		above = append(above, level{h.need("wind_speed", at), h.need("geopotential_height", at)})
	}
	speed := func(in [][]float32, i int) float64 {
		var v0, z0 float64
		known := false
		step := func(v, z float64) (float64, bool) {
			if z >= h.Height || z != z {
				switch {
				case !known || z != z: // nothing below the hub: the lowest there is
					return v * z / z, true
				default:
					w := Between(z0, z, h.Height)
					return v0*(1-w) + v*w, true
				}
			}
			v0, z0, known = v, z, true
			return 0, false
		}
		for _, b := range below {
			if v, done := step(float64(in[b.wind][i]), b.z); done {
				return v
			}
		}
		for _, a := range above {
			z := float64(in[a.height][i]) - float64(in[ground][i])
			if z < lowestLevel || known && z <= z0 { // in the ground, or below what the heights tell
				continue
			}
			if v, done := step(float64(in[a.wind][i]), z); done {
				return v
			}
		}
		return v0
	}
	h.wind = func(dst []float32, in [][]float32) {
		for i := range dst {
			dst[i] = float32(speed(in, i))
		}
	}
	h.Wind = fmt.Sprintf("between the model's heights of %v m and pressure levels of %v hPa by their height above the ground, linear in the logarithm of height", heights, pressures)
}

// lowestLevel is how high above the ground a pressure level must lie, in m, to tell the wind.
const lowestLevel = 2
