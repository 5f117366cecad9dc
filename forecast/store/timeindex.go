package store

import (
	"slices"
	"time"
)

// timeIndex finds times on an axis.
type timeIndex struct {
	seconds []int64 // ascending
	places  []int   // of each, on the axis
}

// indexOf makes the index of some places of an axis, which may be out of order.
func indexOf(axis []time.Time, places []int) timeIndex {
	x := timeIndex{places: slices.SortedFunc(slices.Values(places), func(a, b int) int { return axis[a].Compare(axis[b]) })}
	for _, p := range x.places {
		x.seconds = append(x.seconds, axis[p].Unix())
	}
	return x
}

// at gives the place of a time: at once where the times are evenly spaced, as nearly always.
func (x timeIndex) at(seconds int64) (place int, ok bool) {
	last := len(x.seconds) - 1
	if last < 0 || seconds < x.seconds[0] || seconds > x.seconds[last] {
		return 0, false
	}
	k := 0
	if last > 0 {
		k = int((seconds - x.seconds[0]) * int64(last) / (x.seconds[last] - x.seconds[0]))
	}
	if x.seconds[k] != seconds {
		if k, ok = slices.BinarySearch(x.seconds, seconds); !ok {
			return 0, false
		}
	}
	return x.places[k], true
}
