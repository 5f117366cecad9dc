package tiles

import "math"

const degree = math.Pi / 180

// turn interpolates the directions in s.nodes as unit vectors into one piece of dst, so that
// halfway between 350° and 10° is north. The result is in [0, 360).
func (s *sampler) turn(pc *piece, dst []float32) {
	s.other = room(s.other, len(s.nodes))
	for i, v := range s.nodes {
		east, north := math.Sincos(float64(v) * degree)
		s.other[i], s.nodes[i] = float32(east), float32(north)
	}
	s.east = room(s.east, len(dst))
	s.fill(pc, s.nodes, dst, false)
	s.fill(pc, s.other, s.east, false)
	for r := range s.plan.rows.len() {
		at := (s.plan.first+r)*s.plan.size + pc.from
		for i := at; i < at+pc.cols.len(); i++ {
			dst[i] = bearing(s.east[i], dst[i])
		}
	}
}

// bearing gives the direction of a vector in degrees clockwise from north, [0, 360).
func bearing(east, north float32) float32 {
	d := float32(math.Atan2(float64(east), float64(north)) / degree)
	if d < 0 {
		d += 360
	}
	if d >= 360 { // -tiny + 360 rounds to 360
		return 0
	}
	return d
}
