package forecast

import (
	"fmt"
	"math"
	"sort"
)

// Axis is one coordinate of a grid: strictly monotonic values, evenly spaced or not.
type Axis struct {
	values []float64
	step   float64 // the mean step; 0 for a single value
	even   bool    // every value lies where the mean step puts it
	period float64 // on an axis that closes on itself how far on its first value comes again, else 0
}

// evenTolerance is how far, in steps, a value of an even axis may lie from its place. Coordinates
// kept as float32 are off by up to 3e-5 degrees.
const evenTolerance = 2e-3

func newAxis(values []float64) (Axis, error) {
	n := len(values)
	a := Axis{values: values, even: true}
	if n == 0 {
		return a, fmt.Errorf("it has no values")
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return a, fmt.Errorf("value %d is %v", i, v)
		}
		if i > 1 && (v-values[i-1])*(values[1]-values[0]) <= 0 || i == 1 && v == values[0] {
			return a, fmt.Errorf("it is not strictly monotonic: value %d is %v after %v", i, v, values[i-1])
		}
	}
	if n > 1 {
		a.step = (values[n-1] - values[0]) / float64(n-1)
	}
	for i, v := range values {
		if math.Abs(v-values[0]-float64(i)*a.step) > evenTolerance*math.Abs(a.step) {
			a.even = false
		}
	}
	return a, nil
}

// Len gives the number of values.
func (a *Axis) Len() int { return len(a.values) }

// Values gives the coordinates; the caller must not change them.
func (a *Axis) Values() []float64 { return a.values }

// Even says whether the values are evenly spaced.
func (a *Axis) Even() bool { return a.even }

// Periodic says whether the value after the last is the first again, a turn on.
func (a *Axis) Periodic() bool { return a.period > 0 }

// Locate gives the place of v on the axis as a whole index i and a fraction f in [0, 1) toward
// i+1, and whether v lies on the axis at all. On a periodic axis i+1 may be Len, which stands for
// index 0. At the very end of the axis f is 0.
func (a *Axis) Locate(v float64) (i int, f float64, ok bool) {
	return a.locate(v, slack, nearNode)
}

const (
	slack    = 5e-4 // of a step: a coordinate kept as float32 is not outside by its last bits
	nearNode = 1e-7 // of a cell: a place there is at the node but for rounding
)

func (a *Axis) locate(v, slack, nearNode float64) (i int, f float64, ok bool) {
	n := len(a.values)
	first, last := a.values[0], a.values[n-1]
	if a.period > 0 {
		v = first + wrap(v-first, a.period)
		if v > last {
			return split(float64(n-1)+(v-last)/(first+a.period-last), n, nearNode)
		}
	}
	if n == 1 {
		return 0, 0, math.Abs(v-first) < 1e-9
	}
	if s := (v - first) / a.step; s < 0 && s > -slack {
		v = first
	} else if s := (v - last) / a.step; s > 0 && s < slack {
		v = last
	}
	if (v-first)*(v-last) > 0 || math.IsNaN(v) {
		return 0, 0, false
	}
	if a.even {
		return split((v-first)/a.step, n, nearNode)
	}
	k := sort.Search(n, func(k int) bool { return (a.values[k]-v)*a.step >= 0 })
	if a.values[k] == v {
		return k, 0, true
	}
	f = (v - a.values[k-1]) / (a.values[k] - a.values[k-1])
	if f > 1-nearNode {
		return k, 0, true
	} else if f < nearNode {
		f = 0
	}
	return k - 1, f, true
}

// position gives the place of v as a fractional index, which goes on beyond both ends of an open
// axis at the pace of its outermost cells. On a periodic axis it lies in [0, Len).
func (a *Axis) position(v float64) float64 {
	n := len(a.values)
	first, last := a.values[0], a.values[n-1]
	if a.period > 0 {
		v = first + wrap(v-first, a.period)
		if v > last {
			return float64(n-1) + (v-last)/(first+a.period-last)
		}
	}
	switch {
	case n == 1 && v == first:
		return 0
	case n == 1:
		return math.NaN()
	case a.even:
		return (v - first) / a.step
	case (v-first)*a.step <= 0:
		return (v - first) / (a.values[1] - first)
	case (v-last)*a.step >= 0:
		return float64(n-1) + (v-last)/(last-a.values[n-2])
	}
	k := sort.Search(n, func(k int) bool { return (a.values[k]-v)*a.step >= 0 })
	return float64(k-1) + (v-a.values[k-1])/(a.values[k]-a.values[k-1])
}

// coordinate gives the value at a fractional index, within the axis or its turn.
func (a *Axis) coordinate(at float64) float64 {
	n := len(a.values)
	i := max(0, min(int(at), n-1))
	v, f := a.values[i], at-float64(i)
	switch {
	case f == 0:
		return v
	case i+1 < n:
		return v + (a.values[i+1]-v)*f
	case a.period > 0:
		return v + (a.values[0]+a.period-v)*f
	}
	return v
}

// split cuts a fractional index in two and takes it to the nearest whole where it is one but for
// rounding.
func split(x float64, n int, nearNode float64) (int, float64, bool) {
	i := math.Floor(x)
	f := x - i
	if f > 1-nearNode {
		i, f = i+1, 0
	} else if f < nearNode {
		f = 0
	}
	if int(i) >= n {
		return 0, f, true
	}
	return int(i), f, true
}

// wrap brings x into [0, period).
func wrap(x, period float64) float64 {
	x = math.Mod(x, period)
	if x < 0 {
		x += period
	}
	if x >= period { // -tiny + period rounds to period
		return 0
	}
	return x
}

// thin keeps every factor-th value and the last one; a periodic axis only where its length is a
// multiple of factor.
func (a *Axis) thin(factor int) (Axis, bool) {
	n := len(a.values)
	if a.period > 0 && n%factor != 0 {
		return Axis{}, false
	}
	var kept []float64
	for i := 0; i < n; i += factor {
		kept = append(kept, a.values[i])
	}
	if last := a.values[n-1]; a.period == 0 && kept[len(kept)-1] != last {
		kept = append(kept, last)
	}
	out, err := newAxis(kept)
	out.period = a.period
	return out, err == nil
}
