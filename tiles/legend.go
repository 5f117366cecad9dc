package tiles

import "github.com/fengtu/fengtu/forecast"

// Legend tells a client what the colours of a layer stand for. Values are SI; Display turns them
// into what people read. Colours between stops are mixed linearly in sRGB.
type Legend struct {
	Layer   string           `json:"layer"`
	Title   forecast.Title   `json:"title"`
	Units   string           `json:"units"`
	Display forecast.Display `json:"display"`
	Stops   []Stop           `json:"stops"`
	Below   Colour           `json:"below"`
	Above   Colour           `json:"above"`
}

// LegendOf gives the legend of a layer. It fails as ScaleOf does.
func LegendOf(l forecast.Layer) (*Legend, error) {
	s, err := ScaleOf(l)
	if err != nil {
		return nil, err
	}
	return &Legend{
		Layer: l.Name(), Title: l.Title(), Units: l.Variable.Units, Display: l.Variable.Display,
		Stops: s.Stops, Below: s.Below, Above: s.Above,
	}, nil
}
