package tiles

// fill interpolates the nodes of one piece bilinearly into its part of dst, the whole tile's
// pixels. Columns come first: a row of nodes serves all pixel rows beside it, many of them where
// the tile is finer than the grid. A corner that is missing and has weight makes the pixel missing.
// upper and lower are room for a pixel row each.
func (p *plan) fill(pc *piece, nodes, dst, upper, lower []float32) {
	width := pc.cols.len()
	upper, lower = upper[:width], lower[:width]
	cols := pc.window.Cols
	up, low := int32(-1), int32(-1) // the node rows that upper and lower hold
	for r, near := range p.rows.near {
		far := p.rows.far[r]
		if near == low {
			upper, lower, up, low = lower, upper, low, up
		}
		if near != up {
			acrossColumns(upper, nodes[int(near)*cols:][:cols], &pc.cols)
			up = near
		}
		at := (p.first+r)*p.size + pc.from
		if far == near {
			copy(dst[at:at+width], upper)
			continue
		}
		if far != low {
			acrossColumns(lower, nodes[int(far)*cols:][:cols], &pc.cols)
			low = far
		}
		betweenRows(dst[at:at+width], upper, lower, p.rows.weight[r])
	}
}

// The conversions below keep compilers from fusing multiplication and addition, so that a tile is
// the same to the bit on every machine.

// acrossColumns interpolates one row of nodes at the places of the pixel columns.
func acrossColumns(dst, nodes []float32, at *places) {
	n := len(dst)
	near, far, weight := at.near[:n], at.far[:n], at.weight[:n]
	for i := range dst {
		a := nodes[near[i]]
		dst[i] = a + float32((nodes[far[i]]-a)*weight[i])
	}
}

// betweenRows interpolates between two rows of pixels, four at a time.
func betweenRows(dst, upper, lower []float32, weight float32) {
	for len(dst) >= 4 && len(upper) >= 4 && len(lower) >= 4 {
		d, u, l := dst[:4:4], upper[:4:4], lower[:4:4]
		d[0] = u[0] + float32((l[0]-u[0])*weight)
		d[1] = u[1] + float32((l[1]-u[1])*weight)
		d[2] = u[2] + float32((l[2]-u[2])*weight)
		d[3] = u[3] + float32((l[3]-u[3])*weight)
		dst, upper, lower = dst[4:], upper[4:], lower[4:]
	}
	for i := range dst {
		dst[i] = upper[i] + float32((lower[i]-upper[i])*weight)
	}
}
