package web_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

// TestWarm holds that the tiles of a run are there before anybody asks, those of a step once it has
// landed, and that there are no more than asked for.
func TestWarm(t *testing.T) {
	s, _, reads := keepingSite(t)
	over, stop := context.WithCancel(ctx)
	asked, ended := make(chan string), make(chan struct{})
	watched := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.handler.ServeHTTP(w, r)
		asked <- r.URL.Path
	})
	go func() {
		defer close(ended)
		web.Warm{Handler: watched, Store: s.store, Zoom: 1, Bytes: 1 << 20}.Keep(over)
	}()
	const fields, tiles = 4, 1 + 4
	var all []string
	for range fields * tiles {
		all = append(all, <-asked)
	}
	before := reads.Load()
	for _, target := range all {
		if w := s.get(target); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	slices.Sort(all)
	if len(slices.Compact(slices.Clone(all))) != len(all) || !slices.Contains(all, keptTile) {
		t.Errorf("it asked for %q", all)
	}
	if reads.Load() != before {
		t.Error("a tile that was made is made again")
	}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test", Title: "Test"}, Run: run0, Grid: globe(t), Times: hours(6)})
	must(t, err)
	must(t, r.Put(ctx, layer(t, "temperature_2m"), hours(6)[0], waves(globe(t), 7, 13, 97, 0)))
	if got, want := <-asked, "/tiles/test/20261123T0000Z/temperature_2m/20261123T0600Z/0/0/0.png"; got != want {
		t.Errorf("after the step it asked for %s, want %s", got, want)
	}
	stop()
	for {
		select {
		case <-asked:
		case <-ended:
			return
		}
	}
}

// TestWarmIsBounded holds that it leaves a run for the next dataset's once it has as many bytes as it
// may.
func TestWarmIsBounded(t *testing.T) {
	s, _, _ := keepingSite(t)
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "zone", Title: "Zone"}, Run: run0, Grid: globe(t), Times: hours(0)})
	must(t, err)
	put(t, r, globe(t), run0)
	over, stop := context.WithCancel(ctx)
	defer stop()
	var asked []string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked = append(asked, strings.Split(r.URL.Path, "/")[2]); len(asked) == 4 {
			stop()
		}
		_, _ = w.Write(make([]byte, 100))
	})
	web.Warm{Handler: handler, Store: s.store, Zoom: 5, Bytes: 250}.Keep(over)
	if want := []string{"test", "test", "test", "zone"}; !slices.Equal(asked, want) {
		t.Errorf("asked for tiles of %q, want %q", asked, want)
	}
}
