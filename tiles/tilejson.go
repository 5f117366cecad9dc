package tiles

import (
	"net/url"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// TileJSON describes the tiles of a layer to map libraries, by TileJSON 3.0.0.
type TileJSON struct {
	TileJSON     string     `json:"tilejson"`
	Name         string     `json:"name"`
	Description  string     `json:"description"`
	Version      string     `json:"version"`
	Attribution  string     `json:"attribution,omitempty"`
	Scheme       string     `json:"scheme"`
	Tiles        []string   `json:"tiles"`
	MinZoom      int        `json:"minzoom"`
	MaxZoom      int        `json:"maxzoom"`
	Bounds       [4]float64 `json:"bounds"`        // west, south, east, north in degrees
	Center       [3]float64 `json:"center"`        // longitude, latitude, zoom
	VectorLayers []struct{} `json:"vector_layers"` // none; the specification's schema demands it
	Times        []string   `json:"times"`         // the valid times there are tiles for, as in tile URLs
	Legend       *Legend    `json:"fengtu:legend"`
}

// Describe gives the TileJSON of a layer of a run on a grid. base is the address of the server,
// such as https://example.org; times are the layer's valid times, at least one, ascending. The
// tile URL names the first of them. It fails with kind NotFound where times is empty, or as
// LegendOf does.
func Describe(base string, d forecast.Dataset, run time.Time, l forecast.Layer, times []time.Time, g *forecast.Grid) (*TileJSON, error) {
	if len(times) == 0 {
		return nil, forecast.Errorf(forecast.NotFound, "tiles.Describe",
			"%s has no time in run %s yet: try again later", l.Name(), forecast.FormatTime(run))
	}
	legend, err := LegendOf(l)
	if err != nil {
		return nil, err
	}
	out := &TileJSON{
		TileJSON: "3.0.0", Version: "1.0.0", Scheme: "xyz", MaxZoom: MaxZoom,
		Name: l.Title().EN, Description: describe(d, run), Attribution: d.Attribution,
		Bounds: bounds(g), VectorLayers: []struct{}{}, Legend: legend,
	}
	for _, t := range times {
		out.Times = append(out.Times, forecast.FormatTime(t))
	}
	out.Tiles = []string{strings.TrimSuffix(base, "/") + "/tiles/" + url.PathEscape(d.ID) + "/" +
		forecast.FormatTime(run) + "/" + l.Name() + "/" + out.Times[0] + "/{z}/{x}/{y}.png"}
	b := out.Bounds
	out.Center = [3]float64{(b[0] + b[2]) / 2, (b[1] + b[3]) / 2, float64(homeZoom(b[2] - b[0]))}
	return out, nil
}

func describe(d forecast.Dataset, run time.Time) string {
	title := d.Title
	if title == "" {
		title = d.ID
	}
	return title + ", run of " + run.UTC().Format("2006-01-02 15:04 UTC")
}

// webMercatorLat is the latitude where the square map of Web Mercator ends.
const webMercatorLat = 85.05112877980659

// bounds gives the box a grid covers on the map. One that crosses the date line is given the whole
// turn: not every client understands a west that is east of east.
func bounds(g *forecast.Grid) [4]float64 {
	lat, lon := g.Y.Values(), g.X.Values()
	west, east := lon[0], lon[len(lon)-1]
	for west >= 180 {
		west, east = west-360, east-360
	}
	for west < -180 {
		west, east = west+360, east+360
	}
	if g.X.Periodic() || east > 180 {
		west, east = -180, 180
	}
	return [4]float64{west, max(lat[len(lat)-1], -webMercatorLat), east, min(lat[0], webMercatorLat)}
}

// homeZoom gives the zoom at which a width in degrees takes about three tiles.
func homeZoom(width float64) int {
	z := 0
	for z < 10 && width*float64(int(2)<<z) <= 3*360 {
		z++
	}
	return z
}
