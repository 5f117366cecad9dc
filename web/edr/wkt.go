package edr

import (
	"strconv"
	"strings"
)

// geometry is a Well-Known Text: lines of points, of which a POINT has one with one point, a MULTIPOINT
// and a LINESTRING one, a POLYGON one a ring.
type geometry struct {
	kind string
	z, m bool
	// parts are polygons of rings of points where the kind is POLYGON or MULTIPOLYGON, else one part of
	// lines of points.
	parts [][][]vertex
}

// vertex is a point in degrees, with a level and a measure where the text has them.
type vertex struct{ x, y, z, m float64 }

// size gives how many points a geometry has.
func (g geometry) size() (n int) {
	for _, lines := range g.parts {
		for _, line := range lines {
			n += len(line)
		}
	}
	return n
}

// depths say how many brackets deep the points of each kind are.
var depths = map[string]int{"POINT": 1, "MULTIPOINT": 1, "LINESTRING": 1, "MULTILINESTRING": 2, "POLYGON": 2, "MULTIPOLYGON": 3}

// parseWKT reads one of the kinds named. Coordinates are longitude and latitude in degrees, then a
// level and a measure where Z, M or ZM says so.
func parseWKT(text string, kinds ...string) (geometry, error) {
	p := wktParser{rest: text}
	g := geometry{kind: strings.ToUpper(p.word())}
	for _, dimension := range []string{"ZM", "Z", "M"} { // LINESTRINGZM and LINESTRING ZM alike
		if _, known := depths[g.kind]; known {
			break
		}
		if plain, found := strings.CutSuffix(g.kind, dimension); found && depths[plain] > 0 {
			g.kind, g.z, g.m = plain, strings.Contains(dimension, "Z"), strings.Contains(dimension, "M")
		}
	}
	switch strings.ToUpper(p.word()) {
	case "ZM":
		g.z, g.m = true, true
	case "Z":
		g.z = true
	case "M":
		g.m = true
	case "":
	default:
		return g, badWKT(text, kinds)
	}
	if !contains(kinds, g.kind) {
		return g, badWKT(text, kinds)
	}
	var ok bool
	switch p.z, p.m = g.z, g.m; depths[g.kind] {
	case 1:
		var line []vertex
		line, ok = p.line(g.kind == "MULTIPOINT")
		g.parts = [][][]vertex{{line}}
		ok = ok && (g.kind != "POINT" || len(line) == 1)
	case 2:
		var lines [][]vertex
		lines, ok = list(&p, func() ([]vertex, bool) { return p.line(false) })
		g.parts = [][][]vertex{lines}
	case 3:
		g.parts, ok = list(&p, func() ([][]vertex, bool) {
			return list(&p, func() ([]vertex, bool) { return p.line(false) })
		})
	}
	p.space()
	switch {
	case p.count > maxCoords:
		return g, invalid("coords has more than %d numbers: simplify it", maxCoords)
	case !ok || p.rest != "":
		return g, badWKT(text, kinds)
	}
	return g, nil
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

func badWKT(text string, kinds []string) error {
	if len(text) > 60 {
		text = text[:60] + "…"
	}
	return invalid("coords must be Well-Known Text of a %s with longitude and latitude in degrees, such as POINT(121.5 31.2), not %q", strings.Join(kinds, " or a "), text)
}

// wktParser takes tokens off the front of a text.
type wktParser struct {
	rest  string
	z, m  bool
	count int // of numbers
}

func (p *wktParser) space() { p.rest = strings.TrimLeft(p.rest, " \t\r\n+") }

func (p *wktParser) word() string {
	p.space()
	n := 0
	for n < len(p.rest) && (p.rest[n]|0x20 >= 'a' && p.rest[n]|0x20 <= 'z') {
		n++
	}
	word := p.rest[:n]
	p.rest = p.rest[n:]
	return word
}

// take takes a character if it is next.
func (p *wktParser) take(c byte) bool {
	p.space()
	if p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// list reads items in brackets with commas between them.
func list[T any](p *wktParser, item func() (T, bool)) (out []T, ok bool) {
	if !p.take('(') {
		return nil, false
	}
	for {
		v, ok := item()
		if !ok || p.count > maxCoords {
			return nil, false
		}
		out = append(out, v)
		if !p.take(',') {
			return out, p.take(')')
		}
	}
}

// line reads points; those of a MULTIPOINT may be in brackets of their own.
func (p *wktParser) line(bracketed bool) ([]vertex, bool) {
	return list(p, func() (vertex, bool) {
		inner := bracketed && p.take('(')
		v, ok := p.vertex()
		return v, ok && (!inner || p.take(')'))
	})
}

func (p *wktParser) vertex() (v vertex, ok bool) {
	var numbers []float64
	for {
		p.space()
		n := strings.IndexAny(p.rest, " \t\r\n,()")
		if n <= 0 {
			break
		}
		f, err := floats([]string{p.rest[:n]})
		if err != nil {
			return v, false
		}
		numbers, p.rest = append(numbers, f...), p.rest[n:]
		p.count++
	}
	want := 2
	for _, has := range []bool{p.z, p.m} {
		if has {
			want++
		}
	}
	if len(numbers) != want || !onEarth(numbers[0], numbers[1]) {
		return v, false
	}
	v.x, v.y = numbers[0], numbers[1]
	if p.z {
		v.z = numbers[2]
	}
	if p.m {
		v.m = numbers[want-1]
	}
	return v, true
}

func onEarth(lon, lat float64) bool { return lon >= -360 && lon <= 540 && lat >= -90 && lat <= 90 }

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
