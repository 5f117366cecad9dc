package tiles

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/fengtu/fengtu/forecast"
)

// Style says how a layer is coloured. The zero Style is the layer's own.
type Style struct {
	Name    string  // one of Styles; "" is the default
	Range   *Range  // what the colours are stretched over; nil is the scale's own
	Spacing Spacing // where the colours lie in the range
	Bands   int     // flat steps instead of shades; 0 for none
	Fade    float64 // how much is taken off the opacity: 0 nothing, 1 all
	Below   *Colour // in place of the scale's own
	Above   *Colour
}

// Range is an interval of values, SI.
type Range struct{ Low, High float64 }

// Spacing says how a scale's colours are spread over its values.
type Spacing string

// The spacings.
const (
	OwnSpacing Spacing = ""       // as palettes.json has them
	Linear     Spacing = "linear" // evenly
	Log        Spacing = "log"    // evenly by the logarithm; the range must be above 0
)

const (
	maxStops = 126 // half of what a palette holds
	maxBands = 64
	// logParts is how many straight pieces stand for the logarithm between two colours.
	logParts = 4
)

// Scale gives the colours of a layer in the style: those for its level, or for the nearest of the
// same kind (by the logarithm of pressure), or else those for all levels of its variable. It fails
// with kind Invalid where the style makes no sense, and says what would; with kind Internal where
// palettes.json has no colours for the layer.
func (s Style) Scale(layer forecast.Layer) (*Scale, error) {
	all, err := builtIn()
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, opStyle, "the table of colours cannot be read: %w", err)
	}
	if s.Name == "" {
		s.Name = defaultStyle
	}
	style, ok := all.styles[s.Name]
	if !ok {
		return nil, invalidStyle("there is no style %q: ask for %s", s.Name, strings.Join(all.names(), ", "))
	}
	base, ok := style.nearest(layer)
	if !ok {
		return nil, forecast.Errorf(forecast.Internal, opStyle, "palettes.json has no colours for %s", layer.Name())
	}
	if s == (Style{Name: s.Name}) {
		return base, nil
	}
	return adapted.get(s.key(layer), func() (*Scale, error) { return s.adapt(base) })
}

const opStyle = "tiles.Style.Scale"

func invalidStyle(format string, args ...any) error {
	return forecast.Errorf(forecast.Invalid, opStyle, format, args...)
}

// adapt gives a scale as the style wants it.
func (s Style) adapt(base *Scale) (*Scale, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	stops, err := s.spread(base)
	if err != nil {
		return nil, err
	}
	below, above := base.Below, base.Above
	if s.Below != nil {
		below = *s.Below
	}
	if s.Above != nil {
		above = *s.Above
	}
	out := &Scale{Stops: stops, Steps: base.Steps, Below: below, Above: above}
	if s.Bands > 0 {
		out.band(s.Bands)
	}
	for i := range out.Stops {
		out.Stops[i].Colour = out.Stops[i].Colour.faded(s.Fade)
	}
	return newScale(out.Stops, out.Steps, out.Below.faded(s.Fade), out.Above.faded(s.Fade)), nil
}

// check says what is wrong with the style for every scale.
func (s Style) check() error {
	if r := s.Range; r != nil {
		if !(r.Low < r.High) || math.Abs(r.Low) > largest || math.Abs(r.High) > largest {
			return invalidStyle("there is nothing between %g and %g: write range=min,max with min below max", r.Low, r.High)
		}
		// Stops must differ as the 32-bit values that tiles are drawn from.
		if r.High-r.Low < 1e-4*math.Max(math.Abs(r.Low), math.Abs(r.High)) {
			return invalidStyle("the range %g to %g is too narrow to draw: make it at least a ten-thousandth of its values wide", r.Low, r.High)
		}
	}
	if s.Bands != 0 && (s.Bands < 2 || s.Bands > maxBands) {
		return invalidStyle("a scale cannot have %d bands: ask for 2 to %d", s.Bands, maxBands)
	}
	if !(s.Fade >= 0 && s.Fade <= 1) {
		return invalidStyle("an opacity of %g cannot be drawn: ask for 0 to 1", 1-s.Fade)
	}
	if !slices.Contains([]Spacing{OwnSpacing, Linear, Log}, s.Spacing) {
		return invalidStyle("there is no scale %q: ask for linear or log", string(s.Spacing))
	}
	return nil
}

// spread gives the stops of a scale over the style's range with its spacing.
func (s Style) spread(base *Scale) ([]Stop, error) {
	first, last := base.ends()
	low, high := first, last
	if s.Range != nil {
		low, high = s.Range.Low, s.Range.High
	}
	if s.Spacing == Log && low <= 0 {
		return nil, invalidStyle("a logarithmic scale cannot begin at %g: give a range above 0, such as range=0.1,100", low)
	}
	if s.Spacing == OwnSpacing {
		stops := slices.Clone(base.Stops)
		for k := range stops {
			stops[k].Value = tidy(low + (stops[k].Value-first)/(last-first)*(high-low))
		}
		return stops, nil
	}
	n := len(base.Stops) - 1
	if s.Spacing == Log && !base.Steps {
		n = min(n*logParts, maxStops-1)
	}
	stops := make([]Stop, n+1)
	for k := range stops {
		f := float64(k) / float64(n)
		v := low + f*(high-low)
		if s.Spacing == Log {
			v = low * math.Pow(high/low, f)
		}
		stops[k] = Stop{tidy(v), base.at(f)}
	}
	return stops, nil
}

// band cuts a scale into n flat steps, of equal width or, where the stops crowd, with as many in
// each gap between stops.
func (s *Scale) band(n int) {
	stops := make([]Stop, n+1)
	along := ruler{stops: s.Stops, width: n, even: !s.crowded()}
	for k := range stops {
		middle := along.value(math.Min(float64(k), float64(n-1)) + 0.5)
		stops[k] = Stop{tidy(along.value(float64(k))), s.Colour(middle)}
	}
	s.Stops, s.Steps = stops, true
}

// faded gives the colour with a part of its opacity taken off.
func (c Colour) faded(part float64) Colour {
	c.A = uint8(math.Round(float64(c.A) * (1 - part)))
	return c
}

// key names the style of a layer.
func (s Style) key(l forecast.Layer) string {
	text := func(c *Colour) string {
		if c == nil {
			return ""
		}
		return c.String()
	}
	var r Range
	if s.Range != nil {
		r = *s.Range
	}
	return fmt.Sprint(l.Name(), l.Variable.Statistic, s.Name, s.Range != nil, r, s.Spacing, s.Bands, s.Fade, text(s.Below), text(s.Above))
}

// scaleCache keeps the scales of styles that were asked for: one costs as much as drawing a tile.
type scaleCache struct {
	mu     sync.Mutex
	scales map[string]*Scale
}

// maxAdapted bounds the cache, which is emptied when it is full: styles are few.
const maxAdapted = 256

var adapted scaleCache

func (c *scaleCache) get(key string, create func() (*Scale, error)) (*Scale, error) {
	c.mu.Lock()
	s := c.scales[key]
	c.mu.Unlock()
	if s != nil {
		return s, nil
	}
	s, err := create()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.scales == nil || len(c.scales) >= maxAdapted {
		c.scales = map[string]*Scale{}
	}
	c.scales[key] = s
	return s, nil
}
