package tiles

import (
	"sort"
)

// Stop gives a value its colour.
type Stop struct {
	Value  float64 `json:"value"` // SI
	Colour Colour  `json:"colour"`
}

// Scale gives every value a colour: linear in sRGB between stops, Below and Above outside them. A
// missing value is transparent. Scales do not change after they are made.
type Scale struct {
	Stops        []Stop // two or more, values strictly ascending
	Below, Above Colour
	lookup       lookup
}

func newScale(stops []Stop, below, above Colour) *Scale {
	s := &Scale{Stops: stops, Below: below, Above: above}
	s.lookup = newLookup(s)
	return s
}

// Colour gives the exact colour of a value. Tiles have it to within one of at most 254 steps.
func (s *Scale) Colour(v float64) Colour {
	n := len(s.Stops)
	switch {
	case v != v:
		return Colour{}
	case v < s.Stops[0].Value:
		return s.Below
	case v > s.Stops[n-1].Value:
		return s.Above
	}
	k := sort.Search(n, func(k int) bool { return s.Stops[k].Value >= v })
	if k == 0 {
		return s.Stops[0].Colour
	}
	a, b := s.Stops[k-1], s.Stops[k]
	return mix(a.Colour, b.Colour, (v-a.Value)/(b.Value-a.Value))
}
