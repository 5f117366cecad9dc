package store_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
)

var (
	ctx   = context.Background()
	run0  = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	hours = func(h ...int) (out []time.Time) {
		for _, h := range h {
			out = append(out, run0.Add(time.Duration(h)*time.Hour))
		}
		return out
	}
)

func open(t testing.TB) (*store.Store, string) {
	t.Helper()
	dir := t.TempDir()
	return reopen(t, dir), dir
}

// reopen opens the store as another process would.
func reopen(t testing.TB, dir string) *store.Store {
	t.Helper()
	folder, err := objects.NewFolder(dir)
	must(t, err)
	s, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func spaced(n int, first, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = first + float64(i)*step
	}
	return out
}

func globe(t testing.TB, rows, cols int) *forecast.Grid {
	t.Helper()
	g, err := forecast.NewGrid(spaced(rows, 90, -180/float64(rows-1)), spaced(cols, 0, 360/float64(cols)))
	must(t, err)
	return g
}

func layer(t testing.TB, name string) forecast.Layer {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	must(t, err)
	return l
}

func begin(t testing.TB, s *store.Store, g *forecast.Grid, times []time.Time) *store.Run {
	t.Helper()
	r, err := s.Begin(ctx, store.Spec{
		Dataset: forecast.Dataset{ID: "test", Title: "Test", Licence: "CC0-1.0"}, Run: run0, Grid: g, Times: times,
	})
	must(t, err)
	return r
}

func read(t testing.TB, s *store.Store, ref forecast.Ref) []float32 {
	t.Helper()
	f, err := s.Open(ctx, ref)
	must(t, err)
	g := f.Grid()
	out := make([]float32, g.Size())
	must(t, f.Read(ctx, forecast.Window{Rows: g.Rows(), Cols: g.Cols()}, out))
	return out
}

func ref(t testing.TB, name string, at time.Time) forecast.Ref {
	return forecast.Ref{Dataset: "test", Run: run0, Layer: layer(t, name), Time: at}
}

// TestPrecision holds the promise of docs/formats.md for every variable: what comes out is what
// went in, to half a step or the relative precision, and missing stays missing.
func TestPrecision(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	r := begin(t, s, g, hours(0))
	random := rand.New(rand.NewPCG(1, 1))
	for _, v := range forecast.Variables() {
		if v.Shape == forecast.Vector {
			continue
		}
		for _, level := range []forecast.Level{{}, forecast.PressureLevel(50), forecast.PressureLevel(1000)} {
			l := forecast.Layer{Variable: v, Level: level}
			low, high := v.Range(level)
			values := make([]float32, g.Size())
			for i := range values {
				values[i] = float32(low + (high-low)*random.Float64())
			}
			values[0], values[1], values[2] = float32(low), float32(high), float32(math.NaN())
			must(t, r.Put(ctx, l, run0, values))
			for i, got := range read(t, s, forecast.Ref{Dataset: "test", Run: run0, Layer: l, Time: run0}) {
				want := float64(values[i])
				limit := max(v.StepAt(l.Level)/2, math.Abs(want)*v.Relative) + math.Abs(want)*1e-7
				if math.IsNaN(want) != math.IsNaN(float64(got)) || math.Abs(float64(got)-want) > limit {
					t.Fatalf("%s: %g came back as %g, off by more than %g", l.Name(), want, got, limit)
				}
			}
		}
	}
}

// TestAllowedErrors holds the errors that are allowed, in their own numbers, on values of all sizes;
// and what is NaN stays so.
func TestAllowedErrors(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 121, 240)
	r := begin(t, s, g, hours(0))
	random := rand.New(rand.NewPCG(5, 6))
	f := func(name string, low, high, absolute, relative float64) {
		t.Helper()
		l := layer(t, name)
		values := make([]float32, g.Size())
		for i := range values {
			share := random.Float64()
			if i%2 == 1 {
				share = math.Pow(10, -7*share) // as many small ones as large ones
			}
			values[i] = float32(low + (high-low)*share)
		}
		must(t, r.Put(ctx, l, run0, values))
		for i, got := range read(t, s, ref(t, name, run0)) {
			want := float64(values[i])
			if limit := max(absolute, relative*math.Abs(want)); !(math.Abs(float64(got)-want) <= limit) {
				t.Fatalf("%s: %g came back as %g, off by more than %g", name, want, got, limit)
			}
		}
	}
	f("temperature_2m", 180, 340, 0.01, 0)
	f("dew_point_2m", 150, 310, 0.01, 0)
	f("wind_u_component_250hPa", -190, 190, 0.01, 0)
	f("wind_u_component_10m", -127, 127, 0.002, 0)
	f("wind_speed_100m", 0, 250, 0.002, 0)
	f("wind_gusts_10m", 0, 100, 0.01, 0)
	f("pressure_msl", 85000, 108000, 1, 0)
	f("surface_pressure", 30000, 108000, 1, 0)
	f("geopotential_height_50hPa", 14000, 27000, 0.25, 0)
	f("geopotential_height_1000hPa", -1000, 1000, 0.25, 0)
	f("specific_humidity_50hPa", -1e-6, 1e-4, 1e-7, 0.001)
	f("specific_humidity_300hPa", -1e-4, 0.01, 1e-7, 0.001)
	f("specific_humidity_1000hPa", -0.001, 0.05, 1e-7, 0.001)
	f("relative_humidity_850hPa", 0, 1.2, 0.00002001, 0.001)
	f("precipitation", 0, 1300, 0.01, 0.001)
}

func TestImpossibleValuesAreRefused(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	r := begin(t, s, g, hours(0))
	f := func(name string, bad float32, want string) {
		t.Helper()
		values := slices.Repeat([]float32{300}, g.Size())
		values[7] = bad
		err := r.Put(ctx, layer(t, name), run0, values)
		if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(forecast.DetailOf(err), want) {
			t.Errorf("%s of %g: %v", name, bad, err)
		}
		if _, err := s.Open(ctx, ref(t, name, run0)); forecast.KindOf(err) != forecast.NotFound {
			t.Errorf("%s was written all the same: %v", name, err)
		}
	}
	f("temperature_2m", 26.85, "1 values outside 150 to 350 K, such as 26.85")
	f("temperature_850hPa", float32(math.Inf(1)), "+Inf")
	f("specific_humidity_850hPa", 300, "outside")
}

// TestSteps writes steps as they arrive in any order, several at once, and beyond the axis the run
// began with.
func TestSteps(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	order := []int{12, 0, 6, 24, 18}
	var wg sync.WaitGroup
	for _, h := range order {
		wg.Go(func() {
			r := begin(t, s, g, hours(h))
			for _, name := range []string{"temperature_2m", "pressure_msl", "precipitation"} {
				base := map[string]float32{"temperature_2m": 250, "pressure_msl": 1e5, "precipitation": 0}[name]
				if name == "precipitation" && h == 0 {
					continue
				}
				if err := r.Put(ctx, layer(t, name), hours(h)[0], slices.Repeat([]float32{base + float32(h)}, g.Size())); err != nil {
					t.Error(err)
				}
			}
			if err := r.AddSource(ctx, store.Source{File: "f", SHA256: strings.Repeat("0", 62) + hours(h)[0].Format("15"), At: time.Now()}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, h := range order {
		if got := read(t, s, ref(t, "temperature_2m", hours(h)[0]))[5]; got != 250+float32(h) {
			t.Errorf("at +%d h: %g", h, got)
		}
	}
	inv, err := s.Inventory(ctx, "test", run0)
	must(t, err)
	if want := hours(0, 6, 12, 18, 24); !slices.EqualFunc(inv.Times, want, time.Time.Equal) {
		t.Errorf("times %v, want %v", inv.Times, want)
	}
	if expected, present, missing := inv.Completeness(); expected != 14 || present != 14 || missing != nil || !inv.Complete() {
		t.Errorf("completeness %d of %d, missing %v", present, expected, missing)
	}
}

func TestIncomplete(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	r := begin(t, s, g, hours(0, 6, 12))
	values := slices.Repeat([]float32{280}, g.Size())
	must(t, r.Put(ctx, layer(t, "temperature_2m"), hours(6)[0], values))
	inv, err := s.Inventory(ctx, "test", run0)
	must(t, err)
	expected, present, missing := inv.Completeness()
	if expected != 3 || present != 1 || len(missing) != 2 || inv.Complete() {
		t.Errorf("completeness %d of %d, missing %v", present, expected, missing)
	}
	if got := inv.Arrived(); len(got) != 1 || !got[0].Equal(hours(6)[0]) {
		t.Errorf("arrived %v", got)
	}
	if latest, err := s.Latest(ctx, "test"); err != nil || !latest.Equal(run0) {
		t.Errorf("latest %v, %v", latest, err)
	}
	f := func(r forecast.Ref, want string) {
		t.Helper()
		_, err := s.Open(ctx, r)
		if forecast.KindOf(err) != forecast.NotFound || !strings.Contains(forecast.DetailOf(err), want) {
			t.Errorf("error %v, want NotFound with %q", err, want)
		}
	}
	f(ref(t, "temperature_2m", hours(12)[0]), "has not arrived yet")
	f(ref(t, "temperature_2m", hours(99)[0]), "is no time of run 20261123T0000Z: it has 3 from")
	f(ref(t, "pressure_msl", hours(6)[0]), "has no layer pressure_msl")
	f(forecast.Ref{Dataset: "test", Run: hours(48)[0], Layer: layer(t, "cape"), Time: run0}, "there is no run 20261125T0000Z")
	f(forecast.Ref{Dataset: "..", Run: run0, Layer: layer(t, "cape"), Time: run0}, "there is no dataset")
	deep := ref(t, "temperature_2m", hours(6)[0])
	deep.LOD = 1
	f(deep, "no level of detail 1")
}

func TestReplace(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 301, 600)
	r := begin(t, s, g, hours(0))
	l := layer(t, "temperature_2m")
	must(t, r.Put(ctx, l, run0, slices.Repeat([]float32{280}, g.Size())))
	old, err := s.Open(ctx, ref(t, "temperature_2m", run0))
	must(t, err)
	values := make([]float32, g.Size())
	must(t, old.Read(ctx, forecast.Window{Rows: 10, Cols: 10}, values))
	must(t, r.Put(ctx, l, run0, slices.Repeat([]float32{290}, g.Size())))
	// The old field still gives what it has in memory, and says so where it has not.
	must(t, old.Read(ctx, forecast.Window{Rows: 10, Cols: 10}, values))
	if values[0] != 280 {
		t.Errorf("the old field gives %g", values[0])
	}
	err = old.Read(ctx, forecast.Window{Row: 200, Rows: 10, Cols: 10}, values)
	if forecast.KindOf(err) != forecast.Unavailable || !errors.Is(err, objects.ErrChanged) {
		t.Errorf("reading on in a replaced field: %v", err)
	}
	if got := read(t, s, ref(t, "temperature_2m", run0)); got[0] != 290 {
		t.Errorf("the new field gives %g", got[0])
	}
}

// TestWindows compares windows, also across the seam, with the whole field.
func TestWindows(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 301, 600)
	values := make([]float32, g.Size())
	for i := range values {
		values[i] = 200 + float32(i%600)/100 + float32(i/600)/3
	}
	must(t, begin(t, s, g, hours(0)).Put(ctx, layer(t, "temperature_2m"), run0, values))
	f, err := s.Open(ctx, ref(t, "temperature_2m", run0))
	must(t, err)
	check := func(w forecast.Window) {
		t.Helper()
		got := make([]float32, w.Size())
		must(t, f.Read(ctx, w, got))
		for k, v := range got {
			y, x := w.Row+k/w.Cols, (w.Col+k%w.Cols)%600
			if want := values[y*600+x]; math.Abs(float64(v-want)) > 0.01 {
				t.Fatalf("%+v: node %d, %d is %g, want %g", w, y, x, v, want)
			}
		}
	}
	check(forecast.Window{Rows: 301, Cols: 600})
	check(forecast.Window{Row: 99, Col: 190, Rows: 5, Cols: 30})
	check(forecast.Window{Row: 290, Col: 590, Rows: 11, Cols: 40})
	check(forecast.Window{Row: 3, Col: 1, Rows: 2, Cols: 600})
	for _, w := range []forecast.Window{{Row: -1, Rows: 1, Cols: 1}, {Row: 301, Rows: 1, Cols: 1}} {
		if err := f.Read(ctx, w, make([]float32, 1)); err == nil {
			t.Errorf("window %+v was read", w)
		}
	}
}

func TestOverview(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 321, 640)
	values := make([]float32, g.Size())
	for i := range values {
		lat, lon := g.Y.Values()[i/640], g.X.Values()[i%640]
		values[i] = float32(280 + 20*math.Sin(lat/30) + 5*math.Cos(lon*math.Pi/180))
	}
	values[100*640+100] = float32(math.NaN())
	must(t, begin(t, s, g, hours(0)).Put(ctx, layer(t, "temperature_2m"), run0, values))
	coarse := ref(t, "temperature_2m", run0)
	coarse.LOD = 1
	f, err := s.Open(ctx, coarse)
	must(t, err)
	if o := f.Grid(); o.Rows() != 81 || o.Cols() != 160 || o.Y.Values()[80] != -90 || o.X.Values()[1] != 2.25 || !o.X.Periodic() {
		t.Fatalf("overview grid %d × %d", o.Rows(), o.Cols())
	}
	for i, got := range read(t, s, coarse) {
		want := values[i/160*4*640+i%160*4]
		if math.IsNaN(float64(got)) != math.IsNaN(float64(want)) || math.Abs(float64(got-want)) > 0.5 {
			t.Fatalf("node %d of the overview is %g, near %g in the field", i, got, want)
		}
	}
}

func TestAnotherGridIsRefused(t *testing.T) {
	s, _ := open(t)
	begin(t, s, globe(t, 31, 60), hours(0))
	_, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test"}, Run: run0, Grid: globe(t, 61, 120), Times: hours(0)})
	if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(forecast.DetailOf(err), "another --dataset") {
		t.Errorf("error %v", err)
	}
}

func TestDamagedFieldIsAnError(t *testing.T) {
	s, dir := open(t)
	g := globe(t, 31, 60)
	must(t, begin(t, s, g, hours(0)).Put(ctx, layer(t, "temperature_2m"), run0, slices.Repeat([]float32{280}, g.Size())))
	name := filepath.Join(dir, "test/20261123T0000Z/temperature_2m/c.0.0.0")
	data, err := os.ReadFile(name)
	must(t, err)
	for _, damaged := range [][]byte{{}, data[:10], data[:len(data)-1], append(slices.Clone(data), 0)} {
		must(t, os.WriteFile(name, damaged, 0o644))
		if _, err := s.Open(ctx, ref(t, "temperature_2m", run0)); forecast.KindOf(err) != forecast.Internal || err == nil {
			t.Errorf("%d of %d bytes: %v", len(damaged), len(data), err)
		}
	}
}

func TestSourcesAndDelete(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	r := begin(t, s, g, hours(0))
	must(t, r.Put(ctx, layer(t, "temperature_2m"), run0, slices.Repeat([]float32{280}, g.Size())))
	sum := strings.Repeat("ab", 32)
	at := time.Date(2026, 11, 23, 4, 10, 12, 0, time.UTC)
	f := func(want bool) {
		t.Helper()
		if has, err := s.HasSource(ctx, "test", run0, sum); err != nil || has != want {
			t.Errorf("HasSource = %v, %v", has, err)
		}
	}
	f(false)
	must(t, r.AddSource(ctx, store.Source{File: "a.nc", SHA256: sum, At: at.AddDate(5, 0, 0)}))
	f(true)
	inv, err := s.Inventory(ctx, "test", run0)
	must(t, err)
	if len(inv.Sources) != 1 || inv.Sources[0].File != "a.nc" || !inv.Published.Equal(at.AddDate(5, 0, 0)) {
		t.Errorf("inventory %+v", inv)
	}
	must(t, s.DeleteRun(ctx, "test", run0))
	f(false)
	if _, err := s.Inventory(ctx, "test", run0); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("after DeleteRun: %v", err)
	}
	left, err := s.Objects().List(ctx, "")
	if err != nil || len(left) != 1 || left[0].Key != "test/dataset.json" {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWatch(t *testing.T) {
	s, _ := open(t)
	changes, stop := s.Watch()
	defer stop()
	g := globe(t, 31, 60)
	must(t, begin(t, s, g, hours(0)).Put(ctx, layer(t, "temperature_2m"), run0, slices.Repeat([]float32{280}, g.Size())))
	select {
	case c := <-changes:
		if c.Dataset != "test" || !c.Run.Equal(run0) {
			t.Errorf("change %+v", c)
		}
	case <-time.After(time.Minute):
		t.Error("no change was told")
	}
}

// TestRemadeRun has another process delete a run and make it again with its times in another order:
// what was known of it must not put a value at a wrong time.
func TestRemadeRun(t *testing.T) {
	s, dir := open(t)
	other := reopen(t, dir)
	g := globe(t, 31, 60)
	l := layer(t, "temperature_2m")
	write := func(order ...int) {
		for _, h := range order {
			r := begin(t, other, g, hours(h))
			must(t, r.Put(ctx, l, hours(h)[0], slices.Repeat([]float32{280 + float32(h)}, g.Size())))
		}
	}
	for _, order := range [][]int{{0, 6}, {6, 0}} {
		write(order...)
		for _, h := range order {
			if got := read(t, s, ref(t, "temperature_2m", hours(h)[0]))[0]; got != 280+float32(h) {
				t.Errorf("after times in the order %v: %g at +%d h", order, got, h)
			}
		}
		must(t, other.DeleteRun(ctx, "test", run0))
		if _, err := s.Open(ctx, ref(t, "temperature_2m", run0)); forecast.KindOf(err) != forecast.NotFound {
			t.Errorf("a run that another process deleted: %v", err)
		}
	}
}

// TestFollow tells of what another process writes.
func TestFollow(t *testing.T) {
	s, dir := open(t)
	other := reopen(t, dir)
	following, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { s.Follow(following, time.Millisecond); close(done) }()
	changes, stop := s.Watch()
	g := globe(t, 31, 60)
	r := begin(t, other, g, hours(0, 6))
	for _, at := range hours(0, 6) {
		must(t, r.Put(ctx, layer(t, "temperature_2m"), at, slices.Repeat([]float32{280}, g.Size())))
		for {
			c := <-changes
			inv, err := s.Inventory(ctx, c.Dataset, c.Run)
			must(t, err)
			if inv.Has(layer(t, "temperature_2m"), at) {
				break
			}
		}
	}
	stop()
	cancel()
	<-done
}

func BenchmarkPut(b *testing.B) {
	s, _ := open(b)
	g := globe(b, 721, 1440)
	r := begin(b, s, g, hours(0))
	random := rand.New(rand.NewPCG(3, 4))
	values := make([]float32, g.Size())
	for i := range values {
		y, x := float64(i/1440), float64(i%1440)
		values[i] = float32(270 + 30*math.Sin(y/90)*math.Cos(x/70) + 3*math.Sin(x/11+y/13) + 0.06*random.NormFloat64())
	}
	l := layer(b, "temperature_2m")
	b.SetBytes(int64(4 * len(values)))
	for b.Loop() {
		must(b, r.Put(ctx, l, run0, values))
	}
}
