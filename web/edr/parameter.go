package edr

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
)

// parameter is what a collection names: a variable at all its pressures or depths, or one layer that
// has no levels to choose from.
type parameter struct {
	name   string
	kind   forecast.LevelKind // Pressure or Depth where there are levels, else Surface
	levels []float64          // in the order of layers, from the ground or the sea's surface away
	layers []forecast.Layer
}

// offered gives the parameters of a run, stored and derived, by name. A vector's components stand for it.
func offered(inv *store.Inventory, menu *derive.Menu) []parameter {
	byName := map[string]*parameter{}
	for _, l := range slices.Concat(inv.Layers, menu.Derived()) {
		if l.Variable.Shape == forecast.Vector {
			continue
		}
		p := parameter{name: l.Name()}
		if hasLevels(l) {
			p.name, p.kind = l.Variable.Name, l.Level.Kind
		}
		have := byName[p.name]
		if have == nil {
			have = &p
			byName[p.name] = have
		}
		if have.kind == p.kind {
			have.layers = append(have.layers, l)
		}
	}
	var out []parameter
	for _, p := range byName {
		p.sort()
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b parameter) int { return cmp.Compare(a.name, b.name) })
	return out
}

// hasLevels says whether a layer is one of several that differ by a level to be asked for.
func hasLevels(l forecast.Layer) bool {
	return l.Level.Base == 0 && (l.Level.Kind == forecast.Pressure || l.Level.Kind == forecast.Depth)
}

// sort puts the layers in order, each once, and notes their levels.
func (p *parameter) sort() {
	away := func(a, b forecast.Layer) int {
		if p.kind == forecast.Pressure {
			return cmp.Compare(b.Level.Value, a.Level.Value)
		}
		return cmp.Compare(a.Level.Value, b.Level.Value)
	}
	slices.SortFunc(p.layers, away)
	p.layers = slices.Compact(p.layers)
	p.levels = nil
	if p.kind == forecast.Surface {
		return
	}
	for _, l := range p.layers {
		p.levels = append(p.levels, l.Level.Value)
	}
}

func (p parameter) variable() *forecast.Variable { return p.layers[0].Variable }

// title names a parameter for people.
func (p parameter) title() forecast.Title {
	if p.kind == forecast.Surface {
		return p.layers[0].Title()
	}
	return p.variable().Title
}

// ucum gives the Unified Code for Units of Measure of a unit as CF spells it.
func ucum(units string) string {
	return strings.NewReplacer(" ", ".", "degree", "deg", "1e-3", "10*-3").Replace(units)
}

// choose gives the parameters that a request names, all where it names none. A layer's own name is
// known too, such as temperature_850hPa.
func (in *instance) choose(list []string) ([]parameter, error) {
	if len(list) == 0 {
		return in.offers, nil
	}
	var out []parameter
	for _, name := range list {
		name = strings.TrimSpace(name)
		p, ok := in.offer(name)
		if !ok {
			return nil, invalid("%s has no parameter %q%s: /edr/collections/%s lists its parameter_names", in.dataset.ID, name, in.near(name), in.dataset.ID)
		}
		if !slices.ContainsFunc(out, func(o parameter) bool { return o.name == p.name }) {
			out = append(out, p)
		}
	}
	return out, nil
}

func (in *instance) offer(name string) (parameter, bool) {
	if i := slices.IndexFunc(in.offers, func(p parameter) bool { return p.name == name }); i >= 0 {
		return in.offers[i], true
	}
	l, err := forecast.ParseLayer(name)
	if err != nil || l.Variable.Shape == forecast.Vector || !in.menu.Has(l) {
		return parameter{}, false
	}
	return parameter{name: name, layers: []forecast.Layer{l}}, true
}

// near gives ", but x" where a parameter's name is much like the one asked for.
func (in *instance) near(name string) string {
	best, least := "", min(4, len(name)/2)
	for _, p := range in.offers {
		if d := forecast.EditDistance(name, p.name); d < least {
			best, least = ", but "+p.name, d
		}
	}
	return best
}
