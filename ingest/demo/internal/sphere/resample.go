package sphere

// Resampler interpolates fields of one grid to another with cubic convolution.
// It is read-only after New and may be shared.
type Resampler struct {
	From, To   Grid
	rows, cols []tap
}

// tap is where four neighbours begin, relative to the grid, and their weights.
type tap struct {
	at int
	w  [4]float32
}

// NewResampler prepares interpolation; both grids have both poles and begin at
// 0 E.
func NewResampler(from, to Grid) *Resampler {
	r := &Resampler{From: from, To: to}
	for j := range to.NLat {
		r.rows = append(r.rows, newTap(j*(from.NLat-1), to.NLat-1))
	}
	for i := range to.NLon {
		r.cols = append(r.cols, newTap(i*from.NLon, to.NLon))
	}
	return r
}

// newTap places the rational position n/d, exactly.
func newTap(n, d int) tap {
	return tap{n/d - 1, cubicWeights(float32(n%d) / float32(d))}
}

// Rows interpolates rows first to first+len(dst)/NLon of the new grid into dst.
func (r *Resampler) Rows(f *Field, first int, dst []float32) {
	tmp := make([]float32, f.stride)
	n := r.To.NLon
	for j := 0; j*n < len(dst); j++ {
		t := &r.rows[first+j]
		at := (t.at + halo) * f.stride
		a, b := f.v[at:at+f.stride], f.v[at+f.stride:at+2*f.stride]
		c, d := f.v[at+2*f.stride:at+3*f.stride], f.v[at+3*f.stride:at+4*f.stride]
		for i := range tmp {
			tmp[i] = t.w[0]*a[i] + t.w[1]*b[i] + t.w[2]*c[i] + t.w[3]*d[i]
		}
		out := dst[j*n : (j+1)*n]
		for i := range out {
			c := &r.cols[i]
			s := tmp[c.at+halo : c.at+halo+4 : c.at+halo+4]
			out[i] = c.w[0]*s[0] + c.w[1]*s[1] + c.w[2]*s[2] + c.w[3]*s[3]
		}
	}
}
