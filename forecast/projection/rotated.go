package projection

import "math"

// rotated is latitude and longitude about another pole (COSMO documentation, part I, section 3.3).
type rotated struct{ sinPole, cosPole float64 }

func newRotated(_ ellipsoid, d Definition) (mapping, error) {
	pole, err := within(d, "grid_north_pole_latitude", 90)
	sin, cos := math.Sincos(pole)
	return rotated{sin, cos}, err
}

func (r rotated) forward(lat, lon float64) (x, y float64) {
	sinLat, cosLat := math.Sincos(lat)
	sinLon, cosLon := math.Sincos(lon)
	x = math.Atan2(cosLat*sinLon, r.sinPole*cosLat*cosLon+r.cosPole*sinLat)
	return x, asin(r.sinPole*sinLat - r.cosPole*cosLat*cosLon)
}

func (r rotated) inverse(x, y float64) (lat, lon float64) {
	sinLat, cosLat := math.Sincos(y)
	sinLon, cosLon := math.Sincos(x)
	lon = math.Atan2(cosLat*sinLon, r.sinPole*cosLat*cosLon-r.cosPole*sinLat)
	return asin(r.sinPole*sinLat + r.cosPole*cosLat*cosLon), lon
}

// asin is the arc sine of what may be a hair above 1.
func asin(v float64) float64 { return math.Asin(max(-1, min(1, v))) }
