package tiles

import (
	"net/url"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// TileJSON describes the tiles of a layer to map libraries, by TileJSON 3.0.0.
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Description  string        `json:"description"`
	Version      string        `json:"version"`
	Attribution  string        `json:"attribution,omitempty"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"`             // west, south, east, north in degrees
	Center       [3]float64    `json:"center"`             // longitude, latitude, zoom
	VectorLayers []VectorLayer `json:"vector_layers"`      // none in pictures; the specification's schema demands it
	Times        []string      `json:"times"`              // the valid times there are tiles for, as in tile URLs
	TileSize     int           `json:"tileSize,omitempty"` // pixels; none for vector tiles
	Legend       *Legend       `json:"fengtu:legend,omitempty"`

	Encoding string `json:"encoding,omitempty"` // "custom": the packing that follows
	*Packing
	ImageType    string      `json:"imageType,omitempty"` // "VECTOR": components by imageUnscale
	ImageUnscale *[2]float64 `json:"imageUnscale,omitempty"`
}

// VectorLayer describes a layer within vector tiles.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	Fields      map[string]string `json:"fields"`
}

// Form is a kind of tile.
type Form string

// The forms of tiles.
const (
	Coloured       Form = ""      // pictures in colour
	PackedForm     Form = "value" // pictures of values: Picture.Packed
	ComponentsForm Form = "uv"    // pictures of components: Picture.Components
	VectorForm     Form = "mvt"   // isolines, bands, arrows, centres: Vectors
)

// ParseForm reads the name of a form. It fails with kind Invalid.
func ParseForm(name string) (Form, error) {
	switch f := Form(name); f {
	case Coloured, PackedForm, ComponentsForm, VectorForm:
		return f, nil
	case "png":
		return Coloured, nil
	}
	return Coloured, forecast.Errorf(forecast.Invalid, "tiles.ParseForm", "there is no form %q: ask for png, value, uv or mvt", name)
}

// extension gives how tile addresses end.
func (f Form) extension() string {
	if f == VectorForm {
		return ".mvt"
	}
	return ".png"
}

// Tiling says which tiles of a layer a TileJSON describes.
type Tiling struct {
	Form    Form
	Picture Picture
	Vectors Vectors
	Query   string // as the tile addresses carry it
}

// Describe gives the TileJSON of a layer of a run on a grid. base is the address of the server,
// such as https://example.org; times are the layer's valid times, at least one, ascending. The
// tile URL names the first of them. It fails with kind NotFound where times is empty, Invalid where
// the layer has no tiles of the form, or as Style.Legend does.
func (t Tiling) Describe(base string, d forecast.Dataset, run time.Time, l forecast.Layer, times []time.Time, g *forecast.Grid) (*TileJSON, error) {
	if len(times) == 0 {
		return nil, forecast.Errorf(forecast.NotFound, "tiles.Describe",
			"%s has no time in run %s yet: try again later", l.Name(), forecast.FormatTime(run))
	}
	out := &TileJSON{
		TileJSON: "3.0.0", Version: "1.0.0", Scheme: "xyz", MaxZoom: MaxZoom,
		Name: l.Title().EN, Description: describe(d, run), Attribution: d.Credit(),
		Bounds: Bounds(g), VectorLayers: []VectorLayer{},
	}
	if err := t.fill(out, l); err != nil {
		return nil, err
	}
	for _, at := range times {
		out.Times = append(out.Times, forecast.FormatTime(at))
	}
	out.Tiles = []string{strings.TrimSuffix(base, "/") + "/tiles/" + url.PathEscape(d.ID) + "/" +
		forecast.FormatTime(run) + "/" + l.Name() + "/" + out.Times[0] + "/{z}/{x}/{y}" + t.Form.extension()}
	if t.Query != "" {
		out.Tiles[0] += "?" + t.Query
	}
	b := out.Bounds
	out.Center = [3]float64{(b[0] + b[2]) / 2, (b[1] + b[3]) / 2, float64(homeZoom(b[2] - b[0]))}
	return out, nil
}

// fill adds what depends on the form.
func (t Tiling) fill(out *TileJSON, l forecast.Layer) (err error) {
	switch t.Form {
	case PackedForm:
		packing := PackingOf(l)
		out.Encoding, out.Packing = "custom", &packing
	case ComponentsForm:
		if l.Variable.Shape != forecast.Vector {
			return forecast.Errorf(forecast.Invalid, "tiles.Describe", "%s has no components: ask for a vector layer such as wind_10m", l.Name())
		}
		unscale := Unscale(l)
		out.ImageType, out.ImageUnscale = "VECTOR", &unscale
	case VectorForm:
		if out.VectorLayers, err = t.Vectors.describe(l); err != nil {
			return err
		}
		out.Legend, err = t.Picture.Style.Legend(l)
		return err
	default:
		if out.Legend, err = t.Picture.Style.Legend(l); err != nil {
			return err
		}
	}
	out.TileSize = t.Picture.size()
	return nil
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
// Bounds gives what a grid covers within Web Mercator: west, south, east and north in degrees.
func Bounds(g *forecast.Grid) [4]float64 {
	b := g.Bounds()
	west, east := b[0], b[2]
	for west >= 180 {
		west, east = west-360, east-360
	}
	if east > 180 {
		west, east = -180, 180
	}
	return [4]float64{west, max(b[1], -webMercatorLat), east, min(b[3], webMercatorLat)}
}

// homeZoom gives the zoom at which a width in degrees takes about three tiles.
func homeZoom(width float64) int {
	z := 0
	for z < 10 && width*float64(int(2)<<z) <= 3*360 {
		z++
	}
	return z
}
