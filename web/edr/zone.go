package edr

import (
	"math"
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// zone is a part of the globe: a box in degrees, east beyond west, and what of it belongs.
type zone struct {
	west, south, east, north float64
	has                      func(n node) bool // of a place in the box, its longitude counted as the box's
	corners                  int               // that has looks at
}

// maxLooks bounds the corners that are looked at, over all nodes.
const maxLooks = 200_000_000

// around gives the box of what is so near to a place.
func around(n node, km float64) zone {
	reach := km / earth * 180 / math.Pi
	wide := 180.0
	if math.Abs(n.lat)+reach < 90 {
		wide = math.Asin(math.Sin(km/earth)/math.Cos(n.lat*math.Pi/180)) * 180 / math.Pi
	}
	return zone{west: n.lon - wide, south: max(-90, n.lat-reach), east: n.lon + wide, north: min(90, n.lat+reach)}
}

// member is a node of a zone and its place in the coverage.
type member struct {
	node
	index int
}

// nodes gives the nodes of a grid in a zone. Of a grid of latitudes and longitudes it gives the rows
// and columns that they span too.
func (z zone) nodes(g *forecast.Grid) (ys, xs []float64, inside []member, err error) {
	if g.Projection != nil {
		inside, err = z.scattered(g)
		return nil, nil, inside, err
	}
	for _, lat := range g.Y.Values() {
		if lat >= z.south && lat <= z.north {
			ys = append(ys, lat)
		}
	}
	xs = z.columns(g.X.Values())
	if err := z.bound(len(ys) * len(xs)); err != nil {
		return nil, nil, nil, err
	}
	for i, lat := range ys {
		for j, lon := range xs {
			if n := (node{lat, lon}); z.has(n) {
				inside = append(inside, member{n, i*len(xs) + j})
			}
		}
	}
	return ys, xs, inside, nil
}

// bound refuses a zone with too many nodes in its box.
func (z zone) bound(nodes int) error {
	if nodes*z.corners > maxLooks {
		return invalid("the %d corners of coords are too many for the %d nodes around: simplify them, or %w", z.corners, nodes, ErrTooLarge)
	}
	return bound(nodes)
}

// columns gives the longitudes of a zone, each once, counted as its own.
func (z zone) columns(lons []float64) (out []float64) {
	for _, lon := range lons {
		if turned, in := z.turned(lon); in {
			out = append(out, turned)
		}
	}
	slices.Sort(out)
	return out
}

// turned counts a longitude as a zone's, and says whether it is within.
func (z zone) turned(lon float64) (float64, bool) {
	lon = z.west + math.Mod(math.Mod(lon-z.west, 360)+360, 360)
	lon = math.Round(lon*1e9) / 1e9
	return lon, lon <= min(z.east, z.west+360-1e-9)
}

// scattered gives the nodes of a grid that is not one of latitudes and longitudes.
func (z zone) scattered(g *forecast.Grid) (out []member, err error) {
	var box []node
	for row := range g.Rows() {
		for col := range g.Cols() {
			lat, lon := g.At(row, col)
			if lon, in := z.turned(lon); in && lat >= z.south && lat <= z.north {
				box = append(box, node{lat, lon})
			}
		}
	}
	if err := z.bound(len(box)); err != nil {
		return nil, err
	}
	for _, n := range box {
		if z.has(n) {
			out = append(out, member{n, len(out)})
		}
	}
	return out, nil
}
