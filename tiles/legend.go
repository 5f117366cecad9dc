package tiles

import "github.com/fengtu/fengtu/forecast"

// Legend tells a client what the colours of a layer stand for. Values are SI; Display turns them
// into what people read.
type Legend struct {
	Layer   string           `json:"layer"`
	Title   forecast.Title   `json:"title"`
	Units   string           `json:"units"`
	Display forecast.Display `json:"display"`
	Style   string           `json:"style"`
	Styles  []string         `json:"styles"` // all there are
	// Interpolation is "linear" where colours between stops are mixed linearly in sRGB, "step" where
	// a stop's colour holds up to the next.
	Interpolation string `json:"interpolation"`
	Stops         []Stop `json:"stops"`
	Below         Colour `json:"below"`
	Above         Colour `json:"above"`
	// Interval is the usual distance of isolines in the display's units; 0 where they lie at the stops.
	Interval float64 `json:"interval,omitempty"`
}

// Legend gives the legend of a layer in the style. It fails as Scale does.
func (s Style) Legend(l forecast.Layer) (*Legend, error) {
	scale, err := s.Scale(l)
	if err != nil {
		return nil, err
	}
	out := &Legend{
		Layer: l.Name(), Title: l.Title(), Units: l.Variable.Units, Display: l.Variable.Display,
		Style: s.Name, Interpolation: "linear",
		Stops: scale.Stops, Below: scale.Below, Above: scale.Above, Styles: Styles(),
	}
	if out.Style == "" {
		out.Style = defaultStyle
	}
	if scale.Steps {
		out.Interpolation = "step"
	}
	if l.Variable.Shape != forecast.Direction {
		lines, err := levelsOf(l, 0, scale)
		if err != nil {
			return nil, err
		}
		out.Interval = tidy(lines.interval * l.Variable.Display.Scale)
	}
	return out, nil
}
