package s3

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/fengtu/fengtu/forecast/objects"
)

// processes gives a bucket as several processes see it, with leases of a short term. Every request
// passes through meddle, which may be nil.
func processes(t *testing.T, n int, meddle func(http.Handler) http.Handler) []*Bucket {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("weather"); err != nil {
		t.Fatal(err)
	}
	handler := gofakes3.New(backend).Server()
	if meddle != nil {
		handler = meddle(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	out := make([]*Bucket, n)
	for i := range out {
		b, err := Open(context.Background(), "s3://weather")
		if err != nil {
			t.Fatal(err)
		}
		b.term = 400 * time.Millisecond
		out[i] = b
	}
	return out
}

// TestUpdateAlone holds that what change does besides is done by one process at a time, for longer
// than the term of a lease too.
func TestUpdateAlone(t *testing.T) {
	ctx := context.Background()
	var inside, most atomic.Int32
	var wg sync.WaitGroup
	all := processes(t, 3, nil)
	for _, b := range all {
		wg.Go(func() {
			for range 2 {
				err := b.Update(ctx, "d/r/count", func(old []byte) ([]byte, error) {
					most.Store(max(most.Load(), inside.Add(1)))
					time.Sleep(2 * b.term)
					inside.Add(-1)
					n, _ := strconv.Atoi(string(old))
					return strconv.AppendInt(nil, int64(n+1), 10), nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 {
		t.Errorf("%d processes updated at once", most.Load())
	}
	if got, err := all[0].Get(ctx, "d/r/count"); err != nil || string(got) != "6" {
		t.Errorf("%q updates, %v, want 6", got, err)
	}
}

// TestDeadHolder holds that a lease is taken over whose holder was killed, not before its term.
func TestDeadHolder(t *testing.T) {
	ctx := context.Background()
	both := processes(t, 2, nil)
	dead := &held{bucket: both[0], key: "d/r/" + leaseName, holder: "dead"}
	if err := dead.write(ctx, ""); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := both[1].Update(ctx, "d/r/k", func([]byte) ([]byte, error) { return []byte("x"), nil }); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(began); waited < both[1].term {
		t.Errorf("taken over after %v", waited)
	}
	infos, err := both[1].List(ctx, "")
	if err != nil || len(infos) != 1 {
		t.Errorf("%v, %v", infos, err)
	}
	if _, _, err := both[1].getFull(ctx, dead.key); fault("", err) == nil {
		t.Error("the lease is still there")
	}
}

// TestLostAnswers holds that what the server wrote counts, once, where its answers get lost.
func TestLostAnswers(t *testing.T) {
	ctx := context.Background()
	var puts atomic.Int32
	b := processes(t, 1, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPut && puts.Add(1)%2 == 1 {
				next.ServeHTTP(httptest.NewRecorder(), r)
				http.Error(w, "try again", http.StatusServiceUnavailable)
				return
			}
			next.ServeHTTP(w, r)
		})
	})[0]
	const rounds = 3
	for range rounds {
		err := b.Update(ctx, "count", func(old []byte) ([]byte, error) { return append(old, '1'), nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	got, err := b.Get(ctx, "count")
	if want := strings.Repeat("1", rounds); err != nil || string(got) != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

// TestRecent holds that a process sees its own changes at once and another's after a moment.
func TestRecent(t *testing.T) {
	ctx := context.Background()
	both := processes(t, 2, nil)
	put := func(b *Bucket, text string) objects.Tag {
		t.Helper()
		if err := b.Put(ctx, "d/k", []byte(text)); err != nil {
			t.Fatal(err)
		}
		info, err := b.Stat(ctx, "d/k")
		if err != nil || info.Size != int64(len(text)) {
			t.Fatalf("%+v, %v", info, err)
		}
		return info.Tag
	}
	old := put(both[0], "a")
	newer := put(both[0], "bc")
	if old == newer {
		t.Error("one tag for two versions")
	}
	newest := put(both[1], "def")
	deadline := time.Now().Add(believe)
	for {
		info, err := both[0].Stat(ctx, "d/k")
		if err != nil {
			t.Fatal(err)
		}
		if info.Tag == newest {
			break
		}
		if time.Now().After(deadline.Add(time.Second)) {
			t.Fatal("another's change does not show")
		}
		time.Sleep(10 * time.Millisecond)
	}
}
