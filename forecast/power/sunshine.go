package power

import (
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/solar"
	"github.com/fengtu/fengtu/forecast/store"
)

// sunshine is how the power of photovoltaic plants is computed from the layers of one dataset.
type sunshine struct {
	layers []forecast.Layer // radiation, temperature
	net    bool             // radiation is what the ground keeps
	method string
}

// planSun chooses the layers. It fails with kind Invalid where the dataset lacks them.
func planSun(stored []forecast.Layer) (*sunshine, error) {
	have := layerSet(stored)
	layer := func(name string, at forecast.Level) forecast.Layer {
		return forecast.Layer{Variable: forecast.VariableNamed(name), Level: at}
	}
	lowest := have.lowest("temperature")
	s := &sunshine{method: "mean over the time before each step, from the model's radiation and temperature"}
	radiation := "shortwave_radiation"
	if !have.has(radiation, forecast.Level{}) {
		radiation, s.net = "net_shortwave_radiation", true
		s.method += ", the radiation being what the ground keeps divided by one less the plant's albedo"
	}
	if lowest == 0 || !have.has(radiation, forecast.Level{}) {
		return nil, forecast.Errorf(forecast.Invalid, "power.Compute",
			"solar power is not possible with this dataset: it needs shortwave_radiation or net_shortwave_radiation, and temperature above the ground")
	}
	s.layers = []forecast.Layer{layer(radiation, forecast.Level{}), layer("temperature", forecast.HeightAbove(lowest))}
	return s, nil
}

// power gives a plant's power, at each time the mean over its period.
func (s *sunshine) power(f *Farm, times []time.Time, periods []solar.Period, in [][]float32) []float32 {
	at := solar.At(f.Place.Lat, f.Place.Lon)
	radiation, scale := 1.0, f.Capacity*f.Losses.Factor()
	if s.net {
		radiation = 1 / (1 - f.Solar.Albedo)
	}
	dst := make([]float32, len(times))
	for t := range times {
		p := periods[t].Mean(*f.Solar, at, float64(in[0][t])*radiation, float64(in[1][t])) * scale
		if limit := f.Losses.Curtailed; limit > 0 && p > limit {
			p = limit
		}
		if !f.Runs(times[t]) {
			p = 0
		}
		dst[t] = float32(p)
	}
	return dst
}

// since gives the time at which the step before one was: that of the run's reference for the first.
func since(inv *store.Inventory, t time.Time) time.Time {
	i, _ := slices.BinarySearchFunc(inv.Times, t, time.Time.Compare)
	if i == 0 {
		return inv.Run
	}
	return inv.Times[i-1]
}

// starts gives the beginning of the time that each step's mean is over.
func starts(inv *store.Inventory, times []time.Time) (out []time.Time) {
	for _, t := range times {
		out = append(out, since(inv, t))
	}
	return out
}
