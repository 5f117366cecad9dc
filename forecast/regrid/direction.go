package regrid

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// computed is a pointwise field of inputs that were brought to another grid.
type computed struct {
	forecast.Pointwise
	grid   *forecast.Grid
	inputs []forecast.Field
}

func (c computed) Grid() *forecast.Grid     { return c.grid }
func (c computed) Inputs() []forecast.Field { return c.inputs }

func (c computed) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	in := make([][]float32, len(c.inputs))
	for i, input := range c.inputs {
		in[i] = make([]float32, w.Size())
		if err := input.Read(ctx, w, in[i]); err != nil {
			return err
		}
	}
	c.Compute(dst, in...)
	return nil
}

// part is the sine or cosine of a field of degrees.
type part struct {
	forecast.Field
	of func(float64) float64
}

func (p part) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	err := p.Field.Read(ctx, w, dst)
	for i, v := range dst {
		dst[i] = float32(p.of(float64(v) * math.Pi / 180))
	}
	return err
}

// turned is the direction of two parts.
type turned struct {
	sin   forecast.Field
	cos   forecast.Field
	layer forecast.Layer
}

func (t turned) Layer() forecast.Layer { return t.layer }
func (t turned) Grid() *forecast.Grid  { return t.sin.Grid() }

func (t turned) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	if err := t.sin.Read(ctx, w, dst); err != nil {
		return err
	}
	cos := make([]float32, w.Size())
	if err := t.cos.Read(ctx, w, cos); err != nil {
		return err
	}
	for i := range dst {
		degrees := float32(math.Mod(math.Atan2(float64(dst[i]), float64(cos[i]))*180/math.Pi+360, 360))
		if degrees >= 360 { // a hair west of north rounds up
			degrees = 0
		}
		dst[i] = degrees
	}
	return nil
}
