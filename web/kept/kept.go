// Package kept keeps bodies that were made, in memory bounded by bytes. Each is made once for all who
// ask for it at the same time, and no further once none of them waits.
package kept

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/maypok86/otter/v2"

	"github.com/fengtu/fengtu/forecast"
)

// Body is what was made.
type Body struct {
	Bytes []byte
	Empty bool // there is nothing on it
}

// Make makes a body; it ends early once ctx does.
type Make func(ctx context.Context) (Body, error)

// Bodies keeps bodies by key. It is safe for concurrent use.
type Bodies struct {
	cache *otter.Cache[string, Body] // nil where nothing is kept

	mu    sync.Mutex
	under map[string]*making
}

// making is a body that is being made.
type making struct {
	done    chan struct{} // closed when body and err are there
	body    Body
	err     error
	waiting int // how many wait for it
	stop    context.CancelFunc
}

// New keeps at most so many bytes; 0 keeps none.
func New(bytes int64) (*Bodies, error) {
	b := &Bodies{under: map[string]*making{}}
	if bytes <= 0 {
		return b, nil
	}
	var err error
	b.cache, err = otter.New(&otter.Options[string, Body]{
		MaximumWeight: uint64(bytes),
		Weigher:       func(key string, body Body) uint32 { return uint32(len(key) + len(body.Bytes) + 100) },
	})
	if err != nil {
		return nil, fmt.Errorf("kept: cache: %w", err)
	}
	return b, nil
}

// Get gives the body of a key, which says all that determines its bytes. An error is told to all who
// wait, and not kept.
func (b *Bodies) Get(ctx context.Context, key string, make Make) (Body, error) {
	m, body := b.join(ctx, key, make)
	if m == nil {
		return body, nil
	}
	select {
	case <-m.done:
		return m.body, m.err
	case <-ctx.Done():
		b.leave(key, m)
		return Body{}, ctx.Err()
	}
}

// Kept gives the body of a key if it is kept.
func (b *Bodies) Kept(key string) (Body, bool) {
	if b.cache == nil {
		return Body{}, false
	}
	return b.cache.GetIfPresent(key)
}

// join waits for a key's body with others, or is the first; or has the body already.
func (b *Bodies) join(ctx context.Context, key string, make Make) (*making, Body) {
	b.mu.Lock()
	defer b.mu.Unlock()
	m := b.under[key]
	if m == nil {
		if body, ok := b.Kept(key); ok {
			return nil, body
		}
		ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
		m = newMaking(stop)
		b.under[key] = m
		go b.run(ctx, key, m, make)
	}
	m.waiting++
	return m, Body{}
}

func newMaking(stop context.CancelFunc) *making {
	return &making{done: make(chan struct{}), stop: stop}
}

// run makes a body and tells those who wait.
func (b *Bodies) run(ctx context.Context, key string, m *making, make Make) {
	defer m.stop()
	defer close(m.done)
	m.body, m.err = guarded(ctx, make)
	b.mu.Lock()
	defer b.mu.Unlock()
	if m.err == nil && b.cache != nil {
		b.cache.Set(key, m.body)
	}
	if b.under[key] == m {
		delete(b.under, key)
	}
}

// guarded makes an error of a panic, which would end the program here.
func guarded(ctx context.Context, make Make) (body Body, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = forecast.Errorf(forecast.Internal, "kept.Get", "making it failed: %v\n%s", p, debug.Stack())
		}
	}()
	return make(ctx)
}

// leave stops what nobody waits for any more; who asks later begins anew.
func (b *Bodies) leave(key string, m *making) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m.waiting--; m.waiting > 0 {
		return
	}
	m.stop()
	if b.under[key] == m {
		delete(b.under, key)
	}
}
