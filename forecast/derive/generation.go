package derive

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/solar"
)

// generation is what turbines and panels make of the weather: at each node the numbers that
// forecast/power gives for a turbine or plant there that nothing more is told of.
var generation = []recipe{
	{
		variable: forecast.CapacityFactor, at: surface | heights, of: windFactor,
		turbines: []string{"iea-3.4mw-130", "vestas-v112-3mw", "iea-15mw-240"},
	},
	{variable: "solar_capacity_factor", at: surface, sunlit: solarFactor, inputs: []input{at("shortwave_radiation"), at("temperature_2m")}},
	{variable: "solar_capacity_factor", at: surface, sunlit: solarFactorOfNet, inputs: []input{at("net_shortwave_radiation"), at("temperature_2m")}},
}

// windFactor chooses the layers that tell wind and air at a turbine's hub.
func windFactor(stored []forecast.Layer, l forecast.Layer) ([]input, compute, error) {
	if l.Turbine == "" {
		return nil, nil, forecast.Errorf(forecast.Invalid, "derive.Capacity",
			"name the turbine: capacity_factor_{turbine}, and its hub where it is not the usual one: capacity_factor_{turbine}_120m; /api/v1/power/turbines lists turbines")
	}
	turbine, err := power.Turbines(nil).Find(l.Turbine)
	if err != nil {
		return nil, nil, err
	}
	hub := l.Level.Value
	if hub == 0 {
		hub = turbine.HubHeight
	}
	if hub == 0 {
		return nil, nil, forecast.Errorf(forecast.Invalid, "derive.Capacity",
			"%s has no usual hub height: name one, as in %s_100m", turbine.ID, l.Name())
	}
	f, err := power.NewFactor(stored, turbine, hub)
	if err != nil {
		return nil, nil, err
	}
	var inputs []input
	for _, needed := range f.Layers() {
		inputs = append(inputs, at(needed.Name()))
	}
	return inputs, func(dst []float32, a *args) {
		in := make([][]float32, len(a.in))
		for i := range in {
			in[i] = a.one(i)
		}
		f.Compute(dst, in)
	}, nil
}

// sky is where nodes lie and over which time each step is a mean.
type sky struct {
	grid    *forecast.Grid
	window  forecast.Window
	periods []solar.Period // by step
}

// solarFactor gives the capacity factor of the plant that solar.Default has for the latitude.
func solarFactor(dst []float32, a *args, s *sky) {
	s.generate(dst, a, func(solar.Plant) float64 { return 1 })
}

// solarFactorOfNet is solarFactor from what the ground keeps.
func solarFactorOfNet(dst []float32, a *args, s *sky) {
	s.generate(dst, a, func(p solar.Plant) float64 { return 1 / (1 - p.Albedo) })
}

func (s *sky) generate(dst []float32, a *args, scale func(solar.Plant) float64) {
	radiation, warmth := a.one(0), a.one(1)
	var light solar.Light
	var panel solar.Panel
	share, at, where := 0.0, math.NaN(), s.places()
	i := 0
	for r := range s.window.Rows {
		for c := range s.window.Cols {
			lat, place := where(r, c)
			if lat != at {
				plant := solar.Default(lat)
				panel, share, at = plant.Panel(), scale(plant), lat
			}
			for _, period := range s.periods {
				global := float64(radiation[i]) * share
				if global > 0 { // in the dark it does not matter where the sun is
					light.Look(period, panel, place)
				}
				dst[i] = float32(light.Mean(global, float64(warmth[i])))
				i++
			}
		}
	}
}

// places gives the latitude and the place of each node of the window.
func (s *sky) places() func(r, c int) (lat float64, place solar.Place) {
	w, g := s.window, s.grid
	if g.Projection != nil {
		return func(r, c int) (float64, solar.Place) {
			lat, lon := g.At(w.Row+r, (w.Col+c)%g.Cols())
			return lat, solar.At(lat, lon)
		}
	}
	lons := make([]solar.Angle, w.Cols)
	for c := range lons {
		lons[c] = solar.AngleOf(g.X.Values()[(w.Col+c)%g.Cols()])
	}
	lat, known := solar.Angle{}, -1
	return func(r, c int) (float64, solar.Place) {
		degrees := g.Y.Values()[w.Row+r]
		if r != known {
			lat, known = solar.AngleOf(degrees), r
		}
		return degrees, solar.Place{Lat: lat, Lon: lons[c]}
	}
}

// periods gives the time that each place in a series is a mean over.
func (m *Menu) periods(x forecast.Series) []solar.Period {
	out := make([]solar.Period, x.Steps())
	for _, t := range m.held.Times {
		if k, ok := x.At(t); ok {
			out[k] = m.period(t)
		}
	}
	return out
}
