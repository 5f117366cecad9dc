package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// place is where a field lies in its array: its index in time and, in a run with members, among
// them; member is -1 in a run without.
type place struct{ time, member int }

// place gives where the field of a time and member lies; of a run without members, only that of
// number 0 does.
func (l *layout) place(t time.Time, member int) (p place, hasTime, hasMember bool) {
	p.time, hasTime = l.index[t.Unix()]
	if l.members == nil {
		p.member = -1
		return p, hasTime, member == 0
	}
	p.member, hasMember = l.memberIndex[member]
	return p, hasTime, hasMember
}

// shape gives the shape of the run's arrays on a grid of rows and columns.
func (l *layout) shape(grid ...int) []int {
	if l.members == nil {
		return append([]int{len(l.times)}, grid...)
	}
	return append([]int{len(l.times), len(l.members)}, grid...)
}

// name gives the name of the field's object.
func (p place) name() string {
	if p.member < 0 {
		return fmt.Sprintf("c.%d.0.0", p.time)
	}
	return fmt.Sprintf("c.%d.%d.0.0", p.time, p.member)
}

// parsePlace reads the name of a field's object, such as c.12.0.0, or c.12.3.0.0 with members.
func parsePlace(name string) (place, bool) {
	name, isField := strings.CutPrefix(name, "c.")
	name, whole := strings.CutSuffix(name, ".0.0")
	if !isField || !whole {
		return place{}, false
	}
	first, second, hasMember := strings.Cut(name, ".")
	i, err := strconv.Atoi(first)
	if err != nil || i < 0 {
		return place{}, false
	}
	if !hasMember {
		return place{i, -1}, true
	}
	m, err := strconv.Atoi(second)
	return place{i, m}, err == nil && m >= 0
}

// fits says whether a place is one of the layout's.
func (l *layout) fits(p place) bool {
	return p.time < len(l.times) && p.member < len(l.members) && p.member < 0 == (l.members == nil)
}

func fieldKey(dir string, layer forecast.Layer, lod int, p place) string {
	return overviewDir(dir, lod) + "/" + layer.Name() + "/" + p.name()
}

// spanOfMembers names members for people: each where they are few.
func spanOfMembers(members []int) string {
	sorted := slices.Sorted(slices.Values(members))
	if n := len(sorted); n > 4 {
		return fmt.Sprintf("%d of them from %d to %d", n, sorted[0], sorted[n-1])
	}
	var out []string
	for _, m := range sorted {
		out = append(out, strconv.Itoa(m))
	}
	return strings.Join(out, ", ")
}
