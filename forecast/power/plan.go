package power

import (
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// plan is how to compute many farms.
type plan struct {
	hubs     []*Hub     // by farm; nil for solar plants
	turbines []*Turbine // by farm, as they are in the model's turbulence
	sun      *sunshine  // nil without solar plants
}

// plan plans each hub height once and smooths each curve once.
func (m Model) plan(inv *store.Inventory, farms []Farm) (*plan, error) {
	if !(m.Turbulence >= 0 && m.Turbulence <= 1) {
		return nil, forecast.Errorf(forecast.Invalid, "power.Compute", "turbulence intensity must be from 0 to 1, not %g", m.Turbulence)
	}
	p := &plan{}
	hubs, smooth := map[float64]*Hub{}, map[*Turbine]*Turbine{}
	for i := range farms {
		f := &farms[i]
		if f.Solar != nil {
			if p.sun == nil {
				var err error
				if p.sun, err = planSun(inv.Layers); err != nil {
					return nil, err
				}
			}
			p.hubs, p.turbines = append(p.hubs, nil), append(p.turbines, nil)
			continue
		}
		hub := hubs[f.HubHeight]
		if hub == nil {
			var err error
			if hub, err = PlanHub(inv.Layers, f.HubHeight, m.Options); err != nil {
				return nil, err
			}
			hubs[f.HubHeight] = hub
		}
		if f.Losses.NeedsTemperature() && !hub.HasTemperature() || f.Losses.NeedsHumidity() && !hub.HasHumidity() {
			return nil, forecast.Errorf(forecast.Invalid, "power.Compute",
				"farm %s: icing_loss needs temperature and dew point or humidity near the ground, derating and stop_below_C temperature, and this dataset lacks it", f.Name)
		}
		turbine := f.Turbine
		if m.Turbulence > 0 {
			if smooth[turbine] == nil {
				copied := *turbine
				copied.Curve = turbine.Curve.Smooth(m.Turbulence)
				smooth[turbine] = &copied
			}
			turbine = smooth[turbine]
		}
		p.hubs, p.turbines = append(p.hubs, hub), append(p.turbines, turbine)
	}
	return p, nil
}

// part is what some farms need.
type part struct {
	layers []forecast.Layer
	places []point.Place
}

func (p *plan) part(farms []int, all []Farm) (out part) {
	need := func(layers []forecast.Layer) {
		for _, l := range layers {
			if !slices.Contains(out.layers, l) {
				out.layers = append(out.layers, l)
			}
		}
	}
	var last *Hub
	for _, i := range farms {
		out.places = append(out.places, all[i].Place)
		if all[i].Solar != nil {
			need(p.sun.layers)
		} else if hub := p.hubs[i]; hub != last {
			last = hub
			need(hub.Layers)
		}
	}
	return out
}

// power gives one farm's power.
func (p *plan) power(i int, f *Farm, times []time.Time, at *At) []float32 {
	dst := make([]float32, len(times))
	density := at.Density
	if p.hubs[i].air == Standard {
		density = nil
	}
	p.turbines[i].Power(dst, at.Speed, density)
	scale := float32(f.Capacity / f.Turbine.Rated * f.Losses.Factor())
	limit := float32(f.Losses.Curtailed)
	for t := range dst {
		dst[t] *= scale
		if f.Losses.NeedsTemperature() {
			dst[t] *= float32(f.Losses.Weather(float64(at.Temperature[t]), at.humidity(t)))
		}
		if limit > 0 && dst[t] > limit {
			dst[t] = limit
		}
		if !f.Runs(times[t]) {
			dst[t] = 0
		}
	}
	return dst
}
