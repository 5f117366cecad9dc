// Package gazetteer finds places by their names, in Chinese or English, or by coordinates.
package gazetteer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Place is a named place, or one that was asked for by its coordinates, which has no rank.
type Place struct {
	ID   string  `json:"-"` // in addresses: the English name in small letters; "" for coordinates
	ZH   string  `json:"zh"`
	EN   string  `json:"en"`
	Lat  float64 `json:"lat"`
	Lon  float64 `json:"lon"`
	Rank int     `json:"rank,omitempty"` // 1 for the largest cities
}

// Gazetteer is a list of places.
type Gazetteer struct {
	places []Place
	names  [][]string // of each place, folded
}

// New reads a JSON list of places.
func New(data []byte) (*Gazetteer, error) {
	g := &Gazetteer{}
	if err := json.Unmarshal(data, &g.places); err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	same := map[string]int{}
	for i, p := range g.places {
		g.names = append(g.names, []string{fold(p.ZH), fold(p.EN)})
		id := strings.Join(strings.FieldsFunc(fold(p.EN), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
		if same[id]++; same[id] > 1 {
			id += "-" + strconv.Itoa(same[id])
		}
		g.places[i].ID = id
	}
	return g, nil
}

// All gives the list; the caller must not change it.
func (g *Gazetteer) All() []Place { return g.places }

// fold leaves of a text what two spellings of a name have in common: small letters without accents,
// no apostrophes.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.TrimSpace(text)))
}

// Find gives at most so many places, the best first: what is named so, what begins so, where a word
// does, and what has it in the middle; among these the larger ones first. Coordinates give the
// place that they tell.
func (g *Gazetteer) Find(query string, limit int) []Place {
	if p, ok := parseCoordinates(query); ok {
		return []Place{p}
	}
	type hit struct {
		place Place
		worth int
	}
	var hits []hit
	if want := fold(query); want != "" {
		for i, names := range g.names {
			worth := 0
			for _, name := range names {
				worth = max(worth, likeness(name, want))
			}
			if worth > 0 {
				hits = append(hits, hit{g.places[i], worth})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.place.Rank, b.place.Rank))
	})
	out := []Place{}
	for _, h := range hits[:min(len(hits), limit)] {
		out = append(out, h.place)
	}
	return out
}

// likeness says how well a name answers what is wanted, 0 for not at all.
func likeness(name, want string) int {
	switch {
	case name == want:
		return 4
	case strings.HasPrefix(name, want):
		return 3
	case strings.Contains(name, " "+want), strings.Contains(name, "-"+want):
		return 2
	case strings.Contains(name, want):
		return 1
	}
	return 0
}
