package edr

import (
	"slices"
	"strconv"
	"time"
)

// csv writes coverages as one table: a row a time, place and level, nothing where a value is missing.
func csv(coverages []*coverage) []byte {
	var names []string
	levels := false
	out := []byte("time,longitude,latitude")
	for _, c := range coverages {
		levels = levels || c.hasLevels()
	}
	if levels {
		out = append(out, ",level"...)
	}
	for _, c := range coverages {
		for _, p := range c.params {
			if !slices.Contains(names, p.name) {
				names = append(names, p.name)
				out = append(out, ","+p.name+" ("+p.variable().Units+")"...)
			}
		}
	}
	out = append(out, '\n')
	for _, c := range coverages {
		column := columns(c, names)
		for i := range c.size() {
			out = appendWhere(out, c.at(i), levels)
			for _, k := range column {
				out = append(out, ',')
				if k < 0 {
					continue
				}
				if v := c.values[k][i]; v == v {
					out = strconv.AppendFloat(out, float64(v), 'g', -1, 32)
				}
			}
			out = append(out, '\n')
		}
	}
	return out
}

// columns gives which of a coverage's parameters stands under each name, -1 where none does.
func columns(c *coverage, names []string) (out []int) {
	for _, name := range names {
		out = append(out, slices.IndexFunc(c.params, func(p parameter) bool { return p.name == name }))
	}
	return out
}

func appendWhere(out []byte, p waypoint, levels bool) []byte {
	out = p.at.UTC().AppendFormat(out, time.RFC3339)
	out = strconv.AppendFloat(append(out, ','), p.lon, 'f', -1, 64)
	out = strconv.AppendFloat(append(out, ','), p.lat, 'f', -1, 64)
	if levels {
		out = append(out, ',')
		if p.level == p.level {
			out = strconv.AppendFloat(out, p.level, 'f', -1, 64)
		}
	}
	return out
}
