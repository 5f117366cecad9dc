package tiles

import (
	"math"
	"sort"
	"strconv"

	"github.com/fengtu/fengtu/forecast"
)

// ruler lays a scale's values along the bar of a legend: evenly by value or, where the stops
// crowd, as they do for rain, and where steps differ in width, every stop as far from the next.
type ruler struct {
	stops   []Stop
	display forecast.Display
	width   int
	even    bool
}

// tick is a label at a pixel of the bar.
type tick struct {
	at    int
	label string
}

const labelGap = 8 // pixels between labels

func newRuler(s *Scale, d forecast.Display, width int) *ruler {
	r := &ruler{stops: s.Stops, display: d, width: width}
	first, last := r.ends()
	alike := true
	for k := 1; k < len(r.stops); k++ {
		gap := (r.stops[k].Value - r.stops[k-1].Value) / (last - first)
		alike = alike && math.Abs(gap*float64(len(r.stops)-1)-1) < 1e-6
	}
	r.even = alike || !s.crowded() && !s.Steps
	return r
}

// crowded says whether the stops are much closer at some place than at others, as for rain.
func (s *Scale) crowded() bool {
	const close, few = 1. / 40, 2 // of the range; one narrow step is a break, not a crowd
	first, last := s.ends()
	narrow := 0
	for k := 1; k < len(s.Stops); k++ {
		if s.Stops[k].Value-s.Stops[k-1].Value < close*(last-first) {
			narrow++
		}
	}
	return narrow >= few
}

func (r *ruler) ends() (first, last float64) {
	return r.stops[0].Value, r.stops[len(r.stops)-1].Value
}

// value gives the value at a pixel of the bar.
func (r *ruler) value(x float64) float64 {
	f := x / float64(r.width)
	first, last := r.ends()
	if r.even {
		return first + f*(last-first)
	}
	at := f * float64(len(r.stops)-1)
	k := min(int(at), len(r.stops)-2)
	return r.stops[k].Value + (at-float64(k))*(r.stops[k+1].Value-r.stops[k].Value)
}

// place gives the pixel of a value.
func (r *ruler) place(v float64) int {
	first, last := r.ends()
	f := (v - first) / (last - first)
	if !r.even {
		n := len(r.stops)
		k := min(max(1, sort.Search(n, func(k int) bool { return r.stops[k].Value >= v })), n-1)
		a, b := r.stops[k-1].Value, r.stops[k].Value
		f = (float64(k-1) + (v-a)/(b-a)) / float64(n-1)
	}
	return min(int(math.Round(f*float64(r.width))), r.width-1)
}

// ticks gives the labels, in display units, as many as there is room for.
func (r *ruler) ticks() []tick {
	if !r.even {
		return r.stopTicks()
	}
	first, last := r.ends()
	low, high := r.shown(first), r.shown(last)
	for _, step := range r.steps((high - low) / float64(r.width)) {
		var out []tick
		for n := math.Ceil(low/step - 1e-9); n*step <= high+1e-9*(high-low); n++ {
			v := tidy(n * step)
			out = append(out, tick{r.place((v - r.display.Offset) / r.display.Scale), label(v)})
		}
		if fit(out) {
			return out
		}
	}
	return nil
}

// stopTicks labels every stop, or every second, third, …
func (r *ruler) stopTicks() []tick {
	for every := 1; ; every++ {
		var out []tick
		for k := 0; k < len(r.stops); k += every {
			v := r.stops[k].Value
			out = append(out, tick{r.place(v), label(r.shown(v))})
		}
		if fit(out) {
			return out
		}
	}
}

func (r *ruler) shown(v float64) float64 { return tidy(v*r.display.Scale + r.display.Offset) }

// steps gives the distances labels may have: 1, 2 and 5 times powers of ten from a step on, and
// parts of the circle for directions.
func (r *ruler) steps(from float64) []float64 {
	if r.display.Units == "°" {
		return []float64{45, 90, 180}
	}
	power := math.Pow(10, math.Floor(math.Log10(from)))
	var out []float64
	for range 4 {
		out = append(out, power, 2*power, 5*power)
		power *= 10
	}
	return out
}

// fit says whether no label touches the next.
func fit(ticks []tick) bool {
	for i := 1; i < len(ticks); i++ {
		room := ticks[i].at - ticks[i-1].at
		if room < (textWidth(ticks[i].label)+textWidth(ticks[i-1].label))/2+labelGap {
			return false
		}
	}
	return true
}

// label writes v with the few digits a legend needs, which are not those of a change of units.
func label(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	if err != nil || rounded == 0 { // not -0
		return "0"
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
