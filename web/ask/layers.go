package ask

import (
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
)

// AllLayers gives the layers of a run that lists show, stored and derived, in their order.
func AllLayers(inv *store.Inventory, menu *derive.Menu) []forecast.Layer {
	all := slices.Concat(inv.Layers, menu.Derived())
	slices.SortFunc(all, forecast.CompareLayers)
	return all
}

// Components gives the layers that a layer stands for where numbers are asked for: its components
// for a vector, itself otherwise.
func Components(menu *derive.Menu, l forecast.Layer) []forecast.Layer {
	if pair := menu.Components(l); pair != nil {
		return pair
	}
	return []forecast.Layer{l}
}

// Layers reads a list of layers; all stands for every stored one, and a vector layer for its
// two components.
func Layers(list string, inv *store.Inventory, menu *derive.Menu) ([]forecast.Layer, error) {
	if list == "" {
		return nil, Wrong("layers is missing: list some of /api/v1/datasets/%s, or all", inv.Dataset)
	}
	if list == "all" {
		return inv.Layers, nil
	}
	awaited := inv.Awaited()
	var out []forecast.Layer
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		l, err := forecast.ParseLayer(name)
		if err == nil && menu.Why(l) != nil {
			return nil, menu.Why(l)
		}
		if err != nil || !menu.Has(l) && !slices.Contains(awaited, l) {
			return nil, NoLayer(inv, menu, name)
		}
		for _, l := range Components(menu, l) {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out, nil
}

// NoLayer says that a run has no such layer, and which one has a name much like it.
func NoLayer(inv *store.Inventory, menu *derive.Menu, name string) error {
	return forecast.Errorf(forecast.NotFound, "web.layer", "run %s of %s has no layer %s%s: /api/v1/datasets/%s lists its layers",
		forecast.FormatTime(inv.Run), inv.Dataset, name, nearestName(name, AllLayers(inv, menu)), inv.Dataset)
}

// nearestName is Nearest among layers.
func nearestName(name string, known []forecast.Layer) string {
	names := make([]string, len(known))
	for i, l := range known {
		names[i] = l.Name()
	}
	return Nearest(name, names)
}

// Nearest gives ", but x" where one of some names is much like the one asked for.
func Nearest(name string, known []string) string {
	best, least := "", min(4, len(name)/2)
	for _, other := range known {
		if d := forecast.EditDistance(name, other); d < least {
			best, least = other, d
		}
	}
	if best == "" {
		return ""
	}
	return ", but " + best
}
