package tiles

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// ScaleOf gives the scale a layer is coloured with: the one for its level, or for the nearest of
// the same kind (by the logarithm of pressure), or else the one for all levels of its variable; one
// of its own for a statistic over members. It fails with kind Internal where palettes.json has none.
func ScaleOf(layer forecast.Layer) (*Scale, error) {
	const op = "tiles.ScaleOf"
	all, err := builtIn()
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, op, "the table of colours cannot be read: %w", err)
	}
	if s := all.nearest(layer); s != nil {
		return s, nil
	}
	return nil, forecast.Errorf(forecast.Internal, op, "palettes.json has no colours for %s", layer.Name())
}

func (p palettes) nearest(layer forecast.Layer) *Scale {
	var best *Scale
	least := math.Inf(1)
	name := layer.Variable.Name
	if s := layer.Variable.Statistic; s != "" {
		name = statisticKey(name, s)
	}
	for _, c := range p[name] {
		d := math.MaxFloat64 // no level: when nothing else fits
		switch {
		case c.level == layer.Level:
			return c.scale
		case c.level.Kind != forecast.Surface && c.level.Kind == layer.Level.Kind:
			d = math.Abs(math.Log(c.level.Value / layer.Level.Value))
		case c.level.Kind != forecast.Surface:
			continue
		}
		if d < least {
			best, least = c.scale, d
		}
	}
	return best
}
