package power

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/fengtu/fengtu/forecast"
)

// Profile says how the wind at the hub is made of the heights that a dataset has.
type Profile uint8

// The profiles.
const (
	Auto   Profile = iota // the first that the dataset allows, as docs/power.md orders them
	Log                   // log law over a roughness length, from the nearest height
	Power                 // power law through the two nearest heights
	Levels                // between pressure levels, by their height above the ground
)

var profileNames = [...]string{"auto", "log", "power", "levels"}

// String gives the profile as queries spell it.
func (p Profile) String() string { return profileNames[p] }

// DefaultRoughness is the roughness length in m where none is stated and none is stored: open
// farmland with few hedges (Davenport's class 4).
const DefaultRoughness = 0.1

// Options say how wind and air at the hub are found. The zero Options choose by the dataset.
type Options struct {
	Profile   Profile
	Roughness float64 // stated, in m; 0: the dataset's own, or DefaultRoughness
	Air       Air
	AnyAir    bool // Air is asked for: fail where the dataset does not allow it
}

// Hub is how wind, density and temperature at one height above the ground are computed from the
// layers of one dataset. It does not change and may be used by several goroutines.
type Hub struct {
	Height  float64
	Layers  []forecast.Layer // the inputs, in the order that Compute takes them
	Wind    string           // how the wind is found, for people
	Density string           // how the density is found

	wind                                                                      func(dst []float32, in [][]float32)
	air                                                                       Air
	temperatureAt, pressureAt, mslAt, groundAt, dewAt, humidityAt, moistureAt int // places in Layers, -1: none
	temperatureHeight                                                         float64
	moist                                                                     *moistAir // nil where density is found otherwise
}

// At is weather at a hub: one value a time or node, NaN where it is missing.
type At struct {
	Speed       []float32 // m s-1
	Density     []float32 // kg m-3
	Temperature []float32 // K; NaN where the dataset has none; nil: not asked for
	Humidity    []float32 // relative, a fraction; NaN where the dataset has none; nil: not asked for
}

// NewAt makes room for n values.
func NewAt(n int) *At {
	all := make([]float32, 4*n)
	return &At{all[:n:n], all[n : 2*n : 2*n], all[2*n : 3*n : 3*n], all[3*n:]}
}

// part gives the weather of some of the values.
func (a *At) part(from, to int) *At {
	out := &At{Speed: a.Speed[from:to], Density: a.Density[from:to]}
	if a.Temperature != nil {
		out.Temperature = a.Temperature[from:to]
	}
	if a.Humidity != nil {
		out.Humidity = a.Humidity[from:to]
	}
	return out
}

// humidity gives that of one value, NaN where it was not asked for.
func (a *At) humidity(i int) float64 {
	if a.Humidity == nil {
		return math.NaN()
	}
	return float64(a.Humidity[i])
}

// PlanHub chooses how to compute weather at a height above the ground, in m, from stored layers of a
// dataset. It fails with kind Invalid, saying what the dataset lacks, where what is asked for cannot
// be had, or no wind at all.
func PlanHub(stored []forecast.Layer, height float64, o Options) (*Hub, error) {
	if !(height >= 1 && height <= MaxHub) {
		return nil, forecast.Errorf(forecast.Invalid, "power.PlanHub", "the hub must be 1 to %d m above the ground, not %g m", MaxHub, height)
	}
	if !(o.Roughness >= 0 && o.Roughness <= 4) {
		return nil, forecast.Errorf(forecast.Invalid, "power.PlanHub", "the roughness length must be between 0 and 4 m, not %g m", o.Roughness)
	}
	h := &Hub{Height: height}
	have := layerSet(stored)
	if err := h.planWind(have, o); err != nil {
		return nil, err
	}
	return h, h.planAir(have, o)
}

type layerSet []forecast.Layer

func (s layerSet) has(name string, at forecast.Level) bool {
	return slices.ContainsFunc(s, func(l forecast.Layer) bool { return l.Variable.Name == name && l.Level == at })
}

// winds gives the levels of a kind at which there is a wind speed: stored, or both components.
func (s layerSet) winds(kind forecast.LevelKind) (out []float64) {
	for _, l := range s {
		at := l.Level
		if at.Kind == kind && !slices.Contains(out, at.Value) &&
			(s.has("wind_speed", at) || s.has("wind_u_component", at) && s.has("wind_v_component", at)) {
			out = append(out, at.Value)
		}
	}
	slices.Sort(out)
	return out
}

// need adds an input and gives its place.
func (h *Hub) need(name string, at forecast.Level) int {
	layer := forecast.Layer{Variable: forecast.VariableNamed(name), Level: at}
	if i := slices.Index(h.Layers, layer); i >= 0 {
		return i
	}
	h.Layers = append(h.Layers, layer)
	return len(h.Layers) - 1
}

func (h *Hub) needWind(height float64) int { return h.need("wind_speed", forecast.HeightAbove(height)) }

// planWind chooses the way from the heights and levels there are.
func (h *Hub) planWind(have layerSet, o Options) error {
	heights := have.winds(forecast.Height)
	levels := have.levels()
	i, exact := slices.BinarySearch(heights, h.Height)
	inside := i > 0 && i < len(heights)
	switch {
	case exact && o.Profile == Auto:
		k := h.needWind(h.Height)
		h.wind = func(dst []float32, in [][]float32) { copy(dst, in[k]) }
		h.Wind = fmt.Sprintf("the model's wind at %g m", h.Height)
	case inside && o.Profile == Auto:
		h.between(heights[i-1], heights[i])
	case len(heights) >= 2 && (o.Profile == Auto || o.Profile == Power):
		i = min(max(i, 1), len(heights)-1)
		h.powerLaw(heights[i-1], heights[i])
	case levels != nil && (o.Profile == Auto && !(len(heights) == 1 && heights[0] >= 50) || o.Profile == Levels):
		h.levels(heights, levels)
	case len(heights) >= 1 && (o.Profile == Auto || o.Profile == Log):
		h.logLaw(nearest(heights, h.Height), have, o.Roughness)
	default:
		return forecast.Errorf(forecast.Invalid, "power.PlanHub",
			"profile %s is not possible with this dataset: it has wind at %d heights above the ground and, with geopotential height and surface altitude, on %d pressure levels",
			o.Profile, len(heights), len(levels))
	}
	return nil
}

// nearest gives the height whose logarithm is nearest to that of h: shear is even in it.
func nearest(heights []float64, h float64) float64 {
	return slices.MinFunc(heights, func(a, b float64) int {
		if math.Abs(math.Log(a/h)) < math.Abs(math.Log(b/h)) {
			return -1
		}
		return 1
	})
}

func (h *Hub) between(low, high float64) {
	a, b, w := h.needWind(low), h.needWind(high), Between(low, high, h.Height)
	h.wind = func(dst []float32, in [][]float32) {
		below, above := in[a][:len(dst)], in[b][:len(dst)]
		for i := range dst {
			dst[i] = float32(float64(below[i])*(1-w) + float64(above[i])*w)
		}
	}
	h.Wind = fmt.Sprintf("between the model's winds at %g and %g m, linear in the logarithm of height", low, high)
}

// worthKeeping is how many values at a time make a table of the power law worth its while.
const worthKeeping = 256

func (h *Hub) powerLaw(low, high float64) {
	a, b := h.needWind(low), h.needWind(high)
	kept := sync.OnceValue(func() *shears { return newShears(low, high, h.Height) })
	h.wind = func(dst []float32, in [][]float32) {
		below, above := in[a][:len(dst)], in[b][:len(dst)]
		if len(dst) < worthKeeping {
			for i := range dst {
				dst[i] = float32(PowerLaw(float64(below[i]), low, float64(above[i]), high, h.Height))
			}
			return
		}
		kept().fill(dst, below, above)
	}
	h.Wind = fmt.Sprintf("power law through the model's winds at %g and %g m", low, high)
}

func (h *Hub) logLaw(from float64, have layerSet, stated float64) {
	k := h.needWind(from)
	if stated == 0 && have.has("roughness_length", forecast.Level{}) {
		z := h.need("roughness_length", forecast.Level{})
		lowest := min(from, h.Height) / 2 // the law ends where the roughness reaches the wind
		h.wind = func(dst []float32, in [][]float32) {
			for i := range dst {
				roughness := float64(in[z][i])
				dst[i] = float32(float64(in[k][i]) * LogLaw(from, h.Height, min(max(roughness, 1e-5), lowest)))
			}
		}
		h.Wind = fmt.Sprintf("log law from the model's wind at %g m over the model's roughness length", from)
		return
	}
	whose := "the stated"
	if stated == 0 {
		stated, whose = DefaultRoughness, "an assumed"
	}
	stated = min(stated, from/2, h.Height/2)
	factor := LogLaw(from, h.Height, stated)
	h.wind = func(dst []float32, in [][]float32) {
		for i, v := range in[k][:len(dst)] {
			dst[i] = float32(float64(v) * factor)
		}
	}
	h.Wind = fmt.Sprintf("log law from the model's wind at %g m over %s roughness length of %g m", from, whose, stated)
}
