package ingest

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/fengtu/fengtu/ingest/cf"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

// job is a variable to take and how its values are packed.
type job struct {
	take    *cf.Take
	packing netcdf.Packing
	chunk   []int   // see netcdf.Var
	turn    *turned // nil of what is no wind along the grid
}

// block is part of a variable, read in one call: some of its steps, members and planes, with all
// rows and columns.
type block struct {
	job          job
	start, count []int
	part
	loaded
	other   loaded       // the same of the other component of the wind, where it is wanted
	pending atomic.Int32 // fields of it that are not written yet
}

// loaded is what was read of a variable.
type loaded struct {
	slab       netcdf.Slab
	unpackOnce sync.Once
	unpacked   []float32 // all of slab, where its fields are not contiguous
}

// part is what a block has of its variable.
type part struct {
	steps   []cf.Step
	members []cf.Member
	planes  []cf.Plane
}

// fields gives how many fields a part becomes.
func (p part) fields() int { return len(p.steps) * len(p.members) * len(p.planes) }

const (
	// joinBytes is how much is read at once where fields are small: what is read is still in the
	// processor's cache when it is written.
	joinBytes = 4 << 20
	// splitBytes is the size above which what lies in one chunk of the file is read in parts, which
	// reads the chunk several times.
	splitBytes = 128 << 20
)

// blocks cuts a variable into blocks, in the order of the file.
func blocks(j job, yield func(part) bool) {
	t := j.take
	size := 4 * t.Shape[t.Lat] * t.Shape[t.Lon]
	planes := together(len(t.Planes), j.unit(t.Stack), size)
	size *= planes
	members := len(t.Members) // of the same values, where the variable has no such dimension
	if t.Member >= 0 {
		members = together(members, j.unit(t.Member), size)
		size *= members
	}
	steps := together(len(t.Steps), j.unit(t.Time), size)
	for s := range slices.Chunk(t.Steps, steps) {
		for m := range slices.Chunk(t.Members, members) {
			for p := range slices.Chunk(t.Planes, planes) {
				if !yield(part{s, m, p}) {
					return
				}
			}
		}
	}
}

// unit gives how many places of a dimension the file can only give together.
func (j job) unit(dim int) int {
	t := j.take
	switch {
	case dim < 0:
		return 1
	case dim > min(t.Lat, t.Lon): // the values of a field lie apart
		return t.Shape[dim]
	case j.chunk == nil:
		return 1
	}
	return j.chunk[dim]
}

// together gives how many of n places are read at once, each of so many bytes.
func together(n, unit, size int) int {
	at := max(1, joinBytes/max(size, 1))
	at = min((at+unit-1)/unit*unit, n)
	for at > 1 && at*size > splitBytes {
		at = (at + 1) / 2
	}
	return at
}

// read fills a block that was aimed.
func (b *block) read(file File) error {
	err := file.ReadSlab(b.job.take.Var, b.start, b.count, &b.slab)
	if turn := b.job.take.Turn; turn != nil && err == nil {
		err = file.ReadSlab(turn.Other, b.start, b.count, &b.other.slab)
	}
	return err
}

// aim points a block at a part of a job.
func (b *block) aim(j job, p part) {
	t, steps, planes := j.take, p.steps, p.planes
	b.job, b.part = j, p
	b.start = append(b.start[:0], make([]int, len(t.Shape))...)
	b.count = append(b.count[:0], t.Shape...)
	b.unpackOnce, b.other.unpackOnce = sync.Once{}, sync.Once{}
	b.pending.Store(int32(p.fields()))
	if t.Time >= 0 {
		low, high := steps[0].Index, steps[0].Index
		for _, s := range steps {
			low, high = min(low, s.Index), max(high, s.Index)
			if s.Before >= 0 {
				low = min(low, s.Before)
			}
		}
		b.start[t.Time], b.count[t.Time] = low, high-low+1
	}
	if t.Member >= 0 { // in the order of the file
		first := p.members[0].Index
		b.start[t.Member], b.count[t.Member] = first, p.members[len(p.members)-1].Index-first+1
	}
	if t.Stack >= 0 {
		low, high := planes[0].Index, planes[0].Index
		for _, p := range planes {
			low, high = min(low, p.Index), max(high, p.Index)
		}
		b.start[t.Stack], b.count[t.Stack] = low, high-low+1
	}
}

// place gives where a field begins in the slab, and how far apart its rows and columns are.
func (b *block) place(timeIndex, memberIndex, planeIndex int) (base, row, col int) {
	t := b.job.take
	stride := 1
	for i := len(b.count) - 1; i >= 0; i-- {
		switch i {
		case t.Time:
			base += (timeIndex - b.start[i]) * stride
		case t.Member:
			base += (memberIndex - b.start[i]) * stride
		case t.Stack:
			base += (planeIndex - b.start[i]) * stride
		case t.Lat:
			row = stride
		case t.Lon:
			col = stride
		}
		stride *= b.count[i]
	}
	return base, row, col
}

// field writes the unpacked values at a step, member and plane into dst, rows from north to south, columns
// from west to east. scratch has the size of a field in the file.
func (b *block) field(timeIndex, memberIndex, planeIndex int, dst, scratch []float32) {
	b.unpack(&b.loaded, b.job.packing, timeIndex, memberIndex, planeIndex, dst, scratch)
}

// otherField is field for the other component of the wind.
func (b *block) otherField(timeIndex, memberIndex, planeIndex int, dst, scratch []float32) {
	b.unpack(&b.other, b.job.turn.packing, timeIndex, memberIndex, planeIndex, dst, scratch)
}

func (b *block) unpack(p *loaded, packing netcdf.Packing, timeIndex, memberIndex, planeIndex int, dst, scratch []float32) {
	t := b.job.take
	base, row, col := b.place(timeIndex, memberIndex, planeIndex)
	from := scratch
	if col == 1 && row == t.Shape[t.Lon] {
		plane := view(&p.slab, base, len(scratch))
		if inOrder(t.Rows) && inOrder(t.Cols) && len(dst) == len(scratch) {
			plane.Unpack(packing, dst)
			return
		}
		plane.Unpack(packing, scratch)
	} else {
		p.unpackOnce.Do(func() {
			p.unpacked = slices.Grow(p.unpacked[:0], p.slab.Len())[:p.slab.Len()]
			p.slab.Unpack(packing, p.unpacked)
		})
		from = p.unpacked[base:]
	}
	gather(dst, from, t.Rows, t.Cols, row, col)
}

// own gives the unpacked values of a field in the block's own memory, where the file has them as the
// store wants them and no other field is made of them; nil otherwise.
func (b *block) own(step cf.Step, member cf.Member, plane cf.Plane) []float32 {
	t := b.job.take
	base, row, col := b.place(step.Index, member.Index, plane.Index)
	n := len(t.Rows) * len(t.Cols)
	if b.job.turn != nil || b.slab.Type != netcdf.Float || col != 1 || row != t.Shape[t.Lon] || n != t.Shape[t.Lat]*t.Shape[t.Lon] ||
		!inOrder(t.Rows) || !inOrder(t.Cols) {
		return nil
	}
	if t.Member < 0 && len(b.members) > 1 { // the same values for all
		return nil
	}
	for _, s := range b.steps {
		if s.Before >= 0 {
			return nil
		}
	}
	part := view(&b.slab, base, n)
	part.Unpack(b.job.packing, part.Float32)
	return part.Float32
}

func gather(dst, from []float32, rows, cols []int, row, col int) {
	straight := col == 1 && inOrder(cols)
	for i, r := range rows {
		out := dst[i*len(cols) : (i+1)*len(cols)]
		if straight {
			copy(out, from[r*row:])
			continue
		}
		for k, c := range cols {
			out[k] = from[r*row+c*col]
		}
	}
}

// inOrder says whether indices are 0, 1, 2 …
func inOrder(indices []int) bool {
	for i, k := range indices {
		if i != k {
			return false
		}
	}
	return true
}

// view gives n values of a slab as a slab of its own, sharing memory.
func view(s *netcdf.Slab, from, n int) netcdf.Slab {
	to := from + n
	v := netcdf.Slab{Type: s.Type}
	switch s.Type {
	case netcdf.Byte:
		v.Int8 = s.Int8[from:to]
	case netcdf.Short:
		v.Int16 = s.Int16[from:to]
	case netcdf.Int:
		v.Int32 = s.Int32[from:to]
	case netcdf.Int64:
		v.Int64 = s.Int64[from:to]
	case netcdf.UByte:
		v.Uint8 = s.Uint8[from:to]
	case netcdf.UShort:
		v.Uint16 = s.Uint16[from:to]
	case netcdf.UInt:
		v.Uint32 = s.Uint32[from:to]
	case netcdf.UInt64:
		v.Uint64 = s.Uint64[from:to]
	case netcdf.Float:
		v.Float32 = s.Float32[from:to]
	case netcdf.Double:
		v.Float64 = s.Float64[from:to]
	}
	return v
}
