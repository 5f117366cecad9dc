package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// ScaleOf gives the scale a layer is coloured with where no style is asked for; see Style.Scale.
func ScaleOf(layer forecast.Layer) (*Scale, error) { return Style{}.Scale(layer) }

// nearest gives what was made for a layer's level, or for the nearest of the same kind (by the
// logarithm of pressure), or else for all levels of its variable.
func (b byLayer[T]) nearest(layer forecast.Layer) (best T, found bool) {
	least := math.Inf(1)
	name := layer.Variable.Name
	if s := layer.Variable.Statistic; s != "" {
		name = statisticKey(name, s)
	}
	for _, c := range b[name] {
		d := math.MaxFloat64 // no level: when nothing else fits
		switch {
		case c.level == layer.Level:
			return c.it, true
		case c.level.Kind != forecast.Surface && c.level.Kind == layer.Level.Kind:
			d = math.Abs(math.Log(c.level.Value / layer.Level.Value))
		case c.level.Kind != forecast.Surface:
			continue
		}
		if d < least {
			best, least, found = c.it, d, true
		}
	}
	return best, found
}
