package forecast

import (
	"math"
	"strconv"
	"strings"
)

// LevelKind says what a level's value measures.
type LevelKind uint8

// The kinds of level.
const (
	Surface  LevelKind = iota // the ground, the sea surface or the whole column: no value
	Height                    // metres above the ground
	Pressure                  // hPa
	Depth                     // metres below the surface of the sea
	Altitude                  // metres above the level of the sea
)

// Level is where a layer lies. The zero Level is the surface.
type Level struct {
	Kind  LevelKind
	Value float64
	Base  float64 // what lies between two pressures reaches from Base up to Value; else 0
}

// HeightAbove gives the level m metres above the ground.
func HeightAbove(m float64) Level { return Level{Kind: Height, Value: m} }

// PressureLevel gives the level at a pressure in hPa.
func PressureLevel(hPa float64) Level { return Level{Kind: Pressure, Value: hPa} }

// Between gives what lies between two pressures in hPa, base the higher one.
func Between(base, top float64) Level { return Level{Pressure, top, base} }

// DepthBelow gives the level m metres below the surface of the sea.
func DepthBelow(m float64) Level { return Level{Kind: Depth, Value: m} }

// AltitudeOf gives the level m metres above the level of the sea.
func AltitudeOf(m float64) Level { return Level{Kind: Altitude, Value: m} }

func (l Level) unit() string {
	switch l.Kind {
	case Height, Depth, Altitude:
		return "m"
	case Pressure:
		return "hPa"
	}
	return ""
}

// numbers gives the values of a level, two where it lies between two.
func (l Level) numbers(separator string) string {
	value := strconv.FormatFloat(l.Value, 'f', -1, 64)
	if l.Base == 0 {
		return value
	}
	return strconv.FormatFloat(l.Base, 'f', -1, 64) + separator + value
}

// Suffix gives the level as layer names end: "_850hPa", "_2m", "_1000_500hPa", "_50m_depth",
// "_3000m_asl", or "" at the surface.
func (l Level) Suffix() string {
	if l.Kind == Surface {
		return ""
	}
	return "_" + l.numbers("_") + l.unit() + l.from("_")
}

// from is what follows the number and unit of a depth or an altitude.
func (l Level) from(separator string) string {
	switch l.Kind {
	case Depth:
		return separator + "depth"
	case Altitude:
		return separator + "asl"
	}
	return ""
}

// String gives the level for people: "850 hPa", "2 m", "1000–500 hPa", "50 m depth",
// "3000 m asl", or "" at the surface.
func (l Level) String() string {
	if l.Kind == Surface {
		return ""
	}
	return l.numbers("–") + " " + l.unit() + l.from(" ")
}

// cutBase takes the lower bound off what cutLevel left of a layer name, where it has one.
func cutBase(name string, l Level) (string, Level) {
	i := strings.LastIndexByte(name, '_')
	if i < 0 || l.Kind != Pressure {
		return name, l
	}
	base, err := strconv.ParseFloat(name[i+1:], 64)
	between := Between(base, l.Value)
	if err != nil || math.IsInf(base, 0) || !(base > l.Value) || between.Suffix() != name[i:]+l.Suffix() {
		return name, l
	}
	return name[:i], between
}

// cutLevel takes a level suffix off a layer name.
func cutLevel(name string) (string, Level) {
	kinds, plain := []Level{{Kind: Pressure}, {Kind: Height}}, name
	for _, kind := range []LevelKind{Depth, Altitude} {
		l := Level{Kind: kind}
		if before, found := strings.CutSuffix(name, l.from("_")); found {
			kinds, plain = []Level{l}, before
		}
	}
	i := strings.LastIndexByte(plain, '_')
	if i < 0 {
		return name, Level{}
	}
	for _, l := range kinds {
		number, found := strings.CutSuffix(plain[i+1:], l.unit())
		if !found {
			continue
		}
		v, err := strconv.ParseFloat(number, 64)
		if err == nil && v > 0 && !math.IsInf(v, 0) {
			l.Value = v
			if l.Suffix() == name[i:] { // one spelling a level, so that one layer has one name
				return name[:i], l
			}
		}
	}
	return name, Level{}
}

// StandardHeight gives the height in metres of a pressure in hPa in the standard atmosphere, by
// the barometric formulae of its layers up to 32 km (ICAO Doc 7488/3, 1993).
func StandardHeight(hPa float64) float64 {
	const gasOverGravity = 287.05287 / 9.80665
	switch {
	case hPa >= 226.32:
		return 288.15 / 0.0065 * (1 - math.Pow(hPa/1013.25, 0.0065*gasOverGravity))
	case hPa >= 54.7489:
		return 11000 + gasOverGravity*216.65*math.Log(226.32/hPa)
	default:
		return 20000 + 216.65/0.001*(math.Pow(hPa/54.7489, -0.001*gasOverGravity)-1)
	}
}
