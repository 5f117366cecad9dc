package edr

import (
	"context"
	"math"
	"slices"
)

// Corridor answers a query for the nodes at most half the width from a LINESTRING, whose sides are
// great circles. With a height the levels are those at most half of it from z.
func (h Handler) Corridor(ctx context.Context, r Request) (Body, error) {
	g, err := parseWKT(r.Query.Get("coords"), "LINESTRING", "MULTILINESTRING")
	if err != nil {
		return Body{}, err
	}
	if g.m {
		return Body{}, invalid("a corridor is at the times of datetime: leave the measures of coords out, or ask for a trajectory")
	}
	width, err := kilometres(r, "corridor-width", "width-units")
	if err != nil {
		return Body{}, err
	}
	levels, err := corridorLevels(r, g)
	if err != nil {
		return Body{}, err
	}
	var z zone
	lines := linesOf(g)
	for i, line := range lines {
		for j := 1; j < len(line); j++ { // on across the date line
			line[j].lon = line[j-1].lon + math.Remainder(line[j].lon-line[j-1].lon, 360)
		}
		for j, n := range dense(line, 50) {
			box := around(n.node, width/2)
			if i+j == 0 {
				z = box
				continue
			}
			z.west, z.south = min(z.west, box.west), min(z.south, box.south)
			z.east, z.north = max(z.east, box.east), max(z.north, box.north)
		}
	}
	z.corners = g.size()
	z.has = func(n node) bool {
		return slices.ContainsFunc(lines, func(line []waypoint) bool { return nearLine(n, line, width/2) })
	}
	return h.within(ctx, r, z, levels)
}

func nearLine(n node, line []waypoint, km float64) bool {
	for i := range line {
		if toArc(n, line[max(0, i-1)].node, line[i].node) <= km {
			return true
		}
	}
	return false
}

// corridorLevels gives the range of levels of a corridor, "" where it has no height.
func corridorLevels(r Request, g geometry) (string, error) {
	text := r.Query.Get("corridor-height")
	level := r.Query.Get("z")
	if g.z {
		level = number(g.parts[0][0][0].z)
		for _, lines := range g.parts {
			for _, line := range lines {
				for _, v := range line {
					if v.z != g.parts[0][0][0].z {
						return "", invalid("a corridor is level here: give all points one z")
					}
				}
			}
		}
	}
	if text == "" {
		return level, nil
	}
	height, err := floats([]string{text})
	middle, bad := floats([]string{level})
	if err != nil || bad != nil || height[0] < 0 {
		return "", invalid("corridor-height is in the units of levels, and takes one level with z= or in coords")
	}
	if units := r.Query.Get("height-units"); units != "" && units != "hPa" && units != "m" {
		return "", invalid("height-units is that of the levels, hPa or for depths m, not %q", units)
	}
	return number(middle[0]-height[0]/2) + "/" + number(middle[0]+height[0]/2), nil
}
