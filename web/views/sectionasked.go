package views

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/section"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// stopsAsked reads a line and how many places to put on it.
func stopsAsked(line, count string) ([]section.Stop, error) {
	if line == "" {
		return nil, ask.Wrong("points is missing: write the line as points=lat,lon;lat,lon")
	}
	var vertices []point.Place
	for text := range strings.SplitSeq(line, ";") {
		lat, lon, ok := strings.Cut(text, ",")
		if !ok {
			return nil, ask.Wrong("a place of the line is lat,lon in degrees, and places are separated by semicolons: not %q", text)
		}
		spots, err := ask.Spots(lat, lon, "")
		if err != nil {
			return nil, err
		}
		if len(spots) != 1 {
			return nil, ask.Wrong("a place of the line is lat,lon in degrees, and places are separated by semicolons: not %q", text)
		}
		vertices = append(vertices, spots[0].Place)
	}
	if len(vertices) > maxVertices {
		return nil, ask.Wrong("a line has at most %d vertices, not %d", maxVertices, len(vertices))
	}
	n := max(defaultStops, len(vertices))
	if count != "" {
		var err error
		if n, err = strconv.Atoi(count); err != nil || n < 2 || n > maxStops {
			return nil, ask.Wrong("count is how many places to put on the line: 2 to %d, not %q", maxStops, count)
		}
	}
	return section.Along(vertices, n)
}

// sectionReading is what a section is of, and its values.
type sectionReading struct {
	*view
	stops  []section.Stop
	method point.Method

	levels     []float64              // in hPa, from below: those that any variable has
	names      []string               // variables at all levels
	single     []forecast.Layer       // layers of one level
	layers     []forecast.Layer       // all that is read
	place      map[forecast.Layer]int // in layers
	values     [][]point.Series       // by place and layer, at the times of the view
	ground     []answer.Values        // the pressure there, by time; nil where nobody knows
	elevations []float64              // by place
}

// add puts a layer among those to read.
func (r *sectionReading) add(l forecast.Layer) {
	if _, known := r.place[l]; !known {
		r.place[l] = len(r.layers)
		r.layers = append(r.layers, l)
	}
}

// choose reads a list of layers: a variable's name stands for all pressure levels that it has, and is a
// layer of its own where it has none.
func (r *sectionReading) choose(list string) error {
	if list == "" {
		return ask.Wrong("layers is missing: list variables for all pressure levels, such as temperature,wind, or single layers of /api/v1/datasets/%s", r.Dataset)
	}
	r.place = map[forecast.Layer]int{}
	on := map[float64]bool{}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if variable := forecast.VariableNamed(name); variable != nil && r.addLevels(variable, on) {
			if err := r.check(forecast.Layer{Variable: variable}); err != nil {
				return err
			}
			if !slices.Contains(r.names, name) {
				r.names = append(r.names, name)
			}
			continue
		}
		if name == "all" {
			return ask.Wrong("a section is of some layers, not of all: list variables for all pressure levels, such as temperature,wind")
		}
		if _, err := ask.Layers(name, r.Inventory, r.menu); err != nil {
			if near := ask.Nearest(name, r.upright()); near != "" {
				return forecast.Errorf(forecast.NotFound, "web.section", "run %s of %s has no layer %s%s", r.origin.Run, r.Dataset, name, near)
			}
			return err
		}
		l := layerNamed(name) // ask.Layers knows it
		if err := r.check(l); err != nil {
			return err
		}
		if !slices.Contains(r.single, l) {
			r.single = append(r.single, l)
		}
		for _, l := range ask.Components(r.menu, l) {
			r.add(l)
		}
	}
	for _, p := range r.menu.Pressures() {
		if on[p] {
			r.levels = append(r.levels, p)
		}
	}
	return nil
}

// upright gives the names of the variables that are there at pressure levels.
func (r *sectionReading) upright() (out []string) {
	for _, v := range forecast.Variables() {
		if slices.ContainsFunc(r.menu.Pressures(), func(p float64) bool { return r.menu.Has(onLevel(v.Name, p)) }) {
			out = append(out, v.Name)
		}
	}
	return out
}

// addLevels adds a variable at all pressure levels where it is there, and says whether it is at any.
func (r *sectionReading) addLevels(variable *forecast.Variable, on map[float64]bool) (any bool) {
	for _, p := range r.menu.Pressures() {
		l := onLevel(variable.Name, p)
		if !r.menu.Has(l) {
			continue
		}
		any, on[p] = true, true
		for _, l := range ask.Components(r.menu, l) {
			r.add(l)
		}
	}
	return any
}
