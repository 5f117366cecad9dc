package ingest_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

// busy does something else when a file's run begins.
type busy struct {
	*fakeSink
	meanwhile func()
}

func (b busy) Begin(ctx context.Context, spec store.Spec) (ingest.Run, error) {
	b.meanwhile()
	return b.fakeSink.Begin(ctx, spec)
}

// TestReplacedMeanwhile puts another file in the place of one that is being read: it is not recorded,
// and the new one is not deleted.
func TestReplacedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "x.nc"), filepath.Join(dir, "y.nc")
	for from, to := range map[string]string{"testdata/ERA5_2020-01-01_u10.nc": path, "testdata/ERA5_2020-01-01_tp.nc": other} {
		data, err := os.ReadFile(from)
		must(t, err)
		must(t, os.WriteFile(to, data, 0o600))
	}
	sink := newFakeSink()
	in := ingest.Ingester{Sink: busy{sink, func() { must(t, os.Rename(other, path)) }}, Dataset: "busy"}
	rep, err := in.File(ctx, path)
	if forecast.KindOf(err) != forecast.Unavailable || rep.Status != ingest.Refused || len(sink.sources) != 0 {
		t.Errorf("got %+v, %v, records %v", rep, err, sink.sources)
	}
	if err := rep.Remove(); err == nil {
		t.Error("the new file was deleted")
	}
	in.Sink = sink
	rep, err = in.File(ctx, path)
	must(t, err)
	must(t, rep.Remove())
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file is there after it went in: %v", err)
	}
}
