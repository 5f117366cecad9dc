package store_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
)

// weather gives values that a layer can have, some of them missing.
func weather(l forecast.Layer, n int, seed uint64) []float32 {
	random := rand.New(rand.NewPCG(seed, 7))
	low, high := l.Variable.Range(l.Level)
	values := make([]float32, n)
	for i := range values {
		values[i] = float32(low + (high-low)*(0.5+0.4*math.Sin(float64(i)/50+float64(seed))+0.05*random.Float64()))
		if random.IntN(50) == 0 {
			values[i] = float32(math.NaN())
		}
	}
	return values
}

// sameAsFields reads a whole layer by location and compares it, bit by bit, with its fields.
func sameAsFields(t *testing.T, s *store.Store, name string, times []time.Time) {
	t.Helper()
	x, err := s.Series(ctx, "test", run0, layer(t, name))
	must(t, err)
	var all []float32
	for _, at := range times {
		i, ok := x.At(at)
		f, err := s.Open(ctx, ref(t, name, at))
		if forecast.KindOf(err) == forecast.NotFound {
			if ok {
				t.Errorf("%s: the series has %v, the store has not", name, at)
			}
			continue
		}
		must(t, err)
		g := f.Grid()
		w := forecast.Window{Rows: g.Rows(), Cols: g.Cols()}
		if all == nil {
			all = make([]float32, w.Size()*x.Steps())
			must(t, x.Read(ctx, w, all))
		}
		values := make([]float32, w.Size())
		must(t, f.Read(ctx, w, values))
		for k, v := range values {
			if got := all[k*x.Steps()+i]; !ok || math.Float32bits(got) != math.Float32bits(v) {
				t.Fatalf("%s at %v, node %d: the series has %g, the field %g", name, at, k, got, v)
			}
		}
	}
}

// layersOfEachPacking are kept as int16, int32 and float32.
var layersOfEachPacking = []string{"temperature_2m", "surface_pressure", "specific_humidity_850hPa"}

func isLaidOut(t *testing.T, s *store.Store, name string) bool {
	t.Helper()
	_, err := s.Series(ctx, "test", run0, layer(t, name))
	if err != nil && forecast.KindOf(err) != forecast.Unavailable {
		t.Fatal(err)
	}
	return err == nil
}

// TestSeries lays runs out by location on grids that cut into one shard and into many.
func TestSeries(t *testing.T) {
	uneven, err := forecast.NewGrid(
		append(spaced(100, 60, -0.1), spaced(50, 49.8, -0.3)...), append(spaced(100, 100, 0.2), spaced(61, 121, 0.5)...))
	must(t, err)
	f := func(g *forecast.Grid, shard, strip int, times []time.Time) {
		t.Helper()
		s, _ := open(t)
		s.LimitSeries(shard, strip)
		r := begin(t, s, g, times)
		for k, name := range layersOfEachPacking {
			for i, at := range times {
				must(t, r.Put(ctx, layer(t, name), at, weather(layer(t, name), g.Size(), uint64(10*k+i))))
			}
		}
		must(t, s.Arrange(ctx, "test", run0))
		for _, name := range layersOfEachPacking {
			sameAsFields(t, s, name, times)
		}
	}
	f(globe(t, 181, 360), 8<<20, 128<<20, hours(0, 6, 12))
	f(globe(t, 181, 360), 50_000, 300_000, hours(0, 6, 12))
	f(globe(t, 45, 88), 1, 1, hours(0, 6))
	f(uneven, 60_000, 200_000, hours(0, 1, 2, 3, 4, 5, 6))
	f(globe(t, 3, 4), 8<<20, 128<<20, hours(0))
}

func TestSeriesOfIncompleteRun(t *testing.T) {
	s, dir := open(t)
	g := globe(t, 31, 60)
	r := begin(t, s, g, hours(0, 6))
	must(t, r.Put(ctx, layer(t, "temperature_2m"), run0, weather(layer(t, "temperature_2m"), g.Size(), 1)))
	must(t, s.Arrange(ctx, "test", run0))
	if isLaidOut(t, s, "temperature_2m") {
		t.Error("an incomplete run was laid out")
	}
	if _, err := os.Stat(filepath.Join(dir, "test/20261123T0000Z/series")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
	if _, err := s.Series(ctx, "test", run0, layer(t, "cape")); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a layer that is not stored: %v", err)
	}
	if err := s.Arrange(ctx, "test", hours(24)[0]); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a run that is not there: %v", err)
	}
}

// TestSeriesOfReplacedField replaces a field after the run was laid out, through the same store and
// through that of another process: nobody gets the old values.
func TestSeriesOfReplacedField(t *testing.T) {
	s, dir := open(t)
	folder, err := objects.NewFolder(dir)
	must(t, err)
	other, err := store.New(folder, store.DefaultCacheBytes)
	must(t, err)
	g, l := globe(t, 31, 60), layer(t, "temperature_2m")
	r := begin(t, s, g, hours(0, 6))
	for i, at := range hours(0, 6) {
		must(t, r.Put(ctx, l, at, weather(l, g.Size(), uint64(i))))
		must(t, r.Put(ctx, layer(t, "cape"), at, weather(layer(t, "cape"), g.Size(), uint64(i))))
	}
	must(t, s.Arrange(ctx, "test", run0))
	for n, writer := range []*store.Store{s, other} {
		sameAsFields(t, s, "temperature_2m", hours(0, 6))
		sameAsFields(t, other, "temperature_2m", hours(0, 6))
		must(t, begin(t, writer, g, hours(0)).Put(ctx, l, run0, weather(l, g.Size(), uint64(20+n))))
		for _, reader := range []*store.Store{s, other} {
			if isLaidOut(t, reader, "temperature_2m") || !isLaidOut(t, reader, "cape") {
				t.Fatalf("%d: after one field was replaced", n)
			}
		}
		must(t, s.Arrange(ctx, "test", run0))
	}
	sameAsFields(t, other, "temperature_2m", hours(0, 6))
}

// TestSeriesOfFieldReplacedMeanwhile puts the array's metadata back that a replaced field removed,
// as when the layout was finished by somebody who had not seen the new field.
func TestSeriesOfFieldReplacedMeanwhile(t *testing.T) {
	s, dir := open(t)
	g, l := globe(t, 31, 60), layer(t, "temperature_2m")
	r := begin(t, s, g, hours(0))
	must(t, r.Put(ctx, l, run0, weather(l, g.Size(), 1)))
	must(t, s.Arrange(ctx, "test", run0))
	sameAsFields(t, s, "temperature_2m", hours(0))
	metadata := filepath.Join(dir, "test/20261123T0000Z/series/temperature_2m/zarr.json")
	old, err := os.ReadFile(metadata)
	must(t, err)
	must(t, r.Put(ctx, l, run0, weather(l, g.Size(), 2)))
	must(t, os.WriteFile(metadata, old, 0o644))
	if isLaidOut(t, s, "temperature_2m") {
		t.Error("a series of the old field is read")
	}
	must(t, s.Arrange(ctx, "test", run0))
	sameAsFields(t, s, "temperature_2m", hours(0))
	// A shard that is not the one that was written, or is not there.
	shard := filepath.Join(dir, "test/20261123T0000Z/series/temperature_2m/c.0.0.0")
	data, err := os.ReadFile(shard)
	must(t, err)
	x, err := s.Series(ctx, "test", run0, l)
	must(t, err)
	must(t, os.WriteFile(shard+"x", data, 0o644))
	must(t, os.Rename(shard+"x", shard))
	fresh, err := store.New(s.Objects(), store.DefaultCacheBytes)
	must(t, err)
	if isLaidOut(t, fresh, "temperature_2m") {
		t.Error("a series with another shard is read")
	}
	must(t, os.Remove(shard))
	must(t, s.Arrange(ctx, "test", run0))
	sameAsFields(t, fresh, "temperature_2m", hours(0))
	values := make([]float32, g.Size())
	if err := x.Read(ctx, forecast.Window{Rows: 1, Cols: 1}, values); err != nil && !errors.Is(err, objects.ErrChanged) {
		t.Errorf("reading on in a series that was made again: %v", err)
	}
}

// TestSeriesOfExtendedRun adds times, out of order, and a layer that has none at the first.
func TestSeriesOfExtendedRun(t *testing.T) {
	s, _ := open(t)
	g := globe(t, 31, 60)
	put := func(at ...time.Time) {
		r := begin(t, s, g, at)
		for i, at := range at {
			must(t, r.Put(ctx, layer(t, "temperature_2m"), at, weather(layer(t, "temperature_2m"), g.Size(), uint64(at.Unix())+uint64(i))))
			if at.After(run0) {
				must(t, r.Put(ctx, layer(t, "precipitation"), at, weather(layer(t, "precipitation"), g.Size(), uint64(i))))
			}
		}
	}
	check := func(laidOut []time.Time, all []time.Time) {
		t.Helper()
		for _, name := range []string{"temperature_2m", "precipitation"} {
			sameAsFields(t, s, name, laidOut)
			x, err := s.Series(ctx, "test", run0, layer(t, name))
			must(t, err)
			for _, at := range all {
				if _, ok := x.At(at); ok != (slices.Contains(laidOut, at) && (at.After(run0) || name != "precipitation")) {
					t.Errorf("%s at %v: laid out %v", name, at, ok)
				}
			}
		}
	}
	put(hours(0, 12, 18)...)
	must(t, s.Arrange(ctx, "test", run0))
	check(hours(0, 12, 18), hours(0, 6, 12, 18, 24))
	put(hours(24, 6)...)
	check(hours(0, 12, 18), hours(0, 6, 12, 18, 24))
	must(t, s.Arrange(ctx, "test", run0))
	check(hours(0, 6, 12, 18, 24), hours(0, 6, 12, 18, 24))
}

// TestSeriesWhileWriting reads, replaces and lays out at once: what a reader gets is never older
// than what was replaced before it asked.
func TestSeriesWhileWriting(t *testing.T) {
	s, _ := open(t)
	g, l := globe(t, 31, 60), layer(t, "temperature_2m")
	r := begin(t, s, g, hours(0))
	level := func(n int) []float32 { return slices.Repeat([]float32{200 + float32(n)}, g.Size()) }
	must(t, r.Put(ctx, l, run0, level(0)))
	stop, done := make(chan struct{}), make(chan struct{}, 2)
	for range 2 {
		go func() {
			defer func() { done <- struct{}{} }()
			for {
				select {
				case <-stop:
					return
				default:
					if err := s.Arrange(ctx, "test", run0); err != nil && !errors.Is(err, objects.ErrChanged) {
						t.Error(err)
						return
					}
				}
			}
		}()
	}
	seen := 0
	values := make([]float32, 1)
	for n := 1; n < 60; n++ {
		must(t, r.Put(ctx, l, run0, level(n)))
		for range 20 {
			x, err := s.Series(ctx, "test", run0, l)
			if err == nil && x.Read(ctx, forecast.Window{Row: 3, Col: 5, Rows: 1, Cols: 1}, values) == nil {
				seen++
				if math.Abs(float64(values[0])-float64(200+n)) > 0.01 {
					t.Fatalf("%g after %d was put", values[0], 200+n)
				}
			}
			time.Sleep(100 * time.Microsecond)
		}
	}
	close(stop)
	<-done
	<-done
	t.Logf("a series was read %d times of %d", seen, 59*20)
}

func TestDeleteWithSeries(t *testing.T) {
	s, _ := open(t)
	g, l := globe(t, 31, 60), layer(t, "temperature_2m")
	must(t, begin(t, s, g, hours(0)).Put(ctx, l, run0, weather(l, g.Size(), 1)))
	must(t, s.Arrange(ctx, "test", run0))
	must(t, s.DeleteRun(ctx, "test", run0))
	left, err := s.Objects().List(ctx, "")
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	// Another run of the same name begins with nothing.
	must(t, begin(t, s, g, hours(0)).Put(ctx, l, run0, weather(l, g.Size(), 2)))
	if isLaidOut(t, s, "temperature_2m") {
		t.Error("the new run has the old one's series")
	}
}

// BenchmarkArrange lays eight times of a 0.25° layer out by location.
func BenchmarkArrange(b *testing.B) {
	s, dir := open(b)
	g, l := globe(b, 721, 1440), layer(b, "temperature_2m")
	times := hours(0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 66, 72, 78, 84, 90, 96, 102, 108, 114)
	r := begin(b, s, g, times)
	random := rand.New(rand.NewPCG(3, 4))
	values := make([]float32, g.Size())
	for n, at := range times {
		for i := range values {
			y, x := float64(i/1440), float64(i%1440)-4*float64(n)
			values[i] = float32(270 + 30*math.Sin(y/90)*math.Cos(x/70) + 3*math.Sin(x/11+y/13) + 0.06*random.NormFloat64())
		}
		must(b, r.Put(ctx, l, at, values))
	}
	b.SetBytes(int64(4 * len(values) * len(times)))
	for b.Loop() {
		must(b, os.RemoveAll(filepath.Join(dir, "test/20261123T0000Z/series")))
		must(b, s.Arrange(ctx, "test", run0))
	}
	infos, err := s.Objects().List(ctx, "test/20261123T0000Z/series/temperature_2m/")
	must(b, err)
	total := int64(0)
	for _, info := range infos {
		total += info.Size
	}
	b.ReportMetric(float64(total)/float64(4*len(values)*len(times)), "stored/float32")
}
