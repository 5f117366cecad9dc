package gis

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/tiles"
)

// systems are the coordinate reference systems that maps are drawn in.
var systems = []string{"EPSG:3857", "EPSG:4326", "CRS:84"}

// MapAsked is a request for a map, or for the value at a pixel of one.
type MapAsked struct {
	Dataset, Layer string
	Style          tiles.Style
	Map            tiles.Map
	Time           time.Time     // zero for the layer's default one
	Run            string        // "" for the latest
	Background     *tiles.Colour // nil for a transparent one
	Col, Row       int           // of the pixel
	Format         string
}

// Parameters gives the value of a parameter, whatever the case its name is written in; "" for none.
type Parameters func(name string) string

// ReadMap reads a GetMap request of version 1.3.0 or 1.1.1.
func ReadMap(of Parameters) (q MapAsked, err error) {
	q.Format, _, _ = strings.Cut(of("format"), ";")
	if !slices.Contains(mapFormats, q.Format) {
		return q, wrong(NoFormat, "maps come as format=%s, not %q", strings.Join(mapFormats, " or "), of("format"))
	}
	return q, q.read(of, "layers")
}

// ReadFeatureInfo reads a GetFeatureInfo request.
func ReadFeatureInfo(of Parameters) (q MapAsked, err error) {
	q.Format = of("info_format")
	if q.Format == "" {
		q.Format = Text
	}
	if !slices.Contains(valueFormats, q.Format) {
		return q, wrong(NoFormat, "values come as info_format=%s, not %q", strings.Join(valueFormats, " or "), q.Format)
	}
	if err := q.read(of, "query_layers"); err != nil {
		return q, err
	}
	col, row := "i", "j"
	if old(of) {
		col, row = "x", "y"
	}
	var errX, errY error
	q.Col, errX = strconv.Atoi(of(col))
	q.Row, errY = strconv.Atoi(of(row))
	if errX != nil || errY != nil || q.Col < 0 || q.Row < 0 || q.Col >= q.Map.Width || q.Row >= q.Map.Height {
		return q, wrong(NoPoint, "%s and %s name a pixel of the map, from 0 to %d and %d, not %q and %q", col, row, q.Map.Width-1, q.Map.Height-1, of(col), of(row))
	}
	return q, nil
}

// old says whether a request is of version 1.1.1.
func old(of Parameters) bool { return strings.HasPrefix(of("version"), "1.1") }

func (q *MapAsked) read(of Parameters, layers string) (err error) {
	dataset, layer, found := strings.Cut(of(layers), ":")
	if !found || strings.Contains(layer, ",") {
		return wrong(NoLayer, "%s is one layer of the capabilities, as dataset:layer, not %q", layers, of(layers))
	}
	q.Dataset, q.Layer, q.Run = dataset, layer, of("dim_reference_time")
	q.Style.Name = of("styles")
	if name := q.Style.Name; name != "" && !slices.Contains(tiles.Styles(), name) {
		return wrong(NoStyle, "there is no style %q: ask for %s", name, strings.Join(tiles.Styles(), ", "))
	}
	if text := of("time"); text != "" && text != "current" {
		from, _, _ := strings.Cut(text, "/") // clients write a moment as a range too
		if q.Time, err = forecast.ParseTime(from); err != nil {
			return Coded(NoTime, err)
		}
	}
	if q.Format == JPEG || !strings.EqualFold(of("transparent"), "true") {
		if q.Background, err = colour(of("bgcolor")); err != nil {
			return err
		}
	}
	return q.readMap(of)
}

// colour reads 0xRRGGBB; white where there is none.
func colour(text string) (*tiles.Colour, error) {
	c := tiles.Colour{R: 255, G: 255, B: 255, A: 255}
	if text == "" {
		return &c, nil
	}
	digits := strings.TrimPrefix(strings.ToLower(text), "0x")
	if len(digits) != 6 || c.UnmarshalText([]byte("#"+digits)) != nil {
		return nil, wrong("", "bgcolor is a colour as 0xRRGGBB, not %q", text)
	}
	return &c, nil
}

// readMap reads the rectangle and the size of a map. In version 1.3.0 EPSG:4326 has the latitude first.
func (q *MapAsked) readMap(of Parameters) error {
	name := "crs"
	if old(of) {
		name = "srs"
	}
	crs := strings.ToUpper(of(name))
	if !slices.Contains(systems, crs) {
		return wrong(NoCRS, "%s is one of %s, not %q", name, strings.Join(systems, ", "), of(name))
	}
	var box [4]float64
	edges := strings.Split(of("bbox"), ",")
	for i, text := range edges {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || len(edges) != len(box) || math.IsNaN(v) || math.IsInf(v, 0) {
			return wrong("", "bbox is four numbers, minx,miny,maxx,maxy, not %q", of("bbox"))
		}
		box[i] = v
	}
	if crs == "EPSG:4326" && !old(of) {
		box = [4]float64{box[1], box[0], box[3], box[2]}
	}
	q.Map = tiles.Map{West: box[0], South: box[1], East: box[2], North: box[3], Mercator: crs == "EPSG:3857"}
	var errW, errH error
	q.Map.Width, errW = strconv.Atoi(of("width"))
	q.Map.Height, errH = strconv.Atoi(of("height"))
	if errW != nil || errH != nil {
		return wrong("", "width and height are whole numbers of pixels, not %q and %q", of("width"), of("height"))
	}
	return q.Map.Check()
}
