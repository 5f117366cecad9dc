package edr

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// Position answers a query for values at a POINT or a MULTIPOINT.
func (h Handler) Position(ctx context.Context, r Request) (Body, error) {
	g, err := parseWKT(r.Query.Get("coords"), "POINT", "MULTIPOINT")
	if err != nil {
		return Body{}, err
	}
	in, err := h.find(ctx, r)
	if err != nil {
		return Body{}, err
	}
	vertices := g.parts[0][0]
	z := ""
	if g.z {
		z = number(vertices[0].z)
		for _, v := range vertices {
			if v.z != vertices[0].z {
				return Body{}, invalid("all points must be at one level: say several with z=")
			}
		}
	}
	q, err := in.read(r, z)
	if err != nil {
		return Body{}, err
	}
	spots := make([]places.Spot, len(vertices))
	for i, v := range vertices {
		spots[i] = places.Spot{Place: point.Place{Lat: v.y, Lon: v.x}, Elevation: math.NaN()}
	}
	coverages, err := h.atSpots(ctx, q, spots)
	if err != nil {
		return Body{}, err
	}
	return h.encode(q, coverages)
}

// atSpots gives a coverage for each spot and group of parameters.
func (h Handler) atSpots(ctx context.Context, q *ask, spots []places.Spot) (out []*coverage, err error) {
	if err := bound(len(spots) * q.size()); err != nil {
		return nil, err
	}
	byGroup := make([][]places.Answer, len(q.groups))
	for k, g := range q.groups {
		if byGroup[k], err = h.Reader.Read(ctx, q.placesAsk(g.layers(), spots)); err != nil {
			return nil, err
		}
	}
	onGrid := false
	for i, spot := range spots {
		for k, g := range q.groups {
			c := &coverage{group: g, times: q.times, nodes: []node{{spot.Lat, spot.Lon}}}
			c.values = byParameter(g, byGroup[k][i], func(s point.Timed) []float32 { return s.Own(q.times).Values })
			out = append(out, c)
			onGrid = onGrid || byGroup[k][i].OnGrid
		}
	}
	if !onGrid {
		b := q.Grids[0].Bounds()
		return nil, notFound("this place is outside of %s, which has west %.6g, south %.6g, east %.6g, north %.6g", q.dataset.ID, b[0], b[1], b[2], b[3])
	}
	return out, nil
}

func (q *ask) placesAsk(layers []forecast.Layer, spots []places.Spot) places.Ask {
	return places.Ask{Run: q.Inventory, Fields: q.fields, Layers: layers, Spots: spots, Method: q.method, From: q.times[0], To: q.times[len(q.times)-1]}
}

// byParameter gives the values of each parameter of a group at one place, by time and then by level.
func byParameter(g group, a places.Answer, values func(point.Timed) []float32) (out [][]float32) {
	next := 0
	for _, p := range g.params {
		var levels [][]float32
		for range p.layers {
			levels = append(levels, values(a.Series[next]))
			next++
		}
		out = append(out, interleaved(levels))
	}
	return out
}

// interleaved puts lists that go by time into one that goes by time and then by list.
func interleaved(lists [][]float32) []float32 {
	if len(lists) == 1 {
		return lists[0]
	}
	out := make([]float32, 0, len(lists)*len(lists[0]))
	for t := range lists[0] {
		for _, list := range lists {
			out = append(out, list[t])
		}
	}
	return out
}
