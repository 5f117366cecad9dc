package power

import (
	"context"
	"errors"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// Fields computes weather at a hub and the power of a turbine over a window of a grid's nodes, one
// time after another. It is for one goroutine, and uses all processors itself.
type Fields struct {
	Hub    *Hub
	Window forecast.Window

	run     Run
	turbine *Turbine // nil: weather alone
	losses  Losses
	correct float64 // as the model's, 1 for none
	inputs  [][]float32
	stopped []bool // by node: the turbine stands still since a storm
	at      *At
	factor  []float32
}

// NewFields begins over a window, for a hub height in m and a turbine, or for nil weather alone. It
// fails with kind Invalid where the dataset does not have what that takes.
func NewFields(run Run, w forecast.Window, hub float64, turbine *Turbine, losses Losses, m Model) (*Fields, error) {
	probe := Farm{Name: "of the grid", HubHeight: hub, Turbine: turbine, Losses: losses}
	if turbine == nil {
		probe.Turbine = calm
	}
	p, err := m.plan(run.Inventory, []Farm{probe})
	if err != nil {
		return nil, err
	}
	f := &Fields{Hub: p.hubs[0], Window: w, run: run, losses: losses, correct: 1, at: NewAt(w.Size()), factor: make([]float32, w.Size()), stopped: make([]bool, w.Size())}
	if m.Correction != 0 {
		f.correct = m.Correction
	}
	if turbine != nil {
		f.turbine = p.turbines[0]
	}
	if !losses.NeedsHumidity() {
		f.at.Humidity = nil
	}
	for range f.Hub.Layers {
		f.inputs = append(f.inputs, make([]float32, w.Size()))
	}
	return f, nil
}

// calm stands in where no turbine is asked for.
var calm = &Turbine{Curve: &Curve{speeds: []float64{0, 1}, powers: []float64{0, 0}}}

// Next computes a time, which must be later than the one before. What it gives is good until the
// next call: weather at each node, and the turbine's power after losses as a fraction of its rated
// power.
func (f *Fields) Next(ctx context.Context, t time.Time) (at *At, capacityFactor []float32, err error) {
	group, loading := errgroup.WithContext(ctx)
	for i, layer := range f.Hub.Layers {
		group.Go(func() error { return f.load(loading, i, layer, t) })
	}
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	parts := runtime.GOMAXPROCS(0)
	n := f.Window.Size()
	var computing errgroup.Group
	for k := range parts {
		from, to := k*n/parts, (k+1)*n/parts
		computing.Go(func() error { f.compute(from, to); return nil })
	}
	return f.at, f.factor, computing.Wait()
}

// load reads one input's values at a time; a field that is not there is missing.
func (f *Fields) load(ctx context.Context, i int, layer forecast.Layer, t time.Time) error {
	if still(layer) {
		at, ok := stillTime(f.run.Inventory, layer)
		if ok {
			t = at
		}
	}
	ref := forecast.Ref{Dataset: f.run.Inventory.Dataset, Run: f.run.Inventory.Run, Layer: layer, Time: t}
	err := f.read(ctx, ref, f.inputs[i])
	if errors.Is(err, objects.ErrChanged) { // replaced meanwhile: once more, all from the new one
		err = f.read(ctx, ref, f.inputs[i])
	}
	return err
}

func (f *Fields) read(ctx context.Context, ref forecast.Ref, dst []float32) error {
	field, err := f.run.Source.Open(ctx, ref)
	if forecast.KindOf(err) == forecast.NotFound {
		for k := range dst {
			dst[k] = missing
		}
		return nil
	}
	if err != nil {
		return err
	}
	return field.Read(ctx, f.Window, dst)
}

func (f *Fields) compute(from, to int) {
	part := f.at.part(from, to)
	in := make([][]float32, len(f.inputs))
	for i := range in {
		in[i] = f.inputs[i][from:to]
	}
	f.Hub.Compute(part, in...)
	if f.turbine == nil {
		return
	}
	scale, weather := f.losses.Factor()/f.turbine.Rated, f.losses.NeedsTemperature()
	for k, v := range part.Speed {
		p := f.turbine.next(&f.stopped[from+k], float64(v), float64(part.Density[k])) * scale
		if weather {
			p *= f.losses.Weather(float64(part.Temperature[k]), part.humidity(k))
		}
		if f.correct != 1 {
			p = min(p*f.correct, 1)
		}
		f.factor[from+k] = float32(p)
	}
}
