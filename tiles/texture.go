package tiles

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// A texture is a whole field as one picture in plate carrée, for layers that move particles through it; its
// JSON twin has the shape that grib2json gives. Where the grid is evenly spaced in latitude and longitude a
// pixel is a node, else the field is brought to such a grid: see plate.

const opTexture = "tiles.Texture"

// The most nodes that are sent at once.
const (
	textureNodes     = 1 << 21 // within the textures that GPUs of phones take
	mostTextureNodes = 1 << 24
	gribNodes        = 1 << 18 // numbers as text are long
	mostGribNodes    = 1 << 21
)

// TextureLOD gives the finest of a field's grids that makes a texture of a usual size; numbers says
// whether it is sent as JSON.
func TextureLOD(grids []*forecast.Grid, numbers bool) int {
	most := textureNodes
	if numbers {
		most = gribNodes
	}
	for n, g := range grids {
		if plate(g, most).Size() <= most {
			return n
		}
	}
	return len(grids) - 1
}

// frame is the part of a grid that a texture shows. It begins at the column nearest to 180° W where
// the grid goes round, and leaves out rows that stand for less than a cell at a pole.
type frame struct {
	window    forecast.Window
	west      float64 // the first column
	north     float64 // the first row
	dLon      float64
	dLat      float64 // positive
	aroundAll bool
}

func frameOf(g *forecast.Grid, most int) (frame, error) {
	lat, lon := g.Y.Values(), g.X.Values()
	if len(lat) < 2 || len(lon) < 2 {
		return frame{}, forecast.Errorf(forecast.Invalid, opTexture, "a texture needs two rows and columns at the least, and the grid is %d × %d: take value tiles", g.Rows(), g.Cols())
	}
	f := frame{window: forecast.Window{Rows: g.Rows(), Cols: g.Cols()}, aroundAll: g.X.Periodic()}
	f.dLat = (lat[0] - lat[len(lat)-1]) / float64(len(lat)-1)
	f.dLon = (lon[len(lon)-1] - lon[0]) / float64(len(lon)-1)
	f.north, f.west = lat[0], lon[0]
	if f.aroundAll {
		f.dLon = 360 / float64(len(lon))
		f.window.Col = int(math.Ceil(math.Mod(math.Mod(-180-lon[0], 360)+360, 360)/f.dLon-1e-6)) % len(lon)
		f.west = lon[f.window.Col] // at or just east of 180° W
	}
	f.west -= 360 * math.Floor((f.west+180)/360+1e-9)
	if lat[0]+f.dLat/2 > 90 {
		f.window.Row, f.window.Rows, f.north = 1, f.window.Rows-1, lat[1]
	}
	if lat[len(lat)-1]-f.dLat/2 < -90 {
		f.window.Rows--
	}
	if f.window.Rows < 1 || f.window.Size() > most {
		return frame{}, forecast.Errorf(forecast.Invalid, opTexture,
			"%d × %d nodes are too many for one answer: ask for a coarser copy, such as lod=1", g.Cols(), g.Rows())
	}
	return f, nil
}

// bounds gives the edges of the picture: west, south, east, north.
func (f frame) bounds() [4]float64 {
	west, north := f.west-f.dLon/2, f.north+f.dLat/2
	return [4]float64{tidy(west), tidy(north - float64(f.window.Rows)*f.dLat), tidy(west + float64(f.window.Cols)*f.dLon), tidy(north)}
}

// Texture gives a whole vector field as a PNG: eastward in red, northward in green, alpha 0 where
// one is missing. It fails with kind Invalid for other layers and grids with too many nodes, or as reading
// does.
func Texture(ctx context.Context, field forecast.Field) ([]byte, error) {
	u, v, err := vectorOf(field)
	if err != nil {
		return nil, err
	}
	g := plate(field.Grid(), textureNodes)
	f, err := frameOf(g, mostTextureNodes)
	if err != nil {
		return nil, err
	}
	u, v = onPlate(u, g), onPlate(v, g)
	n := f.window.Size()
	both := make([]float32, 2*n)
	if err := u.Read(ctx, f.window, both[:n]); err != nil {
		return nil, err
	}
	if err := v.Read(ctx, f.window, both[n:]); err != nil {
		return nil, err
	}
	png, _, err := components(both[:n], both[n:], f.window.Cols, f.window.Rows, Unscale(field.Layer()))
	return png, err
}

// TextureJSON tells a particle layer how to show textures.
type TextureJSON struct {
	Layer        string         `json:"layer"`
	Title        forecast.Title `json:"title"`
	Units        string         `json:"units"`
	Attribution  string         `json:"attribution,omitempty"`
	Image        string         `json:"image"` // the address of the first time's picture
	Numbers      string         `json:"numbers"`
	Times        []string       `json:"times"`
	Width        int            `json:"width"`
	Height       int            `json:"height"`
	Bounds       [4]float64     `json:"bounds"` // of the picture's edges
	ImageType    string         `json:"imageType"`
	ImageUnscale [2]float64     `json:"imageUnscale"` // what 0 and 255 stand for
}

// DescribeTexture fills what depends on the layer and the grid.
func DescribeTexture(l forecast.Layer, g *forecast.Grid) (*TextureJSON, error) {
	f, err := frameOf(plate(g, textureNodes), mostTextureNodes)
	if err != nil {
		return nil, err
	}
	if l.Variable.Shape != forecast.Vector {
		return nil, forecast.Errorf(forecast.Invalid, opTexture, "%s has no components: ask for a vector layer such as wind_10m", l.Name())
	}
	return &TextureJSON{
		Layer: l.Name(), Title: l.Title(), Units: l.Variable.Units,
		Width: f.window.Cols, Height: f.window.Rows, Bounds: f.bounds(),
		ImageType: "VECTOR", ImageUnscale: Unscale(l),
	}, nil
}

// gribParameters gives the category and number of variables in discipline 0 (WMO Manual on Codes,
// code table 4.2).
var gribParameters = map[string][2]int{
	"temperature": {0, 0}, "dew_point": {0, 6}, "specific_humidity": {1, 0}, "relative_humidity": {1, 1},
	"wind_direction": {2, 0}, "wind_speed": {2, 1}, "wind_u_component": {2, 2}, "wind_v_component": {2, 3},
	"vertical_velocity": {2, 8}, "wind_gusts": {2, 22}, "surface_pressure": {3, 0}, "pressure_msl": {3, 1},
	"geopotential_height": {3, 5}, "cloud_cover": {6, 1}, "cape": {7, 6}, "precipitation": {1, 8},
}

// gribRecord is one component in grib2json's shape.
type gribRecord struct {
	Header gribHeader `json:"header"`
	Data   []number   `json:"data"`
}

type gribHeader struct {
	Discipline        int     `json:"discipline"`
	RefTime           string  `json:"refTime"`
	ParameterCategory int     `json:"parameterCategory"`
	ParameterNumber   int     `json:"parameterNumber"`
	ParameterUnit     string  `json:"parameterUnit"`
	ForecastTime      float64 `json:"forecastTime"` // hours
	Surface1Type      int     `json:"surface1Type"`
	Surface1Value     float64 `json:"surface1Value"`
	NumberPoints      int     `json:"numberPoints"`
	Nx                int     `json:"nx"`
	Ny                int     `json:"ny"`
	Lo1               float64 `json:"lo1"`
	La1               float64 `json:"la1"`
	Lo2               float64 `json:"lo2"`
	La2               float64 `json:"la2"`
	Dx                float64 `json:"dx"`
	Dy                float64 `json:"dy"`
	ScanMode          int     `json:"scanMode"`
}

// number is a value that is null where it is missing, with the digits that float32 holds.
type number float32

// MarshalJSON gives the number.
func (n number) MarshalJSON() ([]byte, error) {
	if n != n {
		return []byte("null"), nil
	}
	return json.Marshal(float32(n))
}

// GribJSON gives a field as grib2json would: one record, or the eastward and the northward one of a
// vector, rows from the north. It fails with kind Invalid for layers without a number in WMO code
// table 4.2, and as Texture does.
func GribJSON(ctx context.Context, field forecast.Field, run, valid time.Time) ([]byte, error) {
	g := plate(field.Grid(), gribNodes)
	f, err := frameOf(g, mostGribNodes)
	if err != nil {
		return nil, err
	}
	if field.Layer().Variable.Shape == forecast.Direction && g != field.Grid() {
		return nil, forecast.Errorf(forecast.Invalid, opTexture, "a direction cannot be brought to another grid: ask for a vector layer such as wind_10m")
	}
	parts := []forecast.Field{field}
	if v, ok := field.(forecast.VectorField); ok {
		east, north := v.Components()
		parts = []forecast.Field{east, north}
	}
	var records []gribRecord
	values := make([]float32, f.window.Size())
	for _, part := range parts {
		header, err := f.header(part.Layer(), run, valid)
		if err != nil {
			return nil, err
		}
		if err := onPlate(part, g).Read(ctx, f.window, values); err != nil {
			return nil, err
		}
		step := part.Layer().Variable.Step
		data := make([]number, len(values))
		for i, v := range values {
			data[i] = number(rounded(v, step))
		}
		records = append(records, gribRecord{header, data})
	}
	out, err := json.Marshal(records)
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, opTexture, "the numbers cannot be written: %w", err)
	}
	return out, nil
}

// rounded takes off the digits that a step does not warrant; 0 keeps them all.
func rounded(v float32, step float64) float32 {
	if step == 0 {
		return v
	}
	digits := math.Pow(10, math.Ceil(-math.Log10(step)))
	return float32(math.Round(float64(v)*digits) / digits)
}

func (f frame) header(l forecast.Layer, run, valid time.Time) (gribHeader, error) {
	p, ok := gribParameters[l.Variable.Name]
	if !ok {
		return gribHeader{}, forecast.Errorf(forecast.Invalid, opTexture,
			"%s has no number in WMO code table 4.2: take its value tiles", l.Name())
	}
	h := gribHeader{
		RefTime: run.UTC().Format("2006-01-02T15:04:05.000Z"), ForecastTime: valid.Sub(run).Hours(),
		ParameterCategory: p[0], ParameterNumber: p[1], ParameterUnit: strings.ReplaceAll(l.Variable.Units, " ", "."),
		NumberPoints: f.window.Size(), Nx: f.window.Cols, Ny: f.window.Rows,
		Lo1: f.west, La1: f.north, Dx: tidy(f.dLon), Dy: tidy(f.dLat), Surface1Type: 1,
		Lo2: tidy(f.west + float64(f.window.Cols-1)*f.dLon), La2: tidy(f.north - float64(f.window.Rows-1)*f.dLat),
	}
	switch {
	case l.Level.Kind == forecast.Height:
		h.Surface1Type, h.Surface1Value = 103, l.Level.Value
	case l.Level.Kind == forecast.Pressure:
		h.Surface1Type, h.Surface1Value = 100, 100*l.Level.Value
	case l.Variable.Name == "pressure_msl":
		h.Surface1Type = 101
	}
	return h, nil
}
