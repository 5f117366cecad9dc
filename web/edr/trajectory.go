package edr

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// mostSteps bounds the points that a way is told at, beside its own.
const mostSteps = 1000

// Trajectory answers a query for values along a LINESTRING: at its points and between them, on great
// circles, about as often as the grid has nodes. Measures are seconds since 1970 and say when each
// point is passed; without them there is a coverage for each time. Where points have levels too, values
// are interpolated between those around, linearly in the logarithm of pressure.
func (h Handler) Trajectory(ctx context.Context, r Request) (Body, error) {
	g, err := parseWKT(r.Query.Get("coords"), "LINESTRING", "MULTILINESTRING")
	if err != nil {
		return Body{}, err
	}
	if g.z && r.Query.Get("z") != "" {
		return Body{}, invalid("coords have levels of their own: leave z out")
	}
	in, err := h.find(ctx, r)
	if err != nil {
		return Body{}, err
	}
	q, err := in.read(r, "")
	if err != nil {
		return Body{}, err
	}
	ways := linesOf(g)
	points := 0
	for i, line := range ways {
		ways[i] = dense(line, spacing(in.Grids[0]))
		points += len(ways[i])
	}
	if g.m {
		if err := q.during(slices.Concat(ways...)); err != nil {
			return Body{}, err
		}
	}
	if err := bound(points * q.size()); err != nil {
		return Body{}, err
	}
	var out []*coverage
	for _, way := range ways {
		for _, group := range q.groups {
			some, err := h.alongWay(ctx, q, group, way, g)
			if err != nil {
				return Body{}, err
			}
			out = append(out, some...)
		}
	}
	return h.encode(q, out)
}

// linesOf gives the lines of a geometry as ways.
func linesOf(g geometry) (out [][]waypoint) {
	for _, lines := range g.parts {
		for _, line := range lines {
			var way []waypoint
			for _, v := range line {
				seconds, part := math.Modf(max(-1e11, min(v.m, 1e11)))
				way = append(way, waypoint{node{v.y, v.x}, time.Unix(int64(seconds), int64(part*1e9)).UTC(), v.z})
			}
			out = append(out, way)
		}
	}
	return out
}

// spacing gives the kilometres between the rows of a grid.
func spacing(g *forecast.Grid) float64 {
	if g.Rows() < 2 {
		return 25
	}
	north, west := g.At(0, g.Cols()/2)
	south, east := g.At(g.Rows()-1, g.Cols()/2)
	return distance(node{north, west}, node{south, east}) / float64(g.Rows()-1)
}

// dense puts points between those of a way so that none are further apart than so many kilometres, or
// as many as there may be.
func dense(way []waypoint, km float64) []waypoint {
	whole := 0.0
	for i := 1; i < len(way); i++ {
		whole += distance(way[i-1].node, way[i].node)
	}
	km = max(km, whole/mostSteps)
	out := way[:1:1]
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		n := max(1, int(math.Ceil(distance(a.node, b.node)/km-1e-9)))
		for k := 1; k < n; k++ {
			f := float64(k) / float64(n)
			p := between(a.node, b.node, f)
			p.lat, p.lon = math.Round(p.lat*1e6)/1e6, math.Round(p.lon*1e6)/1e6
			passed := a.at.Add(time.Duration(f * float64(b.at.Sub(a.at))).Round(time.Second))
			out = append(out, waypoint{p, passed, a.level + f*(b.level-a.level)})
		}
		out = append(out, b)
	}
	return out
}

// during takes the run's times that a way with times needs. It fails where the way passes at none.
func (q *ask) during(way []waypoint) error {
	first, last := q.Times[0], q.Times[len(q.Times)-1]
	for _, p := range way {
		if !p.at.Before(first) && !p.at.After(last) {
			q.times = q.Times
			return nil
		}
	}
	return notFound("the measures of coords, seconds since 1970, are none of run %s of %s, which goes from %s to %s",
		forecast.FormatTime(q.Run), q.dataset.ID, first.Format(time.RFC3339), last.Format(time.RFC3339))
}

// alongWay gives the coverages of a group along a way: one where the way says times and levels, else
// one for each of them.
func (h Handler) alongWay(ctx context.Context, q *ask, g group, way []waypoint, said geometry) (out []*coverage, err error) {
	spots := make([]places.Spot, len(way))
	for i, p := range way {
		spots[i] = places.Spot{Place: point.Place{Lat: p.lat, Lon: p.lon}, Elevation: math.NaN()}
	}
	answers, err := h.Reader.Read(ctx, q.placesAsk(g.layers(), spots))
	if err != nil {
		return nil, err
	}
	times, levels := q.times, g.levels
	if said.m {
		times = times[:1]
	}
	if said.z || levels == nil {
		levels = []float64{math.NaN()}
	}
	for _, t := range times {
		for _, level := range levels {
			c := &coverage{group: g, along: passing(way, said, t, level)}
			c.values = valuesAlong(c, answers)
			out = append(out, c)
		}
	}
	return out, nil
}

// passing gives a way with the time and the level that it does not say itself.
func passing(way []waypoint, said geometry, t time.Time, level float64) []waypoint {
	out := make([]waypoint, len(way))
	for i, p := range way {
		if !said.m {
			p.at = t
		}
		if !said.z {
			p.level = level
		}
		out[i] = p
	}
	return out
}

func valuesAlong(c *coverage, answers []places.Answer) (out [][]float32) {
	next := 0
	for _, p := range c.params {
		values := make([]float32, len(c.along))
		for i, w := range c.along {
			column := make([]float32, len(p.layers))
			for k := range p.layers {
				column[k] = atTime(answers[i].Series[next+k], w.at)
			}
			values[i] = atLevel(p, column, w.level)
		}
		next += len(p.layers)
		out = append(out, values)
	}
	return out
}

// atTime gives a series' value at a time: between two of its own, or of what accumulates that of the
// step in which the time lies.
func atTime(s point.Timed, t time.Time) float32 {
	if s.Layer.Variable.Accumulated {
		for _, end := range s.Times {
			if begins, ok := s.Begins(end); ok && !t.After(end) && (t.After(begins) || t.Equal(end)) {
				t = end
				break
			}
		}
		return s.Own([]time.Time{t}).Values[0]
	}
	return s.Onto([]time.Time{t}, 0).Values[0]
}

// atLevel gives the value at a level of a column, NaN outside of it.
func atLevel(p parameter, column []float32, level float64) float32 {
	if p.kind == forecast.Surface {
		return column[0]
	}
	for k, v := range p.levels {
		if math.Abs(v-level) <= 1e-6*v {
			return column[k]
		}
		if k == 0 || (level-p.levels[k-1])*(level-v) >= 0 {
			continue
		}
		f := (level - p.levels[k-1]) / (v - p.levels[k-1])
		if p.kind == forecast.Pressure {
			f = math.Log(level/p.levels[k-1]) / math.Log(v/p.levels[k-1])
		}
		return mix(p, column[k-1], column[k], f)
	}
	return float32(math.NaN())
}

// mix gives what lies a fraction of the way from one value to the next; of directions the way round.
func mix(p parameter, a, b float32, f float64) float32 {
	if p.variable().Shape != forecast.Direction {
		return float32((1-f)*float64(a) + f*float64(b))
	}
	turn := math.Remainder(float64(b)-float64(a), 360)
	return float32(math.Mod(float64(a)+f*turn+360, 360))
}
