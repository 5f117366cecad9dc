package weather

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// airDepth is how the temperature of an air mass, relative to the zonal mean
// aloft, reaches up from 1000 hPa.
var airDepth = newProfile([13]float64{0, 0, 0, 0, 0, 0, 0.01, 0.05, 0.16, 0.36, 0.76, 0.92, 1})

// airTop is the pressure in hPa above which air masses leave the geopotential
// alone.
const airTop = 350

// region is an elliptic anomaly of the surface climate: place and radii in
// degrees, strength in K.
type region struct{ lat, lon, rlat, rlon, warmth float64 }

// currents are the sea's warm and cold places.
var currents = []region{
	{66, 5, 10, 28, 7}, {58, -20, 9, 25, 3}, // North Atlantic drift
	{38, -68, 6, 14, 2}, {37, 150, 6, 18, 2}, // Gulf Stream, Kuroshio
	{55, -58, 8, 12, -4}, {47, 150, 8, 12, -2}, // Labrador, Oyashio
	{-15, -82, 12, 10, -4}, {-20, 8, 12, 9, -4}, // Humboldt, Benguela
	{30, -122, 10, 9, -2.5}, {22, -20, 9, 8, -2}, // California, Canary
	{2, 140, 14, 45, 1.5}, {0, -110, 5, 30, -1.5}, // warm pool, cold tongue
	{76, 35, 7, 30, 6}, // Barents Sea
}

// deserts are where the air is dry; warmth counts as dryness here, 0 to 1.
var deserts = []region{
	{23, 2, 9, 22, 1},
	{22, 28, 9, 14, 1},
	{23, 46, 9, 10, 1},
	{31, 57, 7, 12, 0.9},
	{40, 60, 6, 12, 0.8},
	{40, 83, 5, 12, 1},
	{42, 103, 6, 13, 0.9},
	{27, 71, 5, 6, 0.7},
	{-25, 130, 8, 16, 1},
	{-23, 19, 8, 8, 0.8},
	{33, -111, 8, 9, 0.8},
	{-22, -69, 9, 4, 1},
	{-42, -68, 8, 5, 0.6},
	{9, 46, 6, 6, 0.7},
}

// desert is the dryness of a place, 0 to 1.
func desert(lat, lon float64) float64 {
	sum := 0.0
	for _, r := range deserts {
		sum += r.at(lat, lon)
	}
	return min(sum, 1)
}

// airClimate is the temperature anomaly in K that the surface gives to the air
// above it in the long run, relative to the zonal mean aloft.
func airClimate(c *climate, g ground) *sphere.Field {
	f := sphere.NewField(base)
	for j := range base.NLat {
		lat := base.Lat(j)
		row := f.Row(j)
		var mean float64
		for i := range row {
			mean += sample(g.land, lat, base.Lon(i)) / float64(base.NLon)
		}
		zonal, contrast := c.surfaceZonal(lat), c.landContrast(lat)
		for i := range row {
			lon := base.Lon(i)
			x := zonal + contrast*(sample(g.land, lat, lon)-mean)
			for _, r := range currents {
				x += r.at(lat, lon)
			}
			row[i] = float32(x)
		}
	}
	f.Wrap()
	sphere.Smooth(f, 1.5/degree)
	return f
}

func (r region) at(lat, lon float64) float64 {
	dy := (lat*degree - r.lat) / r.rlat
	dx := math.Remainder(lon*degree-r.lon, 360) / r.rlon
	return r.warmth * math.Exp(-dx*dx-dy*dy)
}

// winter is the season of a latitude's hemisphere, fading across the equator.
func (c *climate) winter(lat float64) float64 {
	return c.season * math.Tanh(lat*degree/12)
}

// surfaceZonal is how much warmer the lowest air is than thermal wind alone says.
func (c *climate) surfaceZonal(lat float64) float64 {
	d := math.Abs(lat) * degree
	w := c.winter(lat)
	x := 4.5*bump(d, 0, 26) + 0.5
	ice := -15 - 9*w
	if lat < 0 {
		ice = -12 - 3*w
	}
	return x + ice*smoothstep(52, 82, d)
}

// landContrast is by how much a continent is warmer than the sea at a latitude.
func (c *climate) landContrast(lat float64) float64 {
	d := math.Abs(lat) * degree
	w := c.winter(lat)
	return -(13*w+2)*bump(d, 56, 16) - (7*w-2)*bump(d, 32, 11) + 1.5*bump(d, 12, 10)
}

// smoothstep rises from 0 at a to 1 at b.
func smoothstep(a, b, x float64) float64 {
	t := min(max((x-a)/(b-a), 0), 1)
	return t * t * (3 - 2*t)
}
