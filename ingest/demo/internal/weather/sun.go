package weather

import "math"

// declination of the sun in radians at a Unix time (Cooper 1969).
func declination(unix float64) float64 {
	day := math.Mod(unix/86400, 365.2425)
	return 23.45 / degree * math.Sin(2*math.Pi*(284+day+1)/365)
}

// clearSky is the part of the solar constant that reaches level ground, by
// thousandths of the sine of the sun's height (Meinel and Meinel 1976).
var clearSky = func() (t [1001]float64) {
	for i := range t {
		sin := (float64(i) + 0.5) / 1000
		t[i] = sin * math.Pow(0.77, math.Pow(1/(sin+0.02), 0.678)) / 0.9
	}
	return t
}()

// sunshine integrates the sunlight that row j absorbed in the last six hours.
func (s *Sheet) sunshine(j int, out *Surface) {
	const (
		solar   = 1361.0 // W/m²
		samples = 12
	)
	lat := s.Grid.Lat(j)
	n := s.Grid.NLon
	dec := declination(s.unix - 3*3600)
	a, b := math.Sin(lat)*math.Sin(dec), math.Cos(lat)*math.Cos(dec)
	for i := range n {
		k := j*n + i
		light := 0.0
		for m := range samples {
			hour := s.localHour(s.Grid.Lon(i)) - 6*(float64(m)+0.5)/samples
			sin := a + b*math.Cos((hour-12)*math.Pi/12)
			if sin > 0 {
				light += clearSky[int(sin*1000)]
			}
		}
		c := float64(out.Cloud[k])
		through := 1 - 0.62*c*c*c - 0.12*c
		out.Sun[k] = float32(solar * light / samples * 6 * 3600 * through * (1 - s.albedo(k, lat)))
	}
}

// albedo of the surface: water, land, desert, snow and ice by the sea's and land's
// latitude and height.
func (s *Sheet) albedo(k int, lat float64) float64 {
	land := float64(s.Land[k])
	d := math.Abs(lat) * degree
	winter := s.model.climate.winter(lat)
	snow := smoothstep(52-10*winter, 66-12*winter, d+0.006*float64(s.Elevation[k])*0.8)
	soil := 0.16 + 0.16*float64(s.desert[k])
	ground := soil + (0.68-soil)*snow
	ice := smoothstep(freezing, freezing-3, float64(s.seaClimate[k]))
	water := 0.07 + 0.5*ice
	return water + land*(ground-water)
}
