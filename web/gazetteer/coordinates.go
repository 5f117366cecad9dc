package gazetteer

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// coordinates is two numbers, latitude first, each perhaps with degrees and a letter: "39.9,116.4",
// "39.9°N 116.4°E", "S33.9 E151.2".
var coordinates = regexp.MustCompile(`^([NSns]?)\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*([NSns]?)[\s,，;]+([EWew]?)\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*([EWew]?)$`)

func parseCoordinates(text string) (Place, bool) {
	m := coordinates.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return Place{}, false
	}
	lat, okLat := degrees(m[2], m[1]+m[3], "sS")
	lon, okLon := degrees(m[5], m[4]+m[6], "wW")
	if !okLat || !okLon || math.Abs(lat) > 90 || math.Abs(lon) > 360 {
		return Place{}, false
	}
	if lon > 180 {
		lon -= 360
	} else if lon < -180 {
		lon += 360
	}
	name := strconv.FormatFloat(lat, 'f', -1, 64) + ", " + strconv.FormatFloat(lon, 'f', -1, 64)
	return Place{ZH: name, EN: name, Lat: lat, Lon: lon}, true
}

func degrees(number, letter, negative string) (v float64, ok bool) {
	v, err := strconv.ParseFloat(number, 64)
	if len(letter) > 1 {
		return 0, false
	}
	if letter != "" && strings.Contains(negative, letter) {
		v = -v
	}
	return v, err == nil
}
