package tiles

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// Highs and lows are looked for at points 4 pixels apart on the map, the same for all tiles of a
// zoom level: one is where nothing within 40 pixels is higher, or lower. Its value is then that of the
// outermost node nearby, and so is its place where nodes are closer than points. It is written to the
// tile that its place is in, which is why points beyond the border are looked at too.
const (
	centreSamples = 64
	centreReach   = 10 // points
	centreBeyond  = 4  // points: more than a place moves
	centreMargin  = centreReach + centreBeyond
	centreWidth   = centreSamples + 2*centreMargin
)

// disc lists the points within reach of one, from near to far rows.
var disc = func() (out [][2]int) {
	for y := -centreReach; y <= centreReach; y++ {
		for x := -centreReach; x <= centreReach; x++ {
			if d := x*x + y*y; d > 0 && d <= centreReach*centreReach {
				out = append(out, [2]int{x, y})
			}
		}
	}
	return out
}()

// centres writes the highs and lows of a tile.
func (d *drawing) centres(ctx context.Context, field forecast.Field, native func(context.Context) (forecast.Field, error), tile maptile.Tile, l levels) error {
	at := tilePoints{tile, centreSamples, centreWidth, 0.5 - centreMargin}
	d.u = room(d.u, centreWidth*centreWidth)
	if err := sampleLattice(ctx, field, at, d.u); err != nil {
		return err
	}
	d.w.begin()
	fine := field
	depth := leastDepth(field.Layer().Variable, l.interval, int(tile.Z))
	for y := centreReach; y < centreWidth-centreReach; y++ {
		for x := centreReach; x < centreWidth-centreReach; x++ {
			sign := extreme(d.u, x, y, depth)
			if sign == 0 {
				continue
			}
			if native != nil {
				var err error
				if fine, err = native(ctx); err != nil {
					return err
				}
				native = nil
			}
			c, found, err := d.refine(ctx, fine, at, x, y, sign)
			if err != nil {
				return err
			}
			if found && min(c.at.x, c.at.y) >= 0 && max(c.at.x, c.at.y) < extent {
				d.centre(field.Layer(), c, sign)
			}
		}
	}
	d.w.end(centreLayer)
	return nil
}

// leastDepth gives how much the mean at a distance of 40 pixels must differ from a high or low: half
// an interval where that is some 7°, and a quarter of it each zoom deeper, as a round low's does; but
// always some quanta, which are no weather.
func leastDepth(v *forecast.Variable, interval float64, z int) float64 {
	const shallow, quanta = 3, 3
	return math.Max(interval/2*math.Pow(4, -float64(max(0, z-shallow))), quanta*v.Step)
}

// extreme gives 1 where a point is a high, -1 for a low and 0 otherwise. Of equal points the first
// counts. depth is how much the mean of the rim must differ.
func extreme(values []float32, x, y int, depth float64) int {
	at := y*centreWidth + x
	v := values[at]
	sign := 0
	for _, move := range [4]int{-1, 1, -centreWidth, centreWidth} {
		switch n := values[at+move]; {
		case n != n || n < v && sign < 0 || n > v && sign > 0:
			return 0
		case n < v:
			sign = 1
		case n > v:
			sign = -1
		}
	}
	if sign == 0 {
		return 0
	}
	rim, count := 0.0, 0
	for _, move := range disc {
		n := values[(y+move[1])*centreWidth+x+move[0]]
		if n != n {
			continue
		}
		first := move[1] < 0 || move[1] == 0 && move[0] < 0
		if difference := float32(sign) * (n - v); difference > 0 || difference == 0 && first {
			return 0
		}
		if square := move[0]*move[0] + move[1]*move[1]; square > (centreReach-1)*(centreReach-1) {
			rim += float64(n)
			count++
		}
	}
	if count == 0 || math.Abs(rim/float64(count)-float64(v)) < depth {
		return 0
	}
	return sign
}

// found is a high or low on a tile.
type found struct {
	at    point
	value float32
}

// refine gives the outermost node within two points' distance, or next to the point.
func (d *drawing) refine(ctx context.Context, field forecast.Field, r tilePoints, x, y, sign int) (c found, ok bool, err error) {
	g := field.Grid()
	lat, lon := r.lat(y), r.lon(x)
	place, ok := g.Locate(lat, lon)
	if !ok {
		return c, false, nil
	}
	row, col := place.Row, place.Col
	step := 360 / (float64(r.size) * float64(uint64(1)<<r.tile.Z))
	across := int(2 * step / cell(g))
	along := int(2 * step * math.Cos(lat*degree) / cell(g))
	w := forecast.Window{Row: max(0, row-along), Col: col - across, Cols: 2*across + 2}
	w.Rows = min(g.Rows(), row+along+2) - w.Row
	if !g.X.Periodic() || w.Cols > g.Cols() {
		end := min(g.Cols(), w.Col+w.Cols)
		w.Col = max(0, w.Col)
		w.Cols = end - w.Col
	} else if w.Col < 0 {
		w.Col += g.Cols()
	}
	d.v = room(d.v, w.Size())
	if err := field.Read(ctx, w, d.v); err != nil {
		return c, false, err
	}
	best := -1
	for i, v := range d.v {
		if v == v && (best < 0 || float32(sign)*(v-d.v[best]) > 0) {
			best = i
		}
	}
	if best < 0 {
		return c, false, nil
	}
	if cell(g) > step {
		return found{r.tilePoint(lat, lon, lon), d.v[best]}, true, nil
	}
	nodeLat, nodeLon := g.At(w.Row+best/w.Cols, (w.Col+best%w.Cols)%g.Cols())
	return found{r.tilePoint(nodeLat, nodeLon, lon), d.v[best]}, true, nil
}

// tilePoint gives a place in the tile's units, on the copy of the world that is nearest to a longitude.
func (r tilePoints) tilePoint(lat, lon, near float64) point {
	lon += 360 * math.Round((near-lon)/360)
	world := extent * float64(uint64(1)<<r.tile.Z)
	lat = max(-webMercatorLat, min(webMercatorLat, lat))
	y := (1 - math.Asinh(math.Tan(lat*degree))/math.Pi) / 2
	return point{
		int32(math.Round((lon+180)/360*world - float64(r.tile.X)*extent)),
		int32(math.Round(y*world - float64(r.tile.Y)*extent)),
	}
}

func (d *drawing) centre(l forecast.Layer, c found, sign int) {
	d.w.dot(c.at)
	kind := "H"
	if sign < 0 {
		kind = "L"
	}
	d.w.tag("type", kind)
	d.w.tag("value", tidy(float64(c.value)))
	d.w.tag("label", plain(l.Variable.Display, float64(c.value)))
	d.w.finish(mvtPoint)
}
