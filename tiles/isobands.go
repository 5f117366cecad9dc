package tiles

// isobands writes what lies between levels into a layer of w, one feature a band. The edge of a band
// goes along its lower level's line, along its upper level's and, where the lattice ends or values
// are missing, along the border, with the band on its right.
func (d *drawing) isobands(w *mvtWriter, l levels, scale *Scale) {
	w.begin()
	d.chains.begin(len(d.levels)+1, bandPlaces)
	for r := range int32(latticeWidth - 1) {
		for c := range int32(latticeWidth - 1) {
			at := r*latticeWidth + c
			low, high, ok := d.span(at)
			if !ok {
				continue
			}
			for k := low; k < high; k++ {
				pieces, n := d.crossings(at, k)
				for _, p := range pieces[:n] {
					rise, fall := side(at, int(p[0])), side(at, int(p[1]))
					d.chains.add(int(k)+1, onLower(fall), onLower(rise))
					d.chains.add(int(k), onUpper(rise), onUpper(fall))
				}
			}
			const end = latticeWidth - 2
			if d.holes || r == 0 || c == 0 || r == end || c == end {
				d.border(r, c)
			}
		}
	}
	for k := range len(d.levels) + 1 {
		colour := l.colour(scale, k)
		if colour.A == 0 || d.chains.heads[k] < 0 {
			continue
		}
		d.rings = d.rings[:0]
		d.line = d.chains.each(k, d.line, func(line []int32, _ bool) { d.ring(line, k) })
		d.polygons(w)
		l.tagBand(w, k)
		w.tag("colour", colour.String())
		w.finish(mvtPolygon)
	}
	w.end("isobands")
}

// The places on a band's edge: where its lower and its upper level cross edges of the lattice, and
// nodes, each twice.
const (
	nodePlaces = 2 * latticeEdges
	bandPlaces = nodePlaces + 2*latticeWidth*latticeWidth
)

func onLower(edge int32) int32 { return 2 * edge }
func onUpper(edge int32) int32 { return 2*edge + 1 }

// beside moves from a cell across each of its sides, clockwise from the north.
var beside = [4][2]int32{{-1, 0}, {0, 1}, {1, 0}, {0, -1}}

// whole says whether a cell is on the lattice and none of its values is missing.
func (l *lattice) whole(r, c int32) bool {
	if r < 0 || c < 0 || r >= latticeWidth-1 || c >= latticeWidth-1 {
		return false
	}
	if !l.holes {
		return true
	}
	_, _, ok := l.span(r*latticeWidth + c)
	return ok
}

// border adds the sides of a cell beyond which nothing is, cut where they pass from band to band.
func (d *drawing) border(r, c int32) {
	nodes := corners(r*latticeWidth + c)
	for s, move := range beside {
		if d.whole(r+move[0], c+move[1]) {
			continue
		}
		from, to := nodes[s], nodes[(s+1)%4]
		edge := side(nodes[0], s)
		a, b := d.bands[from], d.bands[to]
		for k := min(a, b); k <= max(a, b); k++ {
			begin, end := d.nodePlace(from, r, c), d.nodePlace(to, r, c)
			if a < k {
				begin = onLower(edge)
			} else if a > k {
				begin = onUpper(edge)
			}
			if b < k {
				end = onLower(edge)
			} else if b > k {
				end = onUpper(edge)
			}
			d.chains.add(int(k), begin, end)
		}
	}
}

// nodePlace gives a node's place on the edge of what a cell is part of: of two cells that meet at the
// node alone, each has its own.
func (d *drawing) nodePlace(node, r, c int32) int32 {
	place := nodePlaces + 2*node
	y, x := node/latticeWidth, node%latticeWidth
	nw, ne, se, sw := d.whole(y-1, x-1), d.whole(y-1, x), d.whole(y, x), d.whole(y, x-1)
	if nw == se && ne == sw && nw != ne && r == y {
		return place + 1
	}
	return place
}

// ring keeps an edge of band k.
func (d *drawing) ring(line []int32, k int) {
	d.points = d.points[:0]
	for _, place := range line {
		var p point
		switch {
		case place >= nodePlaces:
			p = nodePoint((place - nodePlaces) / 2)
		case place&1 == 0:
			p = d.cross(place/2, d.levels[k-1])
		default:
			p = d.cross(place/2, d.levels[k])
		}
		d.points = extend(d.points, p)
	}
	for len(d.points) > 1 && d.points[len(d.points)-1] == d.points[0] {
		d.points = d.points[:len(d.points)-1]
	}
	if r := newRing(d.points); r.area != 0 {
		d.rings = append(d.rings, r)
	}
}

// ring is a closed line; its area is positive where what it encloses is to its right.
type ring struct {
	points    []point
	area      int64 // twice the area
	low, high point // the box around it
	holder    int   // of a hole: the ring it is in
}

func newRing(points []point) ring {
	r := ring{points: append([]point(nil), points...), low: points[0], high: points[0], holder: -1}
	for i, p := range points {
		q := points[(i+1)%len(points)]
		r.area += int64(p.x)*int64(q.y) - int64(q.x)*int64(p.y)
		r.low = point{min(r.low.x, p.x), min(r.low.y, p.y)}
		r.high = point{max(r.high.x, p.x), max(r.high.y, p.y)}
	}
	return r
}

// polygons writes the rings, each outer one before the holes in it.
func (d *drawing) polygons(w *mvtWriter) {
	for i := range d.rings {
		if d.rings[i].area < 0 {
			d.rings[i].holder = d.holder(d.rings[i])
		}
	}
	for i, outer := range d.rings {
		if outer.area < 0 {
			continue
		}
		w.ring(outer.points)
		for _, hole := range d.rings {
			if hole.area < 0 && hole.holder == i {
				w.ring(hole.points)
			}
		}
	}
}

// holder gives the smallest outer ring around a hole, -1 for none.
func (d *drawing) holder(hole ring) int {
	best := -1
	for i, outer := range d.rings {
		if outer.area > -hole.area && (best < 0 || outer.area < d.rings[best].area) && outer.holds(hole) {
			best = i
		}
	}
	return best
}

// holds says whether a ring is around another, by most of a few of its points: rounding may put one
// on the line.
func (r ring) holds(o ring) bool {
	if o.low.x < r.low.x || o.low.y < r.low.y || o.high.x > r.high.x || o.high.y > r.high.y {
		return false
	}
	inside, asked := 0, 0
	for i := 0; i < len(o.points); i += (len(o.points) + 4) / 5 {
		asked++
		if r.around(o.points[i]) {
			inside++
		}
	}
	return 2*inside > asked
}

// around counts the times a ray to the east crosses the ring.
func (r ring) around(p point) bool {
	odd := false
	b := r.points[len(r.points)-1]
	for _, a := range r.points {
		if (a.y > p.y) != (b.y > p.y) {
			// p.x < a.x + (p.y-a.y)*(b.x-a.x)/(b.y-a.y), without dividing
			left := int64(p.x-a.x)*int64(b.y-a.y) < int64(p.y-a.y)*int64(b.x-a.x)
			if left == (b.y > a.y) {
				odd = !odd
			}
		}
		b = a
	}
	return odd
}
