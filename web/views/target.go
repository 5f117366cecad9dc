package views

import (
	"fmt"
	"math"
	"strconv"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/regrid"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// maxTarget is the most nodes of a grid that values are brought to.
const maxTarget = 8_000_000

// aim says which nodes the answer has: the model's own in a box, or where a resolution is told, or the
// grid has a projection, nodes so many degrees apart.
func (q *gridAsk) aim(bbox, resolution, method string) (err error) {
	g := q.Grids[0]
	box := g.Bounds()
	if bbox != "" {
		if box, err = ask.Box(bbox); err != nil {
			return err
		}
	}
	if resolution == "" && (g.Projection == nil || method == "none") {
		if method != "" && method != "none" {
			return ask.Wrong("interpolation goes with resolution= in degrees: without it the answer has the model's own nodes")
		}
		q.target, q.method = g, "the model's own nodes"
		q.window = forecast.Window{Rows: g.Rows(), Cols: g.Cols()}
		if bbox != "" {
			q.window, err = region.Box(g, box[0], box[1], box[2], box[3])
		}
		return err
	}
	step := spacingInDegrees(g)
	if resolution != "" {
		if step, err = strconv.ParseFloat(resolution, 64); err != nil || !(step >= 0.001 && step <= 30) {
			return ask.Wrong("resolution is how many degrees nodes are apart, 0.001 to 30, not %q", resolution)
		}
	}
	if q.target, err = latLonGrid(box, step); err != nil {
		return err
	}
	q.window = forecast.Window{Rows: q.target.Rows(), Cols: q.target.Cols()}
	switch method {
	case "", "bilinear":
		method = "bilinear"
		q.onto = func(f forecast.Field) (forecast.Field, error) { return regrid.Bilinear(f, q.target), nil }
	case "nearest":
		q.onto = func(f forecast.Field) (forecast.Field, error) { return regrid.Nearest(f, q.target), nil }
	case "mean":
		q.onto = func(f forecast.Field) (forecast.Field, error) { return regrid.Mean(f, q.target) }
	default:
		return ask.Wrong("interpolation is bilinear, nearest or mean, or none without resolution, not %q", method)
	}
	q.method = fmt.Sprintf("%s from the model's own nodes, %g° apart", method, step)
	return nil
}

// spacingInDegrees gives how far apart nodes are in the middle of a grid with a projection, to two
// digits.
func spacingInDegrees(g *forecast.Grid) float64 {
	row, col := min(g.Rows()/2, g.Rows()-2), min(g.Cols()/2, g.Cols()-2)
	lat, lon := g.At(row, col)
	nextLat, nextLon := g.At(row+1, col)
	step := math.Hypot(nextLat-lat, math.Remainder(nextLon-lon, 360)*math.Cos(lat*math.Pi/180))
	if !(step > 0) {
		return 0.1
	}
	scale := math.Pow(10, 1-math.Floor(math.Log10(step)))
	return math.Max(0.001, math.Round(step*scale)/scale)
}

// latLonGrid makes nodes so many degrees apart, from the north-western corner of a box.
func latLonGrid(box [4]float64, step float64) (*forecast.Grid, error) {
	width := box[2] - box[0]
	if width <= 0 {
		width += 360 * math.Ceil(-width/360)
	}
	rows, cols := int((box[3]-box[1])/step+1e-6)+1, int(width/step+1e-6)+1
	if full := int(math.Round(360 / step)); cols > full {
		cols = full // the last would be the first again
	}
	if n := rows * cols; n > maxTarget || rows > maxTarget || cols > maxTarget {
		return nil, ask.Wrong("a grid of %d × %d nodes is too fine: ask for at most %d nodes, with a smaller bbox or a coarser resolution", rows, cols, maxTarget)
	}
	lat, lon := make([]float64, rows), make([]float64, cols)
	for i := range lat {
		lat[i] = answer.Round(box[3]-float64(i)*step, 9)
	}
	for i := range lon {
		lon[i] = answer.Round(box[0]+float64(i)*step, 9)
	}
	return forecast.NewGrid(lat, lon)
}
