package tiles

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// memory is a field held in memory.
type memory struct {
	layer  forecast.Layer
	grid   *forecast.Grid
	values []float32 // rows from the north
	err    error     // what Read fails with
	read   *windowLog
}

func (m memory) Layer() forecast.Layer { return m.layer }
func (m memory) Grid() *forecast.Grid  { return m.grid }

func (m memory) Read(_ context.Context, w forecast.Window, dst []float32) error {
	if m.err != nil {
		return m.err
	}
	if m.read != nil {
		*m.read = append(*m.read, w)
	}
	rows, cols := m.grid.Rows(), m.grid.Cols()
	if w.Row < 0 || w.Row+w.Rows > rows || w.Col < 0 || w.Col >= cols || len(dst) != w.Size() {
		return fmt.Errorf("window %+v for %d values is not on the grid", w, len(dst))
	}
	if w.Col+w.Cols > cols && (!m.grid.X.Periodic() || w.Col+w.Cols > 2*cols) {
		return fmt.Errorf("window %+v runs past the last column", w)
	}
	for r := range w.Rows {
		row := m.values[(w.Row+r)*cols:][:cols]
		out := dst[r*w.Cols:][:w.Cols]
		n := copy(out, row[w.Col:])
		copy(out[n:], row)
	}
	return nil
}

// windowLog lists the windows read.
type windowLog []forecast.Window

// vector is a field of two components.
type vector struct{ u, v memory }

func (f vector) Layer() forecast.Layer             { return f.u.layer.At("wind") }
func (f vector) Grid() *forecast.Grid              { return f.u.grid }
func (f vector) Components() (u, v forecast.Field) { return f.u, f.v }
func (f vector) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	v := make([]float32, len(dst))
	if err := f.u.Read(ctx, w, dst); err != nil {
		return err
	}
	if err := f.v.Read(ctx, w, v); err != nil {
		return err
	}
	for i := range dst {
		dst[i] = float32(math.Hypot(float64(dst[i]), float64(v[i])))
	}
	return nil
}

// computed is a direction computed of two components.
type computed struct {
	memory
	inputs []forecast.Field
}

func (f computed) Inputs() []forecast.Field { return f.inputs }
func (f computed) Compute(dst []float32, in ...[]float32) {
	for i := range dst {
		dst[i] = bearing(-in[0][i], -in[1][i])
	}
}

// axis gives n values from first on.
func axis(first, step float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = first + step*float64(i)
	}
	return out
}

func layer(t testing.TB, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// on gives a field of a function of latitude and longitude at the nodes of a grid.
func on(t testing.TB, name string, lat, lon []float64, f func(lat, lon float64) float64) memory {
	t.Helper()
	g, err := forecast.NewGrid(lat, lon)
	if err != nil {
		t.Fatal(err)
	}
	m := memory{layer: layer(t, name), grid: g}
	for _, y := range lat {
		for _, x := range lon {
			m.values = append(m.values, float32(f(y, x)))
		}
	}
	return m
}
