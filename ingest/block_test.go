package ingest

import (
	"testing"

	"github.com/fengtu/fengtu/ingest/cf"
)

// TestBlocks holds that blocks together are the whole variable, and none is larger than is good,
// whatever the number of members.
func TestBlocks(t *testing.T) {
	f := func(times, members, levels, rows, cols, wantBlocks int, chunk ...int) {
		t.Helper()
		take := cf.Take{
			Shape: []int{times, members, levels, rows, cols}, Time: 0, Member: 1, Stack: 2, Lat: 3, Lon: 4,
			Steps: make([]cf.Step, times), Members: make([]cf.Member, members), Planes: make([]cf.Plane, levels),
		}
		for i := range take.Steps {
			take.Steps[i] = cf.Step{Index: i, Before: -1}
		}
		for i := range take.Members {
			take.Members[i] = cf.Member{Index: i, Number: i}
		}
		for i := range take.Planes {
			take.Planes[i].Index = i
		}
		count, fields := 0, 0
		seen := map[[3]int]bool{}
		blocks(job{take: &take, chunk: chunk}, func(p part) bool {
			var b block
			b.aim(job{take: &take}, p)
			count++
			fields += p.fields()
			size := 4
			for _, n := range b.count {
				size *= n
			}
			if size > splitBytes {
				t.Errorf("a block of %v takes %d bytes", b.count, size)
			}
			for task := range b.tasks() {
				seen[[3]int{task.step.Index, task.member.Index, task.plane.Index}] = true
			}
			return true
		})
		if all := times * members * levels; count != wantBlocks || fields != all || len(seen) != all {
			t.Errorf("%d blocks of %d fields, %d different, want %d of %d", count, fields, len(seen), wantBlocks, all)
		}
	}
	f(4, 1, 13, 721, 1440, 4*13) // a field is as much as is good
	f(4, 1, 13, 721, 1440, 4*2, 1, 1, 7, 361, 720)
	f(4, 1, 13, 721, 1440, 2*2, 2, 1, 7, 361, 720)
	f(2, 50, 1, 721, 1440, 2*50)
	f(2, 50, 1, 721, 1440, 2*5, 1, 10, 1, 721, 1440)
	f(1, 50, 13, 721, 1440, 50*13)
	f(3, 50, 1, 20, 20, 1)
	f(1, 2, 13, 2001, 4000, 2*13)
	f(1, 1, 13, 2001, 4000, 4, 1, 1, 13, 100, 100) // less than a chunk, which is too much
}
