package edr

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// coverage is values of parameters on one domain. Each parameter's values go by time, then by level,
// then by row and column, node or waypoint; NaN is missing.
type coverage struct {
	group
	times  []time.Time
	ys, xs []float64  // of a grid in degrees, rows from the north
	nodes  []node     // instead, of places that are no grid
	along  []waypoint // instead of times, levels and places
	values [][]float32
}

// node is a place in degrees.
type node struct{ lat, lon float64 }

// waypoint is a place at a time, with a level where the parameters have some.
type waypoint struct {
	node
	at    time.Time
	level float64
}

// blank makes room for the values, all of them missing.
func (c *coverage) blank() {
	n := c.size()
	for range c.params {
		values := make([]float32, n)
		for i := range values {
			values[i] = float32(math.NaN())
		}
		c.values = append(c.values, values)
	}
}

// places gives how many places a time and level have.
func (c *coverage) places() int {
	if c.nodes != nil {
		return len(c.nodes)
	}
	return len(c.ys) * len(c.xs)
}

func (c *coverage) size() int {
	if c.along != nil {
		return len(c.along)
	}
	return len(c.times) * c.depth() * c.places()
}

// domainType names the kind of domain as CoverageJSON does.
func (c *coverage) domainType() string {
	switch {
	case c.along != nil:
		return "Trajectory"
	case len(c.nodes) > 1:
		return "MultiPointSeries"
	case c.nodes == nil || len(c.times) > 1 && len(c.levels) > 1:
		return "Grid"
	case len(c.levels) > 1:
		return "VerticalProfile"
	}
	return "PointSeries"
}

// at gives where and when the i-th value of a parameter is.
func (c *coverage) at(i int) waypoint {
	if c.along != nil {
		return c.along[i]
	}
	n := c.places()
	out := waypoint{at: c.times[i/n/c.depth()], level: math.NaN()}
	if c.levels != nil {
		out.level = c.levels[i/n%len(c.levels)]
	}
	if c.nodes != nil {
		out.node = c.nodes[i%n]
	} else {
		out.node = node{c.ys[i%n/len(c.xs)], c.xs[i%len(c.xs)]}
	}
	return out
}

// hasLevels says whether the domain has a vertical axis.
func (c *coverage) hasLevels() bool { return c.kind != forecast.Surface }
