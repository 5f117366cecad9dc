package openmeteo

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/solar"
	"github.com/fengtu/fengtu/web/places"
)

// maxSpots bounds one answer.
const maxSpots = 1000

// query is a request, read.
type query struct {
	spots   []places.Spot
	ids     []int
	box     *[4]float64 // south, west, north, east
	zones   []string
	models  []string
	run     time.Time
	method  point.Method
	anyCell bool // none is chosen: one of land where the dataset can tell
	format  string
	wishes  wishes
	asked   map[string][]string // variables by section
	legacy  bool                // current_weather
	spans   spans

	bare bool // a CSV without its table of locations
}

func parse(values url.Values) (q query, err error) {
	p := parameters{values}
	q.asked = map[string][]string{}
	for _, section := range []string{"hourly", "daily", "current", "minutely_15"} {
		q.asked[section] = p.list(section)
	}
	q.legacy = p.text("current_weather") == "true"
	if q.models = p.list("models"); len(q.models) == 0 {
		q.models = []string{bestMatch}
	}
	if q.zones = p.list("timezone"); len(q.zones) == 0 {
		q.zones = []string{"GMT"}
	}
	for _, read := range []func(parameters) error{q.readSpots, q.readChoices, q.readUnits, q.readPlane, q.readRun, q.spans.parse} {
		if err := read(p); err != nil {
			return q, err
		}
	}
	if len(q.zones) > 1 && len(q.zones) != len(q.spots) {
		return q, invalid("Parameter 'timezone' must have the same number of elements as coordinates")
	}
	return q, nil
}

// parameters are those of a request.
type parameters struct{ url.Values }

func (p parameters) text(name string) string { return strings.TrimSpace(p.Get(name)) }

// list gives a parameter that may be repeated, or hold several values between commas, or both.
func (p parameters) list(name string) (out []string) {
	for _, value := range append(p.Values[name], p.Values[name+"[]"]...) {
		for item := range strings.SplitSeq(value, ",") {
			if item = strings.TrimSpace(item); item != "" {
				out = append(out, item)
			}
		}
	}
	return out
}

func (p parameters) numbers(name string) ([]float64, error) {
	var out []float64
	for _, text := range p.list(name) {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(v, 0) {
			return nil, invalid("Parameter '%s' must be a number, not '%s'", name, text)
		}
		out = append(out, v)
	}
	return out, nil
}

func (q *query) readSpots(p parameters) error {
	lats, err := p.numbers("latitude")
	if err != nil {
		return err
	}
	lons, err := p.numbers("longitude")
	if err != nil {
		return err
	}
	heights, err := p.numbers("elevation")
	if err != nil {
		return err
	}
	if box := p.text("bounding_box"); box != "" {
		return q.readBox(p)
	}
	switch {
	case len(lats) == 0 && len(lons) == 0:
		return invalid("Parameter 'latitude' and 'longitude' must not be empty")
	case len(lats) != len(lons):
		return invalid("Parameter 'latitude' and 'longitude' must have the same number of elements")
	case len(lats) > maxSpots:
		return tooMany()
	case len(heights) > 1 && len(heights) != len(lats):
		return invalid("Parameter 'elevation' must have the same number of elements as coordinates")
	}
	for i := range lats {
		if !(math.Abs(lats[i]) <= 90) {
			return invalid("Latitude must be in range of -90 to 90°. Given: %s.", decimal(lats[i]))
		}
		if !(math.Abs(lons[i]) <= 180) {
			return invalid("Longitude must be in range of -180 to 180°. Given: %s.", decimal(lons[i]))
		}
		spot := places.Spot{Place: point.Place{Lat: lats[i], Lon: lons[i]}, Elevation: math.NaN()}
		if len(heights) > 0 {
			spot.Elevation = heights[min(i, len(heights)-1)]
		}
		q.spots, q.ids = append(q.spots, spot), append(q.ids, i)
	}
	return q.readIDs(p)
}

func (q *query) readIDs(p parameters) error {
	ids := p.list("location_id")
	if len(ids) == 0 {
		return nil
	}
	if len(ids) != len(q.spots) {
		return invalid("Parameter 'location_id' and coordinates must have the same number of elements")
	}
	for i, text := range ids {
		id, err := strconv.Atoi(text)
		if err != nil {
			return invalid("Parameter 'location_id' must be a whole number, not '%s'", text)
		}
		q.ids[i] = id
	}
	return nil
}

func (q *query) readBox(p parameters) error {
	b, err := p.numbers("bounding_box")
	switch {
	case err != nil:
		return err
	case len(b) != 4:
		return invalid("Parameter bounding_box must have 4 values")
	case !(b[0] < b[2]):
		return invalid("The first latitude must be smaller than the second latitude")
	case b[0] < -90 || b[2] > 90:
		return invalid("Latitudes must be between -90 and 90")
	case !(b[1] < b[3]):
		return invalid("The first longitude must be smaller than the second longitude")
	case b[1] < -180 || b[3] > 180:
		return invalid("Longitudes must be between -180 and 180")
	}
	q.box = &[4]float64{b[0], b[1], b[2], b[3]}
	return nil
}

func tooMany() error {
	return invalid("Parameter 'latitude' and 'longitude' must not exceed %d coordinates.", maxSpots)
}

// decimal writes a number as Open-Meteo does in its errors and of places: 95.0.
func decimal(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.ContainsAny(text, ".N") {
		text += ".0"
	}
	return text
}

func (q *query) readChoices(p parameters) error {
	switch cell := p.text("cell_selection"); cell {
	case "":
		q.method, q.anyCell = point.Nearest, true
	case "nearest":
		q.method = point.Nearest
	case "land":
		q.method = point.Land
	case "sea":
		q.method = point.Sea
	default:
		return invalid("Parameter 'cell_selection' must be land, sea or nearest, not '%s'", cell)
	}
	switch text := p.text("location_information"); text {
	case "", "section":
	case "omit":
		q.bare = true
	default:
		return invalid("Parameter 'location_information' must be section or omit, not '%s'", text)
	}
	switch q.format = p.text("format"); q.format {
	case "", "json", "csv", "xlsx", "flatbuffers":
	default:
		return invalid("Parameter 'format' must be json, csv, xlsx or flatbuffers, not '%s'", q.format)
	}
	return nil
}

func (q *query) readUnits(p parameters) error {
	choice := func(names []string, choices ...string) (string, error) {
		for _, name := range names {
			switch v := p.text(name); {
			case v == "":
			case slices.Contains(choices, v):
				return v, nil
			default:
				return "", invalid("Parameter '%s' must be one of %s, not '%s'", name, strings.Join(choices, ", "), v)
			}
		}
		return choices[0], nil
	}
	temperature, err := choice([]string{"temperature_unit"}, "celsius", "fahrenheit")
	if err != nil {
		return err
	}
	if q.wishes.wind, err = choice([]string{"wind_speed_unit", "windspeed_unit"}, "kmh", "ms", "mph", "kn"); err != nil {
		return err
	}
	rain, err := choice([]string{"precipitation_unit"}, "mm", "inch")
	if err != nil {
		return err
	}
	length, err := choice([]string{"length_unit"}, "metric", "imperial")
	if err != nil {
		return err
	}
	format, err := choice([]string{"timeformat"}, "iso8601", "unixtime")
	if err != nil {
		return err
	}
	q.wishes.fahrenheit, q.wishes.feet, q.wishes.unix = temperature == "fahrenheit", length == "imperial", format == "unixtime"
	q.wishes.inch = rain == "inch" || length == "imperial"
	return nil
}

// readPlane reads tilt and azimuth, which Open-Meteo counts from south, east below 0.
func (q *query) readPlane(p parameters) error {
	q.wishes.plane = solar.Plant{Albedo: 0.2, Azimuth: 180}
	for _, of := range []struct {
		name      string
		low, high float64
		to        *float64
		from      float64
	}{{"tilt", 0, 90, &q.wishes.plane.Tilt, 0}, {"azimuth", -180, 180, &q.wishes.plane.Azimuth, 180}} {
		v, err := p.numbers(of.name)
		switch {
		case err != nil:
			return err
		case len(v) == 0:
			continue
		case len(v) > 1 || !(v[0] >= of.low && v[0] <= of.high):
			return invalid("Parameter '%s' must be one number within %g° and %g°. Given: %s.", of.name, of.low, of.high, p.text(of.name))
		}
		*of.to = v[0] + of.from
	}
	return nil
}

func (q *query) readRun(p parameters) error {
	text := p.text("run")
	if text == "" {
		return nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04Z", "2006-01-02T15:04:05Z", "20060102T1504Z"} {
		if t, err := time.Parse(layout, text); err == nil {
			q.run = t
			return nil
		}
	}
	return invalid("Parameter 'run' must be a time like 2026-11-23T00:00, not '%s'", text)
}
