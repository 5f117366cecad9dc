package answer

import "github.com/fengtu/fengtu/forecast/region"

// Region tells of an area that an answer is of.
type Region struct {
	Name    string  `json:"name,omitempty"`
	Area    float64 `json:"area_km2"`
	Cells   int     `json:"cells"`
	Covered float64 `json:"covered"` // fraction of the area that lies on the grid
}

// DescribeRegion tells of an area by the cells of a grid in it; its name may be empty.
func DescribeRegion(name string, cells *region.Cells) *Region {
	return &Region{name, Round(cells.Area, 3), cells.Count, Round(cells.Covered, 6)}
}
