package ask

import (
	"math"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// Spots reads as many latitudes as longitudes, and no elevation, one for all or as many.
func Spots(lat, lon, elevation string) ([]places.Spot, error) {
	lats, err := degrees("lat", lat, 90)
	if err != nil {
		return nil, err
	}
	lons, err := degrees("lon", lon, 540)
	if err != nil {
		return nil, err
	}
	if len(lats) != len(lons) {
		return nil, Wrong("lat and lon must list as many places: they have %d and %d", len(lats), len(lons))
	}
	heights := []float64{math.NaN()}
	if elevation != "" {
		if heights, err = numbers("elevation", "metres", elevation, 9000); err != nil {
			return nil, err
		}
	}
	if len(heights) > 1 && len(heights) != len(lats) {
		return nil, Wrong("elevation must be one height for all places, or as many as places: it has %d for %d", len(heights), len(lats))
	}
	out := make([]places.Spot, len(lats))
	for i := range out {
		out[i] = places.Spot{Place: point.Place{Lat: lats[i], Lon: lons[i]}, Elevation: heights[min(i, len(heights)-1)]}
	}
	return out, nil
}

func degrees(name, list string, limit float64) ([]float64, error) {
	if list == "" {
		return nil, Wrong("%s is missing: give degrees, several separated by commas", name)
	}
	return numbers(name, "degrees", list, limit)
}

func numbers(name, units, list string, limit float64) ([]float64, error) {
	out := make([]float64, 0, strings.Count(list, ",")+1)
	for text := range strings.SplitSeq(list, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || !(math.Abs(v) <= limit) {
			return nil, Wrong("%s must be %s within ±%g, not %q", name, units, limit, text)
		}
		out = append(out, v)
	}
	return out, nil
}
