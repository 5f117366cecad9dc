package answer

import "github.com/fengtu/fengtu/web/places"

// Cell is the node of a grid that values are of.
type Cell struct {
	Lat       float64  `json:"lat"`
	Lon       float64  `json:"lon"`
	Elevation *float64 `json:"elevation"` // metres; null where the dataset has no orography
}

// CellOf gives the node that an answer is from, nil outside the grid.
func CellOf(a places.Answer) *Cell {
	if !a.OnGrid {
		return nil
	}
	return &Cell{Round(a.Cell.Lat, 6), Round(a.Cell.Lon, 6), Known(a.Model)}
}
