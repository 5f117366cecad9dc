// Package region reads areas from GeoJSON, finds them by name, and says how much of each cell of a
// grid lies in one.
package region

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/fengtu/fengtu/forecast"
)

// Region is an area with the names that it may be asked for by. The longitudes of a ring run on without
// jumps, beyond 180° where it crosses the date line, and along a pole where it goes round one.
type Region struct {
	Name  string
	Names []string // every text among its properties
	Area  orb.MultiPolygon
}

// maxVertices bounds an area: clipping it takes time in proportion.
const maxVertices = 500_000

// Parse reads the polygons of a GeoJSON document (a FeatureCollection, a Feature or a geometry).
// Features without an area are left out. It fails with kind Invalid and says why.
func Parse(data []byte) ([]Region, error) {
	const op = "region.Parse"
	bad := func(format string, args ...any) ([]Region, error) {
		return nil, forecast.Errorf(forecast.Invalid, op, format, args...)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var head struct{ Type string }
	if err := json.Unmarshal(data, &head); err != nil {
		return bad("the area is not GeoJSON: %s", err.Error())
	}
	var features []*geojson.Feature
	switch head.Type {
	case "FeatureCollection":
		c, err := geojson.UnmarshalFeatureCollection(data)
		if err != nil {
			return bad("the areas are not GeoJSON: %s", err.Error())
		}
		features = c.Features
	case "Feature":
		f, err := geojson.UnmarshalFeature(data)
		if err != nil {
			return bad("the area is not GeoJSON: %s", err.Error())
		}
		features = append(features, f)
	default:
		g, err := geojson.UnmarshalGeometry(data)
		if err != nil {
			return bad("the area is not GeoJSON: %s", err.Error())
		}
		features = append(features, geojson.NewFeature(g.Geometry()))
	}
	var out []Region
	for i, f := range features {
		if f == nil {
			continue
		}
		area, err := polygons(f.Geometry)
		if err != nil {
			return bad("feature %d: %s", i+1, err.Error())
		}
		if area != nil {
			out = append(out, named(f.Properties, area))
		}
	}
	if out == nil {
		return bad("there is no Polygon or MultiPolygon in it")
	}
	return out, nil
}

func polygons(g orb.Geometry) (orb.MultiPolygon, error) {
	var area orb.MultiPolygon
	switch g := g.(type) {
	case orb.Polygon:
		area = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		area = g
	}
	n := 0
	for _, polygon := range area {
		for k, ring := range polygon {
			n += len(ring)
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return nil, fmt.Errorf("a ring must have four points or more and end where it begins")
			}
			for _, p := range ring {
				if !(p[0] >= -360 && p[0] <= 540 && p[1] >= -90 && p[1] <= 90) {
					return nil, fmt.Errorf("%g, %g is not a longitude and a latitude in degrees", p[0], p[1])
				}
			}
			var err error
			if polygon[k], err = unwound(ring); err != nil {
				return nil, err
			}
		}
	}
	if n > maxVertices {
		return nil, fmt.Errorf("an area of %d points is too fine: simplify it to %d", n, maxVertices)
	}
	return area, nil
}

func named(properties geojson.Properties, area orb.MultiPolygon) Region {
	r := Region{Area: area}
	for _, value := range properties {
		if text, ok := value.(string); ok && text != "" {
			r.Names = append(r.Names, text)
		}
	}
	slices.Sort(r.Names)
	for _, key := range []string{"name", "NAME", "Name", "name_en"} {
		if text, ok := properties[key].(string); ok && r.Name == "" {
			r.Name = text
		}
	}
	if r.Name == "" && r.Names != nil {
		r.Name = r.Names[0]
	}
	return r
}

// Set is regions to be found by name.
type Set []Region

// Find gives the region of a name: its own, or else any text that it alone has. It fails with kind
// NotFound and names the nearest, or with kind Invalid where several have the text.
func (s Set) Find(name string) (*Region, error) {
	const op = "region.Find"
	if len(s) == 0 {
		return nil, forecast.Errorf(forecast.NotFound, op, "this server has no boundaries: its operator gives them with --boundaries; POST a GeoJSON polygon instead")
	}
	var found []*Region
	for _, same := range []func(r *Region) bool{
		func(r *Region) bool { return strings.EqualFold(r.Name, name) },
		func(r *Region) bool {
			return slices.ContainsFunc(r.Names, func(n string) bool { return strings.EqualFold(n, name) })
		},
	} {
		for i := range s {
			if same(&s[i]) {
				found = append(found, &s[i])
			}
		}
		if len(found) > 1 {
			return nil, forecast.Errorf(forecast.Invalid, op, "%d regions are called %q: ask for one by another of its names", len(found), name)
		}
		if len(found) == 1 {
			return found[0], nil
		}
	}
	return nil, forecast.Errorf(forecast.NotFound, op, "there is no region %q: did you mean %s? /api/v1/power/regions lists them", name, strings.Join(s.near(name), ", "))
}

// near gives the three names that share the most pairs of letters with a word.
func (s Set) near(word string) []string {
	pairs := func(text string) map[string]bool {
		runes := []rune(" " + strings.ToLower(text) + " ")
		out := map[string]bool{}
		for i := 1; i < len(runes); i++ {
			out[string(runes[i-1:i+1])] = true
		}
		return out
	}
	asked := pairs(word[:min(len(word), 100)])
	type score struct {
		name  string
		value float64
	}
	var scores []score
	for _, r := range s {
		best := 0.0
		for _, n := range append([]string{r.Name}, r.Names...) {
			shared := 0
			has := pairs(n)
			for p := range has {
				if asked[p] {
					shared++
				}
			}
			best = max(best, 2*float64(shared)/float64(len(has)+len(asked)))
		}
		scores = append(scores, score{r.Name, best})
	}
	slices.SortFunc(scores, func(a, b score) int { return cmp.Or(cmp.Compare(b.value, a.value), strings.Compare(a.name, b.name)) })
	var out []string
	for _, s := range scores[:min(3, len(scores))] {
		out = append(out, s.name)
	}
	return out
}
