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
	row, y, onLat := g.LocateLat(place.Lat)
	col, x, onLon := g.LocateLon(place.Lon)
	if !onLat || !onLon {
		return stencil{outside: true}
	}
	if method != Bilinear {
		row, col, y, x = row+int(math.Round(y)), col+int(math.Round(x)), 0, 0
		return stencil{window: forecast.Window{Row: row, Col: col % g.Cols(), Rows: 1, Cols: 1}, weights: [4]float32{1}}
	}
	s := stencil{window: forecast.Window{Row: row, Col: col, Rows: 1, Cols: 1}}
	ys, xs := []float64{1}, []float64{1}
	if y > 0 {
		ys, s.window.Rows = []float64{1 - y, y}, 2
	}
	if x > 0 {
		xs, s.window.Cols = []float64{1 - x, x}, 2
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
