package point

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// stencil is the nodes around a place and their weights: one, two or four of them.
type stencil struct {
	outside bool
	window  forecast.Window
	weights [4]float32 // of the window's nodes, row by row
}

func locate(g *forecast.Grid, place Place, method Method) stencil {
	at, ok := g.Locate(place.Lat, place.Lon)
	if !ok {
		return stencil{outside: true}
	}
	if method != Bilinear {
		row, col := nearest(g, at, place)
		return stencil{window: forecast.Window{Row: row, Col: col, Rows: 1, Cols: 1}, weights: [4]float32{1}}
	}
	s := stencil{window: forecast.Window{Row: at.Row, Col: at.Col, Rows: 1, Cols: 1}}
	ys, xs := []float64{1}, []float64{1}
	if at.Y > 0 {
		ys, s.window.Rows = []float64{1 - at.Y, at.Y}, 2
	}
	if at.X > 0 {
		xs, s.window.Cols = []float64{1 - at.X, at.X}, 2
	}
	k := 0
	for _, wy := range ys {
		for _, wx := range xs {
			s.weights[k] = float32(wy * wx)
			k++
		}
	}
	return s
}

// nearest gives the node nearest to a place on the sphere, of those around it. On a grid of
// latitudes and longitudes that is the nearest row and column, but near the poles, where a step in
// longitude is short: there too that is what people expect of such a grid.
func nearest(g *forecast.Grid, at forecast.Place, place Place) (row, col int) {
	if g.Projection == nil {
		return at.Row + int(math.Round(at.Y)), (at.Col + int(math.Round(at.X))) % g.Cols()
	}
	least := math.Inf(1)
	for j := at.Row; j == at.Row || j == at.Row+1 && at.Y > 0; j++ {
		for i := at.Col; i == at.Col || i == at.Col+1 && at.X > 0; i++ {
			lat, lon := g.At(j, i%g.Cols())
			if d := separation(place, Place{lat, lon}); d < least {
				least, row, col = d, j, i%g.Cols()
			}
		}
	}
	return row, col
}

// separation grows with the distance of two places on the sphere (the haversine of the angle).
func separation(a, b Place) float64 {
	const degree = math.Pi / 180
	sinLat, sinLon := math.Sin((a.Lat-b.Lat)*degree/2), math.Sin((a.Lon-b.Lon)*degree/2)
	return sinLat*sinLat + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*sinLon*sinLon
}

// sample gives a field's value at the stencil's place, NaN where it is missing.
func (s *stencil) sample(ctx context.Context, f forecast.Field) (float32, error) {
	if p, ok := f.(forecast.Pointwise); ok {
		return s.compute(ctx, p)
	}
	var nodes [4]float32
	n := s.window.Size()
	if err := f.Read(ctx, s.window, nodes[:n]); err != nil {
		return 0, err
	}
	if n > 1 && f.Layer().Variable.Shape == forecast.Direction {
		return s.meanDirection(nodes[:n]), nil
	}
	return s.mean(nodes[:n]), nil
}

// mean gives the weighted mean of the window's nodes.
func (s *stencil) mean(nodes []float32) float32 {
	var sum float64
	for k, v := range nodes {
		sum += float64(s.weights[k]) * float64(v)
	}
	return float32(sum)
}

func (s *stencil) compute(ctx context.Context, p forecast.Pointwise) (float32, error) {
	var in [][]float32
	for _, input := range p.Inputs() {
		v, err := s.sample(ctx, input)
		if err != nil {
			return 0, err
		}
		in = append(in, []float32{v})
	}
	out := make([]float32, 1)
	p.Compute(out, in...)
	return out[0], nil
}

// meanDirection gives the direction of the weighted mean of unit vectors.
func (s *stencil) meanDirection(nodes []float32) float32 {
	var north, east float64
	for k, v := range nodes {
		sin, cos := math.Sincos(float64(v) * math.Pi / 180)
		east += float64(s.weights[k]) * sin
		north += float64(s.weights[k]) * cos
	}
	d := math.Atan2(east, north) * 180 / math.Pi
	if d < 0 {
		d += 360
	}
	if v := float32(d); v < 360 {
		return v
	}
	return 0 // a hair west of north rounds up
}
