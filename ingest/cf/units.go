package cf

import (
	"math"
	"strconv"
	"strings"
)

// A unit is a scale and an offset to SI and the powers of the base units.
type unit struct {
	scale, offset float64
	powers        powers
}

// powers are the exponents of kilogram, metre, second, kelvin and degree of arc.
type powers [5]int

var (
	dimless  = powers{}
	length   = powers{1: 1}
	speed    = powers{1: 1, 2: -1}
	geopot   = powers{1: 2, 2: -2}
	areaMass = powers{0: 1, 1: -2}
	massFlux = powers{0: 1, 1: -2, 2: -1}
	heat     = powers{0: 1, 2: -2} // J m-2
	power    = powers{0: 1, 2: -3} // W m-2
)

const (
	gravity = 9.80665
	knot    = 1852.0 / 3600
)

// symbols is every spelling of a unit's symbol, in lower case, and what it is worth.
var symbols = map[string]unit{}

func init() {
	define := func(spellings string, scale float64, p powers) {
		for s := range strings.FieldsSeq(spellings) {
			symbols[s] = unit{scale: scale, powers: p}
		}
	}
	define("kg kilogram kilograms", 1, powers{0: 1})
	define("g gram grams", 1e-3, powers{0: 1})
	define("m metre meter metres meters gpm gp_m", 1, length)
	define("km kilometre kilometer kilometres kilometers", 1e3, length)
	define("mm millimetre millimeter millimetres millimeters", 1e-3, length)
	define("cm centimetre centimeter", 1e-2, length)
	define("dam dagpm gpdam", 10, length)
	define("mi mile miles", 1609.344, length)
	define("s sec secs second seconds", 1, powers{2: 1})
	define("min minute minutes", 60, powers{2: 1})
	define("h hr hrs hour hours", 3600, powers{2: 1})
	define("d day days", 86400, powers{2: 1})
	define("pa pascal pascals", 1, powers{0: 1, 1: -1, 2: -2})
	define("hpa hectopascal hectopascals mb mbar millibar millibars", 100, powers{0: 1, 1: -1, 2: -2})
	define("kpa", 1000, powers{0: 1, 1: -1, 2: -2})
	define("j joule joules", 1, powers{0: 1, 1: 2, 2: -2})
	define("kj", 1e3, powers{0: 1, 1: 2, 2: -2})
	define("mj", 1e6, powers{0: 1, 1: 2, 2: -2})
	define("w watt watts", 1, powers{0: 1, 1: 2, 2: -3})
	define("k kelvin", 1, powers{3: 1})
	define("kt kts knot knots", knot, speed)
	define("mph", 0.44704, speed)
	define("kph kmh", 1/3.6, speed)
	define("% percent pct", 0.01, dimless)
	define("1 fraction proportion", 1, dimless)
	define("psu pss pss-78", 1e-3, dimless)
	define("okta oktas octa octas", 0.125, dimless)
	define("degree degrees deg ° degree_true degrees_true", 1, powers{4: 1})
	define("radian radians rad", 180/math.Pi, powers{4: 1})
	for s := range strings.FieldsSeq("c degc deg_c °c ℃ celsius degree_c degrees_c degree_celsius degrees_celsius") {
		symbols[s] = unit{1, 273.15, powers{3: 1}}
	}
	for s := range strings.FieldsSeq("f degf °f fahrenheit degree_fahrenheit degrees_fahrenheit") {
		symbols[s] = unit{5.0 / 9, 273.15 - 32*5.0/9, powers{3: 1}}
	}
}

// whole holds units that are phrases, after spaces are taken out.
var whole = map[string]string{
	"(0-1)": "1", "0-1": "1", "[0-1]": "1", "(0,1)": "1", "-": "1", "degreestrue": "degree", "degreetrue": "degree",
	"degreec": "degc", "degreesc": "degc", "degreecelsius": "degc", "degreescelsius": "degc",
	"degc": "degc", "mofwaterequivalent": "m",
}

// parseUnit reads the spelling of a unit: products of symbols with exponents (m s-1, m s**-1,
// m.s^-1), quotients (m/s), and the phrases of whole.
func parseUnit(s string) (unit, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if name, ok := whole[strings.ReplaceAll(s, " ", "")]; ok {
		s = name
	}
	if scale, err := strconv.ParseFloat(s, 64); err == nil && scale > 0 && !math.IsInf(scale, 0) { // of salinity, 1e-3
		return unit{scale: scale}, true
	}
	s = strings.NewReplacer("**", "", "^", "", "·", " ", "*", " ", "²", "2", "³", "3", "⁻¹", "-1", "/", " /").Replace(s)
	fields := strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == '\t' })
	if len(fields) == 0 || len(fields) > 8 {
		return unit{}, false
	}
	out := unit{scale: 1}
	for _, field := range fields {
		field, divide := strings.CutPrefix(field, "/")
		for part := range splitDots(field) {
			u, ok := parseFactor(part)
			if !ok || u.offset != 0 && len(fields) > 1 {
				return unit{}, false
			}
			if divide {
				u = u.raise(-1)
			}
			out = out.times(u)
		}
	}
	return out, true
}

// splitDots cuts m.s-1 in two, but not 0.1.
func splitDots(s string) func(func(string) bool) {
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return func(yield func(string) bool) { yield(s) }
	}
	return strings.SplitSeq(s, ".")
}

// parseFactor reads one symbol with its exponent (s-1, m2), or a number, or both (6h).
func parseFactor(s string) (unit, bool) {
	if u, ok := symbols[s]; ok {
		return u, true
	}
	head := len(s) - len(strings.TrimLeft(s, "0123456789"))
	scale := 1.0
	if head > 0 {
		n, err := strconv.Atoi(s[:head])
		if err != nil || n == 0 {
			return unit{}, false
		}
		if head == len(s) {
			return unit{scale: float64(n)}, true
		}
		scale, s = float64(n), s[head:]
	}
	name := strings.TrimRight(s, "+-0123456789")
	u, ok := symbols[name]
	if !ok {
		return unit{}, false
	}
	if name == s {
		u.scale *= scale
		return u, true
	}
	n, err := strconv.Atoi(s[len(name):])
	if err != nil || n == 0 || n < -4 || n > 4 || u.offset != 0 {
		return unit{}, false
	}
	u = u.raise(n)
	u.scale *= scale
	return u, true
}

func (u unit) raise(n int) unit {
	u.scale = math.Pow(u.scale, float64(n))
	for i := range u.powers {
		u.powers[i] *= n
	}
	return u
}

func (u unit) times(o unit) unit {
	u.scale *= o.scale
	u.offset += o.offset
	for i := range u.powers {
		u.powers[i] += o.powers[i]
	}
	return u
}
