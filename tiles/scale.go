package tiles

import (
	"sort"
)

// Stop gives a value its colour.
type Stop struct {
	Value  float64 `json:"value"` // SI
	Colour Colour  `json:"colour"`
}

// Scale gives every value a colour: linear in sRGB between stops or, where it has Steps, that of
// the stop at or below it; Below and Above outside them. A missing value is transparent. Scales do
// not change after they are made.
type Scale struct {
	Stops        []Stop // two or more, values strictly ascending
	Steps        bool
	Below, Above Colour
	lookup       lookup
}

func newScale(stops []Stop, steps bool, below, above Colour) *Scale {
	s := &Scale{Stops: stops, Steps: steps, Below: below, Above: above}
	s.lookup = newLookup(s)
	return s
}

// Colour gives the exact colour of a value. Tiles have it where the scale has steps, else to within
// one of at most 254 shades.
func (s *Scale) Colour(v float64) Colour {
	n := len(s.Stops)
	first, last := s.ends()
	switch {
	case v != v:
		return Colour{}
	case float32(v) < float32(first):
		return s.Below
	case float32(v) > float32(last):
		return s.Above
	}
	k := sort.Search(n, func(k int) bool { return float32(s.Stops[k].Value) > float32(v) })
	if k == n {
		return s.Stops[n-1].Colour
	}
	a, b := s.Stops[k-1], s.Stops[k]
	if s.Steps {
		return a.Colour
	}
	return mix(a.Colour, b.Colour, max(0, (v-a.Value)/(b.Value-a.Value)))
}

func (s *Scale) ends() (first, last float64) {
	return s.Stops[0].Value, s.Stops[len(s.Stops)-1].Value
}

// at gives the colour a fraction f of the way along the stops, each as far from the next.
func (s *Scale) at(f float64) Colour {
	x := f * float64(len(s.Stops)-1)
	k := min(int(x), len(s.Stops)-2)
	return mix(s.Stops[k].Colour, s.Stops[k+1].Colour, x-float64(k))
}

// recolour gives the scale with the colours of a ramp laid along its stops, each as far from the next;
// a ramp that is centred has its middle at the stop for 0. What was transparent outside them stays
// so.
func (s *Scale) recolour(ramp []Colour, centred bool) *Scale {
	last := len(s.Stops) - 1
	zero := sort.Search(last, func(k int) bool { return s.Stops[k].Value >= 0 })
	centred = centred && 0 < zero && zero < last && s.Stops[zero].Value == 0
	stops := make([]Stop, last+1)
	for k, stop := range s.Stops {
		f := float64(k) / float64(last)
		if centred && k <= zero {
			f = 0.5 * float64(k) / float64(zero)
		} else if centred {
			f = 1 - 0.5*float64(last-k)/float64(last-zero)
		}
		x := f * float64(len(ramp)-1)
		i := min(int(x), len(ramp)-2)
		stops[k] = Stop{stop.Value, mix(ramp[i], ramp[i+1], x-float64(i))}
	}
	below, above := stops[0].Colour, stops[last].Colour
	if s.Below.A == 0 {
		below = Colour{below.R, below.G, below.B, 0}
	}
	return newScale(stops, s.Steps, below, above)
}
