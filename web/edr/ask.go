package edr

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// ask is what all queries have in common, read: parameters with the levels asked for, times, the form
// of the answer.
type ask struct {
	*instance
	groups []group
	times  []time.Time
	method point.Method
	form   form
}

// group is parameters with the same levels: those of one coverage.
type group struct {
	kind   forecast.LevelKind
	levels []float64 // nil without
	params []parameter
}

// layers gives those of a group's parameters in order, by parameter and then by level.
func (g group) layers() (out []forecast.Layer) {
	for _, p := range g.params {
		out = append(out, p.layers...)
	}
	return out
}

// depth is how many values a parameter of the group has at a place and time.
func (g group) depth() int { return max(1, len(g.levels)) }

// read reads what queries have in common; z stands for that of the request where coordinates say it.
func (in *instance) read(r Request, z string) (*ask, error) {
	q := r.Query
	out := &ask{instance: in}
	var err error
	if out.form, err = formOf(q.Get("f"), r.Accept); err != nil {
		return nil, err
	}
	if err := checkCRS(q.Get("crs")); err != nil {
		return nil, err
	}
	if err := checkResolution(q); err != nil {
		return nil, err
	}
	if out.method, err = point.ParseMethod(q.Get("interpolation")); err != nil {
		return nil, err
	}
	if out.method == point.Land || out.method == point.Sea {
		return nil, invalid("interpolation is bilinear or nearest, not %s", out.method)
	}
	if out.times, err = in.timesAsked(q.Get("datetime")); err != nil {
		return nil, err
	}
	var names []string
	if list := strings.Join(q["parameter-name"], ","); list != "" {
		names = strings.Split(list, ",")
	}
	params, err := in.choose(names)
	if err != nil {
		return nil, err
	}
	if z == "" {
		z = q.Get("z")
	}
	out.groups, err = grouped(params, z, len(names) > 0)
	return out, err
}

// size gives how many values there are at a place.
func (q *ask) size() (n int) {
	for _, g := range q.groups {
		n += len(g.params) * g.depth() * len(q.times)
	}
	return n
}

// checkCRS takes the ways to name longitude and latitude in degrees on WGS 84.
func checkCRS(crs string) error {
	switch strings.TrimSuffix(strings.ToLower(crs), "/") {
	case "", "crs84", "crs:84", "ogc:crs84", "http://www.opengis.net/def/crs/ogc/1.3/crs84", "[ogc:crs84]":
		return nil
	}
	return invalid("crs is CRS84 (longitude and latitude in degrees), not %q", crs)
}

// checkResolution takes 0, which is as densely as the grid is: there is no other.
func checkResolution(q url.Values) error {
	for _, name := range []string{"resolution-x", "resolution-y", "resolution-z"} {
		if text := q.Get(name); text != "" && text != "0" {
			return invalid("%s is 0: nodes and levels come as densely as the collection has them, not %q", name, text)
		}
	}
	return nil
}

// endsOf reads an instant or an interval; an end that is open is zero.
func endsOf(text string) (first, last time.Time, err error) {
	from, to, isInterval := strings.Cut(text, "/")
	if !isInterval {
		to = from
	}
	if first, err = endOf(from); err == nil {
		last, err = endOf(to)
	}
	return first, last, err
}

// timesAsked reads an instant or an interval, open at an end where it says .. there; "" is all.
func (in *instance) timesAsked(text string) ([]time.Time, error) {
	if len(in.Times) == 0 {
		return nil, notFound("run %s of %s has no times yet", forecast.FormatTime(in.Run), in.dataset.ID)
	}
	first, last, err := endsOf(text)
	if err != nil {
		return nil, err
	}
	if !first.IsZero() && !last.IsZero() && last.Before(first) {
		return nil, invalid("datetime must have the earlier end first, not %q", text)
	}
	out := slices.DeleteFunc(slices.Clone(in.Times), func(t time.Time) bool {
		return !first.IsZero() && t.Before(first) || !last.IsZero() && t.After(last)
	})
	if len(out) == 0 {
		return nil, notFound("run %s of %s has no time at %s%s: it goes from %s to %s", forecast.FormatTime(in.Run), in.dataset.ID, text, in.around(first),
			in.Times[0].Format(time.RFC3339), in.Times[len(in.Times)-1].Format(time.RFC3339))
	}
	return out, nil
}

// around names the times before and after one that lies between two.
func (in *instance) around(t time.Time) string {
	i, _ := slices.BinarySearchFunc(in.Times, t, time.Time.Compare)
	if i == 0 || i == len(in.Times) {
		return ""
	}
	return ", but at " + in.Times[i-1].Format(time.RFC3339) + " and " + in.Times[i].Format(time.RFC3339)
}

func endOf(text string) (time.Time, error) {
	if text == "" || text == ".." {
		return time.Time{}, nil
	}
	t, err := forecast.ParseTime(text)
	if err != nil {
		return t, invalid("datetime is a time such as 2026-11-23T06:00:00Z, or two with / between them, .. for an open end: not %q", text)
	}
	return t, nil
}

// grouped puts parameters with the levels that z asks for together. With z those without levels are
// left out unless they were named.
func grouped(params []parameter, z string, named bool) (out []group, err error) {
	wanted, err := levelsAsked(z)
	if err != nil {
		return nil, err
	}
	var have []float64
	for _, p := range params {
		if wanted != nil && p.kind == forecast.Surface && !named {
			continue
		}
		have = append(have, p.levels...)
		if p.kind != forecast.Surface && wanted != nil {
			p.layers = slices.DeleteFunc(slices.Clone(p.layers), func(l forecast.Layer) bool { return !wanted.has(l.Level.Value) })
			p.sort()
		}
		if len(p.layers) == 0 {
			continue
		}
		i := slices.IndexFunc(out, func(g group) bool { return g.kind == p.kind && slices.Equal(g.levels, p.levels) })
		if i < 0 {
			i = len(out)
			out = append(out, group{kind: p.kind, levels: p.levels})
		}
		out[i].params = append(out[i].params, p)
	}
	if len(have) > 0 && wanted != nil && !slices.ContainsFunc(have, wanted.has) || len(out) == 0 {
		slices.Sort(have)
		return nil, notFound("nothing is at z=%s: the levels are %s", z, listed(slices.Compact(have)))
	}
	return out, nil
}

func listed(levels []float64) string {
	if len(levels) == 0 {
		return "none, so leave z out"
	}
	var texts []string
	for _, v := range levels {
		texts = append(texts, strconv.FormatFloat(v, 'f', -1, 64))
	}
	return strings.Join(texts, ", ")
}
