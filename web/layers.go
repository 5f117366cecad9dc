package web

import (
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
)

// allLayers gives the layers of a run, stored and derived, in the order of lists.
func allLayers(inv *store.Inventory) []forecast.Layer {
	all := append(slices.Clone(inv.Layers), derive.Layers(inv.Layers)...)
	slices.SortFunc(all, forecast.CompareLayers)
	return all
}

func isStored(inv *store.Inventory, l forecast.Layer) bool { return slices.Contains(inv.Layers, l) }

// components gives the layers that a layer stands for where numbers are asked for: its components
// for a vector, itself otherwise.
func components(l forecast.Layer) []forecast.Layer {
	if l.Variable.Shape == forecast.Vector {
		return derive.Inputs(l)
	}
	return []forecast.Layer{l}
}
