package kept

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func open(t *testing.T, bytes int64) *Bodies {
	t.Helper()
	b, err := New(bytes)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestOnce holds that fifty who ask at once cost one making, also where nothing is kept.
func TestOnce(t *testing.T) {
	for _, bytes := range []int64{0, 1 << 20} {
		b := open(t, bytes)
		var made atomic.Int32
		begin := make(chan struct{})
		makeIt := func(context.Context) (Body, error) {
			<-begin
			made.Add(1)
			return Body{Bytes: []byte("body")}, nil
		}
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if body, err := b.Get(t.Context(), "key", makeIt); err != nil || string(body.Bytes) != "body" {
					t.Errorf("got %q, %v", body.Bytes, err)
				}
			})
		}
		for waiting := 0; waiting < 50; {
			b.mu.Lock()
			if m := b.under["key"]; m != nil {
				waiting = m.waiting
			}
			b.mu.Unlock()
		}
		close(begin)
		all.Wait()
		if made.Load() != 1 {
			t.Errorf("made %d times", made.Load())
		}
		_, err := b.Get(t.Context(), "key", makeIt)
		if want := int32(1); err != nil || bytes > 0 && made.Load() != want || bytes == 0 && made.Load() != want+1 {
			t.Errorf("then %d times, %v", made.Load(), err)
		}
	}
}

// TestStopped holds that the last to leave stops the work, and one of two does not.
func TestStopped(t *testing.T) {
	b := open(t, 1<<20)
	begun, stopped := make(chan struct{}), make(chan struct{})
	makeIt := func(ctx context.Context) (Body, error) {
		close(begun)
		<-ctx.Done()
		close(stopped)
		return Body{}, ctx.Err()
	}
	first, leaveFirst := context.WithCancel(t.Context())
	second, leaveSecond := context.WithCancel(t.Context())
	left := make(chan error, 2)
	for _, ctx := range []context.Context{first, second} {
		go func() { _, err := b.Get(ctx, "key", makeIt); left <- err }()
		for waits := false; !waits; {
			b.mu.Lock()
			m := b.under["key"]
			waits = m != nil && (ctx == first || m.waiting == 2)
			b.mu.Unlock()
		}
	}
	<-begun
	leaveFirst()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("the first got %v", err)
	}
	select {
	case <-stopped:
		t.Fatal("stopped while one still waits")
	default:
	}
	leaveSecond()
	<-left
	<-stopped
	if body, err := b.Get(t.Context(), "key", func(context.Context) (Body, error) { return Body{Empty: true}, nil }); err != nil || !body.Empty {
		t.Errorf("who asks later gets %v", err)
	}
}

// TestFailures holds that errors and panics reach who asks and are not kept.
func TestFailures(t *testing.T) {
	b := open(t, 1<<20)
	_, err := b.Get(t.Context(), "key", func(context.Context) (Body, error) { return Body{}, errors.New("broken") })
	if err == nil {
		t.Error("no error")
	}
	_, err = b.Get(t.Context(), "key", func(context.Context) (Body, error) { panic("bug") })
	if forecast.KindOf(err) != forecast.Internal || !strings.Contains(err.Error(), "bug") {
		t.Errorf("got %v", err)
	}
	if body, err := b.Get(t.Context(), "key", func(context.Context) (Body, error) { return Body{Bytes: []byte{1}}, nil }); err != nil || len(body.Bytes) != 1 {
		t.Errorf("got %v", err)
	}
}

func TestBounded(t *testing.T) {
	const limit = 100_000
	b := open(t, limit)
	for i := range 100 {
		if _, err := b.Get(t.Context(), fmt.Sprint(i), func(context.Context) (Body, error) { return Body{Bytes: make([]byte, 5000)}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	b.cache.CleanUp()
	if w := b.cache.WeightedSize(); w > limit || w == 0 {
		t.Errorf("%d bytes are kept of %d", w, limit)
	}
}
