package web

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// maxPlaces and maxValues bound one answer: more is a job for several requests.
const (
	maxPlaces = 1000
	maxValues = 2_000_000
)

// datasetAsked gives the dataset of the query; it may be left out where there is only one.
func (s *server) datasetAsked(c *gin.Context) (forecast.Dataset, error) {
	if id := c.Query("dataset"); id != "" {
		return s.store.Dataset(c.Request.Context(), id)
	}
	all, err := s.store.Datasets(c.Request.Context())
	if err != nil {
		return forecast.Dataset{}, err
	}
	if len(all) != 1 {
		var ids []string
		for _, d := range all {
			ids = append(ids, d.ID)
		}
		return forecast.Dataset{}, forecast.Errorf(forecast.Invalid, "web.point", "say which dataset: there are %s", strings.Join(ids, ", "))
	}
	return all[0], nil
}

// pointQuery reads the query string.
func pointQuery(c *gin.Context, inv *store.Inventory) (q point.Query, display bool, err error) {
	q = point.Query{Dataset: inv.Dataset, Run: inv.Run}
	if q.Places, err = spots(c.Query("lat"), c.Query("lon")); err != nil {
		return q, false, err
	}
	if q.Layers, err = layersAsked(c.Query("layers"), inv); err != nil {
		return q, false, err
	}
	if q.Times, err = timesAsked(c.Query("times"), inv); err != nil {
		return q, false, err
	}
	if q.Method, err = point.ParseMethod(c.Query("interpolation")); err != nil {
		return q, false, err
	}
	switch units := c.Query("units"); units {
	case "", "si":
	case "metric":
		display = true
	default:
		return q, false, forecast.Errorf(forecast.Invalid, "web.point", "units are si or metric, not %q", units)
	}
	if n := len(q.Places) * len(q.Layers) * len(q.Times); n > maxValues {
		return q, false, forecast.Errorf(forecast.Invalid, "web.point", "%d values are too many for one answer: ask for at most %d", n, maxValues)
	}
	return q, display, nil
}

func spots(lat, lon string) ([]point.Place, error) {
	const op = "web.point"
	lats, err := degrees("lat", lat, 90)
	if err != nil {
		return nil, err
	}
	lons, err := degrees("lon", lon, 540)
	if err != nil {
		return nil, err
	}
	if len(lats) != len(lons) {
		return nil, forecast.Errorf(forecast.Invalid, op, "lat and lon must list as many places: they have %d and %d", len(lats), len(lons))
	}
	if len(lats) > maxPlaces {
		return nil, forecast.Errorf(forecast.Invalid, op, "%d places are too many for one request: ask for at most %d", len(lats), maxPlaces)
	}
	out := make([]point.Place, len(lats))
	for i := range out {
		out[i] = point.Place{Lat: lats[i], Lon: lons[i]}
	}
	return out, nil
}

func degrees(name, list string, limit float64) ([]float64, error) {
	if list == "" {
		return nil, forecast.Errorf(forecast.Invalid, "web.point", "%s is missing: give degrees, several separated by commas", name)
	}
	var out []float64
	for text := range strings.SplitSeq(list, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || !(math.Abs(v) <= limit) {
			return nil, forecast.Errorf(forecast.Invalid, "web.point", "%s must be degrees within ±%g, not %q", name, limit, text)
		}
		out = append(out, v)
	}
	return out, nil
}

// layersAsked reads a list of layers; all stands for every stored one, and a vector layer for its
// two components.
func layersAsked(list string, inv *store.Inventory) ([]forecast.Layer, error) {
	if list == "" {
		return nil, forecast.Errorf(forecast.Invalid, "web.point", "layers is missing: list some of /api/v1/datasets/%s, or all", inv.Dataset)
	}
	if list == "all" {
		return inv.Layers, nil
	}
	known := append(allLayers(inv), inv.Awaited()...)
	var out []forecast.Layer
	for name := range strings.SplitSeq(list, ",") {
		l, err := forecast.ParseLayer(strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		if !slices.Contains(known, l) {
			return nil, forecast.Errorf(forecast.NotFound, "web.point", "run %s of %s has no layer %s: /api/v1/datasets/%s lists its layers",
				forecast.FormatTime(inv.Run), inv.Dataset, l.Name(), inv.Dataset)
		}
		for _, l := range components(l) {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// timesAsked reads a list of times or one start/end; "" stands for all.
func timesAsked(list string, inv *store.Inventory) ([]time.Time, error) {
	if list == "" {
		return inv.Times, nil
	}
	if from, to, isRange := strings.Cut(list, "/"); isRange {
		start, err := forecast.ParseTime(from)
		if err != nil {
			return nil, err
		}
		end, err := forecast.ParseTime(to)
		if err != nil {
			return nil, err
		}
		return slices.DeleteFunc(slices.Clone(inv.Times), func(t time.Time) bool { return t.Before(start) || t.After(end) }), nil
	}
	var out []time.Time
	for text := range strings.SplitSeq(list, ",") {
		t, err := forecast.ParseTime(text)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}
