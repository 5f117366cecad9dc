package derive

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/solar"
)

// reader gives values of the nodes of a window, as forecast.Field and forecast.Series do.
type reader interface {
	Read(ctx context.Context, w forecast.Window, dst []float32) error
}

// program is a plan ready to be carried out: values are read into registers, and each step of work
// computes one more register from others.
type program struct {
	plan   *plan
	leaves []reader // in the first registers
	work   []step
	grid   *forecast.Grid // of what needs the nodes around, or the sun
	steps  int            // how many values a node has

	periods []solar.Period // by step, of what needs the sun
}

// step is a recipe with its registers.
type step struct {
	recipe  *recipe
	compute compute
	level   forecast.Level
	levels  [][]float64
	in      [][]int // by input and layer
	out     int
}

// compile turns a plan into a program. open gives the reader of what the program does not compute
// by itself: stored layers, and what takes more than the values of one node at one time.
func compile(p *plan, open func(*plan) (reader, error)) (*program, error) {
	c := compiler{open: open, registers: map[*plan]int{}, program: &program{plan: p, steps: 1}}
	if err := c.gather(p); err != nil {
		return nil, err
	}
	c.emit(p)
	return c.program, nil
}

type compiler struct {
	open      func(*plan) (reader, error)
	registers map[*plan]int
	program   *program
}

// gather opens the leaves of a plan.
func (c *compiler) gather(p *plan) error {
	for _, input := range p.in {
		for _, q := range input {
			if _, known := c.registers[q]; known {
				continue
			}
			if q.inline() {
				if err := c.gather(q); err != nil {
					return err
				}
				continue
			}
			r, err := c.open(q)
			if err != nil {
				return err
			}
			c.registers[q] = len(c.program.leaves)
			c.program.leaves = append(c.program.leaves, r)
		}
	}
	return nil
}

// inline says whether a plan can be carried out amid another.
func (p *plan) inline() bool { return p.compute != nil && !p.recipe.total }

// emit adds the work of a plan, its inputs first, and gives its register.
func (c *compiler) emit(p *plan) int {
	if r, done := c.registers[p]; done {
		return r
	}
	s := step{recipe: p.recipe, compute: p.compute, level: p.layer.Level, levels: p.levels, in: make([][]int, len(p.in))}
	for i, input := range p.in {
		for _, q := range input {
			s.in[i] = append(s.in[i], c.emit(q))
		}
	}
	s.out = len(c.program.leaves) + len(c.program.work)
	c.registers[p] = s.out
	c.program.work = append(c.program.work, s)
	return s.out
}

// Layer implements forecast.Field and forecast.Series.
func (p *program) Layer() forecast.Layer { return p.plan.layer }

// Compute implements forecast.Pointwise.
func (p *program) Compute(dst []float32, inputs ...[]float32) {
	registers := slices.Clip(inputs)
	for range len(p.work) - 1 { // for what the steps before the last give
		registers = append(registers, make([]float32, len(dst)))
	}
	p.carryOut(dst, registers, nil, forecast.Window{})
}

// bandValues is about how many values are computed at a time: they stay in the processor's caches.
const bandValues = 1 << 17

// scratch holds registers to be used again.
var scratch = sync.Pool{New: func() any { return new([]float32) }}

// Read computes a window in bands of rows.
func (p *program) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	registers := len(p.leaves) + len(p.work) - 1
	rows := max(1, bandValues/max(1, registers*w.Cols*p.steps))
	buffer := scratch.Get().(*[]float32)
	defer scratch.Put(buffer)
	for r := 0; r < w.Rows; r += rows {
		band := forecast.Window{Row: w.Row + r, Col: w.Col, Rows: min(rows, w.Rows-r), Cols: w.Cols}
		if err := p.readBand(ctx, band, dst[r*w.Cols*p.steps:][:band.Size()*p.steps], buffer); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) readBand(ctx context.Context, w forecast.Window, dst []float32, buffer *[]float32) error {
	var m metric
	around := w
	if p.plan.recipe.near != nil {
		m, around = around1(p.grid, w, p.steps)
	}
	n := around.Size() * p.steps
	registers := make([][]float32, len(p.leaves)+len(p.work)-1)
	if cap(*buffer) < n*len(registers) {
		*buffer = make([]float32, n*len(registers))
	}
	for i := range registers {
		registers[i] = (*buffer)[i*n : (i+1)*n : (i+1)*n]
	}
	for i, leaf := range p.leaves {
		if err := leaf.Read(ctx, around, registers[i]); err != nil {
			return err
		}
	}
	p.carryOut(dst, registers, m, w)
	return nil
}

// carryOut does the work on registers of which the leaves' are filled, the last step into dst.
func (p *program) carryOut(dst []float32, registers [][]float32, m metric, w forecast.Window) {
	last := len(p.work) - 1
	for i := range p.work {
		s := &p.work[i]
		a := args{level: s.level, levels: s.levels, in: make([][][]float32, len(s.in)), steps: p.steps}
		for j, input := range s.in {
			for _, r := range input {
				a.in[j] = append(a.in[j], registers[r])
			}
		}
		switch {
		case i < last:
			s.compute(registers[s.out], &a)
		case s.recipe.near != nil:
			s.recipe.near(dst, &a, m)
		case s.recipe.sunlit != nil:
			s.recipe.sunlit(dst, &a, &sky{p.grid, w, p.periods})
		default:
			s.compute(dst, &a)
		}
	}
	bound(p.plan.layer, dst)
}

// bound takes out values that cannot be.
func bound(l forecast.Layer, dst []float32) {
	low, high := l.Variable.Range(l.Level)
	least, most := float32(low), float32(high)
	for i := boundFast(dst, least, most); i < len(dst); i++ {
		if dst[i] < least || dst[i] > most {
			dst[i] = missing
		}
	}
}

var missing = float32(math.NaN())
