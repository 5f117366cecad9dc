package power

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// Losses takes from the curve's power what a farm does not deliver. The zero Losses takes nothing.
type Losses struct {
	Wake        float64 `json:"wake_loss,omitempty"`       // fraction lost in the wakes of other turbines
	Electrical  float64 `json:"electrical_loss,omitempty"` // fraction lost on the way to the meter
	Unavailable float64 `json:"unavailability,omitempty"`  // fraction of time or of turbines not running

	Icing     float64 `json:"icing_loss,omitempty"`     // fraction lost below 0 °C in air of 95 % humidity or more
	HotFrom   float64 `json:"derate_from_C,omitempty"`  // hub temperature in °C from which power falls,
	HotTo     float64 `json:"derate_to_C,omitempty"`    // to nothing here
	ColdBelow float64 `json:"stop_below_C,omitempty"`   // no power below this hub temperature; 0 never stops
	Curtailed float64 `json:"export_limit_W,omitempty"` // the farm delivers no more; 0 is no limit
}

// Check fails with kind Invalid where a loss makes no sense.
func (l Losses) Check() error {
	for name, v := range map[string]float64{
		"wake_loss": l.Wake, "electrical_loss": l.Electrical, "unavailability": l.Unavailable, "icing_loss": l.Icing,
	} {
		if !(v >= 0 && v <= 1) {
			return forecast.Errorf(forecast.Invalid, "power.Losses", "%s must be a fraction from 0 to 1, not %g", name, v)
		}
	}
	if (l.HotFrom != 0 || l.HotTo != 0) && !(l.HotFrom < l.HotTo) {
		return forecast.Errorf(forecast.Invalid, "power.Losses", "derating must begin (%g °C) below where it ends (%g °C)", l.HotFrom, l.HotTo)
	}
	if l.ColdBelow > 0 || l.Curtailed < 0 || l.Curtailed != l.Curtailed {
		return forecast.Errorf(forecast.Invalid, "power.Losses", "a turbine is stopped below a temperature under 0 °C, and the export limit is 0 or more")
	}
	return nil
}

// Factor gives what is left after the losses that are the same at all times.
func (l Losses) Factor() float64 {
	return (1 - l.Wake) * (1 - l.Electrical) * (1 - l.Unavailable)
}

// NeedsTemperature says whether a loss depends on the temperature at the hub, NeedsHumidity whether
// one depends on the humidity.
func (l Losses) NeedsTemperature() bool { return l.HotTo != 0 || l.ColdBelow != 0 || l.Icing != 0 }

// NeedsHumidity says whether a loss depends on the humidity of the air.
func (l Losses) NeedsHumidity() bool { return l.Icing != 0 }

// iceFrom is the relative humidity from which cold air is taken to leave rime on blades.
const iceFrom = 0.95

// Weather gives what is left at a hub temperature in K and a relative humidity; NaN where it cannot
// be told.
func (l Losses) Weather(temperature, humidity float64) float64 {
	t, left := temperature-273.15, 1.0
	if l.HotTo != 0 {
		left = min(max((l.HotTo-t)/(l.HotTo-l.HotFrom), 0), 1)
	}
	if l.ColdBelow != 0 && t < l.ColdBelow {
		left = 0
	}
	if l.Icing != 0 && !(t >= 0) {
		switch {
		case humidity >= iceFrom:
			left *= 1 - l.Icing
		case humidity != humidity:
			return math.NaN()
		}
	}
	if l.NeedsTemperature() && t != t {
		return math.NaN()
	}
	return left
}
