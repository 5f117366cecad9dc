package tiles

// isolines writes the lines of all levels into a layer of w, one feature a level.
func (d *drawing) isolines(w *mvtWriter, l levels) {
	w.begin()
	d.chains.begin(len(d.levels), latticeEdges)
	for r := range int32(latticeWidth - 1) {
		for c := range int32(latticeWidth - 1) {
			at := r*latticeWidth + c
			low, high, ok := d.span(at)
			if !ok || low == high {
				continue
			}
			for k := low; k < high; k++ {
				pieces, n := d.crossings(at, k)
				for _, p := range pieces[:n] {
					d.chains.add(int(k), side(at, int(p[0])), side(at, int(p[1])))
				}
			}
		}
	}
	for k, level := range d.levels {
		d.line = d.chains.each(k, d.line, func(line []int32, closed bool) {
			d.points = d.points[:0]
			for _, edge := range line {
				d.points = extend(d.points, d.cross(edge, level))
			}
			if closed {
				if d.points = extend(d.points, d.points[0]); speck(d.points) {
					return
				}
			}
			if len(d.points) > 1 {
				w.line(d.points)
			}
		})
		l.tag(w, k)
		w.finish(mvtLine)
	}
	w.end("isolines")
}

// span gives the lowest and the highest band of a cell's corners, or false where one is missing.
func (l *lattice) span(at int32) (low, high int16, ok bool) {
	a, b, c, e := l.bands[at], l.bands[at+1], l.bands[at+latticeWidth+1], l.bands[at+latticeWidth]
	low, high = min(a, b, c, e), max(a, b, c, e)
	return low, high, low >= 0
}

// extend adds a point to a line, unless it is the last again; a point on the straight way from the
// one before to the next is left out.
func extend(line []point, p point) []point {
	n := len(line)
	if n > 0 && line[n-1] == p {
		return line
	}
	if n > 1 {
		a, b := line[n-2], line[n-1]
		dx, dy, ex, ey := b.x-a.x, b.y-a.y, p.x-b.x, p.y-b.y
		if dx*ey == dy*ex && dx*ex+dy*ey > 0 {
			line[n-1] = p
			return line
		}
	}
	return append(line, p)
}

// speck says whether a closed line is smaller than a cell of the lattice: noise.
func speck(line []point) bool {
	low, high := line[0], line[0]
	for _, p := range line {
		low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
	}
	return max(high.x-low.x, high.y-low.y) < latticeUnits
}
