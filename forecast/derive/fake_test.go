package derive

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

var (
	ctx   = context.Background()
	start = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
)

// memory is a run held in memory: it implements Stored.
type memory struct {
	grid   *forecast.Grid
	times  []time.Time
	fields map[string]map[int][]float32 // by layer's name and place in times
	held   *forecast.Holdings
}

func layerNamed(t testing.TB, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// newMemory makes a run without fields, with times so many hours after the start.
func newMemory(t testing.TB, lat, lon []float64, hours ...int) *memory {
	t.Helper()
	g, err := forecast.NewGrid(lat, lon)
	if err != nil {
		t.Fatal(err)
	}
	return newMemoryOn(g, hours...)
}

func newMemoryOn(g *forecast.Grid, hours ...int) *memory {
	m := &memory{grid: g, fields: map[string]map[int][]float32{}}
	for _, h := range hours {
		m.times = append(m.times, start.Add(time.Duration(h)*time.Hour))
	}
	return m
}

// set stores a layer at a time.
func (m *memory) set(name string, at int, value func(lat, lon float64) float64) {
	if m.fields[name] == nil {
		m.fields[name] = map[int][]float32{}
	}
	var values []float32
	for row := range m.grid.Rows() {
		for col := range m.grid.Cols() {
			values = append(values, float32(value(m.grid.At(row, col))))
		}
	}
	m.fields[name][at] = values
	m.held = nil
}

// put stores layers of one value everywhere at the first time.
func (m *memory) put(values map[string]float64) *memory {
	for name, v := range values {
		m.set(name, 0, func(_, _ float64) float64 { return v })
	}
	return m
}

func (m *memory) Holdings(context.Context, string, time.Time) (*forecast.Holdings, error) {
	if m.held != nil {
		return m.held, nil
	}
	h := &forecast.Holdings{Run: start, Times: m.times, Grids: []*forecast.Grid{m.grid}, At: map[forecast.Layer][]bool{}}
	for name, fields := range m.fields {
		l, err := forecast.ParseLayer(name)
		if err != nil {
			return nil, err
		}
		h.Layers = append(h.Layers, l)
		h.At[l] = make([]bool, len(m.times))
		for i := range fields {
			h.At[l][i] = true
		}
	}
	slices.SortFunc(h.Layers, forecast.CompareLayers)
	m.held = h
	return h, nil
}

type memoryField struct {
	*memory
	layer  forecast.Layer
	values []float32
}

func (f memoryField) Layer() forecast.Layer { return f.layer }
func (f memoryField) Grid() *forecast.Grid  { return f.grid }
func (f memoryField) Read(_ context.Context, w forecast.Window, dst []float32) error {
	rows, cols := f.grid.Rows(), f.grid.Cols()
	if w.Row < 0 || w.Row+w.Rows > rows || w.Col < 0 || w.Col >= cols || !f.grid.X.Periodic() && w.Col+w.Cols > cols {
		return forecast.Errorf(forecast.Internal, "test", "window %+v on %d × %d", w, rows, cols)
	}
	for j := range w.Rows {
		row, out := f.values[(w.Row+j)*cols:][:cols], dst[j*w.Cols:][:w.Cols]
		for col := w.Col; len(out) > 0; col = 0 {
			out = out[copy(out, row[col:]):]
		}
	}
	return nil
}

func (m *memory) Open(_ context.Context, ref forecast.Ref) (forecast.Field, error) {
	for i, at := range m.times {
		if values, ok := m.fields[ref.Layer.Name()][i]; ok && at.Equal(ref.Time) {
			return memoryField{m, ref.Layer, values}, nil
		}
	}
	return nil, forecast.Errorf(forecast.NotFound, "test", "no %s", ref.Layer.Name())
}

// asked notes the names of the layers that are opened.
type asked struct {
	*memory
	names []string
}

func (a *asked) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	a.names = append(a.names, ref.Layer.Name())
	return a.memory.Open(ctx, ref)
}

// memorySeries has every time at which the layer is there.
type memorySeries struct {
	memoryField
	at []int
}

func (x memorySeries) Steps() int { return len(x.at) }

func (x memorySeries) At(t time.Time) (int, bool) {
	for i, k := range x.at {
		if x.times[k].Equal(t) {
			return i, true
		}
	}
	return 0, false
}

func (x memorySeries) Read(ctx context.Context, w forecast.Window, dst []float32) error {
	one := make([]float32, w.Size())
	for i, k := range x.at {
		f := memoryField{x.memory, x.layer, x.fields[x.layer.Name()][k]}
		if err := f.Read(ctx, w, one); err != nil {
			return err
		}
		for n, v := range one {
			dst[n*len(x.at)+i] = v
		}
	}
	return nil
}

func (m *memory) Series(_ context.Context, _ string, _ time.Time, l forecast.Layer) (forecast.Series, error) {
	x := memorySeries{memoryField: memoryField{m, l, nil}}
	for i := range m.times {
		if m.fields[l.Name()][i] != nil {
			x.at = append(x.at, i)
		}
	}
	if x.at == nil {
		return nil, forecast.Errorf(forecast.NotFound, "test", "no %s", l.Name())
	}
	return x, nil
}

// read gives a layer's field at a time.
func (m *memory) read(t testing.TB, name string, at int) []float32 {
	t.Helper()
	f, err := New(m).Open(ctx, forecast.Ref{Dataset: "test", Run: start, Layer: layerNamed(t, name), Time: m.times[at]})
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]float32, m.grid.Size())
	if err := f.Read(ctx, forecast.Window{Rows: m.grid.Rows(), Cols: m.grid.Cols()}, dst); err != nil {
		t.Fatal(err)
	}
	return dst
}

// value gives a layer of a run whose fields are the same everywhere.
func (m *memory) value(t testing.TB, name string) float64 {
	t.Helper()
	return float64(m.read(t, name, 0)[0])
}

// single makes a run of one time on two nodes.
func single(t testing.TB, values map[string]float64) *memory {
	t.Helper()
	return newMemory(t, []float64{10, 0}, []float64{0, 10}, 0).put(values)
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.7g, want %.7g within %g", what, got, want, within)
	}
}

// axis gives n values from first on.
func axis(first, step float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = first + float64(i)*step
	}
	return out
}
