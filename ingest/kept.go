package ingest

import (
	"slices"

	"github.com/fengtu/fengtu/ingest/netcdf"
)

// keptValues bounds what a kept holds: 400 MB, FengWu's 69 channels at 0.25° and some more.
const keptValues = 100 << 20

// kept is a File that keeps the fields that are read to tell channels by their values, so that
// those of a compressed array are decoded once. It lets go of them as they are read again.
type kept struct {
	File
	parts   []slice
	total   int
	planned bool // the plan is made: what is read from now on is not read once more
}

// slice is some channels of a variable, as they lie in it.
type slice struct {
	name         string
	start, count []int
	along        int // the dimension of channels: the first that is longer than one place
	values       []float32
}

// keep takes a slab of several fields of floats, where there is room.
func (k *kept) keep(name string, start, count []int, slab *netcdf.Slab) {
	n := len(slab.Float32)
	long := 0
	for _, c := range count {
		if c > 1 {
			long++
		}
	}
	if long < 3 || slab.Type != netcdf.Float || k.total+n > keptValues {
		return
	}
	k.total += n
	along := slices.IndexFunc(count, func(c int) bool { return c > 1 })
	k.parts = append(k.parts, slice{name, slices.Clone(start), slices.Clone(count), along, slab.Float32})
}

// ReadSlab implements File by what is kept, where that covers all that is asked for.
func (k *kept) ReadSlab(name string, start, count []int, dst *netcdf.Slab) error {
	if !k.covers(name, start, count) {
		return k.File.ReadSlab(name, start, count, dst)
	}
	dst.Type, dst.Float32 = netcdf.Float, dst.Float32[:0]
	for i := range k.parts {
		p := &k.parts[i]
		from, to, ok := p.overlap(name, start, count)
		if !ok {
			continue
		}
		inner := len(p.values) / p.count[p.along]
		dst.Float32 = append(dst.Float32, p.values[(from-p.start[p.along])*inner:(to-p.start[p.along])*inner]...)
		if k.planned && to == p.start[p.along]+p.count[p.along] {
			*p = slice{}
		}
	}
	return nil
}

// covers says whether the parts, which follow one another, hold all that is asked for.
func (k *kept) covers(name string, start, count []int) bool {
	next, end := -1, 0
	for _, p := range k.parts {
		if from, to, ok := p.overlap(name, start, count); ok && (next < 0 && from == start[p.along] || from == next) {
			next, end = to, start[p.along]+count[p.along]
		}
	}
	return next >= 0 && next == end
}

// overlap gives the channels of a slice that are asked for; ok is false where there are none, or
// where it differs in any other dimension.
func (p *slice) overlap(name string, start, count []int) (from, to int, ok bool) {
	if p.name != name {
		return 0, 0, false
	}
	for i := range start {
		if i != p.along && (p.start[i] != start[i] || p.count[i] != count[i]) {
			return 0, 0, false
		}
	}
	a := p.along
	from, to = max(start[a], p.start[a]), min(start[a]+count[a], p.start[a]+p.count[a])
	return from, to, from < to
}
