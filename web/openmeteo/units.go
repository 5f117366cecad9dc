package openmeteo

import (
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/solar"
)

// unit is how a column's values are written: SI × scale + offset.
type unit struct {
	text          string
	decimals      int
	scale, offset float64
	sdk           byte // Unit of Open-Meteo's FlatBuffers schema
}

// The numbers of units in Open-Meteo's FlatBuffers schema.
const (
	sdkCelsius      = 1
	sdkCentimetre   = 2
	sdkDegree       = 5
	sdkInteger      = 6
	sdkFahrenheit   = 9
	sdkFeet         = 10
	sdkFraction     = 11
	sdkGramPerKilo  = 15
	sdkHectopascal  = 16
	sdkHours        = 17
	sdkInch         = 18
	sdkISO8601      = 19
	sdkJoulePerKilo = 20
	sdkKiloPerArea  = 23
	sdkKmh          = 24
	sdkKnots        = 25
	sdkMegajoule    = 26
	sdkMsAlways     = 27 // whatever unit of wind is asked for
	sdkMs           = 28
	sdkMetre        = 29
	sdkMph          = 31
	sdkMillimetre   = 32
	sdkPercent      = 35
	sdkSeconds      = 36
	sdkUnixTime     = 37
	sdkWatt         = 39
	sdkWMOCode      = 40
)

// wishes are the units that a request asks for, and the plane that radiation is to fall on.
type wishes struct {
	fahrenheit, inch, feet, unix bool
	wind                         string // kmh, ms, mph, kn
	plane                        solar.Plant
}

var winds = map[string]unit{
	"kmh": {"km/h", 1, 3.6, 0, sdkKmh},
	"ms":  {"m/s", 2, 1, 0, sdkMs},
	"mph": {"mp/h", 1, 2.237, 0, sdkMph},
	"kn":  {"kn", 1, 1.94384, 0, sdkKnots},
}

// water lists the variables that are told as a depth of water.
var water = []string{"precipitation", "rain", "showers", "evapotranspiration", "et0_fao_evapotranspiration", "snowfall_water_equivalent", "runoff"}

// unitOf gives the unit of a variable's values.
func unitOf(v *forecast.Variable, w wishes) unit {
	switch v.Name {
	case "snowfall":
		return snow(v, w)
	case "weather_code":
		return unit{"wmo code", 0, 1, 0, sdkWMOCode}
	}
	switch v.Units {
	case "K":
		if w.fahrenheit {
			return unit{"°F", 1, 1.8, -459.67, sdkFahrenheit}
		}
		return unit{"°C", 1, 1, -273.15, sdkCelsius}
	case "m s-1":
		return winds[w.wind]
	case "Pa":
		return unit{"hPa", 1, 0.01, 0, sdkHectopascal}
	case "degree":
		return unit{"°", 0, 1, 0, sdkDegree}
	case "W m-2":
		return unit{"W/m²", 1, 1, 0, sdkWatt}
	case "J kg-1":
		return unit{"J/kg", 1, 1, 0, sdkJoulePerKilo}
	case "kg kg-1":
		return unit{"g/kg", 2, 1000, 0, sdkGramPerKilo}
	case "1":
		if v.Display.Units == "%" {
			return unit{"%", 0, 100, 0, sdkPercent}
		}
		return unit{"fraction", 3, 1, 0, sdkFraction}
	case "m":
		if w.feet {
			return unit{"ft", 3, 1 / 0.3048, 0, sdkFeet}
		}
		return unit{"m", 2, 1, 0, sdkMetre}
	case "kg m-2":
		return depth(v, w)
	}
	d := v.Display
	return unit{d.Units, d.Decimals + 1, d.Scale, d.Offset, 0}
}

func depth(v *forecast.Variable, w wishes) unit {
	switch {
	case !slices.Contains(water, v.Name):
		return unit{"kg/m²", 2, 1, 0, sdkKiloPerArea}
	case w.inch:
		return unit{"inch", 3, 1 / 25.4, 0, sdkInch}
	}
	return unit{"mm", 2, 1, 0, sdkMillimetre}
}

// snow gives the unit of fresh snow: 7 cm of it make 10 mm of water, as Open-Meteo has it.
func snow(v *forecast.Variable, w wishes) unit {
	u := unit{"cm", 2, 0.7, 0, sdkCentimetre}
	if v.Units == "m" {
		u.scale = 100
	}
	if w.inch {
		return unit{"inch", 3, u.scale / 2.54, 0, sdkInch}
	}
	return u
}

// convert brings SI values to a unit, in place.
func (u unit) convert(values []float32) []float32 {
	for i, v := range values {
		values[i] = float32(float64(v)*u.scale + u.offset)
	}
	return values
}
