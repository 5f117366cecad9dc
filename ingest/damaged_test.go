package ingest_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
)

func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	whole, err := os.ReadFile("testdata/ERA5_2020-01-01_u10.nc")
	if err != nil {
		t.Fatal(err)
	}
	classic, err := os.ReadFile("testdata/era_interim_tibet.nc")
	if err != nil {
		t.Fatal(err)
	}
	f := func(content []byte, want string) {
		t.Helper()
		path := filepath.Join(dir, "x.nc")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		in := ingest.Ingester{Sink: newFakeSink()}
		rep, err := in.File(ctx, path)
		if forecast.KindOf(err) != forecast.Invalid || rep.Status != ingest.Refused || !strings.Contains(rep.Error, want) {
			t.Errorf("%d bytes: got %+v, %v, want an error with %q", len(content), rep, err, want)
		}
		if strings.Contains(rep.Error, dir) {
			t.Errorf("the error tells folders of the machine: %s", rep.Error)
		}
	}
	f(nil, "empty")
	f([]byte("time,temperature\n1,2\n"), "not a NetCDF file")
	f([]byte("GRIB"), "GRIB")
	f(whole[:100], "truncated")
	f(whole[:len(whole)/2], "")
	f(classic[:20000], "")
}

func TestAllMissing(t *testing.T) {
	path := create(t, filepath.Join(t.TempDir(), "x.nc"), func(s *synthetic) {
		s.coordinate("time", []float64{0, 1}, "units", "hours since 2026-11-23")
		s.coordinate("lat", []float64{1, 0})
		s.coordinate("lon", []float64{0, 1})
		s.data("t2m", []string{"time", "lat", "lon"}, func(i []int) float32 { return float32(math.NaN()) }, "units", "K")
	})
	in := ingest.Ingester{Sink: newFakeSink()}
	rep, err := in.File(ctx, path)
	if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(rep.Error, "all are missing") {
		t.Errorf("got %+v, %v", rep, err)
	}
}

func TestAbsent(t *testing.T) {
	in := ingest.Ingester{Sink: newFakeSink()}
	if _, err := in.File(ctx, filepath.Join(t.TempDir(), "x.nc")); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("got %v", err)
	}
}
