package tiles

import "github.com/fengtu/fengtu/forecast"

// plan says where the pixels of one tile lie on a grid: which nodes to read and how to weigh them.
type plan struct {
	kernel Kernel
	size   int
	first  int    // the first pixel row on the grid
	rows   places // of pixel rows first, first+1, …
	pieces []piece
}

// piece is a run of pixel columns whose nodes follow one another on the grid. Most tiles have one;
// one that misses the grid none; one that a regional grid enters from both sides two.
type piece struct {
	from   int    // the first pixel column
	cols   places // of pixel columns from, from+1, …
	window forecast.Window
}

// places gives, for each pixel of a row or column of pixels, the two nodes it lies between,
// counted from the window's first, and the weight of the second. Where the weight is 0 both are
// the same node, so that a missing neighbour does no harm.
type places struct {
	near, far     []int32
	weight        []float32
	before, after []int32 // the nodes beyond, -1 where there is none; for cubic interpolation alone
}

func (p *places) len() int { return len(p.near) }

func (p *places) reset() {
	p.near, p.far, p.weight = p.near[:0], p.far[:0], p.weight[:0]
}

func (p *places) add(i int, f float64, k Kernel) {
	if k == Nearest {
		i, f = i+int(f+0.5), 0
	}
	w := float32(f)
	far := i
	if w > 0 {
		far++
	}
	p.near = append(p.near, int32(i))
	p.far = append(p.far, int32(far))
	p.weight = append(p.weight, w)
}

// settle makes the nodes count from the first and gives it and the number of nodes. On an axis
// that closes after period nodes none is counted twice; period 0 stands for an open axis.
func (p *places) settle(period int) (first, count int) {
	n := p.len()
	first = int(p.near[0])
	count = int(p.far[n-1]) - first + 1
	for i := range n {
		p.near[i] -= int32(first)
		p.far[i] -= int32(first)
	}
	if period > 0 && count > period {
		for i := range n {
			p.near[i] %= int32(period)
			p.far[i] %= int32(period)
		}
		return first, period
	}
	return first, count
}

// lay makes p the plan of a raster; its slices are used again.
func (p *plan) lay(g *forecast.Grid, at raster, kernel Kernel) {
	p.kernel, p.size, p.first = kernel, at.points(), 0
	p.pieces = p.pieces[:0]
	p.rows.reset()
	for r := range p.size {
		i, f, ok := g.LocateLat(at.lat(r))
		if !ok {
			continue
		}
		if p.rows.len() == 0 {
			p.first = r
		}
		p.rows.add(i, f, kernel)
	}
	if p.rows.len() == 0 {
		return
	}
	p.layColumns(g, at)
	row, rows := p.rows.settle(0)
	period := 0
	if g.X.Periodic() {
		period = g.Cols()
	}
	for k := range p.pieces {
		col, cols := p.pieces[k].cols.settle(period)
		if period > 0 {
			col %= period
		}
		p.pieces[k].window = forecast.Window{Row: row, Col: col, Rows: rows, Cols: cols}
	}
	if kernel == Cubic {
		p.widen(g)
	}
}

func (p *plan) layColumns(g *forecast.Grid, at raster) {
	n, periodic := g.Cols(), g.X.Periodic()
	last := -1 // the node of the pixel before, -1 where a piece must begin
	for c := range p.size {
		i, f, ok := g.LocateLon(at.lon(c))
		if !ok {
			last = -1
			continue
		}
		for periodic && i < last {
			i += n
		}
		if last < 0 || i < last {
			p.begin(c)
		}
		p.pieces[len(p.pieces)-1].cols.add(i, f, p.kernel)
		last = i
	}
}

// begin starts another piece, in the slices of an earlier plan where there are some.
func (p *plan) begin(from int) {
	k := len(p.pieces)
	if k < cap(p.pieces) {
		p.pieces = p.pieces[:k+1]
	} else {
		p.pieces = append(p.pieces, piece{})
	}
	p.pieces[k].from = from
	p.pieces[k].cols.reset()
}

// covers says whether every pixel lies on the grid.
func (p *plan) covers() bool {
	return p.rows.len() == p.size && len(p.pieces) == 1 && p.pieces[0].cols.len() == p.size
}
