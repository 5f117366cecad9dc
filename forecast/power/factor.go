package power

import "github.com/fengtu/fengtu/forecast"

// Factor computes the capacity factor of a turbine that nothing else is told of, from the layers of
// one dataset. It does not change and may be used by several goroutines.
type Factor struct {
	hub   *Hub
	curve *rapid
}

// NewFactor chooses the way as PlanHub does by default, for a turbine with its hub at a height in m.
// It fails with kind Invalid where the dataset tells no wind there.
func NewFactor(stored []forecast.Layer, turbine *Turbine, height float64) (*Factor, error) {
	hub, err := PlanHub(stored, height, Options{})
	return &Factor{hub, newRapid(turbine)}, err
}

// Layers gives the layers that Compute takes the values of, in this order.
func (f *Factor) Layers() []forecast.Layer { return f.hub.Layers }

// Compute fills dst with the turbine's power as a fraction of its rated power, value by value: each
// by itself, so that a turbine with a Restart of its own runs again as soon as the wind is below
// CutOut.
func (f *Factor) Compute(dst []float32, in [][]float32) {
	const block = 512 // values that stay in the processor's nearest cache
	at := NewAt(min(block, len(dst)))
	at.Temperature, at.Humidity = nil, nil
	part := make([][]float32, len(in))
	for from := 0; from < len(dst); from += block {
		to := min(from+block, len(dst))
		for i := range in {
			part[i] = in[i][from:to]
		}
		some := at.part(0, to-from)
		f.hub.Compute(some, part...)
		f.curve.fill(dst[from:to], some.Speed, some.Density)
	}
}
