package power

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/fengtu/fengtu/forecast"
)

//go:embed library/turbines.json
var libraryJSON []byte

// Library gives the turbines that come with the program, in the order of their ids. The caller must
// not change them.
var Library = sync.OnceValue(func() []*Turbine {
	var entries []turbineJSON
	if err := json.Unmarshal(libraryJSON, &entries); err != nil {
		panic(fmt.Errorf("power: the embedded turbines are damaged: %w", err))
	}
	var out []*Turbine
	for _, e := range entries {
		t, err := e.turbine()
		if err != nil {
			panic(fmt.Errorf("power: the embedded turbines are damaged: %w", err))
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *Turbine) int { return strings.Compare(a.ID, b.ID) })
	return out
})

// Turbines is a set of turbines by id: a portfolio's own before those of the library.
type Turbines map[string]*Turbine

// Find gives the turbine of an id, whatever its case. It fails with kind NotFound and names the
// nearest ids.
func (own Turbines) Find(id string) (*Turbine, error) {
	if t := own[id]; t != nil {
		return t, nil
	}
	asked := strings.ToLower(id)
	for _, t := range Library() {
		if t.ID == asked {
			return t, nil
		}
	}
	return nil, forecast.Errorf(forecast.NotFound, "power.Find",
		"there is no turbine %q: did you mean %s? /api/v1/power/turbines lists them", id, strings.Join(own.near(asked), ", "))
}

// near gives the three ids nearest to a word.
func (own Turbines) near(word string) []string {
	var ids []string
	for id := range own {
		ids = append(ids, id)
	}
	for _, t := range Library() {
		ids = append(ids, t.ID)
	}
	distances := map[string]int{}
	for _, id := range ids {
		distances[id] = distance(letters(word), letters(id))
	}
	slices.SortFunc(ids, func(a, b string) int {
		return cmp.Or(cmp.Compare(distances[a], distances[b]), strings.Compare(a, b))
	})
	return ids[:min(3, len(ids))]
}

// letters keeps what people agree on when they spell a turbine's name.
func letters(s string) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r | 0x20
		}
		return -1
	}
	return strings.Map(keep, s[:min(len(s), 80)])
}

// distance counts the letters to put in (1), leave out or change (3 each) to make b of a: a part
// of a name is nearer than another name.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = 3 * (i + 1)
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change += 3
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+3)
		}
	}
	return row[len(b)]
}
