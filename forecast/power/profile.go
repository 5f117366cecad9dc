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
	low, perUnit float64
	factors      [shearCells + 2]float64
}

const shearCells = 4096

func newShears(z1, z2, z float64) *shears {
	low, high := math.Pow(z1/z2, maxShear), math.Pow(z1/z2, minShear)
	s := &shears{low: low, perUnit: shearCells / (high - low)}
	for i := range s.factors {
		ratio := low + float64(min(i, shearCells))/s.perUnit
		s.factors[i] = math.Pow(ratio, math.Log(z/z2)/math.Log(z1/z2))
	}
	return s
}

// at is PowerLaw(v1, z1, v2, z2, z).
func (s *shears) at(v1, v2 float64) float64 {
	if !(v2 > 0) || v1 != v1 {
		return v2 + 0*v1 // calm, or missing
	}
	x := min(max((v1/v2-s.low)*s.perUnit, 0), shearCells)
	i := int(x)
	return v2 * (s.factors[i] + (x-float64(i))*(s.factors[i+1]-s.factors[i]))
}

// Between gives the weight of the upper of two heights in the speed at a height z between them:
// speed is linear in the logarithm of height, which is the log law of whatever roughness the two
// speeds have.
func Between(z1, z2, z float64) float64 { return math.Log(z/z1) / math.Log(z2/z1) }
