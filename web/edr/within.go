package edr

import (
	"context"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/region"
)

// Area answers a query for the nodes within a POLYGON or MULTIPOLYGON.
func (h Handler) Area(ctx context.Context, r Request) (Body, error) {
	g, err := parseWKT(r.Query.Get("coords"), "POLYGON", "MULTIPOLYGON")
	if err != nil {
		return Body{}, err
	}
	var area orb.MultiPolygon
	for _, rings := range g.parts {
		var polygon orb.Polygon
		for _, line := range rings {
			var ring orb.Ring
			for _, v := range line {
				ring = append(ring, orb.Point{v.x, v.y})
			}
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return Body{}, invalid("a ring of coords must have four points or more and end where it begins")
			}
			if windsRound(ring) {
				return Body{}, invalid("a ring of coords goes round a pole, and sides are straight in degrees here: ask for a cube with bbox=-180,60,180,90, or POST the polygon to /api/v1/area")
			}
			polygon = append(polygon, ring)
		}
		area = append(area, polygon)
	}
	if err := region.Simple(area); err != nil {
		return Body{}, err
	}
	b := area.Bound()
	z := zone{west: b.Min[0], south: b.Min[1], east: b.Max[0], north: b.Max[1], corners: g.size()}
	z.has = func(n node) bool { return planar.MultiPolygonContains(area, orb.Point{n.lon, n.lat}) }
	return h.within(ctx, r, z, "")
}

// windsRound says whether a ring comes back to its longitude from the other side of the globe, each side taken
// the shorter way: it is then meant to hold a pole.
func windsRound(ring orb.Ring) bool {
	turn := 0.0
	for i := 1; i < len(ring); i++ {
		turn += math.Remainder(ring[i][0]-ring[i-1][0], 360)
	}
	return math.Abs(turn) > 180
}

// Cube answers a query for the nodes in a box: bbox is west, south, east, north, or with the lowest
// level third and the highest last.
func (h Handler) Cube(ctx context.Context, r Request) (Body, error) {
	b, err := floats(strings.Split(r.Query.Get("bbox"), ","))
	if err != nil || len(b) != 4 && len(b) != 6 {
		return Body{}, invalid("bbox is west,south,east,north in degrees, or west,south,lowest,east,north,highest, not %q", r.Query.Get("bbox"))
	}
	levels := ""
	if len(b) == 6 {
		levels = number(b[2]) + "/" + number(b[5])
		b = []float64{b[0], b[1], b[3], b[4]}
	}
	if !onEarth(b[0], b[1]) || !onEarth(b[2], b[3]) || b[1] > b[3] {
		return Body{}, invalid("bbox must be degrees, the south before the north, not %q", r.Query.Get("bbox"))
	}
	if b[2] < b[0] { // across the date line
		b[2] += 360
	}
	return h.within(ctx, r, zone{west: b[0], south: b[1], east: b[2], north: b[3], has: func(node) bool { return true }}, levels)
}

// Radius answers a query for the nodes at most so far from a POINT.
func (h Handler) Radius(ctx context.Context, r Request) (Body, error) {
	g, err := parseWKT(r.Query.Get("coords"), "POINT")
	if err != nil {
		return Body{}, err
	}
	km, err := kilometres(r, "within", "within-units")
	if err != nil {
		return Body{}, err
	}
	v := g.parts[0][0][0]
	middle, levels := node{v.y, v.x}, ""
	if g.z {
		levels = number(v.z)
	}
	z := around(middle, km)
	z.has = func(n node) bool { return distance(middle, n) <= km }
	return h.within(ctx, r, z, levels)
}

// lengths are the units of lengths in kilometres.
var lengths = map[string]float64{"km": 1, "m": 0.001, "mi": 1.609344, "nm": 1.852, "nmi": 1.852, "ft": 0.0003048}

// kilometres reads a length with its unit.
func kilometres(r Request, name, units string) (float64, error) {
	unit, known := lengths[strings.ToLower(r.Query.Get(units))]
	if !known {
		return 0, invalid("%s is km, m, mi, nm or ft, not %q", units, r.Query.Get(units))
	}
	v, err := floats([]string{r.Query.Get(name)})
	if err != nil || v[0] < 0 || v[0]*unit > math.Pi*earth {
		return 0, invalid("%s is a length of at most half the globe's circumference, not %q", name, r.Query.Get(name))
	}
	return v[0] * unit, nil
}

// within answers with the nodes of a zone; levels stand for z where the coordinates say them.
func (h Handler) within(ctx context.Context, r Request, z zone, levels string) (Body, error) {
	in, err := h.find(ctx, r)
	if err != nil {
		return Body{}, err
	}
	q, err := in.read(r, levels)
	if err != nil {
		return Body{}, err
	}
	ys, xs, inside, err := z.nodes(in.Grids[0])
	if err != nil {
		return Body{}, err
	}
	if len(inside) == 0 {
		return Body{}, notFound("no node of the grid of %s is in there: ask for a larger area, or for the values at a position", in.dataset.ID)
	}
	size := len(inside)
	if ys != nil {
		size = len(ys) * len(xs)
	}
	if err := bound(size * q.size()); err != nil {
		return Body{}, err
	}
	var out []*coverage
	for _, g := range q.groups {
		c := &coverage{group: g, times: q.times, ys: ys, xs: xs}
		if ys == nil {
			for _, m := range inside {
				c.nodes = append(c.nodes, m.node)
			}
		}
		if err := h.fill(ctx, q, c, inside); err != nil {
			return Body{}, err
		}
		out = append(out, c)
	}
	return h.encode(q, out)
}

// fill reads a coverage's values at the nodes inside.
func (h Handler) fill(ctx context.Context, q *ask, c *coverage, inside []member) error {
	c.blank()
	ask := point.Query{Dataset: q.Dataset, Run: q.Run, Layers: c.layers(), Times: q.times, Method: point.Nearest}
	for _, m := range inside {
		ask.Places = append(ask.Places, point.Place{Lat: m.lat, Lon: m.lon})
	}
	series, err := point.Read(ctx, q.Grids[0], point.Source{Open: q.fields.Open, Series: q.fields.Series}, ask)
	if err != nil {
		return err
	}
	places, depth := c.places(), c.depth()
	for i, m := range inside {
		for l, s := range series[i] {
			for t, v := range s.Values {
				c.values[l/depth][(t*depth+l%depth)*places+m.index] = v
			}
		}
	}
	return nil
}
