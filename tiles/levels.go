package tiles

import (
	"math"
	"strconv"

	"github.com/fengtu/fengtu/forecast"
)

// levels says at which values of a layer lines are drawn: at whole multiples of an interval, counted
// from what people read as 0, or at the stops of its scale.
type levels struct {
	display  forecast.Display
	interval float64 // SI; 0 where values has them all
	first    int     // of the lines at hand, in intervals
	values   []float64
}

// mostLevels bounds the lines between the lowest and the highest possible value that may be asked for.
const mostLevels = 1000

// levelsOf gives the levels of a layer; interval 0 asks for its own. It fails with kind Invalid
// where the interval is too narrow.
func levelsOf(l forecast.Layer, interval float64, scale *Scale) (levels, error) {
	const op = "tiles.MVT"
	out := levels{display: l.Variable.Display, interval: interval}
	if l.Variable.Shape == forecast.Direction {
		return out, forecast.Errorf(forecast.Invalid, op, "%s is a direction, which has no lines of equal value: ask for the wind's arrows", l.Name())
	}
	if interval == 0 {
		all, err := builtIn()
		if err != nil {
			return out, forecast.Errorf(forecast.Internal, op, "the table of intervals cannot be read: %w", err)
		}
		own, found := all.isolines.nearest(l)
		if !found {
			for _, stop := range scale.Stops {
				out.values = append(out.values, stop.Value)
			}
			return out, nil
		}
		out.interval = own
		return out, nil
	}
	low, high := l.Variable.Range(l.Level)
	if !((high-low)/interval <= mostLevels) {
		return out, forecast.Errorf(forecast.Invalid, op,
			"lines every %g %s would cover everything: make interval at least %.3g", interval, l.Variable.Units, (high-low)/mostLevels)
	}
	return out, nil
}

// within gives the levels from low to high; around takes in the next beyond each end.
func (l *levels) within(low, high float32, around bool, dst []float32) []float32 {
	dst = dst[:0]
	if l.interval == 0 {
		for _, v := range l.values {
			dst = append(dst, float32(v))
		}
		return dst
	}
	from, to := math.Ceil((float64(low)-l.zero())/l.interval), math.Floor((float64(high)-l.zero())/l.interval)
	if around {
		from, to = from-1, to+1
	}
	l.first = int(from)
	l.values = l.values[:0]
	for k := from; k <= to; k++ {
		v := tidy(l.zero() + k*l.interval)
		l.values, dst = append(l.values, v), append(dst, float32(v))
	}
	return dst
}

// zero gives the value that people read as 0.
func (l *levels) zero() float64 { return -l.display.Offset / l.display.Scale }

// perUnit gives the number of levels a unit, 0 where they are not even.
func (l *levels) perUnit() float32 {
	if l.interval == 0 {
		return 0
	}
	return float32(1 / l.interval)
}

// major says whether a line is one of every fifth, which maps draw heavier.
func (l *levels) major(k int) bool { return l.interval > 0 && (l.first+k)%5 == 0 }

// shown writes a level as people read it.
func (l *levels) shown(k int) string {
	return label(math.Round((l.values[k]*l.display.Scale+l.display.Offset)*1e6) / 1e6)
}

// tag gives the line of level k its properties.
func (l *levels) tag(w *mvtWriter, k int) {
	w.tag("value", l.values[k])
	w.tag("label", l.shown(k))
	w.tag("major", l.major(k))
}

// tagBand gives band k, between levels k-1 and k, its properties.
func (l *levels) tagBand(w *mvtWriter, k int) {
	switch n := len(l.values); {
	case n == 0:
		return
	case k == 0:
		w.tag("to", l.values[0])
		w.tag("label", "<"+l.shown(0))
	case k == n:
		w.tag("from", l.values[n-1])
		w.tag("label", "≥"+l.shown(n-1))
	default:
		w.tag("from", l.values[k-1])
		w.tag("to", l.values[k])
		w.tag("label", l.shown(k-1)+"–"+l.shown(k))
	}
}

// colour gives the colour of band k: that of its middle.
func (l *levels) colour(s *Scale, k int) Colour {
	n := len(l.values)
	switch {
	case n == 0:
		return Colour{}
	case k == 0:
		return s.Colour(l.values[0] - math.Max(l.interval, 1e-6*math.Abs(l.values[0])+1e-9))
	case k == n:
		return s.Colour(l.values[n-1] + math.Max(l.interval, 1e-6*math.Abs(l.values[n-1])+1e-9))
	}
	return s.Colour((l.values[k-1] + l.values[k]) / 2)
}

// plain writes a value as people read it: whole where it has three digits before the point.
func plain(d forecast.Display, v float64) string {
	shown := v*d.Scale + d.Offset
	decimals := d.Decimals
	if math.Abs(shown) >= 100 {
		decimals = 0
	}
	return strconv.FormatFloat(shown, 'f', decimals, 64)
}
