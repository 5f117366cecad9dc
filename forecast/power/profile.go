package power

import "math"

// LogLaw gives the factor that takes a wind speed at one height to another in neutral air over a
// stated roughness length: ln(to/z₀) / ln(from/z₀). All are metres; heights lie above roughness.
func LogLaw(from, to, roughness float64) float64 {
	return math.Log(to/roughness) / math.Log(from/roughness)
}

// The exponents that PowerLaw keeps to: two speeds that hardly differ from none give any exponent.
// Below 0 wind falls with height (a low-level jet), above 0.6 lies the stable night over forest.
const minShear, maxShear = -0.2, 0.6

// PowerLaw gives the wind speed at a height z by the power law through the speeds at two others:
// v₂ (z/z₂)^α with α = ln(v₂/v₁) / ln(z₂/z₁), kept within -0.2 and 0.6.
func PowerLaw(v1, z1, v2, z2, z float64) float64 {
	switch {
	case v2 <= 0:
		return v2 // calm; NaN is not, and goes on
	case v1 <= 0:
		return v2 * math.Pow(z/z2, maxShear)
	}
	shear := math.Log(v2/v1) / math.Log(z2/z1)
	return v2 * math.Exp(math.Log(z/z2)*min(max(shear, minShear), maxShear))
}

// shears is PowerLaw from two heights to a third, kept by v₁/v₂ for many values: the factor of v₂ is a power of
// that, between the two at which the exponents end, and within 10⁻⁶ of it here.
type shears struct {
	low, perUnit float32
	factors      [shearCells + 2]float32
}

const shearCells = 4096

func newShears(z1, z2, z float64) *shears {
	low, high := math.Pow(z1/z2, maxShear), math.Pow(z1/z2, minShear)
	s := &shears{low: float32(low), perUnit: float32(shearCells / (high - low))}
	for i := range s.factors {
		ratio := low + float64(min(i, shearCells))/shearCells*(high-low)
		s.factors[i] = float32(math.Pow(ratio, math.Log(z/z2)/math.Log(z1/z2)))
	}
	return s
}

// fill gives PowerLaw(v1, z1, v2, z2, z) of speeds below and above.
func (s *shears) fill(dst, below, above []float32) {
	for i := s.eights(dst, below, above); i < len(dst); i++ {
		dst[i] = s.at(below[i], above[i])
	}
}

// at does one value; eights does the same operations in the same order.
func (s *shears) at(v1, v2 float32) float32 {
	factor := float32(1) // calm, or missing
	if v2 > 0 {
		x := atMost(atLeast(float32(v1/v2-s.low)*s.perUnit, 0), shearCells)
		i := int(x)
		factor = s.factors[i] + float32((x-float32(i))*(s.factors[i+1]-s.factors[i]))
	}
	return float32(v2*factor) + 0*v1
}

// Between gives the weight of the upper of two heights in the speed at a height z between them:
// speed is linear in the logarithm of height, which is the log law of whatever roughness the two
// speeds have.
func Between(z1, z2, z float64) float64 { return math.Log(z/z1) / math.Log(z2/z1) }
