package ingest_test

import (
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
)

// wantField compares a field that a sink took.
func wantField(t *testing.T, sink *fakeSink, name string, want ...float32) {
	t.Helper()
	got, ok := sink.fields[name]
	if !ok {
		t.Errorf("there is no field %s", name)
		return
	}
	for i, v := range want {
		if math.Abs(float64(got[i]-v)) > 1e-3 || len(got) != len(want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
			return
		}
	}
}

func TestGHR(t *testing.T) {
	pressure, surface := ghr(t, t.TempDir())
	sink, rep := mustIngest(t, pressure)
	if rep.Dataset != "fengwu-ghr" || rep.Run != "20240708T1800Z" || rep.Fields != 6 || len(rep.LeftOut) != 0 {
		t.Errorf("got %+v", rep)
	}
	if len(sink.spec.Times) != 4 || sink.spec.Dataset.Attribution != "Shanghai AI Lab" {
		t.Errorf("got %+v", sink.spec)
	}
	const at = " 20240709T0000Z"
	const g = 9.80665
	wantField(t, sink, "geopotential_height_500hPa"+at, 54000/g, 54001/g, 54002/g, 54003/g, 54010/g, 54011/g, 54012/g, 54013/g,
		54020/g, 54021/g, 54022/g, 54023/g)
	wantField(t, sink, "temperature_1000hPa"+at, 290, 290, 290, 290, 291, 291, 291, 291, 292, 292, 292, 292)
	wantField(t, sink, "wind_u_component_500hPa"+at, 10, 11, 12, 13, 10, 11, 12, 13, 10, 11, 12, 13)

	sink, rep = mustIngest(t, surface)
	wantField(t, sink, "wind_u_component_100m"+at, 0.5, 0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 1.5, 2.5, 2.5, 2.5, 2.5)
	wantField(t, sink, "precipitation"+at, 0, 0.99, 1.99, 2.99, 0, 0.99, 1.99, 2.99, 0, 0.99, 1.99, 2.99)
	wantField(t, sink, "shortwave_radiation"+at, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2)
	if len(rep.LeftOut) != 0 || !strings.Contains(strings.Join(rep.Notes, "; "), "precipitation: 3 values") {
		t.Errorf("left out %v, notes %v", rep.LeftOut, rep.Notes)
	}
}

// The same values in any order of dimensions, latitudes and longitudes make the same fields.
func TestAxisOrders(t *testing.T) {
	f := func(lats, lons []float64, dims ...string) {
		t.Helper()
		path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
			s.coordinate("time", []float64{0, 6}, "units", "hours since 2026-11-23")
			s.coordinate("level", []float64{850, 500}, "units", "hPa")
			s.coordinate("lat", lats)
			s.coordinate("lon", lons)
			s.data("u", dims, func(i []int) float32 {
				at := func(dim string) int { return i[slices.Index(dims, dim)] }
				east := math.Mod(lons[at("lon")]+360, 360)
				return (float32(100*at("time")+50*at("level")) + float32(lats[at("lat")]+east/10)) / 8
			}, "units", "m/s")
		})
		sink, _ := mustIngest(t, path)
		for time, base := range map[string]float32{"20261123T0000Z": 0, "20261123T0600Z": 100} {
			for level, more := range map[string]float32{"850hPa": 0, "500hPa": 50} {
				b := base + more
				want := []float32{b + 20, b + 29, b + 38, b + 47, b + 10, b + 19, b + 28, b + 37}
				if sink.spec.Grid.X.Values()[0] < 0 {
					want = []float32{b + 38, b + 47, b + 20, b + 29, b + 28, b + 37, b + 10, b + 19}
				}
				for i := range want {
					want[i] /= 8
				}
				wantField(t, sink, "wind_u_component_"+level+" "+time, want...)
			}
		}
	}
	f([]float64{20, 10}, []float64{0, 90, 180, 270}, "time", "level", "lat", "lon")
	f([]float64{10, 20}, []float64{0, 90, 180, 270}, "time", "level", "lat", "lon")
	f([]float64{20, 10}, []float64{0, 90, 180, 270, 360}, "time", "level", "lat", "lon")
	f([]float64{10, 20}, []float64{-180, -90, 0, 90}, "level", "time", "lat", "lon")
	f([]float64{10, 20}, []float64{0, 90, -180, -90}, "time", "level", "lon", "lat")
	f([]float64{20, 10}, []float64{270, 180, 90, 0}, "lat", "lon", "level", "time")
	f([]float64{20, 10}, []float64{0, 90, 180, 270}, "lon", "level", "lat", "time")
}

func TestDifferencesTaken(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{0, 3, 6}, "units", "hours since 2026-11-23")
		s.coordinate("lat", []float64{1, 0})
		s.coordinate("lon", []float64{0, 1})
		s.data("tp", []string{"time", "lat", "lon"}, func(i []int) float32 { return 0.001 * float32(i[0]*(1+i[2])) },
			"units", "m", "long_name", "precipitation accumulated since start of forecast")
	})
	sink, rep := mustIngest(t, path)
	if rep.Fields != 2 {
		t.Errorf("%d fields: the sum at the start is nothing", rep.Fields)
	}
	wantField(t, sink, "precipitation 20261123T0600Z", 1, 2, 1, 2)
}

func TestPartlyImpossible(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		s.coordinate("lat", []float64{1, 0})
		s.coordinate("lon", []float64{0, 1})
		dims := []string{"time", "lat", "lon"}
		s.data("t2m", dims, func(i []int) float32 { return 15 }, "units", "K")
		s.data("u10", dims, func(i []int) float32 { return 1e6 }, "units", "m/s")
		s.data("v10", dims, func(i []int) float32 { return float32(math.NaN()) }, "units", "m/s")
		s.data("what", dims, func(i []int) float32 { return 1 })
	})
	sink, rep := mustIngest(t, path)
	wantField(t, sink, "temperature_2m 20261123T0000Z", 288.15, 288.15, 288.15, 288.15)
	var names []string
	for _, s := range rep.Suspicious {
		names = append(names, s.Layer)
	}
	if want := []string{"wind_u_component_10m", "wind_v_component_10m"}; !slices.Equal(names, want) || rep.Quarantined != 2 || len(sink.aside) != 2 {
		t.Errorf("suspicious %v, want %v", rep.Suspicious, want)
	}
	if len(rep.LeftOut) != 1 || rep.LeftOut[0].Name != "what" {
		t.Errorf("left out %v", rep.LeftOut)
	}
	if !strings.Contains(strings.Join(rep.Notes, "; "), "temperature_2m: the values are in °C") {
		t.Errorf("notes %v", rep.Notes)
	}
}

func TestPutFails(t *testing.T) {
	pressure, _ := ghr(t, t.TempDir())
	sink := newFakeSink()
	sink.fail = forecast.Errorf(forecast.Internal, "store.Put", "the disk is full: %w", errors.New("ENOSPC"))
	in := ingest.Ingester{Sink: sink}
	rep, err := in.File(ctx, pressure)
	if !errors.Is(err, sink.fail) || rep.Status != ingest.Refused || !strings.Contains(rep.Error, "disk is full") || len(sink.sources) != 0 {
		t.Errorf("got %+v, %v", rep, err)
	}
}

func TestForceAndProgress(t *testing.T) {
	pressure, _ := ghr(t, t.TempDir())
	sink := newFakeSink()
	last := make(chan [2]int, 100)
	in := ingest.Ingester{Sink: sink, Dataset: "mine", Progress: func(_ string, _ int64, done, total int) { last <- [2]int{done, total} }}
	f := func(force bool, want string, wantDone int) {
		t.Helper()
		in.Force = force
		rep, err := in.File(ctx, pressure)
		if err != nil || rep.Status != want || rep.Dataset != "mine" || len(last) != wantDone {
			t.Errorf("got %+v, %v, progress %d times", rep, err, len(last))
		}
		for len(last) > 0 {
			if p := <-last; p[1] != 6 || p[0] < 1 || p[0] > 6 {
				t.Errorf("progress %v", p)
			}
		}
	}
	f(false, ingest.Ingested, 6)
	f(false, ingest.Unchanged, 0)
	f(true, ingest.Ingested, 6)
}
