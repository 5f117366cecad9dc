package power

// rapid is a turbine's power for many values at a time: Curve.At in single precision and without branches
// that depend on the wind, within 10⁻⁵ of the rated power where densities are 0.6 to 1.7 kg m-3. It does not change.
type rapid struct {
	points        []float32 // speed and power of each point by turns, power as a share of the rated
	cells         []int32   // by part of a m s-1: the last point at or below it that has one after it
	last          int32     // the last point but one
	lastCell      float32
	cutIn, cutOut float32
}

// rapidCells is how many cells a m s-1 has: points are mostly at quarters of one.
const rapidCells = 64

func newRapid(t *Turbine) *rapid {
	speeds, powers := t.Curve.Points()
	r := &rapid{last: int32(len(speeds) - 2), cutIn: float32(t.CutIn), cutOut: float32(t.CutOut)}
	for i, v := range speeds {
		r.points = append(r.points, float32(v), float32(powers[i]/t.Rated))
	}
	k := int32(0)
	for cell := range int(t.Curve.storm*rapidCells) + 2 {
		for k < r.last && speeds[k+1] <= float64(cell)/rapidCells {
			k++
		}
		r.cells = append(r.cells, k)
	}
	r.lastCell = float32(len(r.cells) - 1)
	return r
}

// fill gives shares of the rated power at wind speeds in m s-1 in air of densities in kg m-3; they are
// missing where one of these is.
func (r *rapid) fill(dst, speed, density []float32) {
	for i := r.eights(dst, speed, density); i < len(dst); i++ {
		dst[i] = r.at(speed[i], density[i])
	}
}

// at is Curve.At: a point at a speed v lies at v exp(−m ln(ρ∕1.225)) in air of density ρ, with m of
// densityExponent. eights does the same operations in the same order.
func (r *rapid) at(v, density float32) float32 {
	ratio := density * (1 / StandardDensity)
	z := (ratio - 1) / (ratio + 1)
	zz := z * z
	log := float32(zz*(1.0/9)) + 1.0/7
	log = float32(zz*log) + 1.0/5
	log = float32(zz*log) + 1.0/3
	log = float32(zz*log) + 1
	log *= z + z
	still := v * exponential(gain(v)*log) // about the speed that is moved to v, and then nearer to it
	still = v * exponential(gain(still)*log)
	k := r.cells[int(atMost(atLeast(still*rapidCells, 0), r.lastCell))]
	low, high := r.moved(k, log), r.moved(k+1, log)
	for v < low && k > 0 || v >= high && k < r.last {
		if v < low {
			k--
		} else {
			k++
		}
		low, high = r.moved(k, log), r.moved(k+1, log)
	}
	below, above := r.points[2*k+1], r.points[2*k+3]
	switch {
	case v != v || density != density:
		return missing
	case v < r.cutIn || v >= r.cutOut || v < low:
		return 0
	}
	return below + float32((above-below)*atMost((v-low)/(high-low), 1))
}

// moved gives the speed of a point where the density has a logarithm.
func (r *rapid) moved(k int32, log float32) float32 {
	v := r.points[2*k]
	return v * exponential(gain(v)*-log)
}

// gain is densityExponent.
func gain(v float32) float32 {
	return atMost(atLeast(float32(v*(1.0/15))-1.0/6, slow), fast)
}

// exponential gives e to the power of x, by six terms of its series.
func exponential(x float32) float32 {
	y := float32(x*(1.0/720)) + 1.0/120
	y = float32(x*y) + 1.0/24
	y = float32(x*y) + 1.0/6
	y = float32(x*y) + 1.0/2
	y = float32(x*y) + 1
	return float32(x*y) + 1
}

// atLeast and atMost take a missing x for the bound.
func atLeast(x, low float32) float32 {
	if x > low {
		return x
	}
	return low
}

func atMost(x, high float32) float32 {
	if x < high {
		return x
	}
	return high
}
