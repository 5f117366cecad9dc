package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// MaxWarmZoom is the highest zoom that is worth making before anybody asks: four times as many tiles
// come with each.
const MaxWarmZoom = 5

// Warm makes the coloured tiles of low zooms of the newest runs before anybody asks for them, by asking
// the handler that keeps them.
type Warm struct {
	Handler http.Handler
	Store   *store.Store
	Zoom    int   // the highest, from 0
	Bytes   int64 // of tiles of one run; further ones wait to be asked for
}

// warmed is what was asked for of a dataset's newest run.
type warmed struct {
	run   time.Time
	bytes int64
	asked map[warmField]bool
}

type warmField struct {
	layer forecast.Layer
	at    time.Time
}

// gather is how long changes are waited for before they are looked at together.
const gather = time.Second

// Keep makes tiles as steps land, until ctx ends: one at a time, and after each it rests for as long as
// that took, so that those who wait for theirs have most of the machine.
func (w Warm) Keep(ctx context.Context) {
	changes, end := w.Store.Watch()
	defer end()
	seen := map[string]*warmed{}
	datasets, _ := w.Store.Datasets(ctx) // a store that cannot be listed now has changes later
	for _, d := range datasets {
		w.newest(ctx, d.ID, seen)
	}
	for {
		changed := map[string]bool{}
		select {
		case <-ctx.Done():
			return
		case change := <-changes:
			changed[change.Dataset] = true
		}
		rest(ctx, gather)
		for len(changes) > 0 {
			changed[(<-changes).Dataset] = true
		}
		for dataset := range changed {
			w.newest(ctx, dataset, seen)
		}
	}
}

// newest asks for the tiles of the fields that the newest run of a dataset has and seen does not.
func (w Warm) newest(ctx context.Context, dataset string, seen map[string]*warmed) {
	runs, err := w.Store.Runs(ctx, dataset)
	if err != nil || len(runs) == 0 {
		return
	}
	inv, err := w.Store.Inventory(ctx, dataset, runs[0])
	if err != nil {
		return // it is looked at again when it changes
	}
	run := seen[dataset]
	if run == nil || !run.run.Equal(inv.Run) {
		run = &warmed{run: inv.Run, asked: map[warmField]bool{}}
		seen[dataset] = run
	}
	for _, t := range inv.Times {
		for _, l := range inv.Layers {
			if f := (warmField{l, t}); inv.Has(l, t) && !run.asked[f] {
				run.asked[f] = true
				w.field(ctx, inv, f, run)
			}
		}
	}
}

// field asks for the tiles of one field, as long as there is room.
func (w Warm) field(ctx context.Context, inv *store.Inventory, f warmField, run *warmed) {
	for z := range w.Zoom + 1 {
		for tile := range 1 << (2 * z) {
			if ctx.Err() != nil || run.bytes >= w.Bytes {
				return
			}
			begun := time.Now()
			run.bytes += w.ask(ctx, fmt.Sprintf("/tiles/%s/%s/%s/%s/%d/%d/%d.png", inv.Dataset, forecast.FormatTime(inv.Run),
				f.layer.Name(), forecast.FormatTime(f.at), z, tile>>z, tile&(1<<z-1)))
			rest(ctx, time.Since(begun))
		}
	}
}

// ask gives the number of bytes of an answer.
func (w Warm) ask(ctx context.Context, target string) int64 {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, target, http.NoBody)
	if err != nil {
		return 0
	}
	counts := counter{header: http.Header{}}
	w.Handler.ServeHTTP(&counts, r)
	return counts.bytes
}

func rest(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// counter is an http.ResponseWriter that only counts.
type counter struct {
	header http.Header
	bytes  int64
}

func (c *counter) Header() http.Header { return c.header }

func (c *counter) WriteHeader(int) {}

func (c *counter) Write(b []byte) (int, error) {
	c.bytes += int64(len(b))
	return len(b), nil
}
