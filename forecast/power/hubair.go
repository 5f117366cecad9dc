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
	if h.air == Hydrostatic && h.pressureAt >= 0 && h.dewAt < 0 && h.humidityAt < 0 {
		h.moist = newMoistAir(h.temperatureHeight, h.Height)
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
	for i := range out.Temperature {
		out.Temperature[i] = missing
		if h.temperatureAt >= 0 {
			out.Temperature[i] = float32(HubTemperature(float64(in[h.temperatureAt][i]), h.temperatureHeight, h.Height))
		}
	}
	if h.moist != nil {
		var humidity []float32
		if h.moistureAt >= 0 {
			humidity = in[h.moistureAt]
		}
		h.moist.fill(out.Density, in[h.temperatureAt], in[h.pressureAt], humidity)
		if out.Humidity == nil {
			return
		}
	}
	var a air
	for from := 0; from < len(out.Density); from += airValues {
		to := min(from+airValues, len(out.Density))
		h.look(&a, in, from, to)
		if h.moist == nil {
			h.fillDensity(out.Density[from:to], &a)
		}
		if out.Humidity != nil {
			for i := range to - from {
				out.Humidity[from+i] = float32(h.relativeHumidity(in, from+i, a.temperature[i], a.pressure[i]))
			}
		}
	}
}

// airValues is how many values are computed at a time.
const airValues = 64

// air is temperature where it is told, pressure at the ground and specific humidity.
type air struct{ temperature, pressure, humidity [airValues]float64 }

// look fills a from some of the inputs.
func (h *Hub) look(a *air, in [][]float32, from, to int) {
	fill(a.temperature[:to-from], in, h.temperatureAt, from)
	if h.mslAt >= 0 {
		fill(a.pressure[:to-from], in, h.mslAt, from)
		for i := range to - from {
			a.pressure[i] = SurfacePressure(a.pressure[i], float64(in[h.groundAt][from+i]), a.temperature[i])
		}
	} else {
		fill(a.pressure[:to-from], in, h.pressureAt, from)
	}
	h.lookAtHumidity(a, in, from, to)
}

// fill widens values of an input; they are missing where there is none.
func fill(dst []float64, in [][]float32, at, from int) {
	if at < 0 {
		for i := range dst {
			dst[i] = math.NaN()
		}
		return
	}
	for i, v := range in[at][from : from+len(dst)] {
		dst[i] = float64(v)
	}
}

// lookAtHumidity fills in that at the height of the temperature; a missing one counts as dry air in
// the density, of which it is no more than a hundredth.
func (h *Hub) lookAtHumidity(a *air, in [][]float32, from, to int) {
	q := a.humidity[:to-from]
	switch {
	case h.dewAt >= 0:
		for i, td := range in[h.dewAt][from:to] {
			q[i] = HumidityOfDewPoint(float64(td), a.pressure[i])
		}
	case h.humidityAt >= 0:
		for i, rh := range in[h.humidityAt][from:to] {
			q[i] = float64(rh) * HumidityOfDewPoint(a.temperature[i], a.pressure[i])
		}
	case h.moistureAt >= 0:
		fill(q, in, h.moistureAt, from)
	default:
		clear(q)
	}
	for i := range q {
		if q[i] != q[i] {
			q[i] = 0
		}
	}
}

// fillDensity gives that at the hub.
func (h *Hub) fillDensity(dst []float32, a *air) {
	if h.air == Standard {
		for i := range dst {
			dst[i] = StandardDensity
		}
		return
	}
	for i := range dst {
		hub := HubTemperature(a.temperature[i], h.temperatureHeight, h.Height)
		dst[i] = float32(HubDensity(h.air, a.pressure[i], h.Height, hub, a.humidity[i]))
	}
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
