package power

import (
	_ "embed"
	"fmt"
	"sync"
)

// People is where people live, and who says so.
type People struct {
	Weighted
	Source, Licence string
}

//go:embed people/places.csv
var citiesCSV []byte

// MaxPeople bounds the places that ParsePeople reads: those of a grid of a country, not of the globe.
const MaxPeople = 1_000_000

// Cities gives the people of the cities that come with the program; the caller must not change them.
var Cities = sync.OnceValue(func() People {
	places, err := ParseWeighted(citiesCSV, MaxPeople)
	if err != nil {
		panic(fmt.Errorf("power: the embedded cities are damaged: %w", err))
	}
	return People{places, "cities of Natural Earth's 10m populated places, people of about 2008", "public domain"}
})

// ParsePeople reads CSV with columns lat, lon and weight: places with the people there, or the nodes of a
// grid of them. It fails with kind Invalid and says in which line what is wrong.
func ParsePeople(data []byte) (People, error) {
	places, err := ParseWeighted(data, MaxPeople)
	return People{places, "the operator's file", ""}, err
}
