package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// counted counts how often the first chunk of a field is read.
type counted struct {
	objects.Objects
	reads *atomic.Int32
}

func (c counted) ReadAt(ctx context.Context, key string, tag objects.Tag, offset int64, dst []byte) error {
	if offset == 0 && len(dst) > 0 { // none: it is asked whether it is still there
		c.reads.Add(1)
	}
	return c.Objects.ReadAt(ctx, key, tag, offset, dst)
}

// keepingSite keeps tiles and next to no decoded chunks, so that every tile that is made reads some.
func keepingSite(t *testing.T) (*site, *store.Run, *atomic.Int32) {
	t.Helper()
	folder, err := objects.NewFolder(t.TempDir())
	must(t, err)
	reads := &atomic.Int32{}
	s, err := store.New(counted{folder, reads}, 64)
	must(t, err)
	r, err := s.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test", Title: "Test"}, Run: run0, Grid: globe(t), Times: hours(0)})
	must(t, err)
	put(t, r, globe(t), run0)
	handler, err := web.New(web.Options{Store: s, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), TileBytes: 1 << 20})
	must(t, err)
	reads.Store(0)
	return &site{handler: handler, store: s}, r, reads
}

const keptTile = "/tiles/test/20261123T0000Z/temperature_2m/20261123T0000Z/1/0/0.png"

// TestKept holds that fifty who ask at once, and those who ask later, cost one making, whatever the
// spelling of the run.
func TestKept(t *testing.T) {
	s, _, reads := keepingSite(t)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if w := s.get(keptTile); w.Code != http.StatusOK {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
	want := s.get(keptTile).Body.Bytes()
	w := s.get("/tiles/test/latest/temperature_2m/20261123T0000Z/1/0/0.png?cachebuster=1")
	if !bytes.Equal(w.Body.Bytes(), want) || w.Header().Get("Content-Location") != keptTile+"?cachebuster=1" || w.Header().Get("Cache-Control") != "public, max-age=5" {
		t.Errorf("latest: %v", w.Header())
	}
	if n := reads.Load(); n != 1 {
		t.Errorf("the chunk was read %d times", n)
	}
	if w := s.get(keptTile, "If-None-Match", w.Header().Get("ETag")); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("who has it gets %d and %d bytes", w.Code, w.Body.Len())
	}
	head := httptest.NewRecorder()
	s.handler.ServeHTTP(head, httptest.NewRequest(http.MethodHead, s.versioned(t, keptTile), nil))
	if head.Code != http.StatusOK || head.Header().Get("ETag") != w.Header().Get("ETag") || head.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" {
		t.Errorf("HEAD: %d %v", head.Code, head.Header())
	}
}

// TestKeptApart holds that whatever changes a tile has a tile of its own, a corrected field above all,
// also where the tile is derived of it.
func TestKeptApart(t *testing.T) {
	s, r, _ := keepingSite(t)
	const at = "/20261123T0000Z/1/0/0"
	bodies := map[string]string{}
	f := func(target string) {
		t.Helper()
		w := s.get("/tiles/test/20261123T0000Z/" + target)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		if twin := bodies[w.Body.String()]; twin != "" && twin != target {
			t.Errorf("%s and %s are alike", target, twin)
		}
		bodies[w.Body.String()] = target
	}
	f("temperature_2m" + at + ".png")
	f("temperature_2m" + at + "@2x.png")
	f("temperature_2m" + at + ".png?style=dark")
	f("temperature_2m" + at + ".png?form=value")
	f("temperature_2m" + at + ".mvt")
	f("temperature_2m" + at + ".mvt?interval=1")
	f("temperature_2m/20261123T0000Z/1/0/1.png")
	for name, layers := range map[string]string{"temperature_2m": "temperature_2m", "wind_u_component_10m": "wind_speed_10m"} {
		target := "/tiles/test/20261123T0000Z/" + layers + at + ".png"
		before := s.get(target).Body.Bytes()
		must(t, r.Put(ctx, layer(t, name), run0, slices.Repeat([]float32{map[string]float32{"temperature_2m": 260, "wind_u_component_10m": 30}[name]}, 91*180)))
		if bytes.Equal(before, s.get(target).Body.Bytes()) {
			t.Errorf("%s is the old one after its field was corrected", layers)
		}
	}
}

// TestNobodyWaits holds that reading a field ends with its context.
func TestNobodyWaits(t *testing.T) {
	s, _, reads := keepingSite(t)
	field, err := s.store.Open(ctx, forecast.Ref{Dataset: "test", Run: run0, Layer: layer(t, "temperature_2m"), Time: run0})
	must(t, err)
	over, stop := context.WithCancel(ctx)
	stop()
	if err := field.Read(over, forecast.Window{Rows: 1, Cols: 1}, make([]float32, 1)); err == nil || reads.Load() != 0 {
		t.Errorf("read %d chunks, %v", reads.Load(), err)
	}
}
