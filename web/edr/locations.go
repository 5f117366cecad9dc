package edr

import (
	"context"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/gazetteer"
	"github.com/fengtu/fengtu/web/places"
)

// mostLocations bounds a list of locations where limit does not.
const mostLocations = 1000

type feature struct {
	Type       string `json:"type"`
	ID         string `json:"id"`
	Geometry   any    `json:"geometry"`
	Properties object `json:"properties"`
}

// Locations answers …/locations: the named places on the grid as GeoJSON, those in bbox where it is
// given, the largest first.
func (h Handler) Locations(ctx context.Context, r Request) (Body, error) {
	in, err := h.find(ctx, r)
	if err != nil {
		return Body{}, err
	}
	inside, err := boxAsked(r.Query.Get("bbox"))
	if err != nil {
		return Body{}, err
	}
	limit := mostLocations
	if text := r.Query.Get("limit"); text != "" {
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 {
			return Body{}, invalid("limit is how many locations at most, not %q", text)
		}
	}
	all, err := h.Places()
	if err != nil {
		return Body{}, err
	}
	features := []feature{}
	for _, p := range all.All() {
		if _, on := point.Cell(in.Grids[0], point.Place{Lat: p.Lat, Lon: p.Lon}); on && inside(p) && len(features) < limit {
			features = append(features, describeLocation(r, in, p))
		}
	}
	text, err := json.Marshal(object{
		"type": "FeatureCollection", "features": features, "numberReturned": len(features),
		"links": []link{{Href: r.path("locations"), Rel: "self", Type: "application/geo+json"}},
	})
	return Body{ContentType: "application/geo+json", Bytes: text}, err
}

func describeLocation(r Request, in *instance, p gazetteer.Place) feature {
	properties := object{
		"label": p.EN, "name": p.EN, "name_zh": p.ZH,
		"edrqueryendpoint": r.path("locations", p.ID),
	}
	if n := len(in.Times); n > 0 {
		properties["datetime"] = in.Times[0].Format(time.RFC3339) + "/" + in.Times[n-1].Format(time.RFC3339)
	}
	return feature{"Feature", p.ID, object{"type": "Point", "coordinates": []float64{p.Lon, p.Lat}}, properties}
}

// boxAsked reads west, south, east and north; "" is everywhere.
func boxAsked(text string) (func(gazetteer.Place) bool, error) {
	if text == "" {
		return func(gazetteer.Place) bool { return true }, nil
	}
	b, err := floats(strings.Split(text, ","))
	if err != nil || len(b) != 4 || b[1] > b[3] {
		return nil, invalid("bbox is west,south,east,north in degrees, not %q", text)
	}
	if b[2] < b[0] {
		b[2] += 360
	}
	return func(p gazetteer.Place) bool {
		east := math.Mod(math.Mod(p.Lon-b[0], 360)+360, 360)
		return p.Lat >= b[1] && p.Lat <= b[3] && east <= b[2]-b[0]
	}, nil
}

// Location answers …/locations/{location}: the values at a named place.
func (h Handler) Location(ctx context.Context, r Request, id string) (Body, error) {
	all, err := h.Places()
	if err != nil {
		return Body{}, err
	}
	for _, p := range all.All() {
		if p.ID != id {
			continue
		}
		in, err := h.find(ctx, r)
		if err != nil {
			return Body{}, err
		}
		q, err := in.read(r, "")
		if err != nil {
			return Body{}, err
		}
		coverages, err := h.atSpots(ctx, q, []places.Spot{{Place: point.Place{Lat: p.Lat, Lon: p.Lon}, Elevation: math.NaN()}})
		if err != nil {
			return Body{}, err
		}
		return h.encode(q, coverages)
	}
	return Body{}, forecast.Errorf(forecast.NotFound, "edr", "there is no location %q: %s lists them", id, "/edr/collections/"+r.Collection+"/locations")
}
