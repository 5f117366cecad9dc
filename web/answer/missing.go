package answer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// WhyQuarantined gives the first reason for which a field of a layer, or of one that it is computed
// from, was put aside.
func WhyQuarantined(inv *store.Inventory, menu *derive.Menu, layer forecast.Layer) string {
	names := []string{layer.Name()}
	for _, input := range menu.Inputs(layer) {
		names = append(names, input.Name())
	}
	for _, q := range inv.Quarantined {
		if slices.Contains(names, q.Layer) {
			return q.Reason
		}
	}
	return "it looks wrong"
}

// Explain says why values are missing and at how many times, "" where none is.
func Explain(reasons []point.Reason, whyQuarantined func() string) string {
	return ExplainAmong("times", reasons, whyQuarantined)
}

// ExplainAmong is Explain for values that are not one a time.
func ExplainAmong(what string, reasons []point.Reason, whyQuarantined func() string) string {
	var counts [point.NoValue + 1]int
	for _, r := range reasons {
		counts[r]++
	}
	var out []string
	for r := point.OutsideGrid; r <= point.NoValue; r++ {
		if n := counts[r]; n > 0 {
			text := r.String()
			if r == point.Quarantined {
				text += ": " + whyQuarantined() + ","
			}
			out = append(out, text+" at "+strconv.Itoa(n)+" of "+strconv.Itoa(len(reasons))+" "+what)
		}
	}
	return strings.Join(out, "; ")
}
