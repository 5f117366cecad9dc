// Package ensemble computes statistics over the members of a run, node by node, as fields and series
// that can be drawn and read like a model's own.
package ensemble

import (
	"math"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// Kind says what is computed of the members' values.
type Kind uint8

// The kinds of statistic.
const (
	Mean        Kind = iota
	Spread           // standard deviation of the members about their mean, divided by their number
	Percentile       // linear between the sorted members, as numpy does it
	Probability      // the fraction of the members beyond a threshold
)

// Statistic is what is asked of the members. Statistics are comparable.
type Statistic struct {
	Kind         Kind
	Percent      float64 // of a Percentile, 0 to 100
	Above, Below float64 // of a Probability: a member counts that is greater than Above and less than Below
}

// Parse reads a statistic: mean, spread, min, max, p0 to p100, or probability with a threshold above,
// below or both, in SI units. It fails with kind Invalid.
func Parse(name, above, below string) (Statistic, error) {
	const op = "ensemble.Parse"
	s := Statistic{Above: math.Inf(-1), Below: math.Inf(1)}
	if name != "probability" && above+below != "" {
		return s, forecast.Errorf(forecast.Invalid, op, "above and below belong to statistic=probability")
	}
	switch name {
	case "mean":
		return s, nil
	case "spread":
		s.Kind = Spread
		return s, nil
	case "min", "max":
		s.Kind = Percentile
		if name == "max" {
			s.Percent = 100
		}
		return s, nil
	case "probability":
		s.Kind = Probability
		return s, s.thresholds(above, below)
	}
	digits, isPercent := strings.CutPrefix(name, "p")
	p, err := strconv.ParseFloat(digits, 64)
	if !isPercent || err != nil || !(p >= 0 && p <= 100) {
		return s, forecast.Errorf(forecast.Invalid, op, "statistic is mean, spread, min, max, p0 to p100, or probability with above= or below=, not %q", name)
	}
	s.Kind, s.Percent = Percentile, p
	return s, nil
}

func (s *Statistic) thresholds(above, below string) error {
	for _, t := range []struct {
		text string
		to   *float64
	}{{above, &s.Above}, {below, &s.Below}} {
		if t.text == "" {
			continue
		}
		v, err := strconv.ParseFloat(t.text, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return forecast.Errorf(forecast.Invalid, "ensemble.Parse", "a threshold is a number in SI units, not %q", t.text)
		}
		*t.to = v
	}
	if above+below == "" || s.Above >= s.Below {
		return forecast.Errorf(forecast.Invalid, "ensemble.Parse", "a probability needs a threshold: above=, below=, or both for what lies between")
	}
	return nil
}

// String gives the statistic as requests spell it, without thresholds.
func (s Statistic) String() string {
	switch {
	case s.Kind == Mean:
		return "mean"
	case s.Kind == Spread:
		return "spread"
	case s.Kind == Probability:
		return "probability"
	}
	return "p" + strconv.FormatFloat(s.Percent, 'f', -1, 64)
}

// Of gives the layer that the statistic of a layer is: the same, but for a spread, which is a
// difference, and a probability.
func (s Statistic) Of(l forecast.Layer) forecast.Layer {
	v := *l.Variable
	low, high := v.Range(l.Level)
	switch v.Statistic = s.String(); s.Kind {
	case Spread:
		v.Title = forecast.Title{EN: v.Title.EN + " spread", ZH: v.Title.ZH + "离散度"}
		v.StandardName, v.Display.Offset = "", 0
		if v.Display.Units == "°C" {
			v.Display.Units = "K"
		}
		v.Min, v.Max = 0, (high-low)/2
	case Probability:
		v.Title = forecast.Title{EN: v.Title.EN + " probability", ZH: v.Title.ZH + "概率"}
		v.StandardName, v.Units, v.Display = "", "1", forecast.Display{Units: "%", Scale: 100}
		v.Min, v.Max, v.Step, v.Relative = 0, 1, 0.0001, 0
	default:
		return l
	}
	l.Variable = &v
	return l
}
