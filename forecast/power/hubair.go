package power

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// planAir chooses how temperature, pressure and humidity are found.
func (h *Hub) planAir(have layerSet, o Options) error {
	h.temperatureAt, h.pressureAt, h.mslAt, h.groundAt, h.dewAt, h.humidityAt, h.moistureAt = -1, -1, -1, -1, -1, -1, -1
	ground := forecast.Level{}
	h.temperatureHeight = 2
	if lowest := have.lowest("temperature"); lowest > 0 {
		h.temperatureHeight = lowest
		at := forecast.HeightAbove(lowest)
		h.temperatureAt = h.need("temperature", at)
		switch {
		case have.has("dew_point", at):
			h.dewAt = h.need("dew_point", at)
		case have.has("specific_humidity", at):
			h.moistureAt = h.need("specific_humidity", at)
		case have.has("relative_humidity", at):
			h.humidityAt = h.need("relative_humidity", at)
		}
	}
	switch {
	case o.AnyAir && o.Air == Standard || h.temperatureAt < 0:
	case have.has("surface_pressure", ground):
		h.pressureAt = h.need("surface_pressure", ground)
	case have.has("pressure_msl", ground) && have.has("surface_altitude", ground):
		h.mslAt, h.groundAt = h.need("pressure_msl", ground), h.need("surface_altitude", ground)
	}
	h.air = o.Air
	if h.pressureAt < 0 && h.mslAt < 0 {
		if o.AnyAir && o.Air != Standard {
			return forecast.Errorf(forecast.Invalid, "power.PlanHub",
				"density %s is not possible with this dataset: it needs temperature above the ground, and surface pressure or sea level pressure with surface altitude; ask for density=standard", o.Air)
		}
		h.air, h.Density = Standard, "standard air, 1.225 kg/m³"
		return nil
	}
	h.Density = h.air.String() + ", from the model's temperature and surface pressure"
	if h.mslAt >= 0 {
		h.Density = h.air.String() + ", from the model's temperature and sea level pressure taken to its surface altitude"
	}
	if h.air == Hydrostatic && h.dewAt+h.humidityAt+h.moistureAt > -3 {
		h.Density += ", moist"
	}
	return nil
}

// lowest gives the lowest height above the ground at which there is a variable, 0 for none.
func (s layerSet) lowest(name string) float64 {
	out := 0.0
	for _, l := range s {
		if l.Variable.Name == name && l.Level.Kind == forecast.Height && (out == 0 || l.Level.Value < out) {
			out = l.Level.Value
		}
	}
	return out
}

// HasTemperature says whether the temperature at the hub is known, HasHumidity the humidity too.
func (h *Hub) HasTemperature() bool { return h.temperatureAt >= 0 }

// HasHumidity says whether the relative humidity is known.
func (h *Hub) HasHumidity() bool {
	return h.dewAt >= 0 || h.humidityAt >= 0 || h.moistureAt >= 0 && h.hasPressure()
}

func (h *Hub) hasPressure() bool { return h.pressureAt >= 0 || h.mslAt >= 0 }

// Compute fills out with the weather at the hub, value by value, from the inputs in the order of
// Layers. All slices have the length of those of out.
func (h *Hub) Compute(out *At, in ...[]float32) {
	h.wind(out.Speed, in)
	for i := range out.Density {
		t, p, q := h.air0(in, i)
		hub := HubTemperature(t, h.temperatureHeight, h.Height)
		out.Temperature[i], out.Density[i] = float32(hub), StandardDensity
		if h.air != Standard {
			out.Density[i] = float32(HubDensity(h.air, p, h.Height, hub, q))
		}
		if out.Humidity != nil {
			out.Humidity[i] = float32(h.relativeHumidity(in, i, t, p))
		}
	}
}

// air0 gives the temperature where it is told, the pressure at the ground and the specific humidity.
func (h *Hub) air0(in [][]float32, i int) (temperature, pressure, humidity float64) {
	if h.temperatureAt < 0 {
		return math.NaN(), math.NaN(), 0
	}
	temperature = float64(in[h.temperatureAt][i])
	pressure = h.surfacePressure(in, i, temperature)
	return temperature, pressure, h.specificHumidity(in, i, temperature, pressure)
}

func (h *Hub) surfacePressure(in [][]float32, i int, temperature float64) float64 {
	switch {
	case h.pressureAt >= 0:
		return float64(in[h.pressureAt][i])
	case h.mslAt >= 0:
		return SurfacePressure(float64(in[h.mslAt][i]), float64(in[h.groundAt][i]), temperature)
	}
	return math.NaN()
}

// specificHumidity gives that at the height of the temperature; a missing one counts as dry air in
// the density, of which it is no more than a hundredth.
func (h *Hub) specificHumidity(in [][]float32, i int, temperature, pressure float64) (q float64) {
	switch {
	case h.dewAt >= 0:
		q = HumidityOfDewPoint(float64(in[h.dewAt][i]), pressure)
	case h.humidityAt >= 0:
		q = float64(in[h.humidityAt][i]) * HumidityOfDewPoint(temperature, pressure)
	case h.moistureAt >= 0:
		q = float64(in[h.moistureAt][i])
	}
	if q != q {
		return 0
	}
	return q
}

// relativeHumidity gives that at the height of the temperature, NaN where it is not known.
func (h *Hub) relativeHumidity(in [][]float32, i int, temperature, pressure float64) float64 {
	switch {
	case h.dewAt >= 0:
		return RelativeHumidity(temperature, float64(in[h.dewAt][i]))
	case h.humidityAt >= 0:
		return float64(in[h.humidityAt][i])
	case h.moistureAt >= 0:
		return float64(in[h.moistureAt][i]) / HumidityOfDewPoint(temperature, pressure)
	}
	return math.NaN()
}

var missing = float32(math.NaN())
