package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

// member gives the layers of one member.
func (s *server) member(number int) *derive.Source { return s.layers.Of(s.store.Member(number)) }

// control is a store of which the control is opened, or the lowest member there is, of any run.
type control struct{ *store.Store }

func (x control) Open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	inv, err := x.Inventory(ctx, ref.Dataset, ref.Run)
	if err != nil {
		return nil, err
	}
	return x.Member(inv.Control()).Open(ctx, ref)
}

func (x control) Series(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
	inv, err := x.Inventory(ctx, dataset, run)
	if err != nil {
		return nil, err
	}
	return x.Member(inv.Control()).Series(ctx, dataset, run, layer)
}

// memberSuffix parts a layer's name from a member's number, as Open-Meteo spells it: the member 1 of
// temperature_2m is temperature_2m_member01.
const memberSuffix = "_member"

func suffixOf(number int) string {
	if number < 10 {
		return memberSuffix + "0" + strconv.Itoa(number)
	}
	return memberSuffix + strconv.Itoa(number)
}

// cutMember takes a member off a layer's name.
func cutMember(name string) (layer string, number int, named bool) {
	i := strings.LastIndex(name, memberSuffix)
	if i < 0 {
		return name, 0, false
	}
	n, err := strconv.Atoi(name[i+len(memberSuffix):])
	if err != nil || n < 0 || suffixOf(n) != name[i:] {
		return name, 0, false
	}
	return name[:i], n, true
}

// asked gives what the layer of a path and the parameters say of members: one of the two, or nothing.
func asked(layer string, p url.Values) (number, statistic string, err error) {
	number, statistic = strings.Join(p["member"], ","), p.Get("statistic")
	if p.Has("members") {
		return "", "", forecast.Errorf(forecast.Invalid, "web.member", "members are asked for with member=, a list or all: there is no members=")
	}
	if _, n, named := cutMember(layer); named {
		if number != "" && number != strconv.Itoa(n) {
			return "", "", forecast.Errorf(forecast.Invalid, "web.member", "the layer's name says member %d, and member=%s another: leave one of them out", n, number)
		}
		number = strconv.Itoa(n)
	}
	if number != "" && statistic != "" {
		return "", "", forecast.Errorf(forecast.Invalid, "web.member", "a statistic is of all members: leave member out")
	}
	return number, statistic, nil
}

// view is what a request for fields of one layer is about.
type view struct {
	places.Fields
	as      forecast.Layer     // what the values are
	version string             // of all that they come of
	keep    string             // how long the answer may be kept
	minus   *minusJSON         // the run that is subtracted, if one is
	less    *store.Inventory   // of it
	runs    []*store.Inventory // that a statistic is over, if it is over runs
}

// view gives the view of a layer at one of some times. The answer may be kept as keep says at the
// most: the members that there are, and with them the control where it is not number 0, may change.
func (s *server) view(c *gin.Context, inv *store.Inventory, keep string, layer forecast.Layer, times ...time.Time) (v view, err error) {
	p := c.Request.URL.Query()
	text, name, err := asked(c.Param("layer"), p)
	if err != nil {
		return v, err
	}
	v = view{as: layer, version: inv.Version(layer), keep: keep}
	lags, err := lagsAsked(p, inv)
	if err != nil {
		return v, err
	}
	if name != "" {
		if p.Get("minus") != "" {
			return v, noStatistic()
		}
		return s.statisticView(c, v, inv, name, lags)
	}
	number := inv.Control()
	if text != "" {
		if number, err = memberNumber(text); err != nil {
			return v, err
		}
	} else if number != 0 {
		v.keep = soonest(c, keep, inv)
	}
	if inv.Members != nil {
		c.Header("Fengtu-Member", strconv.Itoa(number))
	}
	v.Fields = s.member(number)
	if minus := p.Get("minus"); minus != "" {
		return s.less(c, v, inv, minus, number, times)
	}
	return v, nil
}

// statisticView makes a view one of a statistic over members, or over runs where there are lags.
func (s *server) statisticView(c *gin.Context, v view, inv *store.Inventory, name string, lags int) (view, error) {
	layer := v.as
	runs := []*store.Inventory{inv}
	var err error
	if lags > 0 {
		if runs, err = s.laggedRuns(c.Request.Context(), inv, lags, layer); err != nil {
			return v, err
		}
		v = v.ofRuns(c, runs, layer)
	} else {
		v.keep = soonest(c, v.keep, inv)
	}
	of, err := s.statistic(c.Request.URL.Query(), runs, name)
	if err == nil {
		err = of.Check(layer)
	}
	v.Fields, v.as = of, of.Statistic.Of(layer)
	return v, err
}

// less gives a view less the run that minus names.
func (s *server) less(c *gin.Context, v view, inv *store.Inventory, minus string, number int, times []time.Time) (view, error) {
	layer := v.as
	var err error
	if v.as, err = difference.Of(layer); err != nil {
		return v, err
	}
	if minus == meanOf || minus == timeMean {
		return s.lessMean(c, v, inv, layer, minus, number)
	}
	var moving bool
	if v.less, moving, err = s.minuend(c, inv, minus, hasAt(layer, times...)); err != nil {
		return v, err
	}
	v.version += "." + v.less.Version(layer)
	switch {
	case moving || v.keep == briefly, !v.less.Complete() && !v.less.Stores(layer):
		v.keep = briefly
	case v.less.Members != nil:
		v.keep = soonest(c, keepOf(c, v.version, inv, v.less), v.less)
	default:
		v.keep = keepOf(c, v.version, inv, v.less)
	}
	if v.Fields, v.minus, err = s.difference(inv, v.less, number, minus); err != nil {
		return v, err
	}
	c.Header("Fengtu-Minus", v.minus.String())
	return v, nil
}

// soonest gives how long an answer may be kept that changes with the members there are: while some are
// still to come, not for long. Once all are there, others make another version.
func soonest(c *gin.Context, keep string, inv *store.Inventory) string {
	switch {
	case !inv.Complete():
		return briefly
	case keep == immutable && c.Query("v") == "":
		return minute
	}
	return keep
}

func memberNumber(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0, forecast.Errorf(forecast.Invalid, "web.member", "member is a number from 0, the control, not %q", text)
	}
	return n, nil
}

// statistic gives what a request asks of several runs or, of a single one, over its members.
func (s *server) statistic(p url.Values, runs []*store.Inventory, name string) (ensemble.View, error) {
	statistic, err := ensemble.Parse(name, p.Get("above"), p.Get("below"))
	switch {
	case err != nil:
		return ensemble.View{}, err
	case len(runs) > 1:
		return s.overRuns(statistic, runs), nil
	case runs[0].Members == nil:
		return ensemble.View{}, forecast.Errorf(forecast.NotFound, "web.statistic", "run %s of %s has no members to make a %s of: make it over the last runs with lags=5, or leave statistic out",
			forecast.FormatTime(runs[0].Run), runs[0].Dataset, name)
	}
	return s.overMembers(statistic, runs[0]), nil
}

func (s *server) overMembers(statistic ensemble.Statistic, inv *store.Inventory) ensemble.View {
	v := ensemble.View{Statistic: statistic}
	for _, m := range inv.Members {
		v.Members = append(v.Members, s.member(m))
	}
	return v
}

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
func (s *server) picks(ctx context.Context, p url.Values, inv *store.Inventory, out *pointJSON) ([]pick, error) {
	text, name, err := asked("", p)
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
		one.layers, err = layersAsked(list, inv, s.layers.MenuOf(inv.Dataset, &inv.Holdings))
		picks = append(picks, one)
		return err
	}
	numbers, err := membersAsked(text, inv)
	if err != nil {
		return nil, err
	}
	switch {
	case plain == "" && named != nil:
	case name != "":
		if p.Get("elevation") != "" {
			return nil, wrong("a statistic is not brought to another elevation: leave elevation or statistic out")
		}
		runs, err := s.runsOf(ctx, p, inv, out)
		if err != nil {
			return nil, err
		}
		v, err := s.statistic(p, runs, name)
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
		if err := add(pick{fields: s.member(numbers[0]), as: itself, each: 1, member: numbers[0]}, plain); err != nil {
			return nil, err
		}
	default:
		out.Members = numbers
		named = append(eachOf(plain, numbers), named...)
	}
	for _, n := range named {
		if !slices.Contains(inv.Members, n.member) {
			return nil, noMember(inv, n.member)
		}
		suffix := suffixOf(n.member)
		if n.member == 0 {
			suffix = "" // Open-Meteo's control has the plain name
		}
		if err := add(pick{fields: s.member(n.member), suffix: suffix, as: itself, each: 1, member: n.member}, n.layers); err != nil {
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
		layer, n, ok := cutMember(strings.TrimSpace(name))
		if !ok {
			rest = append(rest, name)
			continue
		}
		named = append(named, ofMember{n, layer})
	}
	return strings.Join(rest, ","), named
}

// membersAsked reads all or a list of members; "" is the control.
func membersAsked(list string, inv *store.Inventory) ([]int, error) {
	switch {
	case list == "":
		return []int{inv.Control()}, nil
	case list == "all" && inv.Members != nil:
		return inv.Members, nil
	case list == "all":
		return []int{0}, nil
	}
	var out []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := memberNumber(text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(inv.Members, n) && (n != 0 || inv.Members != nil) {
			return nil, noMember(inv, n)
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out, nil
}

func noMember(inv *store.Inventory, n int) error {
	const op = "web.member"
	run := "run " + forecast.FormatTime(inv.Run) + " of " + inv.Dataset
	if inv.Members == nil {
		return forecast.Errorf(forecast.NotFound, op, "%s has no members: leave member out", run)
	}
	return forecast.Errorf(forecast.NotFound, op, "%s has no member %d: it has %d from %d to %d, which /api/v1/datasets/%s/runs/%s lists",
		run, n, len(inv.Members), inv.Members[0], inv.Members[len(inv.Members)-1], inv.Dataset, forecast.FormatTime(inv.Run))
}
