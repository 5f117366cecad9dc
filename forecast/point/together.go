package point

import "time"

// Together gives several series of one layer at times of their own, so that their values can be
// compared: what accumulates is taken over the same time as in the first series that has a value then,
// and is missing as OtherInterval where it covers another.
func Together(of []Timed, times []time.Time) []Series {
	out := make([]Series, len(of))
	for i, s := range of {
		out[i] = s.Own(times)
	}
	for k, t := range times {
		var begins time.Time
		for i, s := range of {
			if out[i].Reasons[k] != Present {
				continue
			}
			since, _ := s.Begins(t)
			if begins.IsZero() {
				begins = since
			}
			if !since.Equal(begins) {
				out[i].set(k, missing, OtherInterval)
			}
		}
	}
	return out
}
