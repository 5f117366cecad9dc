package power

import "time"

// DegreeDay is the temperature of one calendar day of a zone, and what it asks of heating and
// cooling.
type DegreeDay struct {
	Date             string
	Mean             float64 // K, over the hours that the forecast covers
	Hours, Length    float64 // of the day: covered, and in all
	Heating, Cooling float64 // degree days, K
}

// DegreeDays gives the days of a series of temperatures in K, which are linear from time to time.
// Heating counts what the day's mean lacks to one base, cooling what it has above another (K).
func DegreeDays(times []time.Time, temperature []float32, zone *time.Location, heating, cooling float64) (out []DegreeDay) {
	for _, d := range Energy(times, temperature, zone) {
		mean := d.Energy / (d.Hours * 3600)
		out = append(out, DegreeDay{d.Date, mean, d.Hours, d.Length, max(heating-mean, 0), max(mean-cooling, 0)})
	}
	return out
}
