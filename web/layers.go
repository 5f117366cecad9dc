package web

import (
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
)

// allLayers gives the layers of a run that lists show, stored and derived, in their order.
func allLayers(inv *store.Inventory, menu *derive.Menu) []forecast.Layer {
	all := slices.Concat(inv.Layers, menu.Derived())
	slices.SortFunc(all, forecast.CompareLayers)
	return all
}

// components gives the layers that a layer stands for where numbers are asked for: its components
// for a vector, itself otherwise.
func components(menu *derive.Menu, l forecast.Layer) []forecast.Layer {
	if pair := menu.Components(l); pair != nil {
		return pair
	}
	return []forecast.Layer{l}
}
