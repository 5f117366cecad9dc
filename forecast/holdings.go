package forecast

import (
	"slices"
	"time"
)

// Holdings is what a run stores at one moment. It does not change after it is made.
type Holdings struct {
	Run    time.Time        // the reference time
	Times  []time.Time      // all that the run will have as far as known, in order
	Grids  []*Grid          // by level of detail
	Layers []Layer          // those with a field at any time, in the order of lists
	At     map[Layer][]bool // at which times, by index in Times
}

// Stores says whether a layer has a field at any time.
func (h *Holdings) Stores(l Layer) bool { return h.At[l] != nil }

// Has says whether a stored layer's field at a time is there.
func (h *Holdings) Has(l Layer, t time.Time) bool {
	i, ok := slices.BinarySearchFunc(h.Times, t, time.Time.Compare)
	at := h.At[l]
	return ok && at != nil && at[i]
}

// Since is where the value at the k-th time of the run begins to accumulate: at the step before it,
// or the run's reference time.
func (h *Holdings) Since(k int) time.Time {
	switch {
	case k > 0:
		return h.Times[k-1]
	case len(h.Times) > 0 && h.Times[0].Before(h.Run):
		return h.Times[0]
	}
	return h.Run
}
