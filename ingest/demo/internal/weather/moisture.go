package weather

import "math"

// vapour is a table of saturation vapour pressure by temperature.
type vapour [2201]float32

const (
	vapourFrom = 140.0 // K
	vapourStep = 0.1
)

func newVapour() *vapour {
	var t vapour
	for i := range t {
		t[i] = float32(saturationPressure(vapourFrom + vapourStep*float64(i)))
	}
	return &t
}

// humidity is the specific humidity of saturated air.
func (t *vapour) humidity(kelvin, hPa float32) float32 {
	x := (kelvin - vapourFrom) / vapourStep
	i := min(max(int(x), 0), len(t)-2)
	e := t[i] + (x-float32(i))*(t[i+1]-t[i])
	e = min(e, 0.5*hPa)
	return 0.62198 * e / (hPa - 0.37802*e)
}

// saturationPressure is that over water above 0 °C, over ice below -23 °C and
// mixed between, in hPa (ECMWF IFS documentation, part IV, 7.5).
func saturationPressure(t float64) float64 {
	water := 6.1121 * math.Exp(17.502*(t-273.16)/(t-32.19))
	if t >= 273.16 {
		return water
	}
	ice := 6.1121 * math.Exp(22.587*(t-273.16)/(t+0.7))
	a := max((t-250.16)/23, 0)
	return a*a*water + (1-a*a)*ice
}

// Relative humidity in the mean, and how much of the anomaly aloft and of the
// tropical rain belt a level takes.
var (
	humidShape = newProfile([13]float64{0.1, 0.25, 0.36, 0.46, 0.5, 0.5, 0.45, 0.41, 0.42, 0.48, 0.69, 0.77, 0.79})
	wetShape   = newProfile([13]float64{0, 0.1, 0.35, 0.6, 0.85, 1, 1.1, 1.1, 1.05, 0.95, 0.6, 0.35, 0.2})
	beltShape  = newProfile([13]float64{0, 0.3, 0.42, 0.4, 0.42, 0.4, 0.36, 0.34, 0.33, 0.28, 0.14, 0.07, 0.03})
	dryShape   = newProfile([13]float64{0, 0, 0.05, 0.1, 0.12, 0.14, 0.2, 0.24, 0.25, 0.22, 0.06, 0, -0.02})
	desertMix  = newProfile([13]float64{0, 0, 0, 0, 0, 0, 0, 0.02, 0.06, 0.14, 0.28, 0.36, 0.4})
)

// dryStratosphere is the specific humidity above the tropopause in 1e-6, and
// dryTropics by how much of it the tropics lie below the poles: air enters the
// stratosphere there, freeze-dried.
var (
	dryStratosphere = newProfile([13]float64{2.83, 2.42, 2.8, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3})
	dryTropics      = newProfile([13]float64{0.13, 0.32, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3})
)

// humid is the moisture of one level and latitude.
type humid struct {
	mean, wet, belt, desert float32
	troposphere, dry        float32 // 0 above the tropopause; humidity there
	hPa                     float32
}

func (s *Sheet) humid(hPa, lat float64) humid {
	at := func(p *profile) float32 { v, _ := p.at(hPa); return float32(v) }
	d := math.Abs(lat) * degree
	sub := float32(bump(d, 23, 11))
	tropopause := 102 + 168*smoothstep(22, 58, d)
	return humid{
		mean:        at(humidShape) - at(dryShape)*sub + float32(0.1*smoothstep(45, 65, d)*smoothstep(350, 700, hPa)),
		wet:         at(wetShape),
		belt:        at(beltShape),
		desert:      at(desertMix),
		dry:         1e-6 * at(dryStratosphere) * (1 + at(dryTropics)*float32(-0.5*math.Cos(2*lat))),
		troposphere: float32(smoothstep(tropopause-65, tropopause+70, hPa)),
		hPa:         float32(hPa),
	}
}

// relative is the relative humidity at point k, given what cyclones add.
func (s *Sheet) relative(h *humid, k int, moist float32) float32 {
	belt := s.belt[k]
	cluster := s.rain[k] / (s.rain[k] + 2)
	r := h.mean + h.wet*(s.wet[k]+0.09*s.noise[k]+moist) + h.belt*belt*(0.45+0.75*cluster) - h.desert*s.desert[k]
	return min(max(r, 0.02), 1)
}

// moisten splits virtual temperature into temperature and specific humidity.
func (s *Sheet) moisten(h *humid, virtual, relative float32) (t, q float32) {
	v := s.vapour
	t = virtual
	for range 2 {
		q = relative * v.humidity(t, h.hPa)
		q = h.dry + h.troposphere*max(0, q-h.dry)
		t = virtual / (1 + 0.608*q)
	}
	return t, min(q, v.humidity(t, h.hPa))
}
