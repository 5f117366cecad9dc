package ask

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/store"
)

// Member gives the layers of one member.
func (r Reader) Member(number int) *derive.Source { return r.Layers.Of(r.Store.Member(number)) }

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

// Suffix gives what a member's number adds to a layer's name.
func Suffix(number int) string {
	if number < 10 {
		return memberSuffix + "0" + strconv.Itoa(number)
	}
	return memberSuffix + strconv.Itoa(number)
}

// CutMember takes a member off a layer's name.
func CutMember(name string) (layer string, number int, named bool) {
	i := strings.LastIndex(name, memberSuffix)
	if i < 0 {
		return name, 0, false
	}
	n, err := strconv.Atoi(name[i+len(memberSuffix):])
	if err != nil || n < 0 || Suffix(n) != name[i:] {
		return name, 0, false
	}
	return name[:i], n, true
}

// Voice gives what the layer of a path and the parameters say of members: one of the two, or nothing.
func Voice(layer string, p url.Values) (number, statistic string, err error) {
	number, statistic = strings.Join(p["member"], ","), p.Get("statistic")
	if p.Has("members") {
		return "", "", forecast.Errorf(forecast.Invalid, "web.member", "members are asked for with member=, a list or all: there is no members=")
	}
	if _, n, named := CutMember(layer); named {
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

// MemberNumber reads the number of a member.
func MemberNumber(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0, forecast.Errorf(forecast.Invalid, "web.member", "member is a number from 0, the control, not %q", text)
	}
	return n, nil
}

// Members reads all or a list of members; "" is the control.
func Members(list string, inv *store.Inventory) ([]int, error) {
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
		n, err := MemberNumber(text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(inv.Members, n) && (n != 0 || inv.Members != nil) {
			return nil, NoMember(inv, n)
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out, nil
}

// NoMember says that a run has no such member, with kind NotFound.
func NoMember(inv *store.Inventory, n int) error {
	const op = "web.member"
	run := "run " + forecast.FormatTime(inv.Run) + " of " + inv.Dataset
	if inv.Members == nil {
		return forecast.Errorf(forecast.NotFound, op, "%s has no members: leave member out", run)
	}
	return forecast.Errorf(forecast.NotFound, op, "%s has no member %d: it has %d from %d to %d, which /api/v1/datasets/%s/runs/%s lists",
		run, n, len(inv.Members), inv.Members[0], inv.Members[len(inv.Members)-1], inv.Dataset, forecast.FormatTime(inv.Run))
}
