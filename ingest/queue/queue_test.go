package queue

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/fengtu/fengtu/forecast"
)

// start starts a NATS server on the loopback and gives its address.
func start(t *testing.T, withJetStream bool) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: withJetStream, StoreDir: t.TempDir(), NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
	}
	return s.ClientURL()
}

// connect gives a queue that waits for seconds where a real one waits for half a minute.
func connect(t *testing.T, url string) *Queue {
	t.Helper()
	q, err := Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	q.silent, q.tryAgain = time.Second, 50*time.Millisecond
	return q
}

func write(t *testing.T, dir, name string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// works runs workers until as many files were taken as are wanted, and gives the files in the order in
// which they were taken.
func works(t *testing.T, queues []*Queue, want int, take func(path string) bool) []string {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	var mu sync.Mutex
	var taken []string
	var wg sync.WaitGroup
	count := func(path string) {
		mu.Lock()
		defer mu.Unlock()
		if taken = append(taken, path); len(taken) == want {
			time.AfterFunc(200*time.Millisecond, stop) // for what should not come
		}
	}
	for _, q := range queues {
		wg.Go(func() {
			err := q.Work(ctx, func(path string) bool {
				ok := take(path)
				if ok {
					count(path)
				}
				return ok
			}, func(path string) { count("absent " + path) })
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	return taken
}

// TestShared holds that each file is taken once, by any of several workers, for longer than a worker may
// be silent too.
func TestShared(t *testing.T) {
	url, dir := start(t, true), t.TempDir()
	finder := connect(t, url)
	var want []string
	for i := range 6 {
		path := write(t, dir, fmt.Sprintf("%d.nc", i))
		want = append(want, path)
		for range 2 { // two processes watch the folder
			if err := finder.Add(context.Background(), path); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := works(t, []*Queue{connect(t, url), connect(t, url)}, len(want), func(path string) bool {
		if path == want[0] {
			time.Sleep(2500 * time.Millisecond)
		}
		return true
	})
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("taken %v, want %v", got, want)
	}
}

// TestTriedAgain holds that a file stays in the queue until it is taken, and that one that is gone does not.
func TestTriedAgain(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	q := connect(t, start(t, true))
	kept, gone := write(t, dir, "kept.nc"), write(t, dir, "gone.nc")
	for _, path := range []string{kept, gone} {
		if err := q.Add(ctx, path); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	tries := 0
	got := works(t, []*Queue{q}, 2, func(string) bool { tries++; return tries == 3 })
	if want := []string{kept, "absent " + gone}; !slices.Equal(got, want) || tries != 3 {
		t.Errorf("%v after %d tries, want %v", got, tries, want)
	}
	if err := q.Add(ctx, gone); err == nil {
		t.Error("a file that is not there was added")
	}
}

// TestDeadWorker holds that a file is given to another where its worker dies.
func TestDeadWorker(t *testing.T) {
	url := start(t, true)
	path := write(t, t.TempDir(), "a.nc")
	dead, other := connect(t, url), connect(t, url)
	if err := other.Add(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	dying, died := make(chan struct{}), make(chan struct{})
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		defer close(died)
		_ = dead.Work(ctx, func(string) bool {
			close(dying)
			dead.Close() // it is heard of no more
			<-ctx.Done()
			return false
		}, nil)
	}()
	<-dying
	if got := works(t, []*Queue{other}, 1, func(string) bool { return true }); !slices.Equal(got, []string{path}) {
		t.Errorf("taken: %v", got)
	}
	stop()
	<-died
}

func TestConnectRefuses(t *testing.T) {
	f := func(url, want string) {
		t.Helper()
		_, err := Connect(context.Background(), url)
		if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("Connect(%q): %v, want %q", url, err, want)
		}
	}
	f("nats://127.0.0.1:1", "start a NATS server")
	f(start(t, false), "with JetStream")
}
