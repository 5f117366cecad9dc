// Package thermo has the formulae of moist air. Temperatures are in K, pressures in Pa, humidities
// in kg/kg; a missing argument gives a missing result. docs/derived.md names the sources and the
// errors.
package thermo

import "math"

// Constants of air and of the Earth.
const (
	GasConstant = 287.05287 // of dry air, J kg⁻¹ K⁻¹ (ICAO)
	Gravity     = 9.80665   // m s⁻²
	Kappa       = 2.0 / 7   // gas constant over specific heat
	Epsilon     = 0.62198   // molar mass of water over that of dry air
	Zero        = 273.15    // 0 °C in K
	Reference   = 100000.0  // Pa, of potential temperature
)

// The saturation vapour pressure over water, Bolton (1980, eq. 10): 611.2 exp(17.67 t ∕ (t + 243.5))
// with t in °C. It is within 0.3 % of Wexler's from -35 to 35 °C.
const (
	boltonPressure = 611.2
	boltonSlope    = 17.67
	boltonShift    = 243.5
)

var overWater = newCurve(func(t float64) float64 {
	c := t - Zero
	return boltonPressure * math.Exp(boltonSlope*c/(c+boltonShift))
})

// Saturation gives the vapour pressure of air that is saturated over water, within 0.01 % of
// Bolton's formula above 180 K (0.1 % above 150 K), from 100 to 400 K.
func Saturation(t float64) float64 { return overWater.at(t) }

// CloudSaturation gives the vapour pressure that clouds form at: over water above 0 °C, over ice
// below -23 °C, between these by the share of ice (IFS Documentation, part IV, eq. 7.4 and 12.12).
func CloudSaturation(t float64) float64 { return mixed.at(t) }

var mixed = newCurve(func(t float64) float64 {
	water := 611.21 * math.Exp(17.502*(t-273.16)/(t-32.19))
	ice := 611.21 * math.Exp(22.587*(t-273.16)/(t+0.7))
	share := min(1, max(0, (t-250.16)/23))
	share *= share
	return share*water + (1-share)*ice
})

// VapourPressure gives the pressure of the vapour in air of specific humidity q.
func VapourPressure(q, p float64) float64 { return q * p / (Epsilon + (1-Epsilon)*q) }

// SpecificHumidity gives that of air with vapour pressure e.
func SpecificHumidity(e, p float64) float64 { return Epsilon * e / (p - (1-Epsilon)*e) }

// mixingRatio gives the mass of vapour to that of dry air.
func mixingRatio(e, p float64) float64 { return Epsilon * e / (p - e) }

// DewPoint gives the temperature at which a vapour pressure saturates: Bolton's eq. 10 turned round.
// It is missing where there is no vapour.
func DewPoint(e float64) float64 {
	x := log(e * (1 / boltonPressure))
	return Zero + boltonShift*x/(boltonSlope-x)
}

// PotentialTemperature gives that of air at temperature t and pressure p: t (10⁵ ∕ p)^κ.
func PotentialTemperature(t, p float64) float64 { return t * pow(Reference/p, Kappa) }

// VirtualTemperature gives that of dry air as dense as air of mixing ratio r.
func VirtualTemperature(t, r float64) float64 { return t * (1 + r/Epsilon) / (1 + r) }

// CondensationTemperature gives the temperature at which air of vapour pressure e saturates when it
// is lifted: Bolton (1980, eq. 21), within 0.1 K from -35 to 35 °C.
func CondensationTemperature(t, e float64) float64 {
	return 2840/(3.5*log(t)-log(e*0.01)-4.805) + 55
}

// EquivalentPotentialTemperature gives that of air with vapour pressure e by Bolton (1980, eq. 39).
func EquivalentPotentialTemperature(t, e, p float64) float64 {
	return EquivalentAt(t, e, p, pow(Reference/p, Kappa))
}

// EquivalentAt is EquivalentPotentialTemperature for those who have (10⁵ ∕ p)^κ. The formula is
// T (10⁵ ∕ (p − e))^κ (T ∕ TL)^0.28r exp((3036 ∕ TL − 1.78) r (1 + 0.448 r)), with the temperature of
// condensation TL of eq. 21; tables and series stand for its powers, within 0.002 K.
func EquivalentAt(t, e, p, factor float64) float64 {
	if e <= 0 {
		return t * factor
	}
	lnT := logarithm.at(t)
	d := (3.5*lnT - log(e*0.01) - 4.805 - condensingFrom) * perUnit
	if !(d >= 0 && d < float64(len(condensing)-1)) {
		return math.NaN()
	}
	n := int(d)
	here, next, f := &condensing[n], &condensing[n+1], d-float64(n)
	lnTL := here.log + f*(next.log-here.log)
	heat := here.heat + f*(next.heat-here.heat)
	x := e / p
	r := Epsilon * x / (1 - x)
	dry := 1 + Kappa*x*(1+(Kappa+1)/2*x*(1+(Kappa+2)/3*x*(1+(Kappa+3)/4*x)))
	return t * factor * dry * expSmall(r*(0.28*(lnT-lnTL)+heat*(1+0.448*r)))
}

// condensing holds ln TL and 3036 ∕ TL − 1.78 by what eq. 21 divides by.
var condensing = func() (t [(condensingTo - condensingFrom) * perUnit]struct{ log, heat float64 }) {
	for i := range t {
		tl := 2840/(condensingFrom+float64(i)/perUnit) + 55
		t[i].log, t[i].heat = math.Log(tl), 3036/tl-1.78
	}
	return t
}()

// The bounds of condensing: 460 and 77 K.
const (
	condensingFrom, condensingTo = 7, 128
	perUnit                      = 32
)

// logarithm is exact to 2e-7.
var logarithm = newCurve(math.Log)
