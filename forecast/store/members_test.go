package store_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// ensemble says which members a run has.
func ensemble(g *forecast.Grid, times []time.Time, members ...int) store.Spec {
	return store.Spec{Dataset: forecast.Dataset{ID: "test", Title: "Test"}, Run: run0, Grid: g, Times: times, Members: members}
}

// memberValue is what the tests write: another number for each member and hour.
func memberValue(member, hour int) float32 { return 250 + float32(member) + float32(hour)/100 }

func put(t testing.TB, s *store.Store, g *forecast.Grid, name string, member, hour int) {
	t.Helper()
	r, err := s.Begin(ctx, ensemble(g, hours(hour), member))
	must(t, err)
	must(t, r.PutMember(ctx, layer(t, name), hours(hour)[0], member, slices.Repeat([]float32{memberValue(member, hour)}, g.Size())))
}

// wantMembers holds that each field has its own value.
func wantMembers(t *testing.T, s *store.Store, name string, members, hs []int) {
	t.Helper()
	for _, m := range members {
		for _, h := range hs {
			field := ref(t, name, hours(h)[0])
			field.Member = m
			if got, want := read(t, s, field)[0], memberValue(m, h); got < want-0.01 || got > want+0.01 {
				t.Errorf("member %d at +%d h: %g, want %g", m, h, got, want)
			}
		}
	}
}

// TestMembersInAnyOrder has members and times come in any order from two stores on the same objects,
// as two processes do.
func TestMembersInAnyOrder(t *testing.T) {
	one, dir := open(t)
	folder, err := objects.NewFolder(dir)
	must(t, err)
	two, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g := globe(t, 31, 60)
	members, hs := []int{0, 1, 2, 7, 49}, []int{0, 6, 12, 18}
	var arrivals [][2]int
	for _, m := range members {
		for _, h := range hs {
			arrivals = append(arrivals, [2]int{m, h})
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(arrivals), func(i, j int) { arrivals[i], arrivals[j] = arrivals[j], arrivals[i] })
	var group sync.WaitGroup
	for k, s := range []*store.Store{one, two} {
		for n := k; n < len(arrivals); n += 2 {
			group.Go(func() { put(t, s, g, "temperature_2m", arrivals[n][0], arrivals[n][1]) })
		}
	}
	group.Wait()
	for _, s := range []*store.Store{one, two} {
		wantMembers(t, s, "temperature_2m", members, hs)
	}
	inv, err := one.Inventory(ctx, "test", run0)
	must(t, err)
	if expected, present, missing := inv.Completeness(); expected != 20 || present != 20 || missing != nil || !inv.Complete() {
		t.Errorf("%d of %d, missing %v", present, expected, missing)
	}
	if !slices.Equal(inv.Members, members) || inv.Control() != 0 {
		t.Errorf("members %v", inv.Members)
	}
	r, err := one.Begin(ctx, ensemble(g, nil, 0))
	must(t, err)
	must(t, r.AddSource(ctx, store.Source{File: "x", SHA256: "abc"})) // sets the lengths right
	data, err := os.ReadFile(filepath.Join(dir, "test", "20261123T0000Z", "temperature_2m", "zarr.json"))
	must(t, err)
	a, err := zarr.ParseArray(data)
	must(t, err)
	if !slices.Equal(a.Shape, []int{4, 5, 31, 60}) || !slices.Equal(a.Dimensions, []string{"time", "member", "latitude", "longitude"}) ||
		!slices.Equal(a.Inner[:2], []int{1, 1}) {
		t.Errorf("array %+v", a)
	}
}

func TestMembersMissing(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	r, err := s.Begin(ctx, ensemble(g, hours(0, 6), 1, 2, 3))
	must(t, err)
	for _, m := range []int{1, 2, 3} {
		must(t, r.PutMember(ctx, layer(t, "temperature_2m"), run0, m, slices.Repeat([]float32{280}, g.Size())))
	}
	must(t, r.PutMember(ctx, layer(t, "pressure_msl"), hours(6)[0], 2, slices.Repeat([]float32{1e5}, g.Size())))
	must(t, r.PutMember(ctx, layer(t, "precipitation"), hours(6)[0], 2, make([]float32, g.Size())))
	inv, err := s.Inventory(ctx, "test", run0)
	must(t, err)
	temperature, pressure, rain := layer(t, "temperature_2m"), layer(t, "pressure_msl"), layer(t, "precipitation")
	expected, present, missing := inv.Completeness()
	want := []store.Missing{
		{Time: run0, Members: []int{1, 2, 3}, Layers: []forecast.Layer{pressure}}, // and no rain before the start
		{Time: hours(6)[0], Members: []int{1, 3}, Layers: []forecast.Layer{temperature, pressure, rain}},
		{Time: hours(6)[0], Members: []int{2}, Layers: []forecast.Layer{temperature}},
	}
	for i := range missing {
		slices.SortFunc(missing[i].Layers, forecast.CompareLayers)
	}
	for i := range want {
		slices.SortFunc(want[i].Layers, forecast.CompareLayers)
	}
	if expected != 15 || present != 5 || !reflect.DeepEqual(missing, want) || inv.Complete() {
		t.Errorf("%d of %d, missing %v", present, expected, missing)
	}
	if inv.Control() != 1 || !inv.HasMember(temperature, run0, 3) || inv.HasMember(temperature, run0, 0) ||
		inv.HasMember(pressure, run0, 2) || !inv.Has(pressure, hours(6)[0]) || inv.HasMember(pressure, hours(6)[0], 3) {
		t.Error("the wrong fields are there")
	}
}

// TestMembersOrNone holds that a run either has members or has none, and what is said of others.
func TestMembersOrNone(t *testing.T) {
	g := globe(t, 31, 60)
	f := func(first, second []int, want string) {
		t.Helper()
		s, _ := open(t)
		_, err := s.Begin(ctx, ensemble(g, hours(0), first...))
		must(t, err)
		_, err = s.Begin(ctx, ensemble(g, hours(0), second...))
		if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, then %v: %v", first, second, err)
		}
	}
	f(nil, []int{3}, "has no members, and this file is of members 3")
	f([]int{0, 1}, nil, "has members (0, 1), and nothing says which")
	f([]int{0}, []int{-1}, "-1 cannot number a member")
	missing := func(s *store.Store, member int, want string) {
		t.Helper()
		field := ref(t, "temperature_2m", run0)
		field.Member = member
		if _, err := s.Open(ctx, field); forecast.KindOf(err) != forecast.NotFound || !strings.Contains(err.Error(), want) {
			t.Errorf("member %d: %v", member, err)
		}
	}
	s, _ := open(t)
	put(t, s, g, "temperature_2m", 2, 0)
	put(t, s, g, "temperature_850hPa", 1, 0)
	missing(s, 0, "has no member 0: it has 1, 2")
	missing(s, 1, "of member 1 at 20261123T0000Z has not arrived")
	alone, _ := open(t)
	must(t, begin(t, alone, g, hours(0)).Put(ctx, layer(t, "temperature_2m"), run0, slices.Repeat([]float32{280}, g.Size())))
	missing(alone, 1, "has no members: leave member out")
}

// sameSeries holds the series of members against their fields.
func sameSeries(t *testing.T, s *store.Store, name string, members []int, times []time.Time) {
	t.Helper()
	for _, m := range members {
		x, err := s.Member(m).Series(ctx, "test", run0, layer(t, name))
		must(t, err)
		field := ref(t, name, times[0])
		field.Member = m
		f, err := s.Open(ctx, field)
		must(t, err)
		g := f.Grid()
		values := make([]float32, g.Size()*x.Steps())
		must(t, x.Read(ctx, forecast.Window{Rows: g.Rows(), Cols: g.Cols()}, values))
		for _, at := range times {
			i, ok := x.At(at)
			if !ok {
				t.Fatalf("member %d: %s is not in the series", m, at)
			}
			field.Time = at
			for k, want := range read(t, s, field) {
				if got := values[k*x.Steps()+i]; got != want && (got == got || want == want) {
					t.Fatalf("member %d at %s: node %d is %g, in the field %g", m, at, k, got, want)
				}
			}
		}
	}
}

// TestSeriesOfMembers lays an ensemble out by location, in one shard a member and in many, and lets
// it grow.
func TestSeriesOfMembers(t *testing.T) {
	times, members := hours(0, 6, 12), []int{3, 0, 50}
	f := func(shard, strip int) {
		t.Helper()
		s, _ := open(t)
		s.LimitSeries(shard, strip)
		g := globe(t, 61, 120)
		r, err := s.Begin(ctx, ensemble(g, times, members...))
		must(t, err)
		fill := func(r *store.Run, member int) {
			for _, name := range layersOfEachPacking {
				for i, at := range times {
					must(t, r.PutMember(ctx, layer(t, name), at, member, weather(layer(t, name), g.Size(), uint64(100*member+i))))
				}
			}
		}
		for _, m := range members {
			fill(r, m)
		}
		must(t, s.Arrange(ctx, "test", run0))
		for _, name := range layersOfEachPacking {
			sameSeries(t, s, name, members, times)
		}
		// A member more leaves the others' series as they are, until all are in.
		r, err = s.Begin(ctx, ensemble(g, times, 7))
		must(t, err)
		fill(r, 7)
		const name = "temperature_2m"
		sameSeries(t, s, name, members, times)
		if _, err := s.Member(7).Series(ctx, "test", run0, layer(t, name)); forecast.KindOf(err) != forecast.Unavailable {
			t.Errorf("a member that is not laid out: %v", err)
		}
		must(t, s.Arrange(ctx, "test", run0))
		sameSeries(t, s, name, append(members, 7), times)
		// A field that is replaced takes the series with it.
		must(t, r.PutMember(ctx, layer(t, name), times[1], 50, weather(layer(t, name), g.Size(), 9)))
		if _, err := s.Member(0).Series(ctx, "test", run0, layer(t, name)); forecast.KindOf(err) != forecast.Unavailable {
			t.Errorf("a series of a field that is no more: %v", err)
		}
		must(t, s.Arrange(ctx, "test", run0))
		sameSeries(t, s, name, append(members, 7), times)
		if _, err := s.Member(9).Series(ctx, "test", run0, layer(t, name)); err == nil {
			t.Error("a series of a member that is not in the run")
		}
	}
	f(8<<20, 128<<20)
	f(20_000, 100_000)
}
