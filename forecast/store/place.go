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

// axes are the times and members that arrays have, by index; members is nil where there are none.
type axes struct {
	times   []time.Time
	members []int
}

// shape gives the shape of an array on a grid of rows and columns.
func (a axes) shape(grid ...int) []int {
	if a.members == nil {
		return append([]int{len(a.times)}, grid...)
	}
	return append([]int{len(a.times), len(a.members)}, grid...)
}

// withMember puts the axis of members into the shape of a chunk, which holds one, where there is one.
func (a axes) withMember(shape []int) []int {
	if a.members == nil {
		return shape
	}
	return slices.Insert(shape, 1, 1)
}

// has says whether a place is one of the axes'.
func (a axes) has(p place) bool {
	return p.time < len(a.times) && p.member < len(a.members) && p.member < 0 == (a.members == nil)
}

// each gives the places of the members: -1 alone where there are none.
func (a axes) each() []int {
	if a.members == nil {
		return []int{-1}
	}
	out := make([]int, len(a.members))
	for i := range out {
		out[i] = i
	}
	return out
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
