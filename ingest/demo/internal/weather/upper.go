package weather

import "math"

// Geopotential writes a level's geopotential in m²/s² to dst, row by row.
func (s *Sheet) Geopotential(hPa float64, dst []float32) {
	s.level(hPa, func(j int, c column, _ []influence) {
		copy(dst[j*s.Grid.NLon:], c.phi)
	})
	s.unitePole(dst)
}

// Wind writes a level's eastward and northward wind in m/s.
func (s *Sheet) Wind(hPa float64, u, v []float32) {
	s.level(hPa, func(j int, c column, _ []influence) {
		n := s.Grid.NLon
		s.slow(j, c)
		copy(u[j*n:], c.u)
		copy(v[j*n:], c.v)
	})
	s.unitePoles(u, v)
}

// Air writes a level's temperature in K and specific humidity in kg/kg, which is
// nowhere above saturation.
func (s *Sheet) Air(hPa float64, t, q []float32) {
	s.level(hPa, func(j int, c column, over []influence) {
		n := s.Grid.NLon
		moist := make([]float32, n)
		for _, e := range over {
			moist[e.col] += e.moist
		}
		h := s.humid(hPa, s.Grid.Lat(j))
		for i, tv := range c.virtual {
			k := j*n + i
			t[k], q[k] = s.moisten(&h, tv, s.relative(&h, k, moist[i]))
		}
	})
	s.unitePole(t)
	s.unitePole(q)
}

// level calls fn with every row of a level, several at a time.
func (s *Sheet) level(hPa float64, fn func(j int, c column, over []influence)) {
	w := s.weigh(hPa)
	s.parallel(func(first, last int) {
		c := newColumn(s.Grid.NLon)
		for j := first; j < last; j++ {
			over := s.storming(j)
			s.combine(&w, j, over, c)
			fn(j, c, over)
		}
	})
}

// slow lets the ground brake and turn the wind of a row, by height above it.
func (s *Sheet) slow(j int, c column) {
	n := s.Grid.NLon
	turn := float32(math.Tanh(s.Grid.Lat(j) * degree / 12))
	for i := range n {
		k := j*n + i
		above := max(c.phi[i]/gravity-s.Elevation[k], 0)
		if above > 2500 {
			continue
		}
		near := float32(math.Exp(-float64(above) / 700))
		land := s.Land[k]
		factor := 1 - near*(0.2+0.3*land)
		angle := float64(near * turn * (0.2 + 0.22*land))
		c.u[i], c.v[i] = turned(c.u[i], c.v[i], angle, factor)
	}
}

// turned rotates a vector anticlockwise by an angle in radians and scales it.
func turned(u, v float32, angle float64, factor float32) (float32, float32) {
	sin, cos := math.Sincos(angle)
	s, c := float32(sin)*factor, float32(cos)*factor
	return c*u - s*v, s*u + c*v
}

// unitePole makes a pole, which is one place, have one value.
func (s *Sheet) unitePole(f []float32) {
	n := s.Grid.NLon
	for _, row := range [][]float32{f[:n], f[len(f)-n:]} {
		var sum float64
		for _, x := range row {
			sum += float64(x)
		}
		for i := range row {
			row[i] = float32(sum / float64(n))
		}
	}
}

// unitePoles makes each pole have one wind vector, seen from every meridian.
func (s *Sheet) unitePoles(u, v []float32) {
	n := s.Grid.NLon
	for _, first := range []int{0, len(u) - n} {
		sign := 1.0
		if first > 0 {
			sign = -1
		}
		ru, rv := u[first:first+n], v[first:first+n]
		var x, y float64
		for i := range ru {
			so, co := math.Sincos(s.Grid.Lon(i))
			x += (-float64(ru[i])*so - sign*float64(rv[i])*co) / float64(n)
			y += (float64(ru[i])*co - sign*float64(rv[i])*so) / float64(n)
		}
		for i := range ru {
			so, co := math.Sincos(s.Grid.Lon(i))
			ru[i], rv[i] = float32(-x*so+y*co), float32(-sign*(x*co+y*so))
		}
	}
}
