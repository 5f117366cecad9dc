package weather

import (
	"math"
	"sync"
	"testing"
	"time"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// cycleStart is the first day of a cycle, where New has least to simulate.
var cycleStart = time.Date(2026, 11, 19, 0, 0, 0, 0, time.UTC)

var oneDegree = sphere.Grid{NLat: 181, NLon: 360}

// snapshot is the whole weather at one time on oneDegree.
type snapshot struct {
	z, t, q, u, v [13][]float32 // in the order of standard
	ground        *Surface
}

// story is a run at 24 and 30 hours.
type story struct {
	sheet     *Sheet
	day, next snapshot
}

var told = sync.OnceValue(func() *story {
	m := New(cycleStart, 0)
	st := &story{sheet: NewSheet(m, oneDegree)}
	for _, at := range []struct {
		hours int
		s     *snapshot
	}{{24, &st.day}, {30, &st.next}} {
		m.Advance(at.hours * 3600)
		st.sheet.Set()
		*at.s = take(st.sheet)
	}
	return st
})

func take(s *Sheet) snapshot {
	var out snapshot
	n := s.Grid.Len()
	for k, p := range standard {
		for _, f := range []*[]float32{&out.z[k], &out.t[k], &out.q[k], &out.u[k], &out.v[k]} {
			*f = make([]float32, n)
		}
		s.Geopotential(p, out.z[k])
		s.Air(p, out.t[k], out.q[k])
		s.Wind(p, out.u[k], out.v[k])
	}
	out.ground = NewSurface(n)
	s.Surface(out.ground)
	return out
}

func level500(t *testing.T) int {
	t.Helper()
	for k, p := range standard {
		if p == 500 {
			return k
		}
	}
	t.Fatal("no 500 hPa")
	return 0
}

func moments(f []float32) (mean, deviation float64) {
	var sum, squares float64
	for _, x := range f {
		sum += float64(x)
		squares += float64(x) * float64(x)
	}
	n := float64(len(f))
	mean = sum / n
	return mean, math.Sqrt(max(0, squares/n-mean*mean))
}

// rms is the root mean square difference.
func rms(a, b []float32) float64 {
	var sum float64
	for i := range a {
		d := float64(a[i]) - float64(b[i])
		sum += d * d
	}
	return math.Sqrt(sum / float64(len(a)))
}
