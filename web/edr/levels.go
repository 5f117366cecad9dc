package edr

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// heights are the levels that z asks for: some, or all between two.
type heights struct {
	some      []float64
	low, high float64
}

func (h *heights) has(v float64) bool {
	if h.some != nil {
		return slices.ContainsFunc(h.some, func(s float64) bool { return math.Abs(s-v) <= 1e-6*math.Abs(v) })
	}
	return v >= h.low && v <= h.high
}

// levelsAsked reads z: 850, or 850,500, or 100/1000, or R20/100/50 for 20 levels from 100 by 50. It
// gives nil for all.
func levelsAsked(text string) (out *heights, err error) {
	counted, isSteps := strings.CutPrefix(text, "R")
	switch {
	case text == "":
		return nil, nil
	case isSteps:
		out, err = levelSteps(counted)
	case strings.Contains(text, "/"):
		out, err = levelRange(text)
	default:
		out = &heights{}
		out.some, err = floats(strings.Split(text, ","))
	}
	if err != nil {
		return nil, invalid("z is a level, a list (850,500), a range (1000/500) or steps (R5/1000/-100), not %q", text)
	}
	return out, nil
}

// levelSteps reads how many, from where, and how far apart.
func levelSteps(text string) (*heights, error) {
	v, err := floats(strings.Split(text, "/"))
	if err != nil || len(v) != 3 || v[0] != math.Trunc(v[0]) || v[0] < 1 || v[0] > 1000 {
		return nil, invalid("%q are no steps", text)
	}
	out := &heights{}
	for i := range int(v[0]) {
		out.some = append(out.some, v[1]+float64(i)*v[2])
	}
	return out, nil
}

// levelRange reads two ends, of which .. is open.
func levelRange(text string) (*heights, error) {
	low, high, _ := strings.Cut(text, "/")
	ends := []float64{math.Inf(-1), math.Inf(1)}
	for i, end := range []string{low, high} {
		if end == ".." {
			continue
		}
		v, err := floats([]string{end})
		if err != nil {
			return nil, err
		}
		ends[i] = v[0]
	}
	return &heights{low: min(ends[0], ends[1]), high: max(ends[0], ends[1])}, nil
}

// floats reads numbers; infinite ones and NaN are none.
func floats(texts []string) (out []float64, err error) {
	for _, text := range texts {
		v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, invalid("%q is not a number", text)
		}
		out = append(out, v)
	}
	return out, nil
}
