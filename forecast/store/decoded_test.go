package store

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestAsked remembers chunks, and forgets them for others sooner or later.
func TestAsked(t *testing.T) {
	var a asked
	f := func(shard uint64, chunk int, want bool) {
		t.Helper()
		if got := a.again(chunkKey{shard, chunk}); got != want {
			t.Errorf("shard %d, chunk %d: %v", shard, chunk, got)
		}
	}
	f(1, 0, false)
	f(1, 0, true)
	f(1, 1, false)
	f(2, 0, false)
	f(1, 0, true)
	for k := range 20 * len(a) {
		a.again(chunkKey{9, k})
	}
	f(1, 0, false)
}

// TestTimeIndex finds times that are evenly spaced and others, in any order on the axis.
func TestTimeIndex(t *testing.T) {
	f := func(axis []int64, places []int) {
		t.Helper()
		var times []time.Time
		for _, s := range axis {
			times = append(times, time.Unix(s, 0))
		}
		want := map[int64]int{}
		for _, p := range places {
			want[axis[p]] = p
		}
		x := indexOf(times, places)
		for s := int64(-5); s < 200; s++ {
			place, ok := x.at(s)
			if p, is := want[s]; ok != is || is && p != place {
				t.Errorf("%v of %v: %d is at %d, %v", places, axis, s, place, ok)
			}
		}
	}
	f(nil, nil)
	f([]int64{7}, []int{0})
	f([]int64{0, 6, 12, 18, 24}, []int{0, 1, 2, 3, 4})
	f([]int64{0, 6, 12, 18, 24}, []int{4, 1})
	f([]int64{0, 1, 2, 3, 6, 12, 100}, []int{0, 1, 2, 3, 4, 5, 6})
	f([]int64{0, 12, 6, 24, 18}, []int{0, 1, 2, 3})
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var axis []int64
		for _, k := range random.Perm(190)[:1+random.IntN(40)] {
			axis = append(axis, int64(k))
		}
		f(axis, random.Perm(len(axis))[:random.IntN(len(axis)+1)])
	}
}
