package points

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// pick is some layers of one member, or of a statistic, that a point's answer holds.
type pick struct {
	fields places.Fields
	layers []forecast.Layer
	suffix string                                // of their names in the answer
	as     func(l forecast.Layer) forecast.Layer // what their values are
	each   int                                   // how many members are read for a value
	member int                                   // the one, where it is of one
	over   *ensemble.View                        // the members or runs, where it is a statistic of them
}

func itself(l forecast.Layer) forecast.Layer { return l }

// picks reads which layers of which members a point is asked for, and notes in the answer which
// those are where the layers' names do not say so.
func (h Handler) picks(ctx context.Context, p url.Values, inv *store.Inventory, out *headJSON) ([]pick, error) {
	text, name, err := ask.Voice("", p)
	if err != nil {
		return nil, err
	}
	plain, named := splitLayers(strings.Join(p["layers"], ","))
	var picks []pick
	add := func(one pick, list string) error {
		var err error
		if list == "" && p.Get("daily") != "" {
			picks = append(picks, one) // of days alone
			return nil
		}
		one.layers, err = ask.Layers(list, inv, h.Layers.MenuOf(inv.Dataset, &inv.Holdings))
		picks = append(picks, one)
		return err
	}
	numbers, err := ask.Members(text, inv)
	if err != nil {
		return nil, err
	}
	switch {
	case plain == "" && named != nil:
	case name != "":
		if p.Get("elevation") != "" {
			return nil, ask.Wrong("a statistic is not brought to another elevation: leave elevation or statistic out")
		}
		runs, lagged, err := h.RunsOf(ctx, p, inv)
		if err != nil {
			return nil, err
		}
		out.Lagged = lagged
		v, err := h.Statistic(p, runs, name)
		if err != nil {
			return nil, err
		}
		out.Statistic, out.Members = v.Statistic.String(), inv.Members
		if err := add(pick{fields: v, as: v.Statistic.Of, each: len(v.Members), over: &v}, plain); err != nil {
			return nil, err
		}
	case len(numbers) == 1:
		if inv.Members != nil {
			out.Member = &numbers[0]
		}
		if err := add(pick{fields: h.Member(numbers[0]), as: itself, each: 1, member: numbers[0]}, plain); err != nil {
			return nil, err
		}
	default:
		out.Members = numbers
		named = append(eachOf(plain, numbers), named...)
	}
	for _, n := range named {
		if !slices.Contains(inv.Members, n.member) {
			return nil, ask.NoMember(inv, n.member)
		}
		suffix := ask.Suffix(n.member)
		if n.member == 0 {
			suffix = "" // Open-Meteo's control has the plain name
		}
		if err := add(pick{fields: h.Member(n.member), suffix: suffix, as: itself, each: 1, member: n.member}, n.layers); err != nil {
			return nil, err
		}
	}
	return picks, nil
}

// ofMember is a list of layers of a member.
type ofMember struct {
	member int
	layers string
}

func eachOf(layers string, members []int) []ofMember {
	var out []ofMember
	for _, m := range members {
		out = append(out, ofMember{m, layers})
	}
	return out
}

// splitLayers parts the names of layers that say a member from those that do not.
func splitLayers(list string) (plain string, named []ofMember) {
	var rest []string
	for name := range strings.SplitSeq(list, ",") {
		layer, n, ok := ask.CutMember(strings.TrimSpace(name))
		if !ok {
			rest = append(rest, name)
			continue
		}
		named = append(named, ofMember{n, layer})
	}
	return strings.Join(rest, ","), named
}
