package power

// moistAir is HubDensity's hydrostatic way at one height, in single precision for many values at a time: within
// a relative 10⁻⁶ of it. It does not change.
type moistAir struct {
	drop   float32 // K from where the temperature is told up to the hub
	half   float32 // K from the hub down to the middle of the air below
	column float32 // the hub's height in K of air that is 1/e of it lighter
	gas    float32 // J kg-1 K-1
}

func newMoistAir(told, hub float64) *moistAir {
	return &moistAir{
		drop: float32(lapse * (hub - told)), half: float32(lapse * hub / 2), column: float32(gravity * hub / gasConstant), gas: gasConstant,
	}
}

// fill gives densities in kg m-3 from temperatures in K, pressures at the ground in Pa and specific humidities.
// Where these are missing, or nil, air is dry.
func (m *moistAir) fill(dst, temperature, pressure, humidity []float32) {
	for i := m.eights(dst, temperature, pressure, humidity); i < len(dst); i++ {
		q := float32(0)
		if humidity != nil {
			q = humidity[i]
		}
		dst[i] = m.at(temperature[i], pressure[i], q)
	}
}

// at does one value; eights does the same operations in the same order.
func (m *moistAir) at(temperature, pressure, humidity float32) float32 {
	if humidity != humidity {
		humidity = 0
	}
	virtual := (temperature - m.drop) * (1 + float32(0.608*humidity))
	return float32(pressure*exponential(-(m.column/(virtual+m.half)))) / float32(m.gas*virtual)
}
