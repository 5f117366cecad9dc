package tiles

import (
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb/maptile"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/ensemble"
)

var sheet = flag.String("sheet", "", "write a picture of every style and form here, to look at")

// ofStatistic gives the layer that a spread, a probability or a difference of a layer is, itself for "".
func ofStatistic(t *testing.T, l forecast.Layer, name string) forecast.Layer {
	t.Helper()
	switch name {
	case "spread":
		return ensemble.Statistic{Kind: ensemble.Spread}.Of(l)
	case "probability":
		return ensemble.Statistic{Kind: ensemble.Probability}.Of(l)
	case "difference":
		out, err := difference.Of(l)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	return l
}

// TestContactSheet draws quantities in every style, with legends, and below them one tile in every
// interpolation and packed form, and vector tiles: what to look at after palettes.json was edited.
//
//	go test ./tiles -run ContactSheet -sheet sheet.png
//
// scripts/sheet.sh makes docs/sheet.png of it.
func TestContactSheet(t *testing.T) {
	if *sheet == "" {
		*sheet = t.TempDir() + "/sheet.png"
	}
	rows := []struct {
		name           string
		middle, spread float64
	}{
		{"temperature_2m", 283, 12},
		{"temperature_500hPa", 250, 8},
		{"dew_point_2m", 278, 10},
		{"wind_speed_10m", 9, 8},
		{"wind_u_component_10m", 0, 8},
		{"wind_direction_10m", 180, 70},
		{"pressure_msl", 101200, 1400},
		{"geopotential_height_500hPa", 5500, 180},
		{"relative_humidity_700hPa", 0.6, 0.25},
		{"precipitation", 2, 14},
		{"cloud_cover", 0.5, 0.3},
		{"shortwave_radiation", 450, 260},
		{"cape", 500, 900},
		{"vertical_velocity_500hPa", 0, 0.8},
		{"wave_height", 3, 2},
		{"surface_altitude", 900, 1200},
		{"relative_vorticity_500hPa", 0, 8e-5},
		{"integrated_vapour_transport", 300, 250},
		{"temperature_2m spread", 1.5, 1.2},
		{"temperature_2m probability", 0.5, 0.4},
		{"temperature_2m difference", 0, 3},
	}
	const across, down, pad = LegendWidth, Size / 2, 6
	styles := Styles()
	img := image.NewNRGBA(image.Rect(0, 0, len(styles)*(across+pad), (len(rows)+3)*(down+LegendHeight+pad)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	place := func(row, col int, body []byte, at, width, height int) {
		t.Helper()
		left, top := col*(across+pad), row*(down+LegendHeight+pad)+at
		box := image.Rect(left, top, left+width, top+height)
		if at == 0 && row < len(rows) && styles[col] == "dark" {
			draw.Draw(img, image.Rect(left, top, left+across, top+height), image.NewUniform(color.NRGBA{0x14, 0x1a, 0x22, 255}), image.Point{}, draw.Src)
		}
		from := image.Point{}
		if at == 0 {
			from.Y = across/2 - height/2 // the middle
		}
		draw.Draw(img, box, decode(t, body), from, draw.Over)
	}
	for r, row := range rows {
		name, of, _ := strings.Cut(row.name, " ")
		field := weatherEvery(t, 2, name, row.middle, row.spread)
		field.layer = ofStatistic(t, field.layer, of)
		for i, v := range field.values {
			low, high := field.layer.Variable.Range(field.layer.Level)
			field.values[i] = float32(math.Max(low, math.Min(high, float64(v))))
		}
		for c, name := range styles {
			tile, _, err := Picture{Style: Style{Name: name}, Size: across}.PNG(t.Context(), field, maptile.New(0, 0, 0))
			if err != nil {
				t.Fatal(err)
			}
			legend, err := Style{Name: name}.LegendPNG(field.Layer())
			if err != nil {
				t.Fatal(err)
			}
			place(r, c, tile, 0, across, down)
			place(r, c, legend, down, LegendWidth, LegendHeight)
		}
	}
	gusts := on(t, "wind_gusts", axis(45, -0.25, 101), axis(100, 0.25, 141), func(_, _ float64) float64 { return 0 })
	gusts.values = readFloats(t, "gdal-gusts-nodes")
	tile := maptile.New(410, 206, 9)
	for k := range kernelNames {
		body, _, err := Picture{Kernel: Kernel(k), Style: Style{Range: &Range{0, 12}}, Size: across}.PNG(t.Context(), gusts, tile)
		if err != nil {
			t.Fatal(err)
		}
		place(len(rows), k, body, 0, across, down+LegendHeight)
	}
	body, _, err := Picture{Size: across}.Packed(t.Context(), gusts, maptile.New(51, 25, 6))
	if err != nil {
		t.Fatal(err)
	}
	place(len(rows), 3, body, 0, across, down+LegendHeight)
	eastward := weatherEvery(t, 2, "wind_u_component_10m", 0, 12)
	if body, _, err = (Picture{Size: across}).Components(t.Context(), vector{eastward, eastward}, maptile.New(0, 0, 0)); err != nil {
		t.Fatal(err)
	}
	place(len(rows)+1, 0, body, 0, across, down+LegendHeight)
	for c, style := range []Style{{Bands: 8}, {Name: "even", Spacing: Log, Range: &Range{1, 40}}, {Fade: 0.5}} {
		if body, _, err = (Picture{Style: style, Size: across}).PNG(t.Context(), gusts, maptile.New(51, 25, 6)); err != nil {
			t.Fatal(err)
		}
		place(len(rows)+1, c+1, body, 0, across, down+LegendHeight)
	}
	pressure, u, v := weatherEvery(t, 2, "pressure_msl", 101200, 1400), weatherEvery(t, 2, "wind_u_component_10m", 3, 6), weatherEvery(t, 2, "wind_v_component_10m", 0, 9)
	slices.Reverse(v.values)
	part := maptile.New(3, 1, 2)
	for c, drawn := range []image.Image{
		vectorsOn(t, Vectors{Layers: []string{"isolines", "centres"}}, pressure, part, across),
		vectorsOn(t, Vectors{Layers: []string{"isobands", "isolines"}, Style: Style{Name: "even"}}, weatherEvery(t, 2, "temperature_850hPa", 278, 12), part, across),
		vectorsOn(t, Vectors{}, vector{u, v}, part, across),
		vectorsOn(t, Vectors{Layers: []string{"isobands"}, Style: Style{Name: "classic"}}, weatherEvery(t, 2, "precipitation", 6, 20), part, across),
	} {
		left, top := c*(across+pad), (len(rows)+2)*(down+LegendHeight+pad)
		draw.Draw(img, image.Rect(left, top, left+across, top+down+LegendHeight), drawn, image.Point{}, draw.Over)
	}
	f, err := os.Create(*sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
