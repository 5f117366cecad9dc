package power

import (
	"math"

	"github.com/fengtu/fengtu/forecast/thermo"
)

// StandardDensity is the density of air that power curves are given for, in kg m-3 (IEC 61400-12-1).
const StandardDensity = 1.225

const (
	gasConstant = 287.058 // of dry air, J kg-1 K-1
	gravity     = 9.80665 // m s-2
	lapse       = 0.0065  // K m-1, of the standard atmosphere
)

// Air says how pressure and density at the hub are found.
type Air uint8

// The ways.
const (
	Hydrostatic Air = iota // pressure by the hypsometric equation; moist air where humidity is known
	IdealGas               // pressure falls by 1 hPa in 8 m; dry air
	Barometric             // the same pressure; density in proportion to the standard atmosphere's
	Standard               // 1.225 kg m-3: the curve is taken as it is
)

var airNames = [...]string{"hydrostatic", "ideal_gas", "barometric", "standard"}

// String gives the way as queries spell it.
func (a Air) String() string { return airNames[a] }

// HubTemperature takes a temperature in K from one height to another by the standard lapse rate.
func HubTemperature(temperature, from, to float64) float64 {
	return temperature - lapse*(to-from)
}

// HubDensity gives the density of the air at a height above the ground, in kg m-3, from the
// pressure at the ground, the temperature at that height and the specific humidity (0 where it is
// not known; the dry ways do not look at it).
func HubDensity(way Air, surfacePressure, hub, temperature, humidity float64) float64 {
	const perMetre = 100.0 / 8 // Pa
	switch way {
	case IdealGas:
		return (surfacePressure - hub*perMetre) / (gasConstant * temperature)
	case Barometric:
		return (surfacePressure - hub*perMetre) * StandardDensity * 288.15 / (101330 * temperature)
	case Standard:
		return StandardDensity
	}
	virtual := temperature * (1 + 0.608*humidity)
	layer := virtual + lapse*hub/2 // the mean between ground and hub
	return surfacePressure * shrink(gravity*hub/(gasConstant*layer)) / (gasConstant * virtual)
}

// shrink gives exp(-x). Hubs are so low that a few terms of it do.
func shrink(x float64) float64 {
	if !(x > -0.1 && x < 0.1) {
		return math.Exp(-x)
	}
	const third, fifth = 1.0 / 3, 1.0 / 5
	return 1 - x*(1-x/2*(1-x*third*(1-x/4*(1-x*fifth*(1-x*third/2)))))
}

// SurfacePressure reduces a mean sea level pressure to a ground at an altitude in metres whose
// temperature is known, by the hypsometric equation with the standard lapse rate below it.
func SurfacePressure(msl, altitude, temperature float64) float64 {
	return msl * shrink(gravity*altitude/(gasConstant*(temperature+lapse*altitude/2)))
}

// HumidityOfDewPoint gives the specific humidity of air of a dew point (K) and pressure (Pa), with
// the saturation vapour pressure of Bolton (1980).
func HumidityOfDewPoint(dewPoint, pressure float64) float64 {
	vapour := thermo.Saturation(dewPoint)
	return 0.622 * vapour / (pressure - 0.378*vapour)
}

// RelativeHumidity gives the relative humidity, as a fraction over water, of air of a temperature
// and a dew point in K.
func RelativeHumidity(temperature, dewPoint float64) float64 {
	saturation := func(k float64) float64 { return math.Exp(17.67 * (k - 273.15) / (k - 273.15 + 243.5)) }
	return saturation(dewPoint) / saturation(temperature)
}
